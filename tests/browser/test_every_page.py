"""What holds on every kind of page in a browser: axe-core finds nothing wrong with it.

Light and dark, wide and narrow, Arabic and English: of these eight, four are looked at, so that each meets each once.
All eight would take twice as long and differ in nothing that the four do not show.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Route

from tests.page_types import PAGES, Archive

AXE = Path(__file__).resolve().parents[2] / "tools" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = {"ar": [("light", 1280), ("dark", 390)], "en": [("dark", 1280), ("light", 390)]}
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


@pytest.fixture
def look(chromium):
    """A page of the browser that shows any HTML with the archive's static files, and has axe-core; no colour moves."""
    if not AXE.exists():
        advice = "no npm: install it (on Debian: sudo apt install npm) to check the pages with axe-core"
        pytest.fail(advice) if os.environ.get("CI") else pytest.skip(advice)
    context = chromium.new_context(reduced_motion="reduce")
    context.add_init_script(path=AXE)
    page = context.new_page()
    shown = {}

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
        else:
            route.fulfill(body=shown["html"], content_type="text/html; charset=utf-8")

    page.route("**", answer)

    def look(html: bytes, looks: list[tuple[str, int]]) -> list[str]:
        shown["html"] = html
        page.goto("http://archive.example/")
        wrong = []
        for scheme, width in looks:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            for rule in page.evaluate("options => axe.run(options)", OPTIONS)["violations"]:
                wrong += [
                    f"{scheme}, {width} pixels: {rule['help']}\n{node['html']}\n{node['failureSummary']}"
                    for node in rule["nodes"]
                ]
        return wrong

    yield look
    context.close()


@pytest.mark.parametrize("language", LOOKS)
def test_axe_finds_nothing(archive, look, language):
    wrong = {page.name: look(archive.open(page, language).content, LOOKS[language]) for page in PAGES}
    assert {name: told for name, told in wrong.items() if told} == {}


def test_axe_would_find_something(look):
    html = (
        "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><p style='color: #ccc'>much too pale</p></main>"
    )
    assert "color contrast" in look(html.encode(), [("light", 390)])[0]
