"""Who wrote it, where the text says so on a line of its own: بقلم, كتب:, إعداد:; and who sent it, at its end."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.arabic.reading.dateline import read_dateline
from articles.arabic.reading.names import likeness_to_name
from articles.arabic.reading.proposals import Proposal

_FROM_EDGE = 3
"""Lines at the beginning and at the end that are looked at."""
_LONGEST = 200
_LONGEST_SIGNATURE = 60

_WROTE = re.compile(
    r"\W{0,3}(?:(?:هذ[اه]?\s+)?(?:ال)?(?:مقال|مقالة|تقرير|تحليل)\s+(?:هو\s+|هي\s+)?بقلم\s*:?"
    r"|بقلم\s*[:/–—-]?|(?:كتب(?:ت|ه|ته)?|[إا]عداد|[أا]عد(?:ه|ته|ها)|حوار|حاوره|حاورته|متابعة)\s*[:/–—-])\s*"
)
_BEFORE_NAME = re.compile(r"(?:مراسل(?:نا|ة|تنا)?|المحلل|المحللة|المحرر|الكاتب|الكاتبة|الزميل|الزميلة)\s+")
_PART = re.compile(r"[^،,.؛|()\n]+")


class Line(NamedTuple):
    """A line that is not blank, and where it begins in its text."""

    text: str
    start: int


def read_bylines(lines: Sequence[Line]) -> Iterator[Proposal]:
    """Yield who wrote and who sent a text, from the first and the last of its lines."""
    edges = {*range(min(_FROM_EDGE, len(lines))), *range(max(0, len(lines) - _FROM_EDGE), len(lines))}
    for at in sorted(edges):
        line = lines[at]
        match = _WROTE.match(line.text) if len(line.text) <= _LONGEST else None
        if match:
            yield from _written_by(line, match.end())
    if len(lines) > 1 and len(lines[-1].text) <= _LONGEST_SIGNATURE:
        yield from _signed(lines[-1])


def _written_by(line: Line, start: int) -> Iterator[Proposal]:
    """Yield the first part of a line, from a place on, that is like a name; what comes before it says who that is."""
    for match in [*_PART.finditer(line.text, start)][:2]:
        words = match[0]
        before = _BEFORE_NAME.match(words.lstrip())
        name = (words.lstrip()[before.end() :] if before else words).strip()
        likeness = likeness_to_name(name)
        if likeness:
            at = line.start + line.text.index(name, match.start())
            sure = 0.97 if likeness >= 0.9 else 0.9
            yield Proposal("byline", " ".join(name.split()), sure, at, at + len(name), "byline")
            return


def _signed(line: Line) -> Iterator[Proposal]:
    """Yield the agencies that sign a text, and a name that stands alone on its last line."""
    signature = read_dateline(line.text, line.start, whole=True)
    if signature.end < line.start + len(line.text):
        return
    for proposal in signature.proposals:
        if proposal.field == "agency":
            yield proposal._replace(confidence=0.95, rule="signature")
        elif proposal.field == "byline" and not line.text.endswith((".", "؟", "!", ":")):
            yield proposal._replace(confidence=min(0.7, proposal.confidence), rule="signature")
