"""Suggestions while a query is typed, by keyboard and by mouse, and the same page without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db(transaction=True)


def a_harbour() -> None:
    harbour = make_source("mina", name_ar="صحيفة الميناء")
    captain = make_person("سالم البحري", "Salem al-Bahri", role="قبطان")
    for number in range(3):
        article = make_article(
            title=f"وصول السفينة {number}",
            text=f"رست السفينة رقم {number} في المرفأ، وقال البحري إن الرحلة كانت هادئة.",
            identifier=f"safina-{number}",
            source=harbour,
        )
        name_in(article, captain)
    make_article(title="حصاد القمح", text="بدأ الحصاد في السفوح قرب المرفأ.", identifier="wheat")


@pytest.fixture(autouse=True)
def articles(fill, live_server):
    fill(a_harbour)


@pytest.fixture
def box(page):
    """The box for a query on the first page."""
    page.goto("/")
    return page.get_by_role("combobox", name="كلمات، أو اسم")


@pytest.fixture
def asked(page):
    """Addresses of suggestions as they are asked for."""
    addresses = []

    def note(request) -> None:
        if "suggestions" in request.url:
            addresses.append(request.url)

    page.on("request", note)
    yield addresses
    page.remove_listener("request", note)


def options(page):
    return page.get_by_role("listbox", name="اقتراحات").get_by_role("option")


def current(page, box) -> str:
    """The text of the option that the box says is active, "" for none."""
    active = box.get_attribute("aria-activedescendant")
    return page.locator(f"#{active}").inner_text() if active else ""


def test_arrows_go_through_the_groups_and_back_to_the_box(page, box):
    box.press_sequentially("السف")
    expect(box).to_have_attribute("aria-expanded", "true")
    listbox = page.get_by_role("listbox", name="اقتراحات")
    expect(listbox.get_by_role("group", name="كلمات").get_by_role("option")).to_have_count(2)
    expect(listbox.get_by_role("group", name="عناوين").get_by_role("option")).to_have_count(3)
    assert current(page, box) == ""
    box.press("ArrowDown")
    assert current(page, box).startswith("السفينة")
    assert "3 مقالات" in current(page, box)
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    box.press("ArrowUp")
    assert current(page, box) == ""
    box.press("ArrowUp")
    assert current(page, box).startswith("وصول السفينة")
    expect(box).to_be_focused()
    expect(box).to_have_value("السف")


def test_what_there_is_is_said_to_those_who_do_not_see_it(page, box):
    box.press_sequentially("السف")
    expect(page.locator("[aria-live]")).to_have_text("5 اقتراحات")
    box.fill("غغغ")
    expect(page.locator("[aria-live]")).to_have_text("لا اقتراحات")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_word_that_is_chosen_is_finished_and_nothing_else(page, box):
    box.press_sequentially("المرفأ السف")
    expect(options(page)).not_to_have_count(0)
    box.press("ArrowDown")
    chosen = current(page, box).split("\n")[0]
    box.press("Enter")
    expect(box).to_have_value(chosen)
    assert chosen.startswith("المرفأ السف")
    expect(box).to_be_focused()
    expect(options(page).first).to_be_hidden()
    box.press("Enter")
    expect(page.get_by_role("status")).to_have_text(re.compile("مقال"))


def test_a_person_becomes_a_filter_beside_the_words_before(page, box):
    box.press_sequentially("المرفأ البحر")
    expect(options(page).first).to_have_text(re.compile("سالم البحري"))
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=[^&]+&person=\d+$"))
    expect(page.get_by_label("كلمات، أو اسم")).to_have_value("المرفأ")
    expect(page.get_by_role("status")).to_have_text(re.compile("3 مقالات"))
    expect(page.locator(".pill")).to_contain_text("سالم البحري")


def test_a_person_is_known_by_every_name(page, box):
    box.press_sequentially("salem al")
    expect(options(page).first).to_have_text(re.compile("سالم البحري.*Salem al-Bahri"))


def test_a_source_is_added_to_the_filters_in_force(page):
    page.goto("/search/?q=المرفأ&from=1990")
    page.goto("/search/?q=المرفأ&level=exact")
    box = page.get_by_role("combobox", name="كلمات، أو اسم")
    box.press("End")
    box.press_sequentially(" الميناء")
    page.get_by_role("group", name="المصادر").get_by_role("option").click()
    expect(page).to_have_url(re.compile("source=mina"))
    expect(page).to_have_url(re.compile("level=exact"))
    expect(page.get_by_role("status")).to_have_text(re.compile("3 مقالات"))


def test_a_title_leads_to_its_article(page, box):
    box.press_sequentially("حصاد الق")
    page.get_by_role("group", name="عناوين").get_by_role("option").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("حصاد القمح")


def test_escape_closes_the_list_and_then_empties_the_box(page, box):
    box.press_sequentially("السف")
    expect(options(page).first).to_be_visible()
    box.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(box).to_have_value("السف")
    box.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    box.press("Escape")
    box.press("Escape")
    expect(box).to_have_value("")


def test_home_and_end_move_in_what_is_typed(page, box):
    box.press_sequentially("السف")
    expect(options(page).first).to_be_visible()
    box.press("ArrowDown")
    box.press("Home")
    assert current(page, box) == ""
    assert box.evaluate("box => box.selectionStart") == 0
    box.press("End")
    assert box.evaluate("box => box.selectionStart") == len("السف")


def test_tab_goes_on_and_leaves_the_words_as_they_are(page, box):
    box.press_sequentially("السف")
    expect(options(page).first).to_be_visible()
    box.press("ArrowDown")
    box.press("Tab")
    expect(page.get_by_role("button", name="بحث")).to_be_focused()
    expect(options(page).first).to_be_hidden()
    expect(box).to_have_value("السف")


def test_enter_without_a_choice_searches_for_what_is_typed(page, box):
    box.press_sequentially("القمح")
    expect(options(page).first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.get_by_role("article")).to_have_count(1)


def test_not_every_letter_is_a_request(page, box, asked):
    box.press_sequentially("السفينة")
    expect(options(page).first).to_be_visible()
    assert len(asked) < len("السفينة")


def test_nothing_is_asked_of_a_letter_that_is_being_composed(page, box, asked):
    composing = page.context.new_cdp_session(page)
    box.focus()
    composing.send("Input.imeSetComposition", {"text": "السف", "selectionStart": 3, "selectionEnd": 3})
    expect(box).to_have_value("السف")
    box.evaluate("() => new Promise((done) => setTimeout(done, 400))")
    assert not asked
    composing.send("Input.insertText", {"text": "السف"})
    expect(options(page).first).to_be_visible()


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_list_is_no_wider_than_a_phone(page, language):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{language}/search/")
    page.locator("#id_q").press_sequentially("السف")
    expect(page.get_by_role("option").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_without_javascript_the_box_is_a_box(window):
    page = window(java_script_enabled=False)
    page.goto("/")
    box = page.get_by_role("searchbox", name="كلمات، أو اسم")
    box.press_sequentially("السفينة")
    box.press("Enter")
    expect(page.get_by_role("article")).to_have_count(3)
    expect(page.get_by_role("listbox")).to_have_count(0)
