"""Filters, order, pages and totals."""

import datetime

import pytest

from articles import search
from articles.models import Article, Mention, Status
from tests.factories import make_article, make_person, make_source


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.fixture
def dated(found):
    make_article(identifier="may", title="خبر", text="ليبيا أولا", date="2018-05-24")
    make_article(identifier="in-may", title="خبر", text="ليبيا ثانيا", date="2018-05-01", date_precision="month")
    make_article(identifier="in-2018", title="خبر", text="ليبيا ثالثا", date="2018-01-01", date_precision="year")
    make_article(identifier="2017", title="خبر", text="ليبيا رابعا", date="2017-12-01")
    make_article(identifier="undated", title="خبر", text="ليبيا خامسا")


@pytest.mark.parametrize(
    ("date_from", "date_to", "wanted"),
    [
        ("2018-05-24", "2018-05-24", {"may", "in-may", "in-2018"}),
        ("2018-06-01", "2018-06-30", {"in-2018"}),
        ("2018-01-01", None, {"may", "in-may", "in-2018"}),
        (None, "2017-12-31", {"2017"}),
        ("2019-01-01", None, set()),
    ],
)
def test_a_range_holds_what_its_period_touches(date_from, date_to, wanted, dated, found):
    limits = {"date_from": date_from and day(date_from), "date_to": date_to and day(date_to)}
    assert set(found("ليبيا", **limits)) == wanted


def test_order_by_date_puts_the_undated_last(dated, found):
    assert found("ليبيا", sort="newest") == ["may", "in-may", "in-2018", "2017", "undated"]
    assert found("ليبيا", sort="oldest") == ["2017", "in-2018", "in-may", "may", "undated"]


def test_an_empty_query_lists_what_the_filters_leave_newest_first(dated, found):
    assert found("", date_from=day("2018-05-02")) == ["may", "in-may", "in-2018"]
    assert len(found("")) == 5


def test_sources_and_people_filter(found):
    one, other = make_source("one"), make_source("other")
    person = make_person("فائز السراج")
    a = make_article(identifier="a", text="ليبيا اليوم", source=one)
    make_article(identifier="b", text="ليبيا أمس", source=other)
    make_article(identifier="c", text="ليبيا غدا")
    Mention.objects.create(article=a, person=person)
    assert found("ليبيا", sources=("one",)) == ["a"]
    assert sorted(found("ليبيا", sources=("one", "other"))) == ["a", "b"]
    assert found("ليبيا", people=(person.pk,)) == ["a"]
    assert found("ليبيا", sources=("other",), people=(person.pk,)) == []
    assert found("ليبيا", sources=("unknown",)) == []


def test_every_page_is_a_slice_of_one_order(db, archive_index):
    for number in range(25):
        make_article(identifier=f"n{number}", title="خبر", text=f"ليبيا {number}", date=f"2018-05-{number + 1:02}")
    search.drain()
    seen = []
    for page in range(1, 5):
        results = search.run(search.SearchRequest(query="ليبيا", page=page, per_page=10, sort="newest"))
        assert (results.total, results.pages) == (25, 3)
        seen += [hit.article.identifier for hit in results.hits]
        assert [hit.rank for hit in results.hits] == list(range((page - 1) * 10 + 1, min(page * 10, 25) + 1))
    assert seen == [f"n{number}" for number in range(24, -1, -1)]


def test_a_page_far_beyond_the_last_is_empty(db, archive_index):
    make_article(text="ليبيا")
    search.drain()
    results = search.run(search.SearchRequest(query="ليبيا", page=10**9))
    assert (results.total, results.hits) == (1, ())


def test_only_published_articles_are_found(found):
    make_article(identifier="draft", text="ليبيا أولا", status=Status.DRAFT)
    make_article(identifier="withdrawn", text="ليبيا ثانيا", status=Status.WITHDRAWN)
    make_article(identifier="published", text="ليبيا ثالثا")
    assert found("ليبيا") == ["published"]


def test_alternatives_ignore_operators(found):
    make_article(identifier="a", text="السراج")
    make_article(identifier="b", text="ترامب")
    assert sorted(found('-السراج "حفتر ترامب', operator="or")) == ["a", "b"]


def test_order_within_a_day_is_that_of_the_database(found):
    moments = {
        "with-zone": "2018-05-24T00:30:00+03:00",
        "morning": "2018-05-24T10:00:00+00:00",
        "seconds": "2018-05-24T10:00:05+00:00",
    }
    for identifier, moment in moments.items():
        at = datetime.datetime.fromisoformat(moment)
        make_article(identifier=identifier, text=f"ليبيا {identifier}", date="2018-05-24", published_at=at)
    make_article(identifier="no-time", text="ليبيا", date="2018-05-24")
    for sort, order in (("oldest", "in_reading_order"), ("newest", "newest_first")):
        articles = getattr(Article.objects, order)()
        assert found("ليبيا", sort=sort) == [article.identifier for article in articles], sort


@pytest.mark.parametrize("date", ["1000-01-01", "2999-12-31"])
def test_the_farthest_dates_are_indexed(found, date):
    make_article(identifier="far", text="ليبيا", date=date)
    assert found("ليبيا", date_from=day(date), date_to=day(date)) == ["far"]


def test_what_was_added_after_a_time_whatever_its_date(dated, found):
    middle = Article.objects.get(identifier="in-2018").public_since
    assert found("ليبيا", sort="added") == ["undated", "2017", "in-2018", "in-may", "may"]
    assert found("ليبيا", added_after=middle, sort="added") == ["undated", "2017"]
    assert found("", added_after=middle, date_from=day("2017-01-01")) == ["2017"]
    request = search.SearchRequest("ليبيا", added_after=middle)
    assert search.count(request) == 2
    assert search.count_with_new(search.SearchRequest("ليبيا"), middle) == (5, 2)
    assert search.latest_addition() == Article.objects.get(identifier="undated").public_since
    assert found("ليبيا", added_after=search.latest_addition()) == []


def test_the_latest_addition_of_an_empty_index_is_none(db, archive_index):
    assert search.latest_addition() is None
