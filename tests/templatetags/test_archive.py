import datetime

import pytest
from django.utils import translation

from articles.arabic import PartialDate, parse_period
from articles.models import Article
from articles.templatetags import archive

DAY = datetime.date(2018, 5, 24)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (102, "102 مقال"),
        (103, "103 مقالات"),
        (31525, "31,525 مقالًا"),
    ],
)
def test_arabic_counts(number, said):
    with translation.override("ar"):
        assert archive.articles(number) == said


def test_english_counts():
    with translation.override("en"):
        assert [archive.articles(number) for number in (0, 1, 2, 31525)] == [
            "0 articles",
            "1 article",
            "2 articles",
            "31,525 articles",
        ]


@pytest.mark.parametrize(
    ("precision", "arabic", "english"),
    [
        ("day", "24 أيار/مايو 2018", "24 May 2018"),
        ("month", "أيار/مايو 2018", "May 2018"),
        ("year", "2018", "2018"),
    ],
)
def test_dates_in_words(precision, arabic, english):
    for language, said in (("ar", arabic), ("en", english)):
        with translation.override(language):
            assert archive.in_words(DAY, precision) == said
            assert archive.in_words(PartialDate(DAY, precision)) == said


@pytest.mark.parametrize(
    ("typed", "arabic", "english"),
    [
        ("24/5/2018", "24 أيار/مايو 2018", "24 May 2018"),
        ("9 رمضان 1439", "9 رمضان 1439 هـ", "9 Ramadan 1439 AH"),
        ("1439-09", "رمضان 1439 هـ", "Ramadan 1439 AH"),
        ("1439 AH", "1439 هـ", "1439 AH"),
    ],
)
def test_periods_in_words(typed, arabic, english):
    for language, said in (("ar", arabic), ("en", english)):
        with translation.override(language):
            assert archive.in_words(parse_period(typed)) == said


def test_a_moment_is_said_as_the_day_in_the_archives_time_zone(settings):
    settings.TIME_ZONE = "Africa/Tripoli"
    late = datetime.datetime(2018, 5, 24, 23, 30, tzinfo=datetime.UTC)
    with translation.override("en"):
        assert archive.in_words(late) == "25 May 2018"


def test_weekdays():
    with translation.override("ar"):
        assert archive.weekday(DAY) == archive.weekday(3) == "الخميس"


def test_directions_and_names_of_languages():
    assert [archive.direction(code) for code in ("ar", "ar-LY", "fa", "en", "fr")] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]
    with translation.override("ar"):
        assert archive.name_of_language("en") == "الإنجليزية"
        assert archive.name_of_language("xx") == "xx"


def test_only_web_addresses_have_a_host():
    assert archive.host("https://mina.example/7") == "mina.example"
    assert archive.host("javascript:alert(1)") == ""
    assert archive.host("http://[") == ""


def test_bars():
    assert archive.share(5, 10) == 500
    assert archive.share(1, 100_000) == 8
    assert archive.share(0, 10) == 0
    assert archive.share(0, 0) == 0


def test_the_other_calendar():
    with translation.override("ar"):
        assert archive.in_other_calendar(Article(date=DAY, date_precision="day")) == "9 رمضان 1439 هـ"
        assert archive.in_other_calendar(Article(date=datetime.date(1900, 5, 24), date_precision="day")) == ""
        assert archive.in_other_calendar(Article()) == ""
    with translation.override("en"):
        assert (
            archive.in_other_calendar(Article(date=DAY.replace(day=1), date_precision="month"))
            == "Shaʻban – Ramadan 1439 AH"
        )


def test_digits():
    assert archive.digits(2018) == "2018"
