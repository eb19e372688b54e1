"""Blanks, line ends and paragraphs."""

import re
from itertools import groupby, pairwise

from articles.arabic import letters
from articles.arabic.lexicon import lexicon
from articles.arabic.normalize import folded
from articles.arabic.repair.changes import Mended, Tally, substitute

# Every blank but the line end; the zero-width ones are signs that nobody sees.
_BLANKS = r" \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANK = f"[{_BLANKS}]"
_SPACE = f"[{_BLANKS}\n]"
UNUSUAL_BLANKS = frozenset("\t\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
_SPACING = re.compile(
    rf"{_BLANK}+\n{_SPACE}*|\n(?:{_BLANK}|\n{_SPACE}){_SPACE}*|{_BLANK}{{2,}}|(?! ){_BLANK}|\A {_BLANK}*"
)
_LOOSE = ("  ", " \n", "\n ", "\n\n\n")

_LETTER = f"[{letters.LETTERS}]"
_LATIN = r"[a-z\u00df-\u024f]"
# A word that goes on in the next line: parted by a soft hyphen, by a hyphen or by tatweel.
_PARTED = re.compile(
    rf"(?P<first>(?<!{_LETTER}){_LETTER}{{2,}}|(?<!{_LATIN}){_LATIN}{{2,}})(?P<sign>\u00ad|[-‐‑]|{letters.TATWEEL})"
    rf"[ \t]{{0,9}}\n[ \t]{{0,9}}(?P<rest>{_LETTER}{{2,}}|{_LATIN}{{2,}})"
)
_SIGNS = ("\u00ad", "-\n", "‐\n", "‑\n", f"{letters.TATWEEL}\n", "- \n", f"{letters.TATWEEL} \n")

_STOPS = tuple('.!؟?…؛:،,»”"')
_SENTENCE_ENDS = tuple('.!؟?…:»”"')
_LISTED = re.compile(r"[-–—*•·#]|[\d٠-٩]+\s*[-–.):/]")
# The longest line of a page, in characters.
_NARROWEST, _WIDEST = 40, 120
_FEWEST_LINES = 4


def blanks(text: str) -> Mended:
    """Leave one blank between words, none at the ends of lines, at most one empty line; every blank becomes one."""
    if not any(sign in text for sign in _LOOSE) and UNUSUAL_BLANKS.isdisjoint(text) and not text.startswith(" "):
        return text, Tally()
    return substitute(_SPACING, _spacing, text)


def _spacing(match: re.Match[str]) -> str:
    lines = match[0].count("\n")
    if not lines:
        return " " if match.start() else ""
    return "\n" if lines == 1 else "\n\n"


def hyphens(text: str) -> Mended:
    """Join words that a hyphen parted at the end of a line.

    An Arabic word is joined where the whole is commoner than its parts, a Latin one where both are in lower case.
    """
    if not any(sign in text for sign in _SIGNS):
        return text, Tally()
    return substitute(_PARTED, _joined, text)


def _joined(match: re.Match[str]) -> str:
    first, sign, rest = match["first"], match["sign"], match["rest"]
    is_latin = first[0] < "\u0600"
    if is_latin != (rest[0] < "\u0600"):
        return match[0]
    if is_latin or sign == "\u00ad":
        return first + rest
    words = lexicon()
    whole = words.frequency(folded(first + rest))
    return first + rest if whole > min(words.frequency(folded(part)) for part in (first, rest)) else match[0]


def broken_lines(text: str) -> Mended:
    """Join the lines that only the width of a page parted: up to an empty line, or up to one that ends a paragraph."""
    tally = Tally()
    if text.count("\n") < 2:
        return text, tally
    groups = [[*group] for _filled, group in groupby(text.split("\n"), key=bool)]
    filled = [group for group in groups if group[0]]
    widest = max((len(line) for group in filled for line in group), default=0)
    within = [line for group in filled for line in group[:-1] if not _ends_paragraph(line, widest)]
    if _is_cut_to_width(within, least=2 if len(filled) > 1 else _FEWEST_LINES):
        groups = [_paragraphs(group, widest, tally) if group[0] else group for group in groups]
    return "\n".join(line for group in groups for line in group), tally


def _is_cut_to_width(within: list[str], least: int) -> bool:
    """Say whether lines that end no paragraph are those of a page: of nearly one length, their sentences running on."""
    if len(within) < least:
        return False
    widest = max(map(len, within))
    wide = sum(len(line) > 0.7 * widest for line in within)
    running_on = sum(not line.endswith(_STOPS) and not _LISTED.match(line) for line in within)
    return _NARROWEST <= widest <= _WIDEST and wide >= 0.8 * len(within) and running_on >= 0.7 * len(within)


def _ends_paragraph(line: str, widest: int) -> bool:
    return line.endswith(_SENTENCE_ENDS) and len(line) < 0.8 * widest


def _paragraphs(lines: list[str], widest: int, tally: Tally) -> list[str]:
    """Join the lines of a group. A paragraph ends with a sentence before the margin, or before an item of a list."""
    joined = [lines[0]]
    for before, line in pairwise(lines):
        if _ends_paragraph(before, widest) or _LISTED.match(line):
            joined.append(line)
        else:
            tally.note(f"{before[-30:]}\n{line[:30]}", f"{before[-30:]} {line[:30]}")
            joined[-1] += f" {line}"
    return joined
