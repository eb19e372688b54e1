import pytest

from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_years(read):
    # 9 Ramadan 1439; the last day of 1439, and the first of 1440.
    for date in ("2018-05-24", "2018-09-10", "2018-09-11", "2012-01-05"):
        make_article(date=date)
    make_article(date="2018-05-01", date_precision="month")
    make_article(date="1900-05-01")
    page = read("/dates/hijri/")
    rows = [item.text for item in page.all("li") if "مقال" in item.text and item.text[:2] in ("14", "من")]
    assert rows == ["1440 مقال واحد", "1439 مقالان", "من 1434 إلى 1438 لا مقالات", "1433 مقال واحد"]
    assert page.link("1439") == "/dates/hijri/1439/"
    # One of a Gregorian month, one from before the tables.
    assert "أقدم من الجداول: مقالان" in page.main


def test_a_year(read):
    make_article(date="2018-05-24")
    make_article(date="2018-05-24")
    make_article(date="2020-05-24")
    page = read("/dates/hijri/1439/")
    assert page.one("h1").text == "عام 1439 هـ"
    assert "من 21 أيلول/سبتمبر 2017 إلى 10 أيلول/سبتمبر 2018" in page.main
    captions = [caption.text for caption in page.all("caption")]
    assert captions[0] == "محرم لا مقالات"
    assert captions[8] == "رمضان مقالان"
    assert page.link("9: 2") == "/dates/2018/05/24/"
    assert page.link("رمضان") == "/dates/hijri/1439/09/"
    assert page.one("a", rel="next").attrs["href"] == "/dates/hijri/1441/"


def test_a_month(read):
    make_article(date="2018-05-24")
    make_article(date="2018-05-01", date_precision="month", title="خبر من ذلك الشهر")
    make_article(date="2018-07-01")
    page = read("/dates/hijri/1439/09/")
    assert page.one("h1").text == "رمضان 1439 هـ"
    # The day by both calendars; its page is that of the Gregorian day.
    assert page.link("24 أيار/مايو 2018, مقال واحد 9 24/5 1") == "/dates/2018/05/24/"
    assert len(page.all("td", class_="none")) == 29
    assert "خبر من ذلك الشهر" not in page.main
    assert "لا تُعدّ هنا إلا المقالات المؤرَّخة باليوم" in page.main
    assert page.one("a", rel="next").attrs["href"] == "/dates/hijri/1439/10/"
    assert read("/en/dates/hijri/1439/09/").one("h1").text == "Ramadan 1439 AH"


def test_gregorian_pages_lead_to_the_hijri_months(read):
    make_article(date="2018-05-24")
    page = read("/dates/2018/05/")
    assert page.link("شعبان 1439 هـ") == "/dates/hijri/1439/08/"
    assert page.link("رمضان 1439 هـ") == "/dates/hijri/1439/09/"
    assert read("/dates/2018/").link("1440 هـ") == "/dates/hijri/1440/"
    # Before the tables begin there is nothing to lead to.
    assert "هـ" not in read("/dates/1900/05/").main


@pytest.mark.parametrize("address", ["/dates/hijri/1342/", "/dates/hijri/1501/01/"])
def test_years_beyond_the_tables(read, address):
    page = read(address)
    assert page.status == 404
    assert "تمتد جداول التقويم الهجري من عام 1343 إلى عام 1500" in page.main
    assert page.link("الأعوام الهجرية") == "/dates/hijri/"


def test_months_that_no_calendar_has(read):
    assert read("/dates/hijri/1439/13/").status == 404
    assert read("/dates/hijri/1439/00/").status == 404


def test_the_ends_of_the_tables(read):
    assert read("/dates/hijri/1343/01/").status == 200
    assert read("/dates/hijri/1500/12/").status == 200
    assert read("/dates/hijri/1500/").status == 200
