"""What htmx is sent of a page, and that everybody else is sent the whole of it."""

from pathlib import Path

import pytest
from django.test import Client

from articles import search
from tests.factories import make_article, make_person, make_source, name_in
from tests.page_types import LANGUAGES, PAGES
from tests.pages.reader import Page, titles

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SWAPPED = {
    str(path.relative_to(TEMPLATES))
    for path in TEMPLATES.rglob("*.html")
    if path.read_text(encoding="utf-8").startswith("{% extends request.htmx")
}
"""Templates of pages of which htmx may ask a part."""


@pytest.fixture
def articles(archive_index):
    article = make_article(title="وصول السفينة", text="رست السفينة.", source=make_source("mina"), identifier="safina")
    name_in(article, make_person("سالم البحري", pk=7))
    search.drain()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_is_the_page_without_what_stays(sample_archive, language):
    shown = set()
    for page in PAGES:
        if page.ask is not Client.get or page.account:
            continue
        client, address = Client(), sample_archive.address(page, language)
        response = client.get(address)
        templates = {template.name for template in response.templates} & SWAPPED
        if templates:
            shown |= templates
            assert_is_part(Page(client.get(address, headers=HTMX)), Page(response), page.name)
    assert shown == SWAPPED


def assert_is_part(part: Page, whole: Page, name: str) -> None:
    assert part.main == whole.main, name
    assert part.title == whole.title, name
    assert not part.all("html") + part.all("header") + part.all("footer") + part.all("script") + part.all("link"), name
    switch = part.one("a", id="language")
    assert switch.attrs["href"] == whole.one("a", id="language").attrs["href"], name
    assert switch.attrs["data-hx-swap-oob"] == "true", name
    for page in (whole, part):
        assert "HX-Request" in page.response.headers["Vary"], name


def test_an_error_is_a_whole_page(read, articles):
    assert read("/search/?q=السفينة&page=9", headers=HTMX).one("html").attrs["lang"] == "ar"


def test_what_leads_elsewhere_is_left_to_the_browser(read, articles):
    page = read("/search/?q=السفينة")
    assert titles(page) == ["وصول السفينة"]
    assert not page.one("main").attrs.get("data-hx-boost")
    assert not page.one("ol", class_="entries").attrs.get("data-hx-boost")


def test_evaluating_and_inline_styles_are_off(read, articles):
    page = read("/search/")
    config = page.one("meta", name="htmx-config").attrs["content"]
    assert '"allowEval": false' in config
    assert '"includeIndicatorStyles": false' in config
    assert all("defer" in script.attrs or script.attrs.get("type") == "module" for script in page.all("script"))


def test_pages_without_such_links_do_not_carry_htmx(read, articles):
    for address in ("/", "/articles/safina/", "/dates/"):
        assert not [script for script in read(address).all("script") if "htmx" in script.attrs["src"]]
