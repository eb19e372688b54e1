"""From one state of a page to another without loading it anew, and the same without scripts."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db(transaction=True)


def voyages() -> None:
    """Twenty-five articles, five of one source and twenty of another."""
    harbour, mountain = make_source("mina", name_ar="صحيفة الميناء"), make_source("jabal", name_ar="صحيفة الجبل")
    captain, clerk = make_person("سالم البحري"), make_person("نور الكاتب")
    for number in range(1, 26):
        article = make_article(
            title=f"وصول السفينة {number}",
            text=f"رست السفينة رقم {number} في المرفأ صباحًا، وقال القبطان إن الرحلة كانت هادئة.",
            date=f"2018-05-{number:02}",
            identifier=f"safina-{number}",
            source=harbour if number > 5 else mountain,
        )
        name_in(article, captain if number > 12 else clerk)


@pytest.fixture(autouse=True)
def articles(fill, live_server):
    fill(voyages)


def mark_the_document(page) -> None:
    page.evaluate("window.markedByTheTest = true")


def is_the_same_document(page) -> bool:
    return page.evaluate("window.markedByTheTest === true")


def choice(page):
    """The link that chooses a source, and takes it back."""
    return page.locator("#choice-source-jabal")


def test_narrowing_by_a_facet_does_not_load_the_page_anew(page):
    page.goto("/search/?q=القبطان")
    mark_the_document(page)
    choice(page).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("source=jabal"))
    expect(page.get_by_role("article")).to_have_count(5)
    assert is_the_same_document(page)
    expect(page.locator(".pill")).to_contain_text("صحيفة الجبل")
    expect(choice(page)).to_be_focused()
    expect(page.locator("#said")).to_have_text(re.compile("5 مقالات"))
    expect(page.locator("#main")).not_to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("link", name="English")).to_have_attribute("href", re.compile("^/en/search/.*source=jabal"))
    expect(page.locator("input[type=hidden][name=source]")).to_have_value("jabal")


def test_a_value_that_is_left_out_has_the_focus(page):
    page.goto("/search/?q=القبطان")
    page.get_by_role("link", name="من دون صحيفة الجبل").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("not-source=jabal"))
    expect(page.get_by_role("article")).to_have_count(10)
    expect(choice(page)).to_be_focused()


def test_choosing_years_and_months_keeps_the_focus(page):
    make_article(title="القبطان", date="2016-03-01")
    make_article(title="القبطان", date="2017-04-01")
    page.goto("/search/?q=القبطان")
    mark_the_document(page)
    for link, period in (
        ("#period-2018", "from=2018&to=2018"),
        ("#end-2017", "from=2017&to=2018"),
        ("#end-2017", "from=2018&to=2018"),
        ("#period-2018-05", "from=2018-05&to=2018-05"),
        ("#period-2018", "from=2018&to=2018"),
    ):
        page.locator(link).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{period}")
        expect(page.locator("#main")).not_to_have_attribute("aria-busy", "true")
        expect(page.locator(link)).to_be_focused()
    assert is_the_same_document(page)


def test_no_page_is_kept_that_names_the_reader(page):
    page.goto("/search/?q=القبطان")
    choice(page).click()
    expect(page.get_by_role("article")).to_have_count(5)
    page.go_back()
    expect(page.get_by_role("article")).to_have_count(10)
    # The address alone.
    assert "<" not in page.evaluate("Object.values(sessionStorage).join('')")


def test_back_and_forward_lead_through_the_states(page):
    page.goto("/search/?q=القبطان")
    mark_the_document(page)
    choice(page).click()
    expect(page.get_by_role("article")).to_have_count(5)
    page.get_by_role("link", name="إزالة التحديد المصدر").click()
    expect(page.get_by_role("article")).to_have_count(10)
    page.go_back()
    expect(page.get_by_role("article")).to_have_count(5)
    expect(page).to_have_url(re.compile("source=jabal"))
    page.go_back()
    expect(page.get_by_role("article")).to_have_count(10)
    expect(page).not_to_have_url(re.compile("source=jabal"))
    page.go_forward()
    expect(page.get_by_role("article")).to_have_count(5)
    choice(page).click()
    expect(page.get_by_role("article")).to_have_count(10)
    assert is_the_same_document(page)


def test_back_from_an_article_shows_the_whole_page(page):
    page.goto("/search/?q=القبطان")
    choice(page).click()
    expect(page.get_by_role("article")).to_have_count(5)
    page.get_by_role("article").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("وصول السفينة")
    page.go_back()
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(5)
    page.reload()
    expect(page.get_by_role("banner")).to_be_visible()


def test_the_next_page_begins_at_its_beginning(page):
    page.goto("/search/?q=القبطان")
    mark_the_document(page)
    page.get_by_role("link", name="التالية").click()
    expect(page).to_have_title(re.compile("الصفحة 2"))
    expect(page.get_by_role("list").filter(has=page.get_by_role("article")).first).to_have_attribute("start", "11")
    expect(page.locator("#found")).to_be_focused()
    expect(page.locator("#found")).to_be_in_viewport()
    assert is_the_same_document(page)


def test_words_are_searched_and_the_reader_led_to_the_results(page):
    page.goto("/search/?q=القبطان&source=jabal")
    mark_the_document(page)
    box = page.get_by_role("combobox", name="كلمات، أو اسم")
    box.fill("السفينة")
    box.press("Enter")
    expect(page.locator("#found")).to_have_text(re.compile("السفينة"))
    expect(page).to_have_url(re.compile("source=jabal"))
    expect(page.locator("#found")).to_be_focused()
    assert is_the_same_document(page)
    box.press("End")
    box.press_sequentially(" القب")
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_last_of_two_quick_choices_holds(window):
    # Not `page`: that the first request is given up stands in the browser's log of errors.
    page = window()
    page.goto("/search/?q=القبطان")
    page.evaluate("for (const id of ['choice-source-jabal', 'sort-oldest']) document.getElementById(id).click()")
    expect(page).to_have_url(re.compile("sort=oldest"))
    expect(page.get_by_role("article").first).to_contain_text("وصول السفينة 1")
    expect(page.locator("#main")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".pill")).to_have_count(0)
    assert "source=jabal" not in page.url


def test_an_answer_that_is_an_error_is_shown(window):
    # Not `page`: the browser logs the answer as an error.
    page = window()
    page.goto("/search/?q=القبطان")
    mark_the_document(page)
    for article in Article.objects.all()[3:]:
        article.delete()
    page.get_by_role("link", name="التالية").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("لا توجد صفحة بهذا العنوان")
    expect(page.get_by_role("banner")).to_have_count(1)
    assert is_the_same_document(page)


def test_persons_are_listed_by_letter_and_narrowed(page):
    page.goto("/people/")
    mark_the_document(page)
    page.get_by_role("navigation", name="الحروف").get_by_role("link", name="ن", exact=True).click()
    expect(page.locator("#persons")).to_have_text(re.compile("شخص"))
    expect(page).to_have_title(re.compile("ن"))
    assert is_the_same_document(page)
    page.get_by_role("link", name="نور الكاتب").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("نور الكاتب")
    mark_the_document(page)
    page.get_by_role("link", name="الأقدم أولًا").click()
    expect(page.get_by_role("link", name="الأقدم أولًا")).to_be_focused()
    expect(page.get_by_role("article").first).to_contain_text("وصول السفينة 1")
    assert is_the_same_document(page)


def test_without_javascript_the_same_links_lead_to_the_same_pages(window):
    page = window(java_script_enabled=False)
    page.goto("/search/?q=القبطان")
    choice(page).click()
    expect(page.get_by_role("article")).to_have_count(5)
    expect(page.get_by_role("banner")).to_be_visible()
    page.get_by_role("link", name="إزالة التحديد المصدر").click()
    page.get_by_role("link", name="التالية").click()
    expect(page.get_by_role("list").filter(has=page.get_by_role("article")).first).to_have_attribute("start", "11")
    page.go_back()
    expect(page.get_by_role("article")).to_have_count(10)
