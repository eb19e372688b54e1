"""What a received text is made of: paragraphs, headings and captions, told apart as far as its lines allow.

Agencies and papers send plain text, one paragraph a line; where they do not, repair makes it so
(`articles.arabic.repair`). What stands between paragraphs shows by its form alone:

- A **credit** is a short line that ends with who took the picture or sent the news: `… (رويترز)`, `فرانس24/ أ ف ب`.
- A **lone line** is short, ends without a stop, and stands between two paragraphs. It is a heading, unless it says that
  it describes a picture (`خلال`, `صورة`). The lone lines of one text are of one kind: it is what half of them show.

Neighbouring short lines are lists, scores or links to other news, and stay paragraphs: it is better to miss a heading
than to make one. Nothing is left out and nothing changes its place: the words of the blocks are the words of the text.
"""

import re
from typing import Literal, NamedTuple

Kind = Literal["paragraph", "heading", "caption"]

LONGEST_HEADING = 10
LONGEST_CAPTION = 25
SHORTEST_PARAGRAPH = 15
"""Words. What is neither lone nor a credit is a paragraph of whatever length."""

_STOPS = tuple('.!؟?…؛,،»”"')
_NAME = (
    r"(?:رويترز|أ ?[.،]? ?ف ?[.،]? ?ب\.?|أ ?[.،]? ?ب\.?|د ?[.،]? ?ب ?[.،]? ?أ\.?|فرانس ?برس|فرانس ?24|(?:ال)?وكالات"
    r"|الأناضول|سبوتنيك|غيتي|أرشيف(?:ية)?|Reuters|REUTERS|AFP|AP|EPA|Getty(?: Images)?)"
)
# Alone on a line, in brackets, or behind a sign that parts it from what is shown.
_BEFORE = r"(?:\A\W*|[(\[]\s*(?:(?:صورة|تصوير|المصدر|عن)\W+)?|\s[-–—/|]\s?|©.*)"
_CREDIT = re.compile(rf"{_BEFORE}{_NAME}(?:\W+{_NAME})*\W*\Z")
_PICTURE = re.compile(
    r"(?<!\w)(?:خلال|أثناء|يصافح|تصافح|يتصافحان|من اليمين|من اليسار|أرشيفية)(?!\w)|\A(?:في )?(?:ال)?صورة(?!\w)"
)
_LISTED = re.compile(r"[-–—•*·#]|[\d٠-٩]+\s*[-–.):/]")
_LINK = re.compile(r"(?:اقرأ|إقرأ|اقرا|شاهد|للمزيد|المزيد|قد يهمك|أيضا|طالع|تابع)")
# "ومن هؤلاء:" is a heading at most where it is short; else it is a sentence that opens a list.
LONGEST_BEFORE_COLON = 3
_SENTENCE_WITHIN = re.compile(r"(?<!\.)[.!؟?]\s")


class Block(NamedTuple):
    """A stretch of a text without line breaks, and what it is."""

    kind: Kind
    text: str


def blocks(text: str) -> list[Block]:
    r"""Return what a readable text is made of, in its order; no block is empty.

    >>> [block.kind for block in blocks("رست السفينة صباح الخميس في المرفأ.\nالسفينة في المرفأ (رويترز)")]
    ['paragraph', 'caption']
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    lengths = [len(line.split()) for line in lines]
    credits = {at for at, line in enumerate(lines) if _is_credit(line, lengths[at])}
    lone = [at for at in range(len(lines)) if at not in credits and _is_lone(lines, lengths, at, credits)]
    pictures = sum(bool(_PICTURE.search(lines[at])) for at in lone)
    of_lone: Kind = "caption" if lone and 2 * pictures >= len(lone) else "heading"
    kinds: dict[int, Kind] = {**dict.fromkeys(credits, "caption"), **dict.fromkeys(lone, of_lone)}
    return [Block(kinds.get(at, "paragraph"), line) for at, line in enumerate(lines)]


def _is_credit(line: str, length: int) -> bool:
    return length <= LONGEST_CAPTION and bool(_CREDIT.search(line)) and not _SENTENCE_WITHIN.search(line)


def _is_lone(lines: list[str], lengths: list[int], at: int, credits: set[int]) -> bool:
    """Say whether a line reads as a heading, a paragraph follows, and, but for the first, another one precedes it."""
    return (
        _reads_as_heading(lines[at], lengths[at])
        and at + 1 < len(lines)
        and lengths[at + 1] >= SHORTEST_PARAGRAPH
        and (at == 0 or at - 1 in credits or _ends_paragraph(lines[at - 1], lengths[at - 1]))
    )


def _ends_paragraph(line: str, length: int) -> bool:
    return length >= SHORTEST_PARAGRAPH or (line.rstrip('»”" ').endswith(tuple(".!؟?…")) and not _LISTED.match(line))


def _reads_as_heading(line: str, length: int) -> bool:
    """Say whether a line alone could be a heading. Questions are often ones."""
    if length > (LONGEST_BEFORE_COLON if line.endswith(":") else LONGEST_HEADING):
        return False
    ends = line.endswith(("؟", "?")) or not line.endswith(_STOPS)
    opens = _LISTED.match(line) or _LINK.match(line)
    return ends and any(map(str.isalpha, line)) and not opens and not _SENTENCE_WITHIN.search(line)
