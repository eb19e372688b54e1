"""The sentences of linking.tsv with what is to be found in them, and how well it is found."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
# Every third sentence was held out while the rules were written, and looked at only as a figure.
HELD_OUT_EVERY = 3

Mention = tuple[str, tuple[str, ...]]
"""The whole words of a mention, and who is meant: one person, or several where nothing decides."""


@dataclass(frozen=True)
class Sentence:
    kind: str
    text: str
    expected: tuple[Mention, ...]
    held_out: bool


@dataclass(frozen=True)
class Score:
    """Mentions found rightly, found wrongly, and not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@cache
def sentences() -> tuple[Sentence, ...]:
    found = []
    for number, (kind, text, mentions) in enumerate(rows("linking.tsv")):
        pairs = [mention.split("=") for mention in mentions.split(" + ")] if mentions != "-" else []
        expected = tuple((surface, tuple(sorted(persons.split("|")))) for surface, persons in pairs)
        found.append(Sentence(kind, text, expected, number % HELD_OUT_EVERY == HELD_OUT_EVERY - 1))
    return tuple(found)


@cache
def matcher():
    """Return a matcher of the persons of linking-persons.tsv."""
    from articles.people import Matcher

    persons = rows("linking-persons.tsv")
    return Matcher({key: names.split("، ") for key, names, _role in persons}, {key: role for key, _, role in persons})


def found_in(sentence: Sentence) -> list[Mention]:
    """Return what would be linked, and what is undecided between namesakes though it is surely a name of theirs."""
    from articles.people.evidence import CONFIDENT

    hits = matcher().find(sentence.text)
    return [
        (hit.surface, tuple(sorted(hit.persons)))
        for hit in hits
        if hit.confidence >= CONFIDENT or (len(hit.persons) > 1 and "short_alone" not in hit.evidence)
    ]


def score(sentence: Sentence) -> Score:
    expected, found = Counter(sentence.expected), Counter(found_in(sentence))
    right = (expected & found).total()
    return Score(right, found.total() - right, expected.total() - right)
