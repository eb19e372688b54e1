"""Where two texts differ, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

Kind = Literal["same", "removed", "added"]

LONG = 1000
"""Words. In a longer text words that it has all over are not taken for where two texts meet: the work would grow with
the square of its length."""

_WORD_OR_BREAK = re.compile(r"[^\s]+|\n+")


class Change(NamedTuple):
    """Words, parted by blanks, that both texts have, or only the first, or only the second."""

    kind: Kind
    text: str


def differences(first: str, second: str) -> list[list[Change]]:
    """Return how the second of two readable texts differs from the first, by the paragraphs of the second.

    What is the same or removed is the first text, what is the same or added the second: no word is left out.

    >>> differences("رست سفينة القمح أمس", "رست سفينة الشعير أمس")[0][1:3]
    [Change(kind='removed', text='القمح'), Change(kind='added', text='الشعير')]
    """
    old, new = (_WORD_OR_BREAK.findall(text.strip()) for text in (first, second))
    paragraphs: list[list[tuple[Kind, str]]] = [[]]
    for kind, word in _changes(old, new):
        if not word.startswith("\n"):
            paragraphs[-1].append((kind, word))
        elif kind != "removed" and paragraphs[-1]:
            paragraphs.append([])
    return [_joined(words) for words in paragraphs if words]


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[Kind, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > LONG)
    for _tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if _tag == "equal":
            yield from (("same", word) for word in old[old_start:old_end])
        else:
            yield from (("removed", word) for word in old[old_start:old_end])
            yield from (("added", word) for word in new[new_start:new_end])


def _joined(words: list[tuple[Kind, str]]) -> list[Change]:
    return [
        Change(kind, " ".join(word for _kind, word in of)) for kind, of in groupby(words, key=lambda change: change[0])
    ]
