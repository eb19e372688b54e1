"""A text as the tagger reads it: words and signs with their places, spelled in the one way that stands for all."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from articles.arabic import fold, matches, plain

LONGEST_SENTENCE = 70
"""Words; a longer sentence is read in pieces."""

EDGE = "<edge>"
"""What stands before and after each sentence."""
LATIN = "<latin>"

_STOP = "."
_SIGNS = (
    dict.fromkeys("«»“”‘’'`", '"') | dict.fromkeys("،؛;", ",") | dict.fromkeys("؟?!…", _STOP) | dict.fromkeys("–—", "-")
)
_SIGNS |= {"[": "(", "]": ")"}
# News write names as #عاصي_الحلاني.
_UNREAD = "#_"


class Word(NamedTuple):
    """A word or sign: its form for the tagger, and its place in the text."""

    form: str
    start: int
    end: int


def sentences(text: str) -> Iterator[list[Word]]:
    """Yield the words and signs of a text by sentences: to a full stop, a line end, or LONGEST_SENTENCE words.

    >>> [[word.form for word in sentence] for sentence in sentences("قال #فايز_السراج: «نعم». ١٩٩٨ CNN")]
    [['قال', 'فايز', 'السراج', ':', '"', 'نعم', '"', '.'], ['0000', '<latin>']]
    """
    sentence: list[Word] = []
    for word in _pieces(text):
        if word.form != "\n":
            sentence.append(word)
        # A full stop after a single letter belongs to a name: هشام ب.
        initial = len(sentence) > 1 and len(sentence[-2].form) == 1 and sentence[-2].form.isalpha()
        stopped = word.form == _STOP and not initial
        if sentence and (stopped or word.form == "\n" or len(sentence) >= LONGEST_SENTENCE):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _pieces(text: str) -> Iterator[Word]:
    """Yield words, signs and line ends."""
    done = 0
    for match in matches(text):
        start, end = match.span()
        if start > done and text[done:start] != " ":
            yield from _signs(text, done, start)
        yield Word(form_of(match[0]), start, end)
        done = end
    yield from _signs(text, done, len(text))


def _signs(text: str, start: int, end: int) -> Iterator[Word]:
    for at in range(start, end):
        sign = text[at]
        if sign == "\n" or not (sign.isspace() or sign in _UNREAD or unicodedata.category(sign)[0] in "MC"):
            yield Word(_SIGNS.get(sign, sign), at, at + 1)


@lru_cache(maxsize=1 << 16)
def form_of(surface: str) -> str:
    """Return a word folded; numbers by their length alone, words in Latin letters as one."""
    if surface.isdigit():
        return "0" * min(len(surface), 5)
    form = fold(plain(surface)) or surface
    return LATIN if form.isascii() and form[:1].isalnum() else form
