"""Templates say nothing that cannot be translated: every word of a text or a label goes through gettext."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# They answer where nothing can be relied on, translations included: both languages stand in their text.
IN_BOTH_LANGUAGES = {"plain.html", "400.html", "500.html"}
# Attributes that are read out or shown.
SAID = {
    "title",
    "alt",
    "placeholder",
    "label",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
}
# What a reader types or a file is called is the same in every language.
NAMES = {"code", "kbd"}
# ".csv" is the name of a format.
WORD = re.compile(r"(?<![.\w])[^\W\d_]{2,}")
TAG = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for what a template tag or a variable writes."""


class BareStrings(HTMLParser):
    """Collects in `found` the texts and labels with words, of HTML in which `TAG` stands for template tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self._open.append(tag)
        kinds = {(tag, value) for name, value in attrs if name in ("type", "name")}
        said = SAID | {"value"} if kinds & {("input", "submit")} else SAID
        said = said | {"content"} if kinds & {("meta", "description")} else said
        self._note([value for name, value in attrs if name in said])

    def handle_endtag(self, tag):
        # Branches of an {% if %} may open an element twice.
        while tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if not NAMES.intersection(self._open[-1:]):
            self._note([data])

    def _note(self, texts):
        self.found += [" ".join(text.split()) for text in texts if text and WORD.search(text)]


def bare_strings(template: str) -> list[str]:
    html, inside = "", ""
    for token in Lexer(template).tokenize():
        tag = token.contents.split()[:1] if token.token_type == TokenType.BLOCK else []
        if inside:
            inside = "" if tag == [f"end{inside}"] else inside
        elif tag in (["comment"], ["blocktranslate"]):
            inside = tag[0]
        elif token.token_type == TokenType.TEXT:
            html += token.contents
        elif token.token_type != TokenType.COMMENT:
            html += TAG
    return BareStrings(html).found


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.name not in IN_BOTH_LANGUAGES], ids=lambda path: path.name
)
def test_no_text_goes_past_gettext(path):
    assert bare_strings(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Nothing found</p>", ["Nothing found"]),
        ("<p{% if x %} class='a'{% endif %}>{{ number }} مقال</p>", [f"{TAG} مقال"]),
        ('{% translate "x" %}<a href="{{ url }}" aria-label="Next {{ page }}"></a>', [f"Next {TAG}"]),
        ('<input placeholder="name"><img alt="a photograph">', ["name", "a photograph"]),
        ('<meta name="description" content="An archive">', ["An archive"]),
        ('<input type="submit" value="Go on"><button value="on">×</button>', ["Go on"]),
        ("{% blocktranslate %}{{ n }} articles{% endblocktranslate %} found", ["found"]),
        ('<a title="{% translate "Next" %}" class="next" rel="next">×</a> · <code>title:x</code> {# said #}', []),
        ("{% comment %}What it is for.{% endcomment %}<meta name='robots' content='noindex'>", []),
    ],
)
def test_bare_strings_are_seen(template, found):
    assert [text.strip() for text in bare_strings(template)] == found
