"""Where words begin and end."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.arabic import letters

_INSIDE = letters.MARKS + letters.TATWEEL + letters.INVISIBLE
_ARABIC = f"[{letters.LETTERS}{letters.PRESENTATION}][{letters.LETTERS}{letters.PRESENTATION}{_INSIDE}]*"
_DIGITS = r"\d+"
# Any other script: a run of its letters and digits, with its own combining marks, that holds no Arabic letter.
_OTHER = f"(?:(?![{letters.LETTERS}{letters.PRESENTATION}])[^\\W_]|[\u0300-\u036f{letters.INVISIBLE}])+"
_TOKEN = re.compile(f"{_ARABIC}|{_DIGITS}(?![^\\W\\d_{letters.LETTERS}])|(?![{_INSIDE}]){_OTHER}")


class Token(NamedTuple):
    """A word of a text: its surface and where it stands, `text[start:end] == surface`."""

    surface: str
    start: int
    end: int


def surfaces(text: str) -> list[str]:
    """Return the words of a text in order, as `tokens` finds them, without their places."""
    return _TOKEN.findall(text)


def matches(text: str) -> Iterator[re.Match[str]]:
    """Return the words of a text in order, as `tokens` finds them, as matches: twice as quick as objects of our own."""
    return _TOKEN.finditer(text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text in order.

    A word is a run of Arabic letters with the harakat, tatweel and invisible characters inside it, a run of digits, or
    a run of another script's letters and digits. Words part where scripts meet (لـCNN, إف16) and at every punctuation
    mark, Arabic (، ؛ ؟ « ») or Western.

    >>> [token.surface for token in tokens("كِتَابُ «الحُرّ»، لـCNN و#عاصي_الحلاني G20")]
    ['كِتَابُ', 'الحُرّ', 'لـ', 'CNN', 'و', 'عاصي', 'الحلاني', 'G20']
    """
    for match in _TOKEN.finditer(text):
        yield Token(match[0], match.start(), match.end())
