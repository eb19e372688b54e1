"""Feeds as feed readers meet them: read by feedparser, and held against the rules of RFC 4287."""

import time
from pathlib import Path

import feedparser
import pytest
from django.utils.http import http_date
from lxml import etree

from articles import search
from articles.models import Article, Status, Subject
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive_index")]

NAMESPACE = "{http://www.w3.org/2005/Atom}"
ATOM = etree.RelaxNG(file=Path(__file__).parent / "schemas/atom.rng")


@pytest.fixture
def follow(client):
    """Open a feed as a feed reader does, after indexing what was saved."""

    def follow(address: str):
        search.drain()
        response = client.get(address)
        assert response.status_code == 200, response.content.decode()
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        document = etree.fromstring(response.content)
        ATOM.assertValid(document)
        assert links(document) == ["alternate", "self"]
        assert all(links(entry) == ["alternate"] for entry in document.findall(f"{NAMESPACE}entry"))
        feed = feedparser.parse(response.content, sanitize_html=False)
        assert not feed.bozo
        assert feed.version == "atom10"
        ids = [entry.id for entry in feed.entries]
        assert len({*ids}) == len(ids)
        return feed

    return follow


def links(element):
    return sorted(link.get("rel") for link in element.findall(f"{NAMESPACE}link"))


def titles(feed):
    return [entry.title for entry in feed.entries]


def test_an_entry_says_what_the_article_is(follow):
    source = make_source("mina", name_ar="صحيفة الميناء")
    article = make_article(
        identifier="mina-7",
        title="سفينة القمح <وصلت> & رست",
        text="رست السفينة صباح اليوم عند الرصيف.\nوقال القبطان سالم العربي إن الرحلة كانت هادئة.",
        date="2018-05-24",
        source=source,
        byline="هدى سالم",
    )
    article.subjects.add(subject := Subject.objects.create(name="موانئ"))
    name_in(article, person := make_person("سالم العربي"))
    feed = follow("/search/feed/?q=القبطان")
    (entry,) = feed.entries
    assert entry.title == "سفينة القمح <وصلت> & رست"
    assert entry.link == "http://testserver/articles/mina-7/"
    assert entry.author == "هدى سالم"
    assert '<p dir="rtl" lang="ar">' in entry.summary
    assert "<mark>القبطان</mark>" in entry.summary
    assert "صحيفة الميناء" in entry.summary
    assert "24 أيار/مايو 2018" in entry.summary
    assert {(tag.scheme, tag.term, tag.label) for tag in entry.tags} == {
        ("http://testserver/sources/", "mina", "صحيفة الميناء"),
        ("http://testserver/subjects/", str(subject.pk), "موانئ"),
        ("http://testserver/people/", str(person.pk), "سالم العربي"),
    }
    article.refresh_from_db()
    assert entry.published_parsed[:6] == article.public_since.timetuple()[:6]
    assert entry.updated_parsed[:6] == article.changed.timetuple()[:6]
    assert entry.id == f"tag:testserver,{article.created:%Y-%m-%d}:/articles/mina-7/"


def test_without_byline_and_hits_the_source_is_the_author_and_the_text_begins(follow):
    make_article(source=make_source(name_ar="صحيفة الميناء"), text="رست السفينة صباح اليوم.")
    make_article(text="خبر بلا مصدر.")
    without, with_source = follow("/feed/").entries
    assert with_source.author == "صحيفة الميناء"
    assert "رست السفينة صباح اليوم." in with_source.summary
    assert "author" not in without


def test_what_was_added_last_comes_first_whatever_its_date(follow):
    for title, date in (("أُضيف أولًا", "2018-12-31"), ("أُضيف ثانيًا", "1950-01-01"), ("أُضيف ثالثًا", None)):
        make_article(title=title, date=date)
    feed = follow("/feed/")
    assert titles(feed) == ["أُضيف ثالثًا", "أُضيف ثانيًا", "أُضيف أولًا"]
    assert feed.feed.updated == feed.entries[0].updated
    draft = make_article(title="مسودة", status=Status.DRAFT)
    make_article(title="أُضيف بعد المسودة")
    Article.objects.set_status([draft.pk], status=Status.PUBLISHED)
    assert titles(follow("/feed/"))[:2] == ["مسودة", "أُضيف بعد المسودة"]


def test_drafts_and_withdrawn_articles_are_in_no_feed(follow):
    make_article(title="سفينة مسودة", status=Status.DRAFT)
    withdrawn = make_article(title="سفينة مسحوبة")
    make_article(title="سفينة منشورة")
    assert len(titles(follow("/feed/"))) == 2
    Article.objects.filter(pk=withdrawn.pk).update(status=Status.WITHDRAWN, public_since=None)
    assert titles(follow("/feed/")) == ["سفينة منشورة"], "although the index still has it"
    assert titles(follow("/search/feed/?q=سفينة")) == ["سفينة منشورة"]


def test_a_search_keeps_all_that_its_address_asks_for(follow):
    one, two = make_source("one"), make_source("two")
    wanted = make_article(title="وصول سفينة", date="2018-05-24", source=one)
    name_in(wanted, person := make_person("سالم العربي"))
    make_article(title="وصول سفينة من مصدر آخر", date="2018-05-24", source=two)
    make_article(title="وصول سفينة في حزيران", date="2018-06-24", source=one)
    make_article(title="سفن", date="2018-05-24", source=one)
    everything = "q=وصول+سفينة+-قطار&from=2018-05&to=2018-05&source=one&level=exact"
    feed = follow(f"/search/feed/?{everything}&person={person.pk}&sort=oldest&page=7&per=50")
    assert titles(feed) == ["وصول سفينة"]
    assert feed.feed.title.startswith("كل الكلمات: وصول، سفينة · من دون: قطار · في الفترة: أيار/مايو 2018")
    assert feed.feed.subtitle == "الحروف كما كُتبت"
    (myself,) = [link.href for link in feed.feed.links if link.rel == "self"]
    assert titles(follow(myself.removeprefix("http://testserver"))) == ["وصول سفينة"]
    assert not {"sort", "page", "per"} & {part.partition("=")[0] for part in myself.partition("?")[2].split("&")}
    assert feed.feed.id.endswith(myself.partition("?")[2])
    assert feed.feed.link == myself.replace("/search/feed/", "/search/")
    assert titles(follow("/search/feed/?not-source=one")) == ["وصول سفينة من مصدر آخر"]


def test_an_order_of_parameters_makes_no_other_feed(follow):
    for key in ("one", "two"):
        make_article(title="سفينة", source=make_source(key))
    one = follow("/search/feed/?q=سفينة&source=one&source=two").feed.id
    assert follow("/search/feed/?source=two&source=one&level=default&q=+سفينة").feed.id == one


def test_feeds_of_persons_sources_and_subjects(follow, client):
    source, person = make_source("mina", name_ar="صحيفة الميناء"), make_person("سالم العربي")
    subject = Subject.objects.create(name="موانئ")
    article = make_article(title="مقال", source=source)
    article.subjects.add(subject)
    name_in(article, person)
    make_article(title="مقال آخر")
    for page, name in ((person, "سالم العربي"), (source, "صحيفة الميناء"), (subject, "موانئ")):
        address = page.get_absolute_url()
        feed = follow(f"{address}feed/")
        assert titles(feed) == ["مقال"]
        assert feed.feed.title == f"{name} · أرشيف المقالات العربية"
        assert feed.feed.link == f"http://testserver{address}"


@pytest.mark.parametrize("address", ["/people/77/feed/", "/sources/none/feed/", "/subjects/77/feed/"])
def test_no_feed_of_nobody(client, address):
    assert client.get(address).status_code == 404


def test_feeds_speak_the_language_of_their_page(follow):
    source = make_source("mina", name_ar="الميناء", name_latin="The Port")
    make_article(identifier="mina-7", title="سفينة", source=source)
    arabic, english = follow("/search/feed/?q=سفينة"), follow("/en/search/feed/?q=سفينة")
    assert (arabic.feed.language, english.feed.language) == ("ar", "en")
    assert english.feed.title == "the word: سفينة · Arabic Article Archive"
    assert english.entries[0].link == "http://testserver/en/articles/mina-7/"
    assert english.entries[0].tags[0].label == "The Port"
    assert english.entries[0].title_detail.language == "ar"
    assert english.entries[0].id == arabic.entries[0].id, "it is one article"
    assert english.feed.id != arabic.feed.id


def test_pages_lead_to_their_feeds(read, find):
    person, source = make_person("سالم العربي"), make_source("mina")
    article = make_article(title="سفينة", source=source)
    article.subjects.add(subject := Subject.objects.create(name="موانئ"))
    name_in(article, person)
    pages = [
        find("q=سفينة&sort=newest"),
        read("/"),
        *(read(one.get_absolute_url()) for one in (person, source, subject)),
    ]
    for page in pages:
        (told,) = page.all("link", type="application/atom+xml")
        assert told.attrs["rel"] == "alternate"
        assert told.attrs["title"].startswith("المقالات الجديدة: ")
        assert page.link("خلاصة المقالات الجديدة") == told.attrs["href"]
        assert titles(feedparser.parse(read(told.attrs["href"]).response.content)) == ["سفينة"]
    assert not find("").all("link", type="application/atom+xml")


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ("q=سفينة&from=yesterday", "هذا ليس تاريخًا"),
        ("q=سفينة&source=none", "«none»"),
        ("q=سفينة&person=x", "«x»"),
        ("q=سفينة&level=wild", "«wild»"),
        ("q=سفينة&added-after=now", "وقت الإضافة"),
        ("q=سفينة&added-after=0001-01-01T00:00:00%2B14:00", "وقت الإضافة"),
        ("q=سفينة&added-after=9999-12-31T23:59:59-14:00", "وقت الإضافة"),
        ("q=" + "س" * 1001, "1001"),
        ("q=سفينة&from=2019&to=2018", "النهاية قبل البداية"),
    ],
)
def test_a_wrong_search_is_told_what_is_wrong(client, parameters, said):
    response = client.get(f"/search/feed/?{parameters}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert said in response.content.decode()


def test_a_search_for_nothing_is_the_whole_archive(client):
    assert client.get("/search/feed/").headers["Location"] == "/feed/"
    assert client.get("/en/search/feed/?q=+").headers["Location"] == "/en/feed/"


def test_what_the_query_language_cannot_read_is_said(follow):
    make_article(title="سفينة")
    assert follow("/search/feed/?q=؟؟؟").feed.subtitle
    assert follow("/search/feed/?q=(سفينة").entries


def test_a_feed_without_entries_stays_the_same(follow):
    first = follow("/search/feed/?q=سفينة").feed
    assert first.updated_parsed == time.gmtime(0)


def test_control_characters_do_not_break_a_feed(follow):
    make_article(title="سفينة\x0bترسو\ufffe", text="رست\x0cالسفينة\x1f هنا.", byline="هدى\x08")
    (entry,) = follow("/search/feed/?q=السفينة").entries
    assert entry.title == "سفينةترسو"
    assert entry.author == "هدى"


def test_a_feed_that_has_not_changed_is_not_sent_again(client):
    article = make_article(title="سفينة")
    search.drain()
    first = client.get("/feed/")
    assert first["Cache-Control"] == "public, max-age=600"
    unchanged = client.get("/feed/", headers={"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    article.title = "سفينة أخرى"
    article.save()
    search.drain()
    assert client.get("/feed/", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.head("/feed/").content == b""
    assert client.post("/feed/").status_code == 405


def test_who_asks_by_date_learns_of_a_withdrawal(client):
    article = make_article(title="سفينة")
    search.drain()
    assert "Last-Modified" not in client.get("/feed/")
    article.status = Status.WITHDRAWN
    article.save()
    search.drain()
    answer = client.get("/feed/", headers={"If-Modified-Since": http_date()})
    assert answer.status_code == 200
    assert "سفينة" not in answer.content.decode()


def test_a_feed_has_at_most_fifty_entries(follow):
    for _number in range(51):
        make_article()
    assert len(follow("/feed/").entries) == 50


def test_the_number_of_queries_does_not_grow(queries):
    source, subject = make_source(), Subject.objects.create(name="موانئ")

    def add(number: int) -> None:
        for each in range(number):
            article = make_article(title="سفينة", source=source)
            article.subjects.add(subject)
            name_in(article, make_person(f"سالم {each} {article.pk}"))
        search.drain()

    addresses = ["/feed/", "/search/feed/?q=سفينة", f"/sources/{source.key}/feed/", f"/subjects/{subject.pk}/feed/"]
    add(2)
    few = [queries(address) for address in addresses]
    add(20)
    assert [queries(address) for address in addresses] == few
    assert max(few) <= 7


def test_without_an_index_a_feed_asks_to_come_back(client):
    from articles.search import store

    (store.root() / store.POINTER).unlink()
    make_article()
    response = client.get("/feed/")
    assert (response.status_code, response["Retry-After"]) == (503, "300")
