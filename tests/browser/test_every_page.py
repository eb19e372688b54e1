"""What holds on every kind of page in a browser: axe-core finds nothing wrong with it.

Every page is looked at in all eight ways: in both languages, light and dark, wide and narrow. A page is opened once a
language; widths and colours then change as a reader's window and system do. All rules run at both widths. In the dark,
where tokens have other values and nothing else changes, the rules on colours run, and where a hundred elements have the
same style only the first of them is judged: every second run of the others would tell what the first did.
"""

import os
import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, expect

from tests import staff_pages
from tests.page_types import LANGUAGES, PAGES, Archive
from tests.staff_pages import LOOKED_AT

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tools" / "node_modules" / "axe-core" / "axe.min.js"
ARTICLE, RESULTS = (next(page for page in PAGES if page.name == name) for name in ("article-with-hits", "results"))
LOOKS = (("light", 1280), ("light", 390), ("dark", 390), ("dark", 1280))
STATIC = re.compile('(?<==")/static/([^"]+)')
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
OPTIONS = {
    "resultTypes": ["violations"],
    # For rules on sound and on the turning of telephones, which no page knows.
    "preload": False,
}
# axe-core takes joined letters for the ligatures of icon fonts, of which there are none here, and would judge the
# contrast of no Arabic text: it measures whether a text is narrower than its letters alone.
JOINED_LETTERS = "CanvasRenderingContext2D.prototype.measureText = (text) => ({ width: 30 * text.length });\n"
# What stands folded is judged as well. Scripts of the page's own are left out where the page is only looked at.
UNFOLD = "() => document.querySelectorAll('details').forEach((details) => { details.open = true; })"
# Of all elements with text of their own those that look different: by their place among tags and classes, and by the
# style that comes of it.
JUDGE_COLOURS = """async (options) => {
  const known = new Map();
  const path = (one) => one && `${path(one.parentElement)} ${one.tagName}.${one.getAttribute("class")}`;
  const hasText = (one) => [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  for (const one of document.body.querySelectorAll("*")) {
    if (!one.checkVisibility() || !hasText(one)) continue;
    const style = getComputedStyle(one);
    const key = [path(one), style.color, style.backgroundColor, style.fontSize, style.fontWeight].join();
    if (!known.has(key)) known.set(key, one);
  }
  return (await axe.run({ include: [...known.values()] }, options)).violations;
}"""
# What Django's own templates have wrong, by how it is told.
DJANGOS = (
    # The corner of a table whose rows begin with what they are called, and the column of the boxes that delete them.
    'Table header text should not be empty\n<th class="original"></th>',
    "Table header text should not be empty\n<th></th>",
    # The label of the box above a list is a magnifying glass with a text for who does not see it.
    'Form elements should have a visible label\n<input type="text" size="40" name="q"',
)
PARTS = 3
PALE = "color: var(--rule) !important"

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
    return JOINED_LETTERS + AXE.read_text(encoding="utf-8")


def said(violations: list[dict]) -> list[str]:
    return [
        f"{rule['help']}\n{node['html']}\n{node['failureSummary']}" for rule in violations for node in rule["nodes"]
    ]


def complaints(page: Page, rules: list[str] = EVERYTHING) -> list[str]:
    page.evaluate(UNFOLD)
    return said(page.evaluate("async (options) => (await axe.run(options)).violations", OPTIONS | {"runOnly": rules}))


@cache
def file_of(static: str) -> str:
    return Path(finders.find(static)).as_uri()


@pytest.fixture
def look(axe, chromium, tmp_path):
    """Show HTML in a browser, without its scripts, and return what axe-core finds wrong with it in each look."""
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    # One document for all, so that the engine learns axe-core once; styles come from files, without a server.
    blank = tmp_path / "blank.html"
    blank.touch()
    page.goto(blank.as_uri())
    page.evaluate(axe)

    def look(html: str) -> dict[tuple[str, int], list[str]]:
        page.set_content(STATIC.sub(lambda path: file_of(path[1]), SCRIPT.sub("", html)))
        found = {}
        for scheme, width in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 800})
            if scheme == "light":
                found[scheme, width] = complaints(page)
            else:
                found[scheme, width] = said(page.evaluate(JUDGE_COLOURS, OPTIONS | {"runOnly": COLOURS}))
        return {look: wrong for look, wrong in found.items() if wrong}

    yield look
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing(archive, look, language, part):
    wrong = {page.name: look(archive.open(page, language).content.decode()) for page in PAGES[part::PARTS]}
    assert {name: told for name, told in wrong.items() if told} == {}


def test_axe_finds_nothing_in_the_administration(archive, look):
    staff_pages.fill(archive)
    # As its script leaves it, by which the button for the colours has its name.
    pages = {page.name: archive.open(page, "ar").content.decode() for page in LOOKED_AT}
    seen = {name: look(html.replace("<html ", '<html data-theme="auto" ', 1)) for name, html in pages.items()}
    wrong = {
        name: [told for of in looks.values() for told in of if not any(known in told for known in DJANGOS)]
        for name, looks in seen.items()
    }
    assert {name: told for name, told in wrong.items() if told} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_in_each_look_what_is_wrong_in_it_alone(archive, look, language):
    """On a real page, whose text is Arabic, another element is too pale in each of the looks."""
    pale = dict(zip(LOOKS, ("h1", ".kicker time", ".byline bdi:first-child", ".subtitle"), strict=True))
    rules = [
        f"@media (prefers-color-scheme: {scheme}) and (width: {width}px) {{ {element} {{ {PALE} }} }}"
        for (scheme, width), element in pale.items()
    ]
    html = archive.open(ARTICLE, language).content.decode()
    wrong = look(html.replace("</head>", f"<style>{' '.join(rules)}</style></head>"))
    assert {seen: [told.split("\n")[1].split(">")[0] for told in of] for seen, of in wrong.items()} == {
        ("light", 1280): ["<h1"],
        ("light", 390): ['<time datetime="2018-05-24"'],
        ("dark", 390): ["<bdi"],
        ("dark", 1280): ['<p class="subtitle"'],
    }
    assert all("color contrast" in told for of in wrong.values() for told in of)


def test_axe_finds_what_is_too_small_for_a_finger_at_one_width_alone(archive, look):
    small = "display: inline-block; inline-size: 10px; block-size: 10px; overflow: hidden; padding: 0; margin: 0"
    navs = {1280: "levels", 390: "sort"}
    rules = [
        f"@media (width: {width}px) {{ .{nav} ul {{ gap: 0 }} .{nav} a {{ {small} }} }}" for width, nav in navs.items()
    ]
    html = archive.open(RESULTS, "ar").content.decode()
    wrong = look(html.replace("</head>", f"<style>{' '.join(rules)}</style></head>"))
    assert {seen: {"touch targets" in told for told in of} for seen, of in wrong.items()} == {
        ("light", 1280): {True},
        ("light", 390): {True},
    }
    for width, link in ((1280, "level"), (390, "sort")):
        assert all(f'id="{link}-' in told for told in wrong["light", width])


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
