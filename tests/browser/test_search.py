"""Searching as a reader does it, in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db(transaction=True)


def voyages() -> None:
    source = make_source("mina", name_ar="صحيفة الميناء")
    for number in range(1, 13):
        make_article(
            title=f"وصول السفينة {number}",
            text=f"رست السفينة رقم {number} في المرفأ صباحًا، وقال القبطان إن الرحلة كانت هادئة.",
            date=f"2018-05-{number:02}",
            identifier=f"mina-{number}",
            source=source,
        )
    wheat = make_article(title="حصاد القمح", text="بدأ الحصاد في الجبل.", date="2017-06-01", identifier="wheat")
    name_in(wheat, make_person("سالم العربي"))


@pytest.fixture(autouse=True)
def articles(fill, live_server):
    fill(voyages)


def test_from_the_first_page_to_an_article_and_back(page):
    page.goto("/")
    page.get_by_label("كلمات، أو اسم").fill("القبطان")
    page.get_by_role("button", name="بحث").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("12 مقالًا"))
    page.get_by_role("link", name="التالية").click()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("article").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("وصول السفينة")
    expect(page.locator("mark")).to_have_text("القبطان")
    page.get_by_role("link", name="نتائج البحث").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("القبطان"))


def test_a_filter_is_set_and_taken_away(page):
    page.goto("/search/?q=السفينة")
    page.locator("summary", has_text="الفترة").click()
    page.get_by_label("من", exact=True).fill("2018-05-10")
    page.get_by_role("button", name="تطبيق").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("3 مقالات"))
    page.get_by_role("link", name="إزالة التحديد من").click()
    expect(page.get_by_role("status")).to_have_text(re.compile("12 مقالًا"))


def test_a_wrong_date_keeps_what_was_typed(page):
    page.goto("/search/?q=السفينة")
    page.locator("summary", has_text="الفترة").click()
    page.get_by_label("من", exact=True).fill("2018-13-45")
    page.get_by_role("button", name="تطبيق").click()
    expect(page.get_by_text("هذا ليس تاريخًا")).to_be_visible()
    expect(page.get_by_label("من", exact=True)).to_have_value("2018-13-45")
    expect(page.get_by_label("كلمات، أو اسم")).to_have_value("السفينة")


def test_the_keyboard_is_enough(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="إلى المحتوى مباشرة")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("القمح")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(1)


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_result_begins_on_the_first_screen(page, language, width):
    page.set_viewport_size({"width": width, "height": 844 if width == 390 else 800})
    page.goto(f"{language}/search/?q=السفينة")
    expect(page.get_by_role("status")).to_be_in_viewport()
    expect(page.get_by_role("article").first.get_by_role("heading")).to_be_in_viewport(ratio=1)
    # What stands above it on a wide screen is folded on a phone, and a tap away.
    drawing = page.locator(".drawing")
    if width == 390:
        expect(drawing).not_to_be_visible()
        page.locator(".fold > summary").click()
    expect(drawing).to_be_visible()
    expect(page.locator(".levels a").first).to_be_visible()


@pytest.mark.parametrize("language", ["", "/en"])
def test_nothing_is_wider_than_a_phone(page, language):
    page.set_viewport_size({"width": 320, "height": 640})
    for address in (
        "/",
        "/search/?q=السفينة&from=2018&to=2018-12-31&source=mina",
        "/search/",
        "/articles/mina-7/?q=القبطان",
        "/dates/",
        "/dates/2018/",
        "/dates/2018/05/",
        "/dates/2018/05/07/",
        "/people/",
        "/sources/",
        "/sources/mina/",
        "/subjects/",
        "/coverage/",
        "/dates/hijri/1439/08/",
        "/dates/every-year/05/07/",
    ):
        page.goto(language + address)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, address


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_head_of_a_page_is_two_rows_on_a_phone(page, language):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{language}/dates/")
    brand, other = page.locator(".brand").bounding_box(), page.locator(".masthead .language").bounding_box()
    assert brand["y"] < other["y"] + other["height"] / 2 < brand["y"] + brand["height"]
    assert len({link.bounding_box()["y"] for link in page.locator(".sections a").all()}) == 1


def test_an_article_prints_without_what_only_a_screen_needs(page):
    page.goto("/articles/mina-7/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".permalink")).to_be_visible()
    for gone in ("nav.sections", "search", "nav.around", "footer"):
        expect(page.locator(gone).first).to_be_hidden()
