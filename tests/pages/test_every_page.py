"""What holds on every kind of page: page_types.py and staff_pages.py list them, and their HTML is as it should be."""

import json
import os
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest
from django.contrib import admin
from django.test.signals import template_rendered
from django.urls import resolve

from articles import urls
from tests import staff_pages
from tests.page_types import LANGUAGES, OTHERS, PAGES
from tests.staff_pages import STAFF_PAGES

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
TEMPLATES = ROOT / "templates"
# A hundred pages are checked before Java's second compiler has paid for itself; without it stacks are larger.
# What Django's own templates have wrong: the message, and what it is about.
DJANGOS = (
    # The list beside each page has a heading for a column that it leaves out there.
    ("A table row was 2 columns wide, which is less than the column count established by the first row (3).", ""),
    # A box to search for one of many objects begins with an empty choice.
    ("Element “option” without attribute “label” must not be empty.", 'value=""></option>'),
    # What is said of a password instead of showing it has the attributes of an input.
    ("Attribute “disabled” not allowed on element “div” at this point.", 'id="id_password"'),
    # The help on accounts without a password is a list within a paragraph.
    ("No “p” element in scope but a “p” end tag seen.", "</li></ul></p>"),
)
QUICK = ("-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

pytestmark = pytest.mark.django_db


def test_every_address_has_a_page(sample_archive):
    shown = {
        resolve(sample_archive.address(page, "ar").partition("?")[0]).url_name
        for page in PAGES + OTHERS
        if page.status < 400
    }
    assert {pattern.name for pattern in urls.urlpatterns} - shown == set()


def test_every_template_is_on_a_page(sample_archive):
    """The admin's apart: Django checks its own."""
    used = set()

    def note(template, **kwargs):
        used.add(template.name)

    template_rendered.connect(note)
    for page in PAGES + OTHERS:
        assert sample_archive.open(page, "ar").status_code == page.status, page.name
    template_rendered.disconnect(note)
    there = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert {name for name in there - used if not name.startswith("admin/")} == set()


def test_every_page_of_the_administration_is_listed(sample_archive):
    staff_pages.fill(sample_archive)
    shown = {resolve(sample_archive.address(page, "ar").partition("?")[0]).url_name for page in STAFF_PAGES}
    # What is shown there is a page of another address, an answer to a script, or for superusers alone.
    none = {"logout", "jsi18n", "view_on_site", "autocomplete", "auth_group_add", "auth_group_delete", None}
    there = {name for name in names_of(admin.site.urls[0]) if name not in none}
    others = ("articles_draft_", "articles_discarded_")
    there = {name for name in there if not name.startswith(others) or name.endswith("_changelist")}
    closed = {"articles_upload_add", "articles_upload_delete", "admin_logentry_add", "admin_logentry_delete"}
    assert {name for name in there - closed if not name.endswith(("_return", "_restore"))} - shown == set()


def names_of(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of(pattern.url_patterns)
        else:
            yield pattern.name


def test_html_has_no_errors(sample_archive, tmp_path):
    java = shutil.which("java")
    if not (java and CHECKER.exists()):
        advice = (
            "no Java or no npm: install both (on Debian: sudo apt install default-jre-headless npm) to check the HTML"
        )
        pytest.fail(advice) if os.environ.get("CI") else pytest.skip(advice)
    folder = tmp_path / "pages"
    folder.mkdir()
    for language, page in product(LANGUAGES, PAGES):
        (folder / f"{page.name}.{language}.html").write_bytes(sample_archive.open(page, language).content)
    staff_pages.fill(sample_archive)
    for page in STAFF_PAGES:
        answer = sample_archive.open(page, "ar")
        assert answer.status_code == page.status, page.name
        (folder / f"staff-{page.name}.html").write_bytes(answer.content)
    (folder / "wrong.html").write_text("<!doctype html><title>x</title><p><a href='/'><button>x</button></a>")
    command = [java, *QUICK, "-jar", CHECKER, "--format", "json", "--stdout", *sorted(folder.iterdir())]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [message for message in json.loads(answer.stdout)["messages"] if not is_djangos(message)]
    wrong = {Path(message["url"]).name: f"{message['message']}\n{message.get('extract', '')}" for message in said}
    assert wrong.pop("wrong.html", None), "the checker passes everything"
    assert not wrong


def is_djangos(message: dict) -> bool:
    """True for what is wrong in templates that are not the archive's."""
    if not Path(message["url"]).name.startswith("staff-"):
        return False
    return any(message["message"] == text and about in message["extract"] for text, about in DJANGOS)
