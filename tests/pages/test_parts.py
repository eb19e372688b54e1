"""What htmx is sent of a page, and that everybody else is sent the whole of it."""

import pytest

from articles import search
from tests.factories import make_article, make_person, make_source, name_in
from tests.pages.reader import titles

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def articles(archive_index):
    article = make_article(title="وصول السفينة", text="رست السفينة.", source=make_source("mina"), identifier="safina")
    name_in(article, make_person("سالم البحري", pk=7))
    search.drain()


@pytest.mark.parametrize(
    "address",
    [
        *("/search/?q=السفينة", "/search/?from=x", "/search/source/?q=السفينة"),
        *("/people/", "/people/7/", "/sources/mina/", "/subjects/"),
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_part_is_the_page_without_what_stays(read, address, language):
    whole, part = read(language + address), read(language + address, headers=HTMX)
    assert part.main == whole.main
    assert part.title == whole.title
    assert not part.all("html") + part.all("header") + part.all("footer") + part.all("script") + part.all("link")
    switch = part.one("a", id="language")
    assert switch.attrs["href"] == whole.one("a", id="language").attrs["href"]
    assert switch.attrs["data-hx-swap-oob"] == "true"
    for page in (whole, part):
        assert "HX-Request" in page.response.headers["Vary"]


def test_an_error_is_a_whole_page(read):
    assert read("/search/?q=السفينة&page=9", headers=HTMX).one("html").attrs["lang"] == "ar"


def test_what_leads_elsewhere_is_left_to_the_browser(read):
    page = read("/search/?q=السفينة")
    assert titles(page) == ["وصول السفينة"]
    assert not page.one("main").attrs.get("data-hx-boost")
    assert not page.one("ol", class_="entries").attrs.get("data-hx-boost")


def test_evaluating_and_inline_styles_are_off(read):
    page = read("/search/")
    config = page.one("meta", name="htmx-config").attrs["content"]
    assert '"allowEval": false' in config
    assert '"includeIndicatorStyles": false' in config
    assert all("defer" in script.attrs or script.attrs.get("type") == "module" for script in page.all("script"))


def test_pages_without_such_links_do_not_carry_htmx(read):
    for address in ("/", "/articles/safina/", "/dates/"):
        assert not [script for script in read(address).all("script") if "htmx" in script.attrs["src"]]
