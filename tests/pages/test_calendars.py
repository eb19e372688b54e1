"""Tables and timelines as data."""

import datetime

from articles.models import Holding
from articles.views.calendars import Scale, coverage, weeks


def held(date, number, precision="day"):
    return Holding(None, datetime.date.fromisoformat(date), precision, number)


def test_shades_are_equal_parts_of_the_largest_number():
    scale = Scale([3, 40, 100])
    assert [scale.shade(number) for number in (0, 1, 25, 26, 75, 76, 100)] == [0, 1, 1, 2, 3, 4, 4]
    assert [tuple(shade) for shade in scale.legend] == [(1, 1, 25), (2, 26, 50), (3, 51, 75), (4, 76, 100)]


def test_a_legend_names_every_number_once():
    for most in range(1, 50):
        scale = Scale([most])
        named = {number: part for part, first, last in scale.legend for number in range(first, last + 1)}
        assert named == {number: scale.shade(number) for number in range(1, most + 1)}
    assert Scale([]).legend == []


def test_weeks_have_seven_days_and_begin_on_saturday():
    # 1 May 2018 was a Tuesday.
    rows = weeks(datetime.date(2018, 5, 1), 31, lambda label, date: (label, date.isoformat()))
    assert {len(row) for row in rows} == {7}
    assert rows[0][:4] == [None, None, None, (1, "2018-05-01")]
    assert rows[-1][-2:] == [(31, "2018-05-31"), None]


def test_coverage_says_which_years_have_nothing():
    table = coverage([held("2014-05-01", 1), held("2018-01-01", 2, "year"), held("2018-12-31", 1)], "{}".format)
    assert [(row.name, row.number, row.alone, len(row.cells)) for row in table.rows] == [
        ("2014", 1, 0, 12),
        ("2015–2017", 0, 0, 0),
        ("2018", 3, 2, 12),
    ]
    assert table.alone == 2
