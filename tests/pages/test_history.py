"""The list of the reader's last searches."""

from random import Random
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Subject
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db


def rows(page):
    """What the list says of each search: in words, how many articles it found, and when."""
    assert page.status == 200
    return [item.text for item in page.all("li", class_="past-search")]


def test_searches_stand_in_the_list_the_last_one_first(find, read):
    source, person = make_source("mina", name_ar="صحيفة الميناء"), make_person("سالم العربي")
    name_in(make_article(title="سفينة", text="سفينة القمح", source=source, date="2018-05-24"), person)
    make_article(title="سفينة أخرى")
    assert rows(read("/searches/")) == []
    find("q=سفينة")
    find(f"q=سفينة+القمح&from=2018&source=mina&person={person.pk}&sort=newest&per=20")
    find("q=قطار")
    page = read("/searches/")
    assert rows(page) == [
        "الكلمة: قطار لا مقالات · الآن",
        "كل الكلمات: سفينة، القمح · من 1 كانون الثاني/يناير 2018 فصاعدًا · المصدر: صحيفة الميناء · "
        "الشخص: سالم العربي مقال واحد · الآن",
        "الكلمة: سفينة مقالان · الآن",
    ]
    again = page.link("الكلمة: سفينة")
    assert again == f"/search/?q={quote('سفينة')}"
    assert "نتائج البحث عن سفينة: مقالان" in read(again).headings


def test_the_list_speaks_the_language_of_its_page(find, read):
    find("q=سفينة")
    page = read("/en/searches/")
    assert rows(page) == ["the word: سفينة 0 articles · just now"]
    assert page.link("the word: سفينة") == f"/en/search/?q={quote('سفينة')}"


def test_the_same_search_stands_there_once_in_a_row(find, read):
    for _number in range(12):
        make_article(title="سفينة")
    for address in ("q=سفينة", "q=سفينة&page=2", "q=سفينة&sort=oldest", "q=+سفينة&per=20&level=default"):
        find(address)
    assert len(rows(read("/searches/"))) == 1
    find("q=قطار")
    find("q=سفينة")
    assert len(rows(read("/searches/"))) == 3


def test_the_list_is_bounded(find, read, client):
    for number in range(33):
        find(f"q=سفينة+{number}")
    listed = rows(read("/searches/"))
    assert len(listed) == 30
    assert listed[0].startswith("كل الكلمات: سفينة، 32 ")


def test_long_searches_leave_room_in_the_cookie(find, read, client):
    letters = Random(5)
    for _number in range(12):
        find("q=" + "+".join("".join(letters.choices("ابتجدرسصطعفكلمنهوي", k=7)) for _word in range(60)))
    assert len(client.cookies[settings.HISTORY_COOKIE_NAME].value) <= 3000
    assert 0 < len(rows(read("/searches/"))) < 12


def test_a_search_too_long_for_the_cookie_leaves_the_list_as_it_is(find, read):
    find("q=سفينة")
    letters = Random(5)
    words = ("".join(letters.choices("ابتجدرسصطعفكلمنهوي", k=9)) for _word in range(99))
    places = "".join(f"&place={''.join(letters.choices('ابتجدرسصطعفكلمنهوي', k=290))}" for _place in range(9))
    assert find("q=" + "+".join(words) + places).status == 200
    assert rows(read("/searches/")) == ["الكلمة: سفينة لا مقالات · الآن"]


@pytest.mark.parametrize("parameters", ["", "q=+", "from=yesterday&q=سفينة", "q=سفينة&page=9", "q=سفينة&source=none"])
def test_what_was_no_search_is_not_listed(find, client, parameters):
    find(parameters)
    assert settings.HISTORY_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "Mozilla/5.0 (compatible; YandexBot/3.0)"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"HX-Preloaded": "true"},
    ],
)
def test_robots_and_pages_fetched_ahead_leave_no_trace(client, archive_index, headers):
    assert client.get("/search/?q=سفينة", headers=headers).status_code == 200
    client.head("/search/?q=سفينة")
    client.get("/search/feed/?q=سفينة")
    client.get("/search/source/?q=سفينة")
    assert settings.HISTORY_COOKIE_NAME not in client.cookies


def test_what_htmx_fetches_for_the_reader_counts(client, archive_index, read):
    client.get("/search/?q=سفينة", headers={"HX-Request": "true"})
    assert len(rows(read("/searches/"))) == 1


def test_the_list_is_kept_in_the_browser_alone_until_it_is_closed(find, client):
    find("q=سفينة")
    cookie = client.cookies[settings.HISTORY_COOKIE_NAME]
    assert (cookie["expires"], cookie["max-age"]) == ("", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert settings.SESSION_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("broken", ["", "x", "x:y:z", "..."])
def test_a_cookie_that_is_not_ours_is_an_empty_list(client, read, find, broken):
    client.cookies[settings.HISTORY_COOKIE_NAME] = broken
    assert rows(read("/searches/")) == []
    find("q=سفينة")
    assert len(rows(read("/searches/"))) == 1


def test_the_list_can_be_cleared(find, read, client):
    find("q=سفينة")
    assert "مسح القائمة" in [button.text for button in read("/searches/").all("button")]
    assert client.post("/searches/", {"do": "clear"}).headers["Location"] == "/searches/"
    assert rows(read("/searches/")) == []
    find("q=سفينة")
    assert len(rows(read("/searches/"))) == 1


def test_the_list_can_be_switched_off_and_on(find, read, client):
    find("q=سفينة")
    client.post("/searches/", {"do": "off"})
    find("q=قطار")
    page = read("/searches/")
    assert rows(page) == []
    assert "لا تُحفظ قائمة بعمليات بحثك" in page.main
    assert client.cookies[settings.HISTORY_COOKIE_NAME].value == ""
    client.post("/searches/", {"do": "on"})
    find("q=قطار")
    assert len(rows(read("/searches/"))) == 1


def test_switched_off_among_the_preferences_the_list_is_gone(find, read, client):
    find("q=سفينة")
    chosen = {"digits": "western", "months": "both", "calendar": "gregorian", "theme": "auto", "size": "normal"}
    client.post("/preferences/", {**chosen, "keys": "on", "history": "off"})
    assert client.cookies[settings.HISTORY_COOKIE_NAME].value == ""
    assert rows(read("/searches/")) == []


def test_other_choices_stay_when_the_list_is_switched_off(client, read):
    client.cookies["preferences"] = "digits:arabic.theme:dark"
    client.post("/searches/", {"do": "off"})
    assert client.cookies["preferences"].value == "digits:arabic.theme:dark.history:off"


def test_forms_are_guarded():
    guarded = Client(enforce_csrf_checks=True)
    assert guarded.post("/searches/", {"do": "clear"}).status_code == 403


def test_searches_within_what_is_new_are_not_listed(find, client):
    make_article(title="سفينة")
    find("q=سفينة&added-after=2018-05-24T10:00:00Z")
    assert settings.HISTORY_COOKIE_NAME not in client.cookies


def test_the_page_is_for_nobody_else(read):
    page = read("/searches/")
    assert page.one("meta", name="robots").attrs["content"] == "noindex"
    assert "no-store" in page.response["Cache-Control"]
    assert page.link("عمليات بحثي") == "/searches/"
    assert "Disallow: /searches/" in read("/robots.txt").html


def test_the_number_of_queries_does_not_grow(find, queries):
    sources = [make_source(f"s{number}") for number in range(12)]
    people = [make_person(f"سالم {number}") for number in range(12)]
    subjects = [Subject.objects.create(name=f"موضوع {number}") for number in range(12)]
    for source, person, subject in zip(sources, people, subjects, strict=True):
        article = make_article(title="سفينة", source=source)
        article.subjects.add(subject)
        name_in(article, person)

    def search(numbers):
        for number in numbers:
            find(f"source=s{number}&not-person={people[number].pk}&subject={subjects[number].pk}")

    search(range(2))
    few = queries("/searches/")
    search(range(2, 12))
    assert queries("/searches/") == few <= 4
