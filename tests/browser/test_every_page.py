"""What holds on every kind of page in a browser: axe-core finds nothing wrong with it.

Every page is looked at in both languages, light and dark, wide and narrow: in Arabic in one of the four looks, in
English in the opposite one, and the next page in others, so that all eight combinations are met. All eight of every
page would take four times as long.
"""

import os
import re
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.page_types import PAGES, Archive

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
AXE = ROOT / "tools" / "node_modules" / "axe-core" / "axe.min.js"
# A look and its opposite are as far from the beginning as from the end.
ARTICLE = next(page for page in PAGES if page.name == "article-with-hits")
LOOKS = (("light", 1280), ("light", 390), ("dark", 1280), ("dark", 390))
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    # For rules on sound and on the turning of telephones, which no page knows.
    "preload": False,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(archive_index, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return Archive(tmp_path)


@pytest.fixture(scope="session")
def axe() -> str:
    """The program of axe-core."""
    if not AXE.exists():
        advice = "no npm: install it (on Debian: sudo apt install npm) to check the pages with axe-core"
        pytest.fail(advice) if os.environ.get("CI") else pytest.skip(advice)
    return AXE.read_text(encoding="utf-8")


def complaints(page: Page) -> list[str]:
    return [
        f"{rule['help']}\n{node['html']}\n{node['failureSummary']}"
        for rule in page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
        for node in rule["nodes"]
    ]


@pytest.fixture
def look(axe, chromium, tmp_path):
    """Show HTML in a browser, without its scripts, and return what axe-core finds wrong with it."""
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    # One document for all, so that the engine learns axe-core once; styles come from files, without a server.
    blank = tmp_path / "blank.html"
    blank.touch()
    page.goto(blank.as_uri())
    page.evaluate(axe)

    def look(html: str, scheme: str, width: int) -> list[str]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.set_content(SCRIPT.sub("", html).replace('="/static/', f'="{STATIC.as_uri()}/'))
        return complaints(page)

    yield look
    context.close()


@pytest.mark.parametrize(("language", "looks"), [("ar", LOOKS), ("en", LOOKS[::-1])])
def test_axe_finds_nothing(archive, look, language, looks):
    wrong = {
        page.name: look(archive.open(page, language).content.decode(), *way) for page, way in zip(PAGES, cycle(looks))
    }
    assert {name: told for name, told in wrong.items() if told} == {}


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_would_find_something(look, scheme, width):
    pale = "color: var(--rule); background: var(--paper)"
    html = f"""<!doctype html><html lang="en"><title>x</title><link rel="stylesheet" href="/static/css/tokens.css">
    <main><h1>x</h1><p style="{pale}">much too pale</p></main>"""
    assert "color contrast" in look(html, scheme, width)[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_where_scripts_have_been_at_work(page, axe, archive, scheme, width):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    page.get_by_role("combobox", name="كلمات، أو اسم").press_sequentially("المك")
    expect(page.get_by_role("option").first).to_be_visible()
    page.evaluate(axe)
    assert complaints(page) == []
    page.goto(archive.address(ARTICLE, "ar"))
    expect(page.locator(".keys")).to_be_visible()
    page.evaluate(axe)
    assert complaints(page) == []
    page.goto("/search/?q=المرفأ")
    page.get_by_role("navigation", name="ترتيب").get_by_role("link", name="الأقدم أولًا").click()
    expect(page).to_have_url(re.compile("sort=oldest"))
    page.evaluate(axe)
    assert complaints(page) == []
