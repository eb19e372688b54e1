"""Characters with their places on a page into lines of text.

A PDF has no words and no lines, only glyphs at places. They are drawn from left to right in most files, also Arabic,
so that the order of reading has to be made again from the places: a line of Arabic goes from right to left, numbers and
Latin words in it from left to right (the inverse of the Unicode Bidirectional Algorithm, UAX #9, as far as two levels).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

_SAME_LINE = 0.35
"""Two glyphs are of one line where their base lines are less than so many heights apart."""

_SPACE = 0.22
"""A gap of so many heights is a space, where none is drawn."""

_COLUMN_GAP = 3.0
"""Parts of a line that are so many heights apart are of two columns."""

_MARK_WITHIN = 1.2
"""So many heights above or below a base line its marks are at most."""

# In the order of the places, from left to right: Latin words with what stands between them, and numbers (UAX #9, W2 to
# W4: a number of an Arabic line goes on over a single comma, full stop, colon or slash).
_LEFT_TO_RIGHT = re.compile(r"L(?:[^R]*[LN])?|N+(?:CN+)*")
_RIGHT_TO_LEFT = re.compile(r"R(?:[^L]*R)?")
_BETWEEN_DIGITS = frozenset(",./:،")


@dataclass(slots=True)
class Glyph:
    """What is drawn at one place: one character, or the letters of a ligature in the order in which PDFium has them."""

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

    def extent(self) -> tuple[float, float]:
        return min(glyph.left for glyph in self.glyphs), max(glyph.right for glyph in self.glyphs)


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of a page in the order in which they were drawn."""
    parts: list[_Part] = []
    marks: list[Glyph] = []
    for glyph in glyphs:
        if all(unicodedata.category(character) == "Mn" for character in glyph.text):
            marks.append(glyph)
            continue
        if not parts or abs(glyph.y - parts[-1].y) > _SAME_LINE * max(glyph.height, parts[-1].height):
            parts.append(_Part(glyph.y, glyph.height))
        parts[-1].glyphs.append(glyph)
        parts[-1].height = max(parts[-1].height, glyph.height)
    merged = _merged([part for part in parts if any(glyph.text.strip() for glyph in part.glyphs)])
    for mark in marks:
        _give(mark, merged)
    return [line for part in merged if (line := _line(part)).text]


def _merged(parts: Sequence[_Part]) -> list[_Part]:
    """Join parts of one line that were drawn one after the other: a mark or another font stood between them."""
    merged: list[_Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last and abs(last.y - part.y) <= _SAME_LINE * max(last.height, part.height):
            (left, right), (other_left, other_right) = last.extent(), part.extent()
            if max(left, other_left) - min(right, other_right) < _COLUMN_GAP * max(last.height, part.height):
                last.glyphs += part.glyphs
                continue
        merged.append(part)
    return merged


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


def _line(part: _Part) -> Line:
    """Return the text of a line in the order of reading."""
    glyphs = sorted(part.glyphs, key=lambda glyph: glyph.center)
    cells: list[tuple[str, str]] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before and glyph.left - before.right > _SPACE * part.height and before.text != " " and glyph.text != " ":
            cells.append((" ", "S"))
        cells.append((_letters(glyph), _class(glyph.text)))
        before = glyph
    kinds = "".join(kind for _text, kind in cells)
    is_arabic = "R" in kinds and kinds.count("R") >= kinds.count("L")
    # A run that goes against its line is turned round, and then the whole line with it.
    for run in (_LEFT_TO_RIGHT if is_arabic else _RIGHT_TO_LEFT).finditer(kinds):
        cells[run.start() : run.end()] = reversed(cells[run.start() : run.end()])
    if is_arabic:
        cells.reverse()
    text = " ".join("".join(text for text, _kind in cells).split())
    left, right = part.extent()
    return Line(text, left, right, part.y, median(glyph.height for glyph in glyphs), is_arabic)


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


def _letters(glyph: Glyph) -> str:
    """Return what a glyph stands for, in the order of reading.

    PDFium turns the letters of an Arabic ligature round with the line that it is in, unless it took them apart itself,
    from a presentation form. So lam comes before alef, whatever it says; of others, which are rare, it is believed to
    have turned them.
    """
    text = glyph.text
    if len(text) > 1 and _class(text) == "R":
        text = text[::-1]
    return text + glyph.marks
