"""Characters with their places on a page into lines of text.

A PDF has no words and no lines, only glyphs at places. They are drawn from left to right in most files, also Arabic,
so that the order of reading has to be made again from the places: a line of Arabic goes from right to left, numbers and
Latin words in it from left to right (the inverse of the Unicode Bidirectional Algorithm, UAX #9, as far as two levels).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.35
"""Two glyphs are of one line where their base lines are less than so many heights apart."""

_SPACE = 0.16
"""A gap of so many heights is a space, where none is drawn."""

_BASE_LINE_OF = 12
"""From so many glyphs on another one does not change where the base line is."""

_SMALL_PART = 2
_RAISED = 0.8
"""A part of one or two glyphs, such as a hamza drawn above its alef, may be so many heights off its line."""

_COLUMN_GAP = 3.0
"""Parts of a line that are so many heights apart are of two columns."""

_MARK_WITHIN = 1.2
"""So many heights above or below a base line its marks are at most."""

# In the order of the places, from left to right: Latin words with what stands between them, and numbers (UAX #9, W2 to
# W4: a number of an Arabic line goes on over a single comma, full stop, colon or slash).
_LAM = "ل"
_ALEFS = "اأإآٱ"
_LEFT_TO_RIGHT = re.compile(r"L(?:[^R]*[LN])?|N+(?:CN+)*")
_RIGHT_TO_LEFT = re.compile(r"R(?:[^L]*R)?")
_BETWEEN_DIGITS = frozenset(",./:،")


@dataclass(slots=True)
class Glyph:
    """What is drawn at one place: a character, or the letters of a ligature in the order of reading.

    `height` is the size of its font on the page, in which all distances here are measured.
    """

    text: str
    x: float
    y: float
    left: float
    right: float
    height: float
    marks: str = ""

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Line:
    """A line of text with its place on the page."""

    text: str
    left: float
    right: float
    y: float
    height: float
    is_arabic: bool


@dataclass(slots=True)
class _Part:
    """Glyphs drawn one after the other on one base line."""

    y: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)

    def add(self, glyphs: Sequence[Glyph]) -> None:
        """Take more glyphs in; the base line is that of most, since letters with marks stand above or below it."""
        self.glyphs += glyphs
        self.height = max(self.height, max(glyph.height for glyph in glyphs))
        if len(self.glyphs) < _BASE_LINE_OF or len(glyphs) > 1:
            self.y = median(glyph.y for glyph in self.glyphs)

    def extent(self) -> tuple[float, float]:
        """Left and right end of what is written; a space behind the end does not count."""
        written = [glyph for glyph in self.glyphs if glyph.text.strip()] or self.glyphs
        return min(glyph.left for glyph in written), max(glyph.right for glyph in written)


def lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines of a page in the order in which they were drawn."""
    classes = "".join(_class(glyph.text) for glyph in glyphs)
    is_arabic = classes.count("R") >= classes.count("L")
    parts: list[_Part] = []
    marks: list[Glyph] = []
    drawn: dict[str, Glyph] = {}
    for glyph in glyphs:
        if _drawn_twice(glyph, drawn):
            continue
        if _is_mark(glyph):
            marks.append(glyph)
            continue
        if not parts or abs(glyph.y - parts[-1].y) > _SAME_LINE * max(glyph.height, parts[-1].height):
            parts.append(_Part(glyph.y, glyph.height))
        parts[-1].add([glyph])
    merged = _merged([part for part in parts if any(glyph.text.strip() for glyph in part.glyphs)])
    for mark in marks:
        _give(mark, merged)
    return [line for part in merged if (line := _line(part, is_arabic=is_arabic)).text]


def ligature(glyphs: Sequence[Glyph]) -> Glyph:
    """Return glyphs with one origin, in PDFium's order, as one glyph with all their letters in the order of reading.

    Where one glyph stands for several letters, PDFium gives them one box, and turns them round with their line; or it
    gives them parts of the box, from right to left as they are read. Where several are drawn at one place, such as the
    two halves of a lam-alef or a letter and its mark, their order is what it has to be: lam, alef; letter, mark.
    """
    first = glyphs[0]
    if len(glyphs) == 1:
        if not _is_mark(first):
            first.left = min(first.left, first.x)  # Of some fonts the box is that of the ink.
        return first
    by_place = sorted(glyphs, key=lambda glyph: -glyph.left)
    is_right_to_left = any(_class(glyph.text) == "R" for glyph in glyphs)
    if not is_right_to_left:
        ordered = [*glyphs]
    elif all(other.right <= one.left + 0.1 for one, other in pairwise(by_place)):
        ordered = by_place
    elif len({(glyph.left, glyph.right) for glyph in glyphs}) == 1:
        ordered = [*reversed(glyphs)]
    else:
        ordered = sorted(glyphs, key=_is_mark)
    if len(by_place) == 2 and {glyph.text for glyph in glyphs} <= {_LAM, *_ALEFS}:
        ordered.sort(key=lambda glyph: glyph.text != _LAM)
    while _is_mark(ordered[0]) and not all(map(_is_mark, ordered)):
        ordered.append(ordered.pop(0))
    left, right = min(by_place[-1].left, first.x), max(glyph.right for glyph in glyphs)
    text = "".join(glyph.text for glyph in ordered)
    return Glyph(text, first.x, first.y, left, right, first.height)


def _is_mark(glyph: Glyph) -> bool:
    return bool(glyph.text) and all(unicodedata.category(character) == "Mn" for character in glyph.text)


def _drawn_twice(glyph: Glyph, drawn: dict[str, Glyph]) -> bool:
    """True for a part of a letter that says to be the whole, as another part does: alef, and the hamza above it."""
    if len(glyph.text) < 2:
        return False
    other = drawn.setdefault(glyph.text, glyph)
    is_again = (
        other is not glyph and abs(other.y - glyph.y) < glyph.height and abs(other.x - glyph.x) < glyph.height / 3
    )
    drawn[glyph.text] = glyph
    return is_again


def _merged(parts: Sequence[_Part]) -> list[_Part]:
    """Join parts of one line that were drawn one after the other: a mark or another font stood between them."""
    merged: list[_Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last and abs(last.y - part.y) <= _tolerance(last, part):
            (left, right), (other_left, other_right) = last.extent(), part.extent()
            if max(left, other_left) - min(right, other_right) < _COLUMN_GAP * max(last.height, part.height):
                last.add(part.glyphs)
                continue
        merged.append(part)
    return merged


def _tolerance(one: _Part, other: _Part) -> float:
    """Return how far apart the base lines of two parts of one line may be."""
    is_small = min(len(one.glyphs), len(other.glyphs)) <= _SMALL_PART
    return (_RAISED if is_small else _SAME_LINE) * max(one.height, other.height)


def _give(mark: Glyph, parts: Sequence[_Part]) -> None:
    """Write a vowel mark behind the letter above or below which it stands."""
    near = [
        glyph
        for part in parts
        if abs(part.y - mark.y) < _MARK_WITHIN * part.height
        for glyph in part.glyphs
        if glyph.text.strip() and glyph.left - part.height / 2 < mark.center < glyph.right + part.height / 2
    ]
    if near:
        bearer = min(near, key=lambda glyph: abs(glyph.center - mark.center) + abs(glyph.y - mark.y))
        bearer.marks += mark.text


def _line(part: _Part, *, is_arabic: bool) -> Line:
    """Return the text of a line in the order of reading; `is_arabic` tells the direction of its page."""
    glyphs = sorted(part.glyphs, key=lambda glyph: glyph.center)
    cells: list[tuple[str, str]] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before and _is_gap(before, glyph, part):
            cells.append((" ", "S"))
        cells.append((glyph.text + glyph.marks, _class(glyph.text)))
        before = glyph
    kinds = "".join(kind for _text, kind in cells)
    is_arabic = "R" in kinds and (is_arabic or "L" not in kinds)
    # A run that goes against its line is turned round, and then the whole line with it.
    for run in (_LEFT_TO_RIGHT if is_arabic else _RIGHT_TO_LEFT).finditer(kinds):
        cells[run.start() : run.end()] = reversed(cells[run.start() : run.end()])
    if is_arabic:
        cells.reverse()
    text = " ".join("".join(text for text, _kind in cells).split())
    left, right = part.extent()
    return Line(text, left, right, part.y, part.height, is_arabic)


def _is_gap(before: Glyph, glyph: Glyph, part: _Part) -> bool:
    """True where a space belongs between two glyphs that stand side by side, and none is drawn.

    What says nothing stretches a word, and what stands above the line is a part of a letter: no gap beside them counts.
    """
    if glyph.left - before.right <= _SPACE * part.height:
        return False
    is_letter = [
        one.text not in ("", " ") and abs(one.y - part.y) < _SAME_LINE * part.height for one in (before, glyph)
    ]
    return all(is_letter)


def _class(text: str) -> str:
    """Return the direction of a glyph: R, L, N for digits, C for what may stand between them, S for the others."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return "R"
        if direction == "L":
            return "L"
        if direction in ("EN", "AN"):
            return "N"
    return "C" if text in _BETWEEN_DIGITS else "S"
