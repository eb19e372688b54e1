"""Bars over time, as data and as a search and a person's page show them."""

import datetime

import pytest
from django.utils.translation import override

from articles.models import Holding
from articles.views.timeline import of_holdings
from tests.factories import make_article
from tests.pages.reader import titles

pytestmark = pytest.mark.django_db


def held(date, number, precision="day"):
    return Holding(None, datetime.date.fromisoformat(date), precision, number)


def bars(page) -> list[tuple[str, str]]:
    """Place and height of each bar."""
    return [(bar.attrs["x"], bar.attrs["height"]) for bar in page.all("rect", class_="bar")]


def ticks(page) -> list[str]:
    return [tick.text for tick in page.all("text")]


def ways_out(page) -> list[str]:
    """The labels of the links to longer periods."""
    navs = page.all("nav", class_="ways-out")
    return navs[0].text.split()[2:] if navs else []


def test_a_timeline_of_months_leaves_none_out():
    line = of_holdings([held("2017-11-05", 4), held("2018-01-01", 1), held("2018-01-01", 2, "year")], "?{}..{}".format)
    assert [(str(slot.date), slot.articles, slot.height) for slot in line.slots] == [
        ("2017-11", 4, 100),
        ("2017-12", 0, 0),
        ("2018-01", 1, 25),
    ]
    assert line.unplaced == 2
    assert [slot.url for slot in line.filled] == ["?2017-11..2017-11", "?2018-01..2018-01"]


def test_a_long_timeline_is_of_years():
    line = of_holdings([held("1998-11-05", 1), held("2018-01-01", 2), held("2018-01-01", 2, "year")], "{}{}".format)
    assert len(line.slots) == 21
    assert [(str(slot.date), slot.articles) for slot in line.filled] == [("1998", 1), ("2018", 4)]
    assert line.unplaced == 0
    assert [tick.label for tick in line.ticks] == ["2000", "2005", "2010", "2015"]


@pytest.mark.parametrize("holdings", [[], [Holding(None, None, "unknown", 3)], [held("2018-05-01", 3)]])
def test_no_timeline_of_nothing_nor_of_one_month(holdings):
    assert of_holdings(holdings, "{}{}".format) is None


def test_the_last_year_there_is():
    line = of_holdings([held("9998-01-01", 1, "year"), held("9999-01-01", 1, "year")], "{}{}".format)
    assert [str(slot.date) for slot in line.slots] == ["9998", "9999"]


def test_time_runs_as_the_page_reads():
    holdings = [held("2018-01-01", 1), held("2018-03-01", 1)]
    with override("ar"):
        assert [slot.x for slot in of_holdings(holdings, "{}{}".format).slots] == [2, 1, 0]
    with override("en"):
        assert [slot.x for slot in of_holdings(holdings, "{}{}".format).slots] == [0, 1, 2]


def test_small_numbers_can_be_seen():
    line = of_holdings([held("2018-01-01", 1), held("2018-02-01", 1000)], "{}{}".format)
    assert [slot.height for slot in line.slots] == [2, 100]


@pytest.fixture
def ships(find):
    for date in ("2016-11-03", "2018-03-01", "2018-05-24", "2018-05-26"):
        make_article(title=f"سفينة {date}", date=date)
    make_article(title="سفينة العام", date="2018-01-01", date_precision="year")
    make_article(title="سفينة بلا تاريخ")
    make_article(title="قطار", date="2018-07-01")


def test_a_search_shows_the_months_between_and_what_the_archive_lacks(ships, find):
    page = find("q=سفينة", english=True)
    assert bars(page) == [("0", "50"), ("16", "50"), ("18", "100")]
    assert [(gap.attrs["x"], gap.attrs["width"]) for gap in page.all("rect", class_="gap")] == [
        ("1", "15"),
        ("17", "1"),
    ]
    assert ticks(page) == ["2017", "2018"]
    rows = [row.text for row in page.all("tr")]
    assert rows[0] == "Period Articles found In the archive"
    assert rows[-1] == "May 2018 2 2"
    assert "Dated less exactly or not at all, and in no bar: 2 articles" in page.main


def test_a_search_of_a_period_spans_it_as_far_as_the_archive_reaches(ships, find):
    page = find("q=سفينة&from=2018&to=2018", english=True)
    # January has no article; July, which has no hit, is the archive's last month.
    names = page.one("figure").attrs["data-names"].split()
    assert (names[0], names[-1]) == ("2018-01", "2018-07")
    month = find("q=سفينة&from=2018-05&to=2018-05", english=True)
    assert month.one("figure").attrs["data-unit"] == "day"
    assert len(month.one("figure").attrs["data-names"].split()) == 31
    assert bars(month) == [("23", "100"), ("25", "100")]
    assert ticks(month) == ["1", "5", "10", "15", "20", "25"]


def test_bars_and_table_lead_to_the_period(ships, find):
    page = find("q=سفينة&sort=newest&page=1")
    (address,) = {link.attrs["href"] for link in page.all("a") if "أيار/مايو 2018" in link.text}
    assert address.endswith("sort=newest&from=2018-05&to=2018-05")
    # The article of the year may be of the month.
    assert titles(find(address.partition("?")[2])) == ["سفينة 2018-05-26", "سفينة 2018-05-24", "سفينة العام"]


@pytest.mark.parametrize(
    ("period", "out"),
    [
        ("", []),
        ("from=2018", ["All", "dates"]),
        ("from=2018&to=2018", ["All", "dates"]),
        ("from=2017&to=2018", ["All", "dates"]),
        ("from=2018-03&to=2018-05", ["All", "dates", "2018"]),
        ("from=2018-05&to=2018-05", ["All", "dates", "2018"]),
        ("from=2018-05-24&to=2018-05-24", ["All", "dates", "2018", "May", "2018"]),
    ],
)
def test_the_ways_to_longer_periods(ships, find, period, out):
    assert ways_out(find(f"q=سفينة&{period}", english=True)) == out


def test_where_nothing_is_found_the_longer_periods_are_one_click_away(ships, find):
    page = find("q=قطار&from=2018-04-02&to=2018-04-02", english=True)
    assert titles(page) == []
    assert page.link("April 2018").endswith("from=2018-04&to=2018-04")


def test_the_reader_prefers_other_digits(ships, find, client):
    client.cookies["preferences"] = "digits:arabic.months:levant"
    page = find("q=سفينة")
    assert ticks(page) == ["٢٠١٧", "٢٠١٨"]
    assert "أيار ٢٠١٨|" in page.one("figure").attrs["data-labels"]
    assert "في الفترة: أيار ٢٠١٨" in find("q=سفينة&from=2018-05&to=2018-05").one("p", class_="sentence").text
