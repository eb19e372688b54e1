"""What a rule did: how often, and a few places before and after."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

MOST_EXAMPLES = 5
_AROUND = 24
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class RepairChange:
    """What one rule did to a text: the number of places, and examples (before, after) with a few words around them.

    Of a rule that takes something out, what it took is `before`.
    """

    rule: str
    count: int
    examples: tuple[tuple[str, str], ...] = ()


class Repaired(NamedTuple):
    """A text after repair, and what was done, in the order of the rules. Without changes it is the very text given."""

    text: str
    changes: tuple[RepairChange, ...] = ()


class Tally:
    """Counts the changes of one rule and keeps the first examples."""

    def __init__(self) -> None:
        self.count = 0
        self.examples: list[tuple[str, str]] = []

    def note(self, before: str, after: str) -> None:
        self.count += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append((_cut(before), _cut(after)))

    def add(self, other: "Tally") -> None:
        """Add what a further step of the same rule did."""
        self.count += other.count
        self.examples = [*self.examples, *other.examples][:MOST_EXAMPLES]

    def note_within(self, text: str, start: int, end: int, mend: Callable[[str], str]) -> None:
        """Note a change in `text[start:end]`; in the example `mend` changes the words beside it, too."""
        self.count += 1
        if len(self.examples) < MOST_EXAMPLES:
            before = text[_word_start(text, start) : _word_end(text, end)]
            self.examples.append((_cut(before), _cut(mend(before))))


Mended = tuple[str, Tally]
"""A text and what was changed in it."""


def substitute(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], text: str) -> Mended:
    """Replace what `pattern` finds by what `change` makes of it; what it leaves as it is counts as no change."""
    tally = Tally()

    def changed(match: re.Match[str]) -> str:
        after = change(match)
        if after != match[0]:
            tally.note_within(text, match.start(), match.end(), lambda words: pattern.sub(change, words))
        return after

    return pattern.sub(changed, text), tally


def _word_start(text: str, start: int) -> int:
    """Return where a word begins some letters before a place, on its line."""
    least = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    blank = text.find(" ", least, start)
    return least if least == 0 or text[least - 1] == "\n" or blank < 0 else blank + 1


def _word_end(text: str, end: int) -> int:
    most = min(end + _AROUND, len(text))
    line = text.find("\n", end, most)
    if line >= 0:
        return line
    blank = text.rfind(" ", end, most)
    return most if most == len(text) or blank < 0 else blank


def _cut(example: str) -> str:
    return example if len(example) <= _LONGEST else f"{example[:_LONGEST]}…"
