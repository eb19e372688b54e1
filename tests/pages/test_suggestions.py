"""What is suggested while a query is typed, as its reader meets it and as browsers ask for it."""

import json
from urllib.parse import quote

import pytest

from articles import search
from articles.models import Article, Status
from articles.search import store
from articles.views import suggestions
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(archive_index):
    harbour = make_source("mina", name_ar="صحيفة الميناء", name_latin="Al-Mina")
    captain = make_person("سالم البحري", "Salem al-Bahri", "القبطان سالم")
    for number in range(3):
        article = make_article(
            title=f"وصول السفينة {number}",
            text=f"رست السفينة رقم {number} في المرفأ، وقالت الحكومة إنها حكومة سلام.",
            identifier=f"safina-{number}",
            source=harbour,
        )
        name_in(article, captain)
    name_in(article, make_person("عبد الله البحراني"))
    make_article(title="حصاد القمح", text="بدأ الحصاد، وللحكومة رأي في القمح.", identifier="wheat")
    search.drain()


@pytest.fixture
def options(read, archive):
    """Type a query and return the options of each kind: their texts."""

    def options(query: str, *, language: str = "") -> dict[str, list[str]]:
        page = read(f"{language}/search/suggestions/?q={quote(query)}")
        assert page.status == 200
        found: dict[str, list[str]] = {}
        for element in page.elements:
            if element.attrs.get("role") == "option":
                found.setdefault(element.attrs["id"].split("-")[1], []).append(element.text)
        return found

    return options


@pytest.fixture
def data(read, archive):
    """Type a query and return what choosing its first option of a kind does."""

    def data(query: str, kind: str) -> dict[str, str]:
        page = read(f"/search/suggestions/?q={quote(query)}")
        first = page.one("div", id=f"suggested-{kind}-1")
        return {name: value for name, value in first.attrs.items() if name.startswith("data-")}

    return data


def test_words_of_the_archive_with_their_numbers_of_articles(options):
    assert options("السف")["word"] == ["السفينة 3 مقالات"]


def test_a_number_is_that_of_the_search_that_follows(options):
    assert options("حكوم")["word"] == ["حكومة 4 مقالات"]


def test_the_words_before_count(options, data):
    assert options("القمح السف").get("word") is None
    assert options("القمح حكوم")["word"] == ["القمح حكومة مقال واحد"]
    assert data("القمح حكوم", "word") == {"data-query": "القمح حكومة"}


@pytest.mark.parametrize("typed", ["سالم", "البحر", "بحر", "سَالم الب", "salem", "Al-Bah", "القبطان س"])
def test_a_person_by_any_name_however_it_is_spelt(options, typed):
    assert options(typed)["person"][0].startswith("سالم البحري")


def test_the_name_that_was_typed_stands_beside_the_one_that_is_shown(options):
    assert options("salem")["person"] == ["سالم البحري Salem al-Bahri 3 مقالات"]
    assert options("سالم")["person"] == ["سالم البحري 3 مقالات"]


def test_who_is_in_more_articles_comes_first(options):
    assert [name.partition(" ")[0] for name in options("البحر")["person"]] == ["سالم", "عبد"]


@pytest.mark.parametrize("typed", ["عبد الله", "عبدالله", "الله", "عبد الل"])
def test_names_with_abd(options, typed):
    assert options(typed)["person"] == ["عبد الله البحراني مقال واحد"]


def test_a_name_takes_up_as_many_words_as_it_can(options, data):
    assert data("المرفأ سالم البح", "person")["data-query"] == "المرفأ"
    assert options("المرفأ سالم البح")["person"] == ["سالم البحري 3 مقالات"]
    assert data("سالم البح", "person")["data-query"] == ""


def test_a_source_by_its_names(options, data):
    assert options("المين")["source"] == ["صحيفة الميناء 3 مقالات"]
    assert options("mina")["source"] == ["صحيفة الميناء Al-Mina 3 مقالات"]
    assert options("mina", language="/en")["source"] == ["Al-Mina 3 articles"]
    assert data("المين", "source") == {"data-name": "source", "data-value": "mina", "data-query": ""}


def test_titles_with_all_the_words(options, data):
    assert len(options("وصول السف")["title"]) == 3
    assert options("حصاد")["title"] == ["حصاد القمح بلا تاريخ"]
    assert data("حصاد الق", "title") == {"data-href": "/articles/wheat/"}


NOTHING = ("", " ", "ا", "ال", "«", "غغغغ", "\0", "ا" * 1000, "*", "-", "(", "سالم AND (", "من:2018")


@pytest.mark.parametrize("typed", NOTHING)
def test_what_begins_nothing(options, typed):
    assert not options(typed)


def test_how_many_there_are_is_said(read, archive):
    assert read("/search/suggestions/?q=السف").all("div")[0].attrs["data-said"] == "4 اقتراحات"
    assert read("/search/suggestions/?q=غغغ").all("div")[0].attrs["data-said"] == "لا اقتراحات"
    assert read("/en/search/suggestions/?q=غغغ").all("div")[0].attrs["data-said"] == "No suggestions"


def test_names_are_text_and_never_markup(options):
    name_in(make_article(title="<b>قارب</b>"), make_person("<i>زورق</i>"))
    search.drain()
    assert "<b>قارب" in options("قارب")["title"][0]
    assert options("زورق")["person"][0].startswith("<i>زورق</i>")


def test_a_withdrawn_article_is_gone(options):
    Article.objects.all().set_status(list(Article.objects.values_list("pk", flat=True)), status=Status.WITHDRAWN)
    search.drain()
    assert not options("السف")
    assert not options("سالم")


def test_lists_are_short(options):
    for number in range(9):
        name_in(make_article(title=f"مركب قديم {number}"), make_person(f"مركب {'ابجدهوزحط'[number] * 3}"))
    search.drain()
    found = options("مركب")
    assert len(found["person"]) == suggestions.PERSONS
    assert len(found["title"]) == suggestions.TITLES


def test_who_is_named_most_is_found_among_many_of_the_name(options):
    letters = "ابجدهوزحطيكلمنسعفصقر"
    for number in range(1020):
        make_person(f"مركب {letters[number // 400]}{letters[number // 20 % 20]}{letters[number % 20]}")
    seldom, often = make_person("مركب الغروب"), make_person("مركب الشروق")
    name_in(make_article(), seldom)
    for _number in range(2):
        name_in(make_article(), often)
    search.drain()
    assert options("مركب")["person"] == ["مركب الشروق مقالان", "مركب الغروب مقال واحد"]
    assert options("مركب الغر")["person"] == ["مركب الغروب مقال واحد"]


def test_the_number_of_queries_does_not_grow(archive, queries):
    few = queries("/search/suggestions/?q=البح")
    for number in range(20):
        name_in(make_article(title=f"مقال {number}"), make_person(f"البحار {'ابجدهوزحطيكلمنسعفصقر'[number] * 3}"))
    search.drain()
    assert queries("/search/suggestions/?q=البح") == few


def test_browsers_keep_them_for_a_while_and_crawlers_leave_them(client, archive):
    for address in ("/search/suggestions/?q=سالم", "/search/suggestions.json?q=سالم"):
        assert client.get(address).headers["Cache-Control"] == "private, max-age=300"
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /search/" in robots
    assert "Disallow: /en/search/" in robots


@pytest.mark.parametrize("address", ["/search/suggestions/?q=سالم", "/search/suggestions.json?q=سالم"])
def test_before_there_is_an_index(client, archive_index, address):
    (store.root() / store.POINTER).unlink()
    response = client.get(address)
    assert response.status_code == 503
    assert "Cache-Control" not in response.headers


def test_for_browsers(client, archive):
    response = client.get("/search/suggestions.json", {"q": "المرفأ سالم"})
    assert response.headers["Content-Type"] == "application/x-suggestions+json"
    query, completions, kinds, addresses = json.loads(response.content)
    assert query == "المرفأ سالم"
    assert completions == ["المرفأ سالم البحري"]
    assert kinds == ["الشخص"]
    page = client.get(addresses[0])
    assert page.status_code == 200
    assert "سالم البحري" in page.content.decode()
