"""Lines of pages into paragraphs, by their distances, edges and sizes."""

import re
from collections.abc import Sequence
from itertools import pairwise

from articles.ingest.readers.pdf_lines import Line

_SHORT = 0.8
"""A line that ends so many heights earlier than the next word would have needed is the last of its paragraph."""

_INDENT = 0.8
"""A line that begins so many heights further in is the first of one."""

_NEW_PARAGRAPH = 1.18
"""Lines so many times as far apart as lines are as a rule belong to two paragraphs."""

_OTHER_SIZE = 1.1
_PAGE_NUMBER = re.compile(r"[\W_]*\d{1,4}[\W_]*(?:/\s*\d{1,4}\s*)?\Z")
_SENTENCE_END = re.compile(r"[.!?؟:…][\"'”»)]*\Z")
_BRACKETS = [
    (
        pair,
        re.compile(rf"(?<!\S)[{re.escape(pair)}](?=\w)"),
        re.compile(rf"(?<=[\w.!؟?…])[{re.escape(pair)}](?=[\s.,،؛;:!؟?]|\Z)"),
    )
    for pair in ("()", "[]", "{}", "«»", "“”", "‹›")
]


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the paragraphs of pages; page numbers, alone at the top or the bottom of a page, are left out."""
    if len(pages) > 1:
        pages = [_without_number(page) for page in pages]
    usual = _usual_distance(pages)
    texts: list[str] = []
    before: Line | None = None
    for page in pages:
        for place, line in enumerate(page):
            goes_on = before is not None and (
                _goes_on(page, place, usual) if place else _goes_on_over_page(before, line)
            )
            if goes_on:
                texts[-1] += f" {line.text}"
            else:
                texts.append(line.text)
            before = line
    return [_with_brackets_right(text) for text in texts]


def _without_number(page: Sequence[Line]) -> Sequence[Line]:
    if page and _PAGE_NUMBER.match(page[-1].text):
        return page[:-1]
    return page[1:] if page and _PAGE_NUMBER.match(page[0].text) else page


def _usual_distance(pages: Sequence[Sequence[Line]]) -> float:
    """Return how far lines are apart as a rule, in heights: less than between paragraphs."""
    distances = sorted(
        (above.y - below.y) / above.height
        for page in pages
        for above, below in pairwise(page)
        if above.height and 0.5 < (above.y - below.y) / above.height < 5 and _is_same_size(above, below)
    )
    return distances[len(distances) // 5] if distances else 1.2


def _is_same_size(one: Line, other: Line) -> bool:
    return max(one.height, other.height) <= _OTHER_SIZE * min(one.height, other.height)


def _goes_on(page: Sequence[Line], place: int, usual: float) -> bool:
    """True where a line belongs to the paragraph of the line before it on the page."""
    before, line = page[place - 1], page[place]
    distance = before.y - line.y
    if not _is_same_size(before, line) or before.right < line.left or line.right < before.left:
        return False
    if not 0 < distance <= _NEW_PARAGRAPH * usual * max(before.height, line.height):
        return False
    return not _ends_short(page, place - 1, line) and _indent(before, line) < _INDENT * line.height


def _goes_on_over_page(before: Line, line: Line) -> bool:
    return _is_same_size(before, line) and not _SENTENCE_END.search(before.text) and not _had_room(before, line, line)


def _ends_short(page: Sequence[Line], place: int, after: Line) -> bool:
    """True where a line ends although the first word of the line after it would have found room in its column."""
    line = page[place]
    column = [other for other in page if abs(_beginning(other, line) - _beginning(line, line)) < line.height]
    return any(_had_room(line, other, after) for other in (*column, after))


def _beginning(line: Line, like: Line) -> float:
    """Return where a line begins to be read, in the direction of `like`."""
    return line.right if like.is_arabic else line.left


def _had_room(line: Line, longer: Line, after: Line) -> bool:
    """True where the first word of `after` could have stood behind a line, in a column as wide as `longer`."""
    lack = line.left - longer.left if line.is_arabic else longer.right - line.right
    word = len(after.text.partition(" ")[0]) / len(after.text) * (after.right - after.left)
    return lack > word + _SHORT * line.height


def _indent(before: Line, line: Line) -> float:
    return before.right - line.right if before.is_arabic else line.left - before.left


def _with_brackets_right(text: str) -> str:
    """Return a text in which brackets open before a word and close behind one.

    Programs differ in which of the two an Arabic one is, and PDFium turns them again.
    """
    for brackets, opening, closing in _BRACKETS:
        text = closing.sub(brackets[1], opening.sub(brackets[0], text))
    return text
