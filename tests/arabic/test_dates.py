import datetime

import pytest

from articles.arabic import PartialDate, parse_date


@pytest.mark.parametrize(
    ("text", "first", "precision"),
    [
        ("2018", (2018, 1, 1), "year"),
        ("2018-05", (2018, 5, 1), "month"),
        ("2018-05-24", (2018, 5, 24), "day"),
        ("٢٠١٧/١٢/١", (2017, 12, 1), "day"),
        ("2018-02-18T21:35:43+04:00", (2018, 2, 18), "day"),
        ("2018-02-18 21:35", (2018, 2, 18), "day"),
        ("2018-02-18T21:35:43Z", (2018, 2, 18), "day"),
    ],
)
def test_dates_are_as_precise_as_they_are_written(text, first, precision):
    found = parse_date(text)
    assert (found.first, found.precision) == (datetime.date(*first), precision)


def test_the_day_is_the_one_written_and_the_instant_is_exact():
    found = parse_date("2018-02-19T01:00:00+04:00")
    assert found.first == datetime.date(2018, 2, 19)
    assert found.instant == datetime.datetime(2018, 2, 18, 21, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "text", ["2018-13-45", "2018-02-30", "أمس", "", "18-5-2018", "2018-05-24T99:00", "0000", "0001-01-01", "9999-12-31"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the caller's to write
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2018", (2018, 12, 31)),
        ("2016-02", (2016, 2, 29)),
        ("2999-12", (2999, 12, 31)),
        ("2018-05-24", (2018, 5, 24)),
    ],
)
def test_a_period_has_a_last_day(text, last):
    assert parse_date(text).last == datetime.date(*last)


def test_a_date_prints_with_its_precision():
    assert [str(parse_date(text)) for text in ("2018", "2018-05", "2018-05-24")] == ["2018", "2018-05", "2018-05-24"]
    assert str(PartialDate(datetime.date(2018, 5, 1), "month")) == "2018-05"
