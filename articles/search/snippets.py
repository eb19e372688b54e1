"""Snippets: the passages of a text that answer a query best, cut where sentences begin and end."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from articles.arabic import tokens
from articles.search.highlight import Span, html

SNIPPETS = 2
SNIPPET_WORDS = 30
LEAD_WORDS = 7
"""So many words stand before the first hit where its sentence begins farther back."""

_SENTENCE_END = re.compile(r"[.!؟?…]+[»”\")]*\s|\n")


class _Window(NamedTuple):
    """A stretch of SNIPPET_WORDS words that begins with a hit: its hits."""

    spans: Sequence[Span]

    @property
    def terms(self) -> frozenset[int]:
        return frozenset(span.term for span in self.spans)

    @property
    def spread(self) -> int:
        """The number of words between the first hit and the first of the last term that is met: less is better."""
        firsts: dict[int, int] = {}
        for span in self.spans:
            firsts.setdefault(span.term, span.word)
        return max(firsts.values()) - self.spans[0].word


def snippets(text: str, spans: Sequence[Span]) -> tuple[SafeString, ...]:
    """Return the passages of a text that answer a query best, in their order, marked; its beginning if none does.

    Takes what `Marker.spans` found in the text.

    Best is what has most of the query's terms, then has them closest together, then has most hits, then comes first;
    a further passage is rather one with terms that those before lack.
    """
    if not spans:
        return (_passage(text, [], 0),) if text.strip() else ()
    return tuple(_passage(text, spans, window.spans[0].start) for window in _best(_windows(spans)))


def _windows(spans: Sequence[Span]) -> list[_Window]:
    windows = []
    end = 0
    for first, span in enumerate(spans):
        while end < len(spans) and spans[end].word < span.word + SNIPPET_WORDS:
            end += 1
        windows.append(_Window(spans[first:end]))
    return windows


def _best(windows: list[_Window]) -> list[_Window]:
    chosen: list[_Window] = []
    shown: frozenset[int] = frozenset()
    while windows and len(chosen) < SNIPPETS:
        best = max(windows, key=lambda one: (len(one.terms - shown), len(one.terms), -one.spread, len(one.spans)))
        chosen.append(best)
        shown |= best.terms
        place = best.spans[0].word
        windows = [one for one in windows if abs(one.spans[0].word - place) >= SNIPPET_WORDS]
    return sorted(chosen, key=lambda one: one.spans[0].start)


def _passage(text: str, spans: Sequence[Span], first: int) -> SafeString:
    """Return the passage around the hit that begins at `first`: from its sentence's beginning, where that is near.

    It ends with a sentence, where one ends after the last hit in it and leaves more than half of the words.
    """
    begin = _beginning(text, first)
    places = _words(text, begin, SNIPPET_WORDS)
    end = len(text) if len(places) < SNIPPET_WORDS else places[-1][1]
    inside = [span for span in spans if begin <= span.start and span.end <= end]
    if end < len(text):
        least = max([places[SNIPPET_WORDS // 2][1], *(span.end for span in inside)])
        ends = [found.end() for found in _SENTENCE_END.finditer(text, least, min(end + 2, len(text)))]
        end = ends[-1] if ends else end
    passage = text[begin:end].rstrip()
    before = "" if _starts_sentence(text, begin) else "… "
    after = "" if begin + len(passage) >= len(text.rstrip()) else " …"
    return mark_safe(f"{before}{html(text, begin, begin + len(passage), inside)}{after}")  # noqa: S308 - escaped by html


def _beginning(text: str, first: int) -> int:
    """Return where a passage around the place `first` begins."""
    near = text.rfind("\n", 0, first) + 1
    for end_of_sentence in _SENTENCE_END.finditer(text, near, first):
        near = end_of_sentence.end()
    before = list(tokens(text[near:first]))
    return near if len(before) <= 2 * LEAD_WORDS else near + before[-LEAD_WORDS].start


def _words(text: str, begin: int, number: int) -> list[tuple[int, int]]:
    """Return the beginnings and ends of the words of a text from a place on, at most so many."""
    places = []
    for token in tokens(text, begin):
        places.append((token.start, token.end))
        if len(places) == number:
            break
    return places


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t")
    return not before or before[-1] in '.!؟?…\n»”")'
