from urllib.parse import quote

import pytest

from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db


def test_an_empty_archive_says_so(read):
    make_source(name_ar="صحيفة بلا مقالات")
    page = read("/sources/")
    assert "ليس لأي مصدر مقالات منشورة" in page.main
    assert "صحيفة بلا مقالات" not in page.html


def test_sources_the_largest_first(read):
    small = make_source("small", name_ar="الصغيرة", kind="agency")
    large = make_source("large", name_ar="الكبيرة", name_latin="Al Kabira", kind="newspaper")
    make_article(source=small, date="2018-05-24")
    for date in ("2012-01-05", "2018-05-24"):
        make_article(source=large, date=date)
    make_article(source=large, status="draft", date="1999-01-01")
    make_article()
    page = read("/sources/")
    assert [h2.text for h2 in page.all("h2")] == ["الكبيرة", "الصغيرة"]
    assert "صحيفة · مقالان · من 5 كانون الثاني/يناير 2012 إلى 24 أيار/مايو 2018" in page.main.replace(
        "مقالان ", "مقالان · "
    ).replace("صحيفة ", "صحيفة · ")
    assert "وكالة أنباء" in page.main
    assert "بلا مصدر معروف: مقال واحد" in page.main
    assert page.link("الصغيرة") == "/sources/small/"
    assert read("/en/sources/").link("Al Kabira") == "/en/sources/large/"


def test_a_source(read):
    source = make_source("صحيفة-الميناء", name_ar="صحيفة الميناء", name_latin="Al Mina", url="https://mina.example/")
    make_article(title="قديم", source=source, date="2017-05-24")
    make_article(title="جديد", source=source, date="2018-05-24")
    make_article(title="مسودة", source=source, date="2018-05-24", status="draft")
    page = read("/sources/صحيفة-الميناء/")
    assert page.one("h1").text == "صحيفة الميناء"
    assert "Al Mina" in page.main
    assert page.link("mina.example") == "https://mina.example/"
    assert [h3.text for h3 in page.all("h3")] == ["جديد", "قديم"]
    assert page.link("2017") == "?from=2017&to=2017#articles"
    assert [h3.text for h3 in read("/sources/صحيفة-الميناء/?from=2017&to=2017").all("h3")] == ["قديم"]
    assert page.link("ابحث في هذه المقالات") == f"/search/?source={quote('صحيفة-الميناء')}"
    oldest = read(f"/sources/صحيفة-الميناء/{page.link('الأقدم أولًا')}")
    assert [h3.text for h3 in oldest.all("h3")] == ["قديم", "جديد"]


def test_a_source_of_drafts_alone_is_not_there(read):
    make_article(source=make_source("mina"), status="draft")
    page = read("/sources/mina/")
    assert page.status == 404
    assert page.link("كل المصادر") == "/sources/"


def test_queries_do_not_grow(queries):
    source = make_source("mina")
    make_article(source=source, date="2018-05-24")
    addresses = ("/sources/", "/sources/mina/")
    few = [queries(address) for address in addresses]
    for letter in "ابجدهوزح":
        name_in(make_article(source=source, date="2018-05-24"), make_person(f"{letter}{letter}ا شخص"))
        make_article(source=make_source(), date="2018-05-24")
    # One more: the persons of the first mention.
    assert [queries(address) for address in addresses] <= [few[0], few[1] + 1]


def test_what_says_nothing_of_a_source_is_left_out(read):
    make_article(source=make_source("mina", name_ar="Mina Post", name_latin="Mina Post", kind="other"))
    page = read("/en/sources/mina/")
    assert [dt.text for dt in page.all("dt")] == []
    assert "other" not in read("/en/sources/").main


def test_what_a_source_covers(read):
    source = make_source("mina", name_ar="صحيفة الميناء", description="صحيفة يومية من بنغازي.", notes="سر")
    for date in ("2014-05-01", "2017-03-02", "2017-03-03", "2017-12-31"):
        make_article(source=source, date=date)
    make_article(source=source, date="2017-01-01", date_precision="year")
    make_article(source=source)
    page = read("/sources/mina/")
    assert "صحيفة يومية من بنغازي" in page.main
    assert "سر " not in page.main
    assert "من 1 أيار/مايو 2014 إلى 31 كانون الأول/ديسمبر 2017" in page.main
    assert [row.text for row in page.all("tr")][1:] == ["2014 1 1", "2015–2016 لا مقالات", "2017 2 1 1 4"]
    assert page.all("abbr", title="آذار/مارس")[0].text == "3"
    assert [cell.text for cell in page.all("td", class_="s4")] == ["2"]
    assert page.link("2") == "?from=2017-03&to=2017-03#articles"
    assert page.headings[-6 - 1] == "6 مقالات"
