"""What the articles found have in common, and when they were published."""

import datetime

import pytest

from articles import search
from articles.models import Subject
from tests.factories import make_article, make_person, make_source, name_in


@pytest.fixture
def archive(db, archive_index):
    mina, wasat = make_source("mina"), make_source("wasat")
    person = make_person("فائز السراج")
    subject = Subject.objects.create(name="سياسة")
    a = make_article(text="ليبيا اليوم", source=mina, date="2018-05-24", place="طرابلس")
    b = make_article(text="ليبيا أمس", source=mina, date="2018-05-01", date_precision="month", place="طرابلس")
    c = make_article(text="ليبيا غدا", source=wasat, date="2017-01-01", date_precision="year", place="باريس")
    make_article(text="تونس", source=wasat, date="2018-05-24")
    make_article(text="ليبيا بلا تاريخ")
    make_article(text="ليبيا مسودة", source=wasat, status="draft")
    name_in(a, person)
    name_in(c, person)
    b.subjects.add(subject)
    search.drain()
    return {"person": str(person.pk), "subject": str(subject.pk)}


def counts(request: search.SearchRequest) -> dict[str, dict[str, int]]:
    return {field: dict(values) for field, values in search.facets(request).items()}


def test_every_key_of_the_articles_found_is_counted(archive):
    found = counts(search.SearchRequest(query="ليبيا"))
    assert found["source"] == {"mina": 2, "wasat": 1}
    assert found["person"] == {archive["person"]: 2}
    assert found["subject"] == {archive["subject"]: 1}
    assert found["place"] == {"طرابلس": 2, "باريس": 1}


def test_a_facet_ignores_its_own_filter_and_no_other(archive):
    found = counts(search.SearchRequest(query="ليبيا", sources=("mina",)))
    assert found["source"] == {"mina": 2, "wasat": 1}
    assert found["person"] == {archive["person"]: 1}
    found = counts(search.SearchRequest(query="ليبيا", sources=("mina",), date_to=datetime.date(2017, 12, 31)))
    assert found["source"] == {"wasat": 1}
    assert found["person"] == {}


def test_the_most_frequent_come_first(archive):
    values = search.facets(search.SearchRequest())["source"]
    assert [value.key for value in values] == ["mina", "wasat"]
    assert [value.articles for value in values] == [2, 2]


def test_keys_have_names_and_unknown_ones_have_none(archive):
    assert search.names_of("person", [archive["person"], "999"]) == {archive["person"]: "فائز السراج"}
    assert search.names_of("subject", [archive["subject"]]) == {archive["subject"]: "سياسة"}
    assert list(search.names_of("source", ["mina", "none"])) == ["mina"]
    assert search.names_of("place", ["طرابلس"]) == {"طرابلس": "طرابلس"}


def test_facets_of_nothing_are_empty(archive):
    assert search.facets(search.SearchRequest(query="قطار")) == {
        "source": [],
        "person": [],
        "subject": [],
        "place": [],
    }


def test_a_changed_article_is_counted_anew_across_segments(archive):
    for number in range(8):
        make_article(text=f"ليبيا {number}", source=make_source(f"s{number}"), place="طرابلس")
        search.drain()
    found = counts(search.SearchRequest(query="ليبيا"))
    assert found["place"] == {"طرابلس": 10, "باريس": 1}
    assert len(found["source"]) == 10


def test_articles_are_counted_by_the_period_they_are_dated_to(archive):
    request = search.SearchRequest(query="ليبيا")
    assert search.histogram(request, "year") == {"2017": 1, "2018": 2}
    assert search.histogram(request, "month") == {"2018-05": 2}
    assert search.histogram(request, "day") == {"2018-05-24": 1}
    assert search.histogram(search.SearchRequest(query="قطار"), "year") == {}


def test_the_whole_histogram_leaves_the_period_of_the_search_aside(archive):
    request = search.SearchRequest(query="ليبيا", date_from=datetime.date(2018, 1, 1))
    assert search.histogram(request, "year") == {"2018": 2}
    assert search.histogram(request, "year", whole=True) == {"2017": 1, "2018": 2}


def test_dates_before_1970_are_counted(db, archive_index):
    make_article(text="ليبيا", date="1943-02-07")
    search.drain()
    assert search.histogram(search.SearchRequest(), "month") == {"1943-02": 1}


def test_what_is_excluded_is_left_out_and_its_facet_still_counts_it(archive):
    request = search.SearchRequest(query="ليبيا", excluded=(("source", "mina"),))
    assert search.run(request).total == 2
    found = counts(request)
    assert found["source"] == {"mina": 2, "wasat": 1}
    assert found["place"] == {"باريس": 1}


def test_subjects_and_places_narrow_a_search(archive):
    assert search.run(search.SearchRequest(query="ليبيا", subjects=(int(archive["subject"]),))).total == 1
    assert search.run(search.SearchRequest(query="ليبيا", places=("طرابلس", "باريس"))).total == 3
    request = search.SearchRequest(query="ليبيا", places=("طرابلس",), excluded=(("subject", archive["subject"]),))
    assert search.run(request).total == 1
