"""From a search to an article and on: hits, next results, what is like it, the same story elsewhere."""

from urllib.parse import unquote

import pytest

from articles import search
from tests.factories import make_article, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive_index")]

STORY = (
    "أعلن مدير المرفأ صباح الخميس أن سفينة القمح الأولى هذا الموسم رست في الرصيف الشمالي، وأن تفريغها "
    "يستغرق ثلاثة أيام، وأن سفينتين أخريين تصلان قبل نهاية الشهر."
)


@pytest.fixture
def ships():
    """Three articles that a search for القمح finds, the newest first by date, and one that it does not find."""
    for number in (1, 2, 3):
        make_article(
            identifier=f"ship-{number}",
            title=f"سفينة {number}",
            text=f"قمح السفينة رقم {number} في الميناء.",
            date=f"2018-05-0{number}",
        )
    make_article(identifier="other", text="افتتحت المكتبة.")
    search.drain()


SEARCH = "?q=القمح&sort=newest"


def test_hits_have_a_link_each(read):
    make_article(identifier="one", title="قمح", subtitle="القمح الأول", text="وصل القمح.\nوقمح آخر.")
    page = read("/articles/one/?q=القمح")
    assert [mark.attrs["id"] for mark in page.all("mark")] == ["hit-1", "hit-2", "hit-3", "hit-4"]
    assert [page.link(str(number)) for number in range(1, 5)] == [f"#hit-{number}" for number in range(1, 5)]
    (script,) = [one for one in page.all("script") if one.attrs["src"].endswith("hits.js")]
    assert script.attrs["type"] == "module"


def test_many_hits_are_counted_and_the_first_have_links(read):
    make_article(identifier="one", text=" ".join(["قمح"] * 100))
    page = read("/articles/one/?q=قمح")
    assert page.links("60")
    assert not page.links("61")
    assert "… من 100" in page.main


def test_a_query_that_the_text_does_not_hold(read):
    make_article(identifier="one", text="وصلت السفينة.")
    page = read("/articles/one/?q=القمح")
    assert "لا ترد أي منها" in page.main
    assert "hits.js" not in page.html


def test_marks_keep_to_the_level_of_the_search(read):
    make_article(identifier="one", title="خبر", text="وصل قمح، والقمح قليل.")
    assert [mark.text for mark in read("/articles/one/?q=قمح&level=exact").all("mark")] == ["قمح"]
    assert len(read("/articles/one/?q=قمح&level=nonsense").all("mark")) == 2


def test_keys_can_be_turned_off(client, read):
    make_article(identifier="one", text="وصل القمح.")
    client.cookies["preferences"] = "keys:off"
    page = read("/articles/one/?q=القمح")
    assert "hits.js" not in page.html
    assert not page.all("kbd")
    assert page.links("1") == ["#hit-1"]


def test_the_results_next_to_this_one(read, ships):
    page = read(f"/articles/ship-2/{SEARCH}&rank=2")
    assert "النتيجة 2 من 3" in page.main
    assert unquote(page.link("نتائج البحث")) == f"/search/{SEARCH}"
    assert unquote(page.link("النتيجة السابقة")) == f"/articles/ship-3/{SEARCH}&rank=1"
    assert unquote(page.link("النتيجة التالية")) == f"/articles/ship-1/{SEARCH}&rank=3"
    assert not read(f"/articles/ship-3/{SEARCH}&rank=1").links("النتيجة السابقة")
    assert not read(f"/articles/ship-1/{SEARCH}&rank=3").links("النتيجة التالية")


def test_a_search_without_words_has_neighbours_too(read, ships):
    page = read("/articles/ship-2/?from=2018-05&rank=2")
    assert unquote(page.link("النتيجة التالية")) == "/articles/ship-1/?from=2018-05&rank=3"
    assert not page.all("mark")


@pytest.mark.parametrize("rank", ["1", "3", "99", "0", "x", "-1", "9" * 30])
def test_a_rank_that_is_no_longer_true_leads_back_alone(read, ships, rank):
    page = read(f"/articles/ship-2/{SEARCH}&rank={rank}")
    assert unquote(page.link("نتائج البحث")) == f"/search/{SEARCH}"
    assert "النتيجة" not in page.main


def test_who_comes_from_nowhere_has_no_way_back(read, ships):
    assert not read("/articles/ship-2/").links("نتائج البحث")
    assert not read("/articles/ship-2/?from=xx&rank=2").links("نتائج البحث")


def test_other_articles_of_the_day(read):
    for number in range(1, 9):
        make_article(identifier=f"day-{number}", title=f"خبر {number}", date="2018-05-24")
    page = read("/articles/day-5/")
    shown = [f"خبر {number}" for number in range(1, 9) if f"خبر {number}" in page.one("nav", class_="around").text]
    assert shown == [f"خبر {number}" for number in range(2, 9)]
    assert page.link("24 أيار/مايو 2018") == "/dates/2018/05/24/"


def test_more_like_this(read, ships):
    page = read("/articles/ship-2/")
    section = page.one("section", class_="like").text
    assert "سفينة 1" in section
    assert "سفينة 2" not in section
    assert not read("/articles/other/").all("section", class_="like")


def test_the_same_story_elsewhere(read):
    make_article(identifier="first", text=STORY, source=make_source(name_ar="الأولى"), date="2018-05-24")
    make_article(identifier="second", text=STORY.replace("الخميس", "أمس"), source=make_source(name_ar="الثانية"))
    search.drain()
    page = read("/articles/first/")
    assert page.link("الثانية") == "/articles/second/"
    assert "المشترك 7" in page.main
    assert page.link("قارن") == "/articles/first/compare/second/"


def test_without_an_index_an_article_can_still_be_read(read, monkeypatch):
    def missing():
        raise search.IndexNotReady("none")

    monkeypatch.setattr("articles.search.snapshot.latest", missing)
    first = make_article(identifier="first", text=STORY, source=make_source(name_ar="الأولى"))
    make_article(identifier="second", text=STORY, source=make_source(name_ar="الثانية"), reprint_of=first)
    page = read(f"/articles/first/{SEARCH}&rank=1")
    assert page.status == 200
    assert page.link("الثانية") == "/articles/second/"
    assert "بالكلمات نفسها" in page.main


def test_two_texts_compared(read):
    make_article(identifier="first", title="الأول", text="رست سفينة القمح أمس.")
    make_article(identifier="second", title="الثاني", text="رست سفينة الشعير أمس.\nوغادرت <اليوم>.")
    page = read("/articles/first/compare/second/")
    assert page.link("الأول") == "/articles/first/"
    assert page.link("بالعكس") == "/articles/second/compare/first/"
    changed = page.one("div", class_="differences")
    assert changed.text == "رست سفينة القمح الشعير أمس. وغادرت <اليوم>."
    assert [one.text for one in page.all("del")][1:] == ["القمح"]
    assert [one.text for one in page.all("ins")][1:] == ["الشعير", "وغادرت <اليوم>."]
    assert "3 كلمات مشتركة بين النصين" in page.main
    assert page.one("meta", name="robots").attrs["content"] == "noindex"
    assert "1 word in it alone" in read("/en/articles/first/compare/second/").main


def test_only_what_can_be_read_is_compared(read):
    make_article(identifier="first")
    make_article(identifier="draft", status="draft")
    make_article(identifier="gone", status="withdrawn")
    assert read("/articles/first/compare/draft/").status == 404
    assert read("/articles/first/compare/nothing/").status == 404
    assert read("/articles/gone/compare/first/").status == 410


def test_queries_do_not_grow(queries, ships):
    make_article(identifier="copy-0", text=STORY)
    make_article(identifier="copy-1", text=f"{STORY} 1", date="2018-05-02")
    search.drain()
    address = "/articles/ship-2/?q=القمح&sort=newest&rank=2"
    few, few_copies = queries(address), queries("/articles/copy-0/")
    for number in range(10):
        make_article(text=f"{STORY} و{number}", date="2018-05-02")
        make_article(text=f"قمح السفينة رقم {number} في الميناء القديم.", date="2018-05-02")
    search.drain()
    assert queries("/articles/copy-0/") == few_copies
    assert queries(address.replace("rank=2", "rank=12")) <= few
    assert queries("/articles/ship-2/?q=القمح&sort=newest&rank=12") <= few
