"""A period chosen on the timeline of a search: by dragging, with keys, by a click; in both directions of writing."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from articles.models import Article, Subject
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db(transaction=True)

PERIOD = ".chosen-period"


def voyages() -> None:
    """One article in January 2018, two in February, and so on until June; none in April."""
    for month in (1, 2, 3, 5, 6):
        for day in range(1, month + 1):
            make_article(title=f"سفينة {month} {day}", date=f"2018-{month:02}-{day * 4:02}")


@pytest.fixture(autouse=True)
def articles(fill, live_server):
    fill(voyages)


def asked(page) -> tuple[str, ...]:
    parameters = parse_qs(urlsplit(page.url).query)
    return tuple(parameters.get(name, [""])[0] for name in ("from", "to"))


def middle(page, number: int) -> tuple[float, float]:
    """The place of a slot, counted from the earliest."""
    box = page.locator(".drawing").bounding_box()
    part = (number + 0.5) / 6
    mirrored = page.evaluate("document.dir") == "rtl"
    return box["x"] + box["width"] * (1 - part if mirrored else part), box["y"] + box["height"] / 2


def drag(page, first: int, last: int) -> None:
    """Press at one slot and move to another, without letting go."""
    page.mouse.move(*middle(page, first))
    page.mouse.down()
    page.mouse.move(*middle(page, last), steps=4)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "من شباط/فبراير 2018 إلى أيار/مايو 2018 · نتائج البحث: 10"),
        ("/en", "February 2018 to May 2018 · Articles found: 10"),
    ],
)
@pytest.mark.parametrize(("first", "last"), [(1, 4), (4, 1)])
def test_a_period_is_dragged(page, language, said, first, last):
    page.goto(f"{language}/search/?q=سفينة&sort=newest&page=2")
    drag(page, first, last)
    expect(page.locator(PERIOD)).to_have_text(said)
    page.mouse.up()
    expect(page).to_have_url(re.compile("from="))
    assert asked(page) == ("2018-02", "2018-05")
    assert "sort=newest" in page.url
    assert "page=" not in page.url
    expect(page.get_by_role("status")).to_contain_text("10")
    # The other controls of the period say the same.
    expect(page.locator("[name=from]")).to_have_value("2018-02")
    expect(page.locator("[name=to]")).to_have_value("2018-05")


def test_escape_gives_a_drag_up(page):
    page.goto("/search/?q=سفينة")
    drag(page, 0, 2)
    page.keyboard.press("Escape")
    expect(page.locator(PERIOD)).to_be_empty()
    page.mouse.up()
    # Nor does the click follow that ends it.
    page.mouse.move(0, 0)
    assert asked(page) == ("", "")
    drag(page, 0, 1)
    page.mouse.up()
    page.wait_for_url("**from=2018-01&to=2018-02")


def test_a_click_narrows_to_a_month_and_two_links_lead_back(page):
    page.goto("/search/?q=سفينة")
    page.mouse.click(*middle(page, 4))
    page.wait_for_url("**from=2018-05&to=2018-05")
    expect(page.locator("figure.timeline")).to_have_attribute("data-unit", "day")
    page.get_by_role("navigation", name="فترات أطول").get_by_role("link", name="2018").click()
    page.wait_for_url("**from=2018&to=2018")
    page.get_by_role("navigation", name="فترات أطول").get_by_role("link", name="كل التواريخ").click()
    page.wait_for_url(re.compile(r"/search/\?q=[^&]*$"))


@pytest.mark.parametrize(("language", "later"), [("", "ArrowLeft"), ("/en", "ArrowRight")])
def test_a_period_is_chosen_with_the_keyboard(page, language, later):
    page.goto(f"{language}/search/?q=سفينة")
    reach = page.get_by_role("slider")
    reach.focus()
    page.keyboard.press(later)
    expect(reach).to_have_attribute("aria-valuenow", "2")
    page.keyboard.press(f"Shift+{later}")
    expect(page.locator(PERIOD)).to_contain_text(": 5")
    # Said once: by the slider, not by a live text besides.
    expect(reach).to_have_attribute("aria-valuetext", page.locator(PERIOD).text_content())
    assert page.locator(PERIOD).evaluate("text => text.closest('[aria-live]')") is None
    page.keyboard.press("Escape")
    expect(page.locator(PERIOD)).to_be_empty()
    page.keyboard.press("End")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2018-05&to=2018-06")


def test_a_period_is_dragged_with_a_finger(window):
    page = window(has_touch=True, viewport={"width": 390, "height": 800})
    page.goto("/search/?q=سفينة")
    page.get_by_text("المطابقة والزمن").click()
    page.locator(".drawing").scroll_into_view_if_needed()
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", middle(page, 1))
    for number in (2, 3, 4):
        send("touchMove", middle(page, number))
    expect(page.locator(PERIOD)).to_contain_text("10")
    send("touchEnd")
    page.wait_for_url("**from=2018-02&to=2018-05")


@pytest.mark.parametrize("kind", ["people", "sources", "subjects"])
def test_the_articles_of_a_person_a_source_or_a_subject_are_narrowed_by_dragging(page, kind):
    person, source = make_person("سالم العربي"), make_source("mina", name_ar="الميناء")
    subject = Subject.objects.create(name="ملاحة")
    subject.articles.set(Article.objects.all())
    for article in Article.objects.all():
        article.source = source
        article.save()
        name_in(article, person)
    key = {"people": person.pk, "sources": source.key, "subjects": subject.pk}[kind]
    page.goto(f"/{kind}/{key}/?sort=oldest")
    drag(page, 1, 4)
    expect(page.locator(PERIOD)).to_have_text("من شباط/فبراير 2018 إلى أيار/مايو 2018 · المقالات: 10")
    page.mouse.up()
    page.wait_for_url("**?sort=oldest&from=2018-02&to=2018-05#articles")
    expect(page.locator("#articles")).to_have_text("10 مقالات")
    expect(page.locator("#articles")).to_be_in_viewport()
    expect(page.locator(".pills")).to_contain_text("شباط/فبراير 2018")
    # The four months are seen to be chosen; a click on a bar chooses that month alone.
    expect(page.locator(".drawing .shown")).to_have_attribute("width", "4")
    page.locator(".drawing").scroll_into_view_if_needed()
    page.mouse.click(*middle(page, 5))
    page.wait_for_url("**?sort=oldest&from=2018-06&to=2018-06#articles")
    expect(page.locator("#articles")).to_have_text("6 مقالات")


def test_bars_of_a_query_too_long_to_repeat(page):
    page.goto("/search/?q=" + "سفينة أو " * 40 + "قارب")
    expect(page.locator(".drawing a")).to_have_count(0)
    page.mouse.click(*middle(page, 4))
    page.wait_for_url("**from=2018-05&to=2018-05")
    expect(page.get_by_role("status")).to_contain_text("5 مقالات")
    page.get_by_role("navigation", name="فترات أطول").get_by_role("button", name="كل التواريخ").click()
    page.wait_for_url(lambda url: "from=" not in url and "step=" not in url)
    expect(page.get_by_role("status")).to_contain_text("17")
    drag(page, 0, 1)
    page.mouse.up()
    page.wait_for_url("**from=2018-01&to=2018-02")


def test_what_came_later_onto_the_page_can_be_dragged_too(page):
    page.goto("/search/?q=سفينة")
    page.evaluate("document.querySelector('main').innerHTML += ''")
    drag(page, 0, 2)
    page.mouse.up()
    page.wait_for_url("**from=2018-01&to=2018-03")


def test_without_javascript_bars_are_links_and_nothing_promises_more(window):
    page = window(java_script_enabled=False)
    page.goto("/search/?q=سفينة")
    expect(page.locator(".choosing")).to_be_hidden()
    expect(page.get_by_role("slider")).to_have_count(0)
    page.locator("svg a").last.click()
    page.wait_for_url("**from=2018-06&to=2018-06")
