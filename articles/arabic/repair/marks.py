"""Signs that nobody sees, and the stroke that only stretches words."""

import re

from articles.arabic import letters
from articles.arabic.repair.changes import Mended, substitute

_LETTER = f"{letters.LETTERS}{letters.MARKS}"
_MARKS = "\u200e\u200f\u061c"
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(f"[{letters.INVISIBLE}]+")
# A direction mark does something only beside what has no direction or another one than Arabic.
_NEAR = 3
_OTHER_DIRECTION = re.compile(r"[0-9A-Za-z\u00c0-\u024f٠-٩۰-۹]")
_HEH_ALONE = re.compile(f"(?<![{_LETTER}])[\u0647\u06be]\\Z")
INVISIBLE = frozenset(letters.INVISIBLE)

_STRETCH = re.compile(
    f"(?<=[{_LETTER}]){letters.TATWEEL}+(?=[{_LETTER}])|(?<=[{_LETTER}]){letters.TATWEEL}{{2,}}(?![{_LETTER}])"
)
STRETCH = frozenset(letters.TATWEEL)


def invisible_signs(text: str) -> Mended:
    """Take out marks of direction that do nothing, zero-width signs, joiners, soft hyphens and byte order marks.

    A mark of direction beside digits or Latin letters stays, once; so does a joiner that shapes هـ or an emoji.
    """
    return substitute(_INVISIBLE, _what_stays, text)


def _what_stays(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    for sign in match[0]:
        if sign in _MARKS and _does_something(before, after):
            return sign
        if sign in _JOINERS and (_is_symbol(before[-1:]) or _is_symbol(after[:1])):
            return sign
        if sign == "\u200d" and _HEH_ALONE.search(before):
            return sign
    return ""


def _does_something(before: str, after: str) -> bool:
    """Say whether a mark of direction stands by a digit or Latin letter, on the same line, and not inside a word."""
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    if not before.strip() or not after.strip() or (before[-1:].isalpha() and after[:1].isalpha()):
        return False
    return bool(_OTHER_DIRECTION.search(before) or _OTHER_DIRECTION.search(after))


def _is_symbol(character: str) -> bool:
    return bool(character) and (ord(character) > 0x2100 and not "\ufb50" <= character <= "\ufeff")


def tatweel(text: str) -> Mended:
    """Take out tatweel between letters; behind a word (لـ, هـ, الـ24) one stays. A dash of tatweel is not touched."""
    return substitute(_STRETCH, _shortest, text)


def _shortest(match: re.Match[str]) -> str:
    after = match.string[match.end() : match.end() + 1]
    return "" if after and re.match(f"[{_LETTER}]", after) else letters.TATWEEL
