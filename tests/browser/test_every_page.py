"""What holds on every kind of page in a browser: axe-core finds nothing wrong with it.

Every page is looked at in all eight ways: in both languages, light and dark, wide and narrow. A page is loaded once a
language; widths and colours then change as a reader's window and system do. All rules run at both widths. In the dark,
where tokens have other values and nothing else changes, those on colours run, and everywhere these run on the first of
all elements that look the same, whichever page of a test they are on: on the others they would find nothing else.
"""

import os
import re
from collections.abc import Sequence
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, expect

from tests import staff_pages
from tests.page_types import LANGUAGES, PAGES
from tests.staff_pages import LOOKED_AT

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "tools" / "node_modules" / "axe-core" / "axe.min.js"
JUDGE = Path(__file__).with_name("judge.js")
ARTICLE, RESULTS = (next(page for page in PAGES if page.name == name) for name in ("article-with-hits", "results"))
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
STATIC = re.compile('(?<==")/static/([^"]+)')
HEIGHT = 800
Look = tuple[str, int]
# Each differs in one thing from the one before it, there and back again.
LOOKS = (("light", 1280), ("light", 390), ("dark", 390), ("dark", 1280))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
# As judge.js sets it.
MARK = ' data-first-of-its-look=""'
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


@pytest.fixture(scope="session")
def axe() -> str:
    """The program of axe-core, and how it is asked."""
    if not AXE.exists():
        advice = "no npm: install it (on Debian: sudo apt install npm) to check the pages with axe-core"
        pytest.fail(advice) if os.environ.get("CI") else pytest.skip(advice)
    return AXE.read_text(encoding="utf-8") + JUDGE.read_text(encoding="utf-8")


def wrong_in_each_look(page: Page, looks: Sequence[Look] = LOOKS) -> dict[Look, list[str]]:
    """Return what axe-core finds wrong with the page in each look in which it does."""
    found = {}
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        rules = OF_COLOURS if scheme == "dark" else RULES
        violations = page.evaluate("(asked) => judge(...asked)", [rules, scheme == "dark"])
        found[scheme, width] = [
            f"{rule['help']}\n{node['html'].replace(MARK, '')}\n{node['failureSummary']}"
            for rule in violations
            for node in rule["nodes"]
        ]
    return {look: wrong for look, wrong in found.items() if wrong}


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
    turns = cycle((LOOKS, LOOKS[::-1]))

    def look(html: str) -> dict[Look, list[str]]:
        page.set_content(STATIC.sub(lambda path: file_of(path[1]), SCRIPT.sub("", html)))
        return wrong_in_each_look(page, next(turns))

    yield look
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing(sample_archive, look, language, part):
    wrong = {page.name: look(sample_archive.open(page, language).content.decode()) for page in PAGES[part::PARTS]}
    assert {name: told for name, told in wrong.items() if told} == {}


def test_axe_finds_nothing_in_the_administration(sample_archive, look):
    staff_pages.fill(sample_archive)
    # As its script leaves it, by which the button for the colours has its name.
    pages = {page.name: sample_archive.open(page, "ar").content.decode() for page in LOOKED_AT}
    seen = {name: look(html.replace("<html ", '<html data-theme="auto" ', 1)) for name, html in pages.items()}
    wrong = {
        name: [told for of in looks.values() for told in of if not any(known in told for known in DJANGOS)]
        for name, looks in seen.items()
    }
    assert {name: told for name, told in wrong.items() if told} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_in_each_look_what_is_wrong_in_it_alone(sample_archive, look, language):
    """On a real page, whose text is Arabic, another element is too pale in each of the looks."""
    pale = dict(zip(LOOKS, ("h1", ".kicker time", ".byline bdi:first-child", ".subtitle"), strict=True))
    rules = [
        f"@media (prefers-color-scheme: {scheme}) and (width: {width}px) {{ {element} {{ {PALE} }} }}"
        for (scheme, width), element in pale.items()
    ]
    html = sample_archive.open(ARTICLE, language).content.decode()
    assert look(html) == {}
    wrong = look(html.replace("</head>", f"<style>{' '.join(rules)}</style></head>"))
    assert {seen: [told.split("\n")[1].split(">")[0] for told in of] for seen, of in wrong.items()} == {
        ("light", 1280): ["<h1"],
        ("light", 390): ['<time datetime="2018-05-24"'],
        ("dark", 390): ["<bdi"],
        ("dark", 1280): ['<p class="subtitle"'],
    }
    assert all("color contrast" in told for of in wrong.values() for told in of)


def test_axe_finds_what_is_too_small_for_a_finger_at_one_width_alone(sample_archive, look):
    small = "display: inline-block; inline-size: 10px; block-size: 10px; overflow: hidden; padding: 0; margin: 0"
    navs = {1280: "levels", 390: "sort"}
    rules = [
        f"@media (width: {width}px) {{ .{nav} ul {{ gap: 0 }} .{nav} a {{ {small} }} }}" for width, nav in navs.items()
    ]
    html = sample_archive.open(RESULTS, "ar").content.decode()
    wrong = look(html.replace("</head>", f"<style>{' '.join(rules)}</style></head>"))
    assert {seen: {"touch targets" in told for told in of} for seen, of in wrong.items()} == {
        ("light", 1280): {True},
        ("light", 390): {True},
    }
    for width, link in ((1280, "level"), (390, "sort")):
        assert all(f'id="{link}-' in told for told in wrong["light", width])


@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_where_scripts_have_been_at_work(page, axe, sample_archive):
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    page.get_by_role("combobox", name="كلمات، أو اسم").press_sequentially("المك")
    expect(page.get_by_role("option").first).to_be_visible()
    page.evaluate(axe)
    assert wrong_in_each_look(page) == {}
    expect(page.get_by_role("option").first).to_be_visible()
    page.goto(sample_archive.address(ARTICLE, "ar"))
    expect(page.locator(".keys")).to_be_visible()
    page.evaluate(axe)
    assert wrong_in_each_look(page) == {}
    page.goto("/search/?q=المرفأ")
    page.get_by_role("navigation", name="ترتيب").get_by_role("link", name="الأقدم أولًا").click()
    expect(page).to_have_url(re.compile("sort=oldest"))
    page.evaluate(axe)
    assert wrong_in_each_look(page) == {}
