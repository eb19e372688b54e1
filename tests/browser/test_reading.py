"""Reading as a reader does it, in a browser: from a search to an article, from hit to hit, and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def voyages() -> None:
    for number in range(1, 4):
        make_article(
            title=f"وصول السفينة {number}",
            text=f"رست السفينة رقم {number} صباحًا.\n" + "وقال القبطان إن الرحلة كانت هادئة في البحر.\n" * 12,
            date=f"2018-05-{number:02}",
            identifier=f"mina-{number}",
        )


@pytest.fixture(autouse=True)
def articles(fill, live_server):
    fill(voyages)


def current(page) -> str:
    return page.evaluate("document.querySelector('mark:target')?.id ?? ''")


def test_with_the_keyboard_from_a_search_to_the_hits_and_back(page):
    page.goto("/search/?q=القبطان&sort=newest")
    first = page.get_by_role("link", name="وصول السفينة 3")
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_count(12)
    expect(page.locator(".keys")).to_be_visible()
    for key, hit in (("n", "hit-1"), ("n", "hit-2"), ("j", "hit-3"), ("p", "hit-2"), ("p", "hit-1"), ("k", "hit-12")):
        page.keyboard.press(key)
        assert current(page) == hit
        expect(page.locator(f"#{hit}")).to_be_in_viewport()
    expect(page.locator(".hits [aria-current]")).to_have_text("12")
    page.go_back()
    expect(page).to_have_url(re.compile("/search/"))


def test_the_keys_leave_fields_and_shortcuts_alone(page):
    page.goto("/articles/mina-1/?q=القبطان")
    page.get_by_role("searchbox").click()
    page.keyboard.type("np")
    expect(page.get_by_role("searchbox")).to_have_value("np")
    page.locator("h1").click()
    page.keyboard.press("Alt+n")
    assert current(page) == ""


def test_from_result_to_result(page):
    page.goto("/search/?q=القبطان&sort=newest")
    page.get_by_role("link", name="وصول السفينة 3").click()
    page.get_by_role("link", name="النتيجة التالية").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("وصول السفينة 2")
    page.get_by_role("link", name="النتيجة التالية").click()
    expect(page.get_by_text("النتيجة 3 من 3")).to_be_visible()
    page.get_by_role("link", name="نتائج البحث").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=[^&]+&sort=newest$"))


def test_without_javascript_the_numbers_lead_to_the_hits(window):
    page = window(java_script_enabled=False)
    page.goto("/articles/mina-1/?q=القبطان")
    expect(page.locator(".keys")).to_be_hidden()
    page.get_by_role("navigation", name="مواضع كلمات البحث").get_by_role("link", name="9", exact=True).click()
    expect(page).to_have_url(re.compile("#hit-9$"))
    expect(page.locator("#hit-9")).to_be_in_viewport()


def test_preferences_are_kept_without_javascript(window):
    page = window(java_script_enabled=False)
    page.emulate_media(color_scheme="light")
    page.goto("/articles/mina-1/")
    light = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    size = page.locator("h1").evaluate("h1 => parseFloat(getComputedStyle(h1).fontSize)")
    page.get_by_role("link", name="تفضيلات القراءة").click()
    page.get_by_role("radio", name="٠١٢٣٤٥٦٧٨٩").check()
    page.get_by_role("radio", name="داكنة").check()
    page.get_by_role("radio", name="أكبر").check()
    page.get_by_role("button", name="حفظ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("وصول السفينة 1")
    expect(page.locator(".kicker")).to_contain_text("١ أيار/مايو ٢٠١٨")
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") != light
    assert page.locator("h1").evaluate("h1 => parseFloat(getComputedStyle(h1).fontSize)") > size


def size(page) -> float:
    return page.locator(".text").evaluate("text => parseFloat(getComputedStyle(text).fontSize)")


def test_the_size_of_the_text_changes_at_once_and_stays(page):
    page.goto("/articles/mina-1/")
    normal = size(page)
    assert page.context.cookies() == []
    with page.expect_response(lambda response: response.request.method == "POST") as kept:
        page.get_by_role("button", name="أكبر").click()
    assert kept.value.status == 204
    larger = size(page)
    assert larger > normal
    expect(page.get_by_role("button", name="أكبر")).to_have_attribute("aria-pressed", "true")
    page.goto("/articles/mina-2/")
    assert size(page) == larger
    expect(page.locator(".messages")).to_have_count(0)


def test_the_size_of_the_text_without_javascript(window):
    page = window(java_script_enabled=False)
    page.goto("/articles/mina-1/?q=القبطان")
    normal = size(page)
    page.get_by_role("button", name="كبير").click()
    expect(page.get_by_role("radio", name="كبير")).to_be_checked()
    page.get_by_role("button", name="حفظ").click()
    expect(page).to_have_url(re.compile(r"/articles/mina-1/\?q="))
    assert size(page) > normal
    # Nothing is offered that would not work.
    for name in ("نسخ الرابط", "طباعة", "مشاركة"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.locator("summary", has_text="استشهاد").click()
    expect(page.locator("#citation")).to_be_visible()


def test_the_citation_and_the_link_are_copied(window, live_server):
    page = window()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/articles/mina-1/")
    page.get_by_role("button", name="نسخ الرابط").click()
    expect(page.get_by_text("تم النسخ.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{live_server.url}/articles/mina-1/"
    page.locator("summary", has_text="استشهاد").click()
    page.get_by_role("button", name="نسخ الاستشهاد").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('«وصول السفينة 1»، 1 أيار'))")


def test_a_print_is_a_clipping(page):
    page.goto("/articles/mina-1/?q=القبطان&rank=1")
    page.emulate_media(media="print")
    expect(page.locator(".clipping")).to_contain_text("/articles/mina-1/")
    expect(page.locator(".clipping")).to_contain_text("1 أيار/مايو 2018 · 15 شعبان 1439 هـ")
    for gone in (".about", ".hits", ".walk", ".tools"):
        expect(page.locator(gone)).to_be_hidden()


@pytest.mark.parametrize(
    "address", ["/articles/mina-1/?q=القبطان&rank=3", "/articles/mina-1/compare/mina-2/", "/preferences/"]
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_nothing_is_wider_than_a_phone(page, address, language):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(language + address)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
