"""Marks and snippets: the words of a query in the original text, whole, harakat and all.

A word of the text is marked when it shares a key with a word of the query, the rule by which the index matches.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from whoosh import query as q

from articles.arabic import fold, parts
from articles.search.analysis import Word, keys_meant, keys_of, wildcard, words
from articles.search.request import Level

SNIPPETS = 2
SNIPPET_WORDS = 30
_SENTENCE_END = re.compile(r"[.!؟?]\s|\n")


class Span(NamedTuple):
    """A stretch of a text to mark, and the number of the query's term that it answers."""

    start: int
    end: int
    term: int


class Marker:
    """Finds and marks what a query tree asks for. Excluded words are not looked for."""

    def __init__(self, tree: q.Query | None, level: Level = "default") -> None:
        self._level = level
        self._terms: list[tuple[_Test, ...]] = []
        self._collect(tree)

    def _collect(self, node: q.Query | None) -> None:
        if isinstance(node, q.Term):
            self._terms.append((_Test(node.text, self._level),))
            if len(parts(node.text)) > 1 and self._level != "exact":
                self._terms.append(tuple(_Test(part, self._level) for part in parts(node.text)))
        elif isinstance(node, q.Phrase):
            self._terms.append(tuple(_Test(part, self._level) for word in node.words for part in parts(word)))
        elif isinstance(node, q.Wildcard):
            self._terms.append((_Test(node.text, self._level),))
        elif isinstance(node, q.And | q.Or):
            for child in node.subqueries:
                self._collect(child)

    def spans(self, of: Sequence[Word]) -> list[Span]:
        """Return the stretches to mark in a text's words, in order, none overlapping another."""
        flat = [(part, number) for number, word in enumerate(of) for part in word.parts]
        wholes = [(word.form, number) for number, word in enumerate(of) if len(word.parts) > 1]
        found: dict[int, int] = {}
        for term, tests in enumerate(self._terms):
            if len(tests) == 1:
                for form, number in (*flat, *wholes):
                    if tests[0].passes(form):
                        found.setdefault(number, term)
            else:
                for at in range(len(flat) - len(tests) + 1):
                    if all(test.passes(flat[at + step][0]) for step, test in enumerate(tests)):
                        for step in range(len(tests)):
                            found.setdefault(flat[at + step][1], term)
        return [Span(of[number].start, of[number].end, found[number]) for number in sorted(found)]

    def marked(self, text: str) -> SafeString:
        """Return the text as HTML, escaped, with <mark> around what the query asks for."""
        return _html(text, 0, len(text), self.spans(list(words(text))))

    def snippets(self, text: str) -> tuple[SafeString, ...]:
        """Return the passages of a text that answer the query best, in order, marked; its beginning if none does."""
        of = list(words(text))
        spans = self.spans(of)
        if not spans:
            return (_passage(text, of, [], 0),) if of else ()
        places = {word.start: number for number, word in enumerate(of)}
        chosen = _best_windows([(places[span.start], span.term) for span in spans])
        return tuple(_passage(text, of, spans, start) for start in chosen)


class _Test:
    """Whether a form of a text answers a word of the query."""

    def __init__(self, word: str, level: Level) -> None:
        self._keys = keys_meant(word, level)
        self._only = word if level == "exact" else None
        self._matches = wildcard(word)[2] if "*" in word or "?" in word else None

    def passes(self, form: str) -> bool:
        if self._matches:
            return bool(self._matches(fold(form)))
        return not self._keys.isdisjoint(keys_of(form)) and self._only in (None, form)


def _best_windows(hits: list[tuple[int, int]]) -> list[int]:
    """Return the first word of each of the best windows, in order: those with most different terms, then most hits."""
    scored = []
    for number, (place, _) in enumerate(hits):
        inside: list[int] = []
        for at, term in islice(hits, number, None):
            if at >= place + SNIPPET_WORDS:
                break
            inside.append(term)
        scored.append((-len(set(inside)), -len(inside), place))
    chosen: list[int] = []
    for _, _, place in sorted(scored):
        if all(abs(place - other) >= SNIPPET_WORDS for other in chosen):
            chosen.append(place)
        if len(chosen) == SNIPPETS:
            break
    return sorted(chosen)


def _passage(text: str, of: Sequence[Word], spans: list[Span], first: int) -> SafeString:
    """Return a passage around the word `first`, begun at the beginning of its sentence where that is near."""
    lead = max(0, first - SNIPPET_WORDS // 4)
    begin = of[lead].start if lead else 0
    for end_of_sentence in _SENTENCE_END.finditer(text, begin, of[first].start):
        begin = end_of_sentence.end()
    begins = [word.start for word in of if word.start >= begin]
    last = of[min(len(of), len(of) - len(begins) + SNIPPET_WORDS) - 1]
    end = len(text) if last is of[-1] else last.end
    inside = [span for span in spans if begin <= span.start and span.end <= end]
    html = _html(text, begin, end, inside)
    before = "" if _starts_sentence(text, begin) else "… "
    return mark_safe(f"{before}{html}{'' if end == len(text) else ' …'}")  # noqa: S308 - escaped by _html


def _starts_sentence(text: str, at: int) -> bool:
    return at == 0 or bool(_SENTENCE_END.match(text[max(0, at - 2) : at])) or text[at - 1] == "\n"


def _html(text: str, begin: int, end: int, spans: Iterable[Span]) -> SafeString:
    pieces = []
    at = begin
    for span in spans:
        pieces += [escape(text[at : span.start]), "<mark>", escape(text[span.start : span.end]), "</mark>"]
        at = span.end
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped above
