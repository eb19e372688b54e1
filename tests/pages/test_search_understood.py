"""How a query was understood is said: slips, other readings, conditions that are in the way."""

from urllib.parse import quote

import pytest

from tests.factories import make_article
from tests.pages.reader import found, titles

pytestmark = pytest.mark.django_db


def test_a_slip_is_answered_with_what_may_be_meant(find):
    make_article(title="خبر", text="وصلت السفينة إلى الميناء")
    page = find("q=الميناا")
    assert found(page).startswith("لا نتائج") or "لا" in found(page)
    [link] = [link for link in page.all("a") if link.text == "الميناء"]
    assert found(find(link.attrs["href"].split("?")[1])) == "نتائج البحث عن الميناء: مقال واحد"


def test_nothing_found_says_what_leaving_out_a_condition_would_find(find):
    make_article(title="سفينة القمح", text="رست السفينة.")
    make_article(title="سفينة ثانية", text="أبحرت السفينة.")
    page = find("q=السفينة قطار&sort=newest")
    assert titles(page) == []
    (without,) = [link for link in page.all("a") if link.text.startswith("من دون")]
    assert without.text == "من دون قطار"
    assert "sort=newest" in without.attrs["href"]
    assert len(titles(find(without.attrs["href"].partition("?")[2]))) == 2


def test_the_query_is_said_in_words(find):
    make_article(title="سفينة القمح", text="رست السفينة اليوم.", date="2018-05-24")
    page = find("q=السفينة «القمح رست» -قطار في:أيار 2018")
    assert "الكلمة: السفينة" in page.one("p", class_="sentence").text
    assert "من دون: قطار" in page.one("p", class_="sentence").text
    assert "العبارة «القمح رست»" in page.one("p", class_="sentence").text
    assert "أيار/مايو 2018" in page.one("p", class_="sentence").text


def test_a_search_in_another_script_shows_what_was_meant_and_says_so(find):
    for number in range(11):
        make_article(title=f"خبر {number}", text=f"رست السفينة {number} في لبنان", date="2018-05-24")
    page = find("q=gfkhk&from=2018")
    assert found(page) == "نتائج البحث عن لبنان: 11 مقالًا"
    notice = page.one("div", class_="notice")
    assert "لم يُعثر على شيء بالبحث عن gfkhk، وهذه نتائج البحث عن لبنان." in notice.text
    assert "لوحة المفاتيح" in notice.text
    assert page.one("input", name="q").attrs["value"] == "gfkhk"
    assert {mark.text for mark in page.all("mark")} == {"لبنان"}
    assert f"?q={quote('لبنان')}&" in page.link("خبر 0")
    second = find("q=gfkhk&from=2018&page=2")
    assert len(titles(second)) == 1
    assert second.one("a", rel="prev").attrs["href"].endswith("page=1")


def test_the_literal_search_finds_nothing_and_offers_the_other_one(find):
    make_article(title="خبر", text="رست السفينة في لبنان")
    literal = find("q=gfkhk").link("ابحث عن gfkhk كما كُتبت")
    assert literal == "/search/?q=gfkhk&literal=1"
    page = find(literal.partition("?")[2])
    assert found(page) == "لا نتائج للبحث عن gfkhk"
    # Another query is another matter.
    assert page.all("input", name="literal") == []
    assert page.link("لبنان") == f"/search/?q={quote('لبنان')}"


@pytest.mark.parametrize(
    ("typed", "said"), [("7after", "بحروف لاتينية"), ("مجلسأمن", "بلا مسافة"), ("السفي نة", "كلمة واحدة")]
)
def test_every_other_reading_is_said_in_words(find, typed, said):
    make_article(title="خبر", text="رست السفينة، وزار حفتر مجلس أمن المدينة")
    page = find(f"q={typed}")
    assert len(titles(page)) == 1
    assert said in page.one("div", class_="notice").text


def test_what_was_read_in_another_way_stays_text(find):
    make_article(title="خبر", text="لبنان")
    page = find(f"q={quote('gfkhk OR <script>')}")
    assert len(titles(page)) == 1
    assert not page.foreign_scripts


def test_the_levels_of_a_search_that_was_read_in_another_way_are_those_of_what_was_meant(find):
    make_article(title="خبر", text="وصل السراج")
    page = find("q=hgsvh[")
    [exact] = [link for link in page.all("a") if link.text == "الحروف كما كُتبت (1)"]
    assert titles(find(exact.attrs["href"].partition("?")[2])) == ["خبر"]
