"""A reason says in the reader's language what is wrong and what to do."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from articles import ingest
from articles.ingest.reasons import MESSAGES

PLACES = {"RefusalError": 0, "Refusal": 2, "Verdict": 1}
"""Which argument of a call is a reason."""


def codes():
    for path in Path(ingest.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACES:
                yield from (arg.value for arg in node.args[PLACES[node.func.id] :][:1] if isinstance(arg, ast.Constant))


def test_every_reason_has_a_message():
    assert len({*codes()}) > 30
    assert {*codes()} <= MESSAGES.keys()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_messages_are_sentences(code):
    with translation.override("en"):
        assert re.match(r"[A-Z“].*[.}]$", str(MESSAGES[code]))


def test_details_are_filled_in():
    with translation.override("en"):
        sentence = ingest.explain("too_long", {"field": "title", "length": 600, "limit": 500})
        assert sentence == "“title” has 600 characters; at most 500 are kept. Shorten it."
        assert "title, date" in ingest.explain("identifier_taken", {"fields": ["title", "date"]})


def test_codes_of_other_versions_are_shown_as_they_are():
    assert ingest.explain("", {}) == ""
    assert ingest.explain("forgotten", {}) == "forgotten"
    assert ingest.explain("too_long", {}) == "too_long"


def test_what_an_arabic_reader_is_told():
    with translation.override("ar"):
        assert "العنوان، التاريخ" in ingest.explain("identifier_taken", {"fields": ["title", "date"]})
        assert "نصًا بين علامتي اقتباس، وهي هنا: 12" in ingest.explain("not_text", {"field": "text", "value": "12"})
