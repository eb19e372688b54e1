"""What holds on every kind of page: tests/page_types.py lists them all, and their HTML is as the standard has it."""

import json
import os
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest
from django.test.signals import template_rendered
from django.urls import resolve

from articles import urls
from tests.page_types import LANGUAGES, OTHERS, PAGES

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
TEMPLATES = ROOT / "templates"
# A hundred pages are checked before Java's second compiler has paid for itself; without it stacks are larger.
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
    (folder / "wrong.html").write_text("<!doctype html><title>x</title><p><a href='/'><button>x</button></a>")
    command = [java, *QUICK, "-jar", CHECKER, "--format", "json", "--stdout", *sorted(folder.iterdir())]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(answer.stdout)["messages"]
    wrong = {Path(message["url"]).name: f"{message['message']}\n{message.get('extract', '')}" for message in said}
    assert wrong.pop("wrong.html", None), "the checker passes everything"
    assert not wrong
