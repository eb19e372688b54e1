"""Numbers that are remembered are those of the archive as it is: with every change they are counted anew."""

import pytest

from articles import search
from articles.models import Article, Status
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(archive_index):
    person = make_person("سالم العربي")
    name_in(make_article(source=make_source("mina"), date="2018-05-24"), person)
    search.drain()
    return person


def addresses(person) -> tuple[str, ...]:
    return "/", "/coverage/", "/sources/mina/", f"/people/{person.pk}/"


def test_a_page_counts_once_while_nothing_changes(person, queries):
    first = [queries(address) for address in addresses(person)]
    again = [queries(address) for address in addresses(person)]
    assert all(few < many for few, many in zip(again, first, strict=True))


@pytest.mark.parametrize("indexed", [False, True])
def test_what_is_published_withdrawn_or_named_is_counted_at_once(person, read, indexed):
    def number() -> str:
        if indexed:
            search.drain()
        page = read(f"/people/{person.pk}/")
        return page.one("h2", id="articles").text if page.status == 200 else ""

    assert number() == "يرد هذا الاسم في مقال واحد"
    article = make_article(source=make_source("sada"), date="2018-06-24")
    name_in(article, person, make_person("سلمى الهادي"))
    assert number() == "يرد هذا الاسم في مقالين"
    assert "سلمى الهادي" in read(f"/people/{person.pk}/").main
    Article.objects.set_status([article.pk], status=Status.WITHDRAWN)
    assert number() == "يرد هذا الاسم في مقال واحد"
    assert "سلمى الهادي" not in read(f"/people/{person.pk}/").main
    person.mentions.all().first().delete()
    assert number() == ""


def test_another_name_is_shown_at_once(person, read):
    other = make_person("سلمى الهادي")
    name_in(person.articles.get(), other)
    search.drain()
    assert "سلمى الهادي" in read(f"/people/{person.pk}/").main
    other.display_name = "سلمى ناجي"
    other.save()
    page = read(f"/people/{person.pk}/")
    assert page.link("سلمى ناجي") == f"/people/{other.pk}/"
    assert "سلمى الهادي" not in page.main
    assert page.one("h1").text == "سالم العربي"
    assert "سلمى ناجي" in read("/").main
