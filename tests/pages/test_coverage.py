import pytest

from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


def rows(page):
    return [row.text for row in page.all("tr")]


def test_an_empty_archive_says_so(read):
    assert "ليس في الأرشيف مقالات منشورة بعد" in read("/coverage/").main


def test_what_there_is_of_each_source(read):
    large = make_source("large", name_ar="الكبيرة")
    small = make_source("small", name_ar="الصغيرة")
    for date in ("2014-05-01", "2018-05-24", "2018-05-25"):
        make_article(source=large, date=date)
    make_article(source=large, date="2018-01-01", date_precision="year")
    make_article(source=small, date="2018-12-31")
    make_article(date="2018-12-31")
    make_article(source=small)
    make_article(source=small, date="2018-05-24", status="draft")
    page = read("/coverage/")
    by_year, by_month = rows(page)[:5], rows(page)[5:]
    assert by_year == [
        "المصدر 2014 2015–2017 2018 المجموع",
        "الكبيرة 1 3 4",
        "الصغيرة 1 1",
        "بلا مصدر معروف 1 1",
        "المجموع 1 5 6",
    ]
    # Beside the months, what is known to be of the year alone.
    assert by_month[1:] == ["الكبيرة 2 1 3", "الصغيرة 1 1", "بلا مصدر معروف 1 1", "المجموع 2 2 1 5"]
    assert page.links("2") == ["/dates/2018/02/", "/sources/large/?from=2018-05&to=2018-05#articles"]
    assert "بلا تاريخ: مقال واحد" in page.main
    assert page.links("2014") == ["?year=2014#months", "?year=2014#months"]
    assert "شهور عام 2018" in page.headings
    assert "شهور عام 2014" in read("/coverage/?year=2014").headings


def test_tables_can_be_reached_and_scrolled_by_keyboard(read):
    make_article(date="2018-05-24")
    region = read("/coverage/").one("div", role="region")
    assert region.attrs["tabindex"] == "0"
    assert (
        read("/coverage/").one("caption", id=region.attrs["aria-labelledby"]).text
        == "مقالات عام 2018 حسب المصدر والشهر"
    )


def test_years_that_the_archive_lacks(read):
    make_article(date="2018-05-24")
    for year in ("2017", "x", "٢٠١٨"):
        page = read(f"/coverage/?year={year}")
        assert page.status == 404
        assert page.link("التغطية") == "/coverage/"


def test_queries_do_not_grow(queries):
    make_article(date="2018-05-24", source=make_source())
    few = queries("/coverage/")
    for month in range(1, 10):
        make_article(date=f"201{month}-05-24", source=make_source())
    assert queries("/coverage/") == few
