"""The main journeys by keyboard alone, with JavaScript and without: where the focus is can be seen at every stop."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)

MOST_STOPS = 150
STOP = """() => {
  const focused = document.activeElement;
  const last = window.lastFocused;
  window.lastFocused = focused;
  // A field in a box with its button: the box is what is outlined.
  const outlined = focused.matches(".with-button input") ? focused.parentElement : focused;
  const style = getComputedStyle(outlined);
  const box = focused.getBoundingClientRect();
  return {
    nowhere: focused === document.body,
    text: (focused.labels?.[0]?.innerText || focused.innerText || "").replace(/\\s+/g, " ").trim(),
    seen: focused.matches(":focus-visible") && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
    onward: !last || !last.isConnected || Boolean(last.compareDocumentPosition(focused) & 4),
  };
}"""


@pytest.fixture(
    params=[{"locale": "ar"}, {"java_script_enabled": False}], ids=["with JavaScript", "without JavaScript"]
)
def page(request, window, sample_archive):
    return window(**request.param)


def tab_to(page: Page, text: str) -> None:
    """Press Tab until what has this text is reached; each stop on the way is visible, and further on in the page."""
    passed = []
    page.evaluate("delete window.lastFocused")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["nowhere"]:
            # Past the end, as in the browser's own bar: the next one is the first again.
            page.evaluate("delete window.lastFocused")
            continue
        assert stop["seen"], f"focus cannot be seen on {stop['text']!r}"
        assert stop["shown"], f"{stop['text']!r} has the focus out of sight"
        assert stop["onward"], f"{stop['text']!r} comes after {passed[-1]!r}"
        if re.fullmatch(text, stop["text"]):
            return
        passed.append(stop["text"])
    pytest.fail(f"no way to {text!r}: {passed}")


def follow(page: Page, text: str) -> None:
    tab_to(page, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_search_narrow_read_next_hit_next_result_and_back(page):
    page.goto("/")
    tab_to(page, "كلمات، أو اسم.*")
    page.keyboard.type("المرفأ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("المرفأ")
    follow(page, r"عبد الرحمن الشاطئ \d+")
    expect(page).to_have_url(re.compile("person="))
    narrowed = page.url
    follow(page, "من يعدّ القوارب؟.*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("من يعدّ القوارب؟")
    follow(page, "2")
    expect(page).to_have_url(re.compile("#hit-2$"))
    expect(page.locator("#hit-2")).to_be_in_viewport()
    follow(page, "النتيجة (التالية|السابقة)")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("من يعدّ القوارب؟")
    follow(page, "نتائج البحث")
    expect(page).to_have_url(narrowed)


def test_date_day_article(page):
    page.goto("/")
    follow(page, "التواريخ")
    follow(page, "2018")
    follow(page, "أيار/مايو( 2018)?")
    expect(page).to_have_url(re.compile("/dates/2018/05/$"))
    follow(page, "24.*")
    expect(page).to_have_url(re.compile("/dates/2018/05/24/$"))
    follow(page, "من يعدّ القوارب؟.*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("من يعدّ القوارب؟")


def test_a_typed_date(page):
    page.goto("/dates/")
    tab_to(page, "اذهب إلى تاريخ")
    page.keyboard.type("9 رمضان 1439")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/dates/2018/05/24/"))


def test_person_article(page):
    page.goto("/")
    follow(page, "الأشخاص")
    follow(page, "أبو بكر النجّار")
    expect(page.get_by_role("heading", level=1)).to_have_text("أبو بكر النجّار")
    follow(page, "من يعدّ القوارب؟.*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("من يعدّ القوارب؟")
