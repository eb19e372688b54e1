import pytest

from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db


def test_an_empty_archive_says_so(read):
    page = read("/")
    assert page.status == 200
    assert "ليس في الأرشيف مقالات منشورة بعد" in page.main


def test_what_the_archive_holds(read):
    source = make_source(name_ar="صحيفة الميناء")
    old = make_article(title="خبر قديم", date="2009-03-01", source=source)
    make_article(title="خبر جديد", date="2018-05-24")
    name_in(old, make_person("سلمى الهادي"))
    page = read("/")
    figures = dict(zip((dt.text for dt in page.all("dt")), (dd.text for dd in page.all("dd")), strict=True))
    assert figures == {"المقالات": "2", "الفترة": "من 2009 إلى 2018", "الأشخاص": "1", "المصادر": "1"}


def test_newest_articles_come_first(read):
    make_article(title="خبر قديم", date="2009-03-01")
    make_article(title="خبر بلا تاريخ")
    make_article(title="خبر جديد", date="2018-05-24", text="رست السفينة صباح اليوم في الميناء.")
    page = read("/")
    assert [h3.text for h3 in page.all("h3")] == ["خبر جديد", "خبر قديم", "خبر بلا تاريخ"]
    assert "رست السفينة صباح اليوم" in page.main


def test_ways_in(read):
    page = read("/")
    assert page.link("حسب التاريخ") == "/dates/"
    assert page.link("حسب الشخص") == "/people/"
    boxes = {box.attrs["id"]: box.attrs["name"] for box in page.all("input")}
    assert sorted(boxes.values()) == ["date", "q", "q"]
    assert all(page.one("label", **{"for": box}).text for box in boxes)


def test_ways_in_that_the_archive_itself_gives(read):
    article = make_article(date="2018-05-24")
    person = make_person("سلمى الهادي")
    name_in(article, person, make_person("سالم العربي"))
    name_in(make_article(date="2016-05-24"), person)
    page = read("/")
    assert page.link("2018") == "/dates/2018/"
    assert page.link("2016") == "/dates/2016/"
    named = [item.text for item in page.one("ul", class_="persons") and page.all("li") if item.text[-1:].isdigit()]
    assert [name for name in named if not name[0].isdigit()] == ["سلمى الهادي 2", "سالم العربي 1"]


def test_drafts_and_withdrawn_articles_are_not_there(read):
    make_article(title="مسودة سرية", status="draft", date="2018-01-01")
    make_article(title="مقال مسحوب", status="withdrawn", date="2018-01-01")
    page = read("/")
    assert "مسودة سرية" not in page.html
    assert "مقال مسحوب" not in page.html


def test_queries_do_not_grow_with_articles(queries):
    make_article(date="2018-01-01")
    few = queries("/")
    for day in range(1, 9):
        name_in(make_article(date=f"2018-02-0{day}", source=make_source()), make_person(f"شخص {'ابجدهوزح'[day - 1]}"))
    # Two more: who is named in the newest articles, and the names of those named most often.
    assert queries("/") <= few + 2
