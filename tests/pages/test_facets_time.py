"""The facet of years and months, and its agreement with the other ways to ask for a period."""

import pytest

from tests.factories import make_article
from tests.pages.reader import Page, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def ships(find):
    for date in ("2015-02-01", "2016-03-01", "2016-04-01", "2018-05-24", "2018-05-25", "2018-06-01"):
        make_article(title=f"ship {date}", date=date)
    make_article(title="train", date="2017-01-01")


@pytest.fixture
def search(find):
    return lambda parameters: find(parameters, english=True)


def choices(page: Page) -> list[str]:
    """The years and months beside the results or in their list, as they read."""
    return [
        link.text for link in page.all("a", class_="choice") if "from=" in link.attrs["href"] or "chosen" in link.text
    ]


def choose(page: Page, name: str) -> str:
    """The parameters to which a year or month leads."""
    (link,) = [one for one in page.all("a", class_="choice") if one.text.startswith(f"{name} ")]
    return link.attrs["href"].partition("?")[2]


def signs(page: Page) -> dict[str, str]:
    """What the signs behind years and months do, with the period they lead to."""
    return {
        link.attrs["title"]: link.attrs["href"].partition("&")[2]
        for link in page.all("a", class_="exclude")
        if "title" in link.attrs
    }


def test_years_with_their_numbers_the_newest_first(ships, search):
    assert choices(search("q=ship")) == ["2018 3", "2016 2", "2015 1"]


def test_a_year_opens_to_its_months_and_the_others_keep_their_numbers(ships, search):
    page = search(choose(search("q=ship&sort=oldest"), "2018"))
    assert titles(page) == ["ship 2018-05-24", "ship 2018-05-25", "ship 2018-06-01"]
    assert choices(page) == [
        "2018 3 chosen: take it back",
        "June 1 in the period chosen: this alone",
        "May 2 in the period chosen: this alone",
        "2016 2",
        "2015 1",
    ]
    month = search(choose(page, "May"))
    assert titles(month) == ["ship 2018-05-24", "ship 2018-05-25"]
    assert choose(month, "2018") == "q=ship&sort=oldest&from=2018&to=2018"
    assert choose(month, "May") == "q=ship&sort=oldest"


def test_the_period_is_widened_and_narrowed_at_its_ends(ships, search):
    year = search("q=ship&from=2016&to=2016")
    assert signs(year) == {
        "widen the period to 2018": "from=2016&to=2018",
        "widen the period to 2015": "from=2015&to=2016",
    }
    years = search("q=ship&from=2016&to=2018")
    assert choices(years) == [
        "2018 3 in the period chosen: this alone",
        "2016 2 in the period chosen: this alone",
        "2015 1",
    ]
    assert signs(years) == {
        "without 2018": "from=2016&to=2017",
        "without 2016": "from=2017&to=2018",
        "widen the period to 2015": "from=2015&to=2018",
    }
    month = search("q=ship&from=2018-05&to=2018-05")
    assert signs(month)["widen the period to June"] == "from=2018-05&to=2018-06"
    both = search("q=ship&from=2018-05&to=2018-06")
    assert signs(both)["without June"] == "from=2018-05&to=2018-05"


def test_a_period_of_another_kind_marks_what_lies_in_it(ships, search):
    # 17 May 2018 to 14 June 2018: in it wholly lies neither month.
    page = search("q=ship&from=Ramadan 1439&to=Ramadan 1439")
    assert choices(page) == ["2018 3", "June 1", "May 2", "2016 2", "2015 1"]
    page = search("q=ship&from=2016")
    assert choices(page)[-1] == "2015 1"
    assert signs(page) == {"without 2016": "from=2017", "widen the period to 2015": "from=2015"}


def test_fields_pill_timeline_and_facet_agree(ships, search):
    page = search(choose(search("q=ship&from=2018&to=2018"), "May"))
    assert [page.one("input", name=name).attrs["value"] for name in ("from", "to")] == ["2018-05", "2018-05"]
    assert page.one("li", class_="pill").text.startswith("Period May 2018")
    assert page.one("figure").attrs["data-unit"] == "day"
    assert "May 2 chosen: take it back" in choices(page)


def test_an_article_of_the_year_may_be_of_each_month(ships, search):
    make_article(title="ship of the year", date="2018-01-01", date_precision="year")
    page = search("q=ship&from=2018&to=2018")
    assert "June 2" in page.one("aside", class_="facets").text
    assert len(titles(search(choose(page, "June")))) == 2


def test_all_years_and_months(ships, search, read):
    page = search("q=ship&sort=oldest&page=1")
    whole = read(page.link("All years and months"))
    assert choices(whole) == ["2018 3", "June 1", "May 2", "2016 2", "April 1", "March 1", "2015 1", "February 1"]
    by_number = read(whole.link("Most articles first"))
    assert choices(by_number)[:3] == ["2018 3", "May 2", "June 1"]
    assert choices(read(f"{page.link('All years and months')}&find=march")) == ["2016 2", "March 1"]
    assert choices(read(f"{page.link('All years and months')}&find=2016")) == ["2016 2", "April 1", "March 1"]
    assert "Nothing in this list" in read(f"{page.link('All years and months')}&find=x").main
    assert choose(by_number, "March") == "q=ship&sort=oldest&from=2016-03&to=2016-03"
    assert read("/en/search/date/?q=ship&from=x").status == 404
    assert read("/en/search/date/?q=ship&page=7").status == 404


def test_nothing_to_choose_is_not_shown(search):
    make_article(title="ship", date="2018-05-24")
    assert choices(search("q=ship")) == []


def test_many_years_are_cut(search):
    for year in range(1990, 2010):
        make_article(title="ship", date=f"{year}-05-24")
    assert len(choices(search("q=ship"))) == 6
    assert len(choices(search("q=ship&from=1995&to=1996"))) == 6
    assert len(choices(search("q=ship&from=1990&to=2009"))) == 12


def test_queries_do_not_grow_with_years(find, queries):
    make_article(title="ship", date="2018-05-24")
    make_article(title="ship", date="2016-05-24")
    find("q=ship")
    few = queries("/search/?q=ship")
    for year in range(1990, 2010):
        make_article(title="train", date=f"{year}-05-24")
    find("q=ship")
    assert queries("/search/?q=ship") == few
