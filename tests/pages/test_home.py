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
    assert page.link("حسب المصدر") == "/sources/"
    box = page.one("input", type="search")
    assert box.attrs["name"] == "q"
    assert page.one("label", **{"for": box.attrs["id"]}).text


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
    assert queries("/") <= few + 1
