"""The dateline: where the news is from, who sent it, sometimes who wrote it and when.

    بيروت - رويترز -        القاهرة (د ب أ)        واشنطن: محمد علي        دبي، الإمارات العربية المتحدة (CNN) --
    باريس/ أ ف ب/           (أ ف ب) -              رويترز -                القاهرة 24 مايو (أ ش أ)

Read are the pieces of a line's beginning that separators part, each for what it is by the tables. The pieces together
are a dateline only where something ends them: a dash, a stroke, a colon, a bracket that closes, or the end of the line.
How sure that is depends on what was found; a place alone before a colon is as often the beginning of a headline.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from articles.arabic.reading.names import Place, agency, likeness_to_name, place
from articles.arabic.reading.proposals import Proposal

LONGEST = 120
"""Characters of a line within which a dateline ends."""
_MOST_PIECES = 8
_MOST_WORDS = 7
_MOST_WORDS_OF_PLACE = 3

_PIECE = re.compile(r"[^()\[\]،,:/|_–—ـ-]+")
_SEPARATOR = re.compile(r"[\s()\[\]،,:/|_–—ـ-]*")
_ENDING = re.compile(r"[)\]:/|_–—ـ-]")
_STROKE = re.compile(r"[/|_–—ـ-]")
_WITHIN_WORD = re.compile(r"(?<=[^\W_])(?:_(?=\w)|ـ)")
_CLOSED = re.compile(r"\s*[)\]]\s*[:/|_–—ـ-]")
_NAME_IN_TEXT = 0.9
_DAY = re.compile(r"(?P<place>\D*?)\s+(?:في\s+)?(?P<day>\d{1,2}\s.+)")
_AND = re.compile(r"\s+و\s*(?=\w)")

Kind = Literal["city", "area", "agency", "name", "date", "aside"]


class _Piece(NamedTuple):
    """A piece of a line: what it is, by which name, where, how sure that is, and the signs behind it."""

    kind: Kind
    value: str
    start: int
    end: int
    likeness: float
    behind: str


class Dateline(NamedTuple):
    """What a dateline says, and where the text behind it begins; the date as its words."""

    proposals: tuple[Proposal, ...]
    end: int
    day: tuple[str, int, int] | None = None


NONE = Dateline((), 0)


def read_dateline(line: str, start: int = 0, *, whole: bool = False) -> Dateline:
    """Return what the dateline at the beginning of a line says; nothing where there is none.

    `start` is where the line begins in its text, for the places of the proposals. `whole` says that the line is nothing
    else, as what a source gives as author often is (برلين - د ب أ): there a name may stand alone.
    """
    pieces = [*_pieces(line, whole)]
    while (
        pieces
        and not whole
        and not (_ENDING.search(pieces[-1].behind) or pieces[-1].end + len(pieces[-1].behind) >= len(line))
    ):
        pieces.pop()
    if not pieces:
        return NONE
    end = pieces[-1].end + len(pieces[-1].behind)
    day = next(
        ((piece.value, start + piece.start, start + piece.end) for piece in pieces if piece.kind == "date"), None
    )
    return Dateline(tuple(_proposals(pieces, start, whole=whole, alone=end >= len(line))), start + end, day)


def _pieces(line: str, whole: bool) -> Iterator[_Piece]:
    """Yield the pieces at the beginning of a line up to the first that is nothing a dateline is made of."""
    # Within a word a low line and tatweel part nothing: #سوق_العمل, لـ«الوكالة».
    head = _WITHIN_WORD.sub("\0", line[:LONGEST])
    at = len(head) - len(head.lstrip(" ([/-–—ـ_"))
    before = head[:at]
    found: list[_Piece] = []
    while len(found) < _MOST_PIECES and (match := _PIECE.match(head, at)):
        behind = _SEPARATOR.match(head, match.end())
        signs = behind[0] if behind else ""
        text = match[0].rstrip()
        pieces = _piece(text, at, match[0][len(text) :] + signs, before, found, head, whole)
        if pieces is None:
            return
        found += pieces
        yield from pieces
        at = match.end() + len(signs)
        before = signs


def _piece(
    text: str, at: int, behind: str, before: str, found: list[_Piece], head: str, whole: bool
) -> list[_Piece] | None:
    """Return what a piece is, two where a day stands behind a place; None where it is nothing that a dateline has."""
    end = at + len(text)
    if text.count(" ") >= _MOST_WORDS or "\0" in text:
        return None
    senders = [agency(part) for part in _AND.split(text)]
    if all(senders):
        return [_Piece("agency", name, at, end, 1.0, behind) for name in senders]
    places = [place(part) for part in _AND.split(text)]
    known = [one for one in places if one]
    if len(known) == len(places):
        return [_of_place(one, at, end, behind) for one in known]
    dated = _DAY.fullmatch(text)
    if dated and (of := place(dated["place"])):
        middle = at + dated.end("place")
        return [
            _of_place(of, at, middle, ""),
            _Piece("date", dated["day"], at + dated.start("day"), end, 1.0, behind),
        ]
    # Behind the agency and a dash the text begins, with a day as well as with anything.
    if found and not (found[-1].kind == "agency" and _STROKE.search(before)) and _DAY.fullmatch(f" {text}"):
        return [_Piece("date", text, at, end, 1.0, behind)]
    if "(" in before and _CLOSED.match(behind) and found and found[-1].kind in ("city", "area"):
        return [_Piece("aside", text, at, end, 1.0, behind)]
    # A country that no table has, since it is misspelt: between its city and who sent the news.
    if found and found[-1].kind == "city" and "،" in before and "(" in behind and agency(_next(head, end)):
        return [_Piece("aside", text, at, end, 1.0, behind)]
    return _by_its_place(text, at, behind, found, head, whole)


def _next(head: str, end: int) -> str:
    """Return the piece behind the one that ends there, "" where there is none."""
    separator = _SEPARATOR.match(head, end)
    following = _PIECE.match(head, separator.end()) if separator else None
    return following[0].rstrip() if following else ""


def _by_its_place(text: str, at: int, behind: str, found: list[_Piece], head: str, whole: bool) -> list[_Piece] | None:
    """Return a piece that no table has: a name, or a place since an agency or its country follows."""
    end = at + len(text)
    words = " ".join(text.split())
    likeness = likeness_to_name(text)
    if not found and len(text.split()) <= _MOST_WORDS_OF_PLACE and _is_place_by(behind, head, end, likeness, whole):
        return [_Piece("city", words, at, end, 0.0, behind)]
    ended = bool(_STROKE.search(behind)) or end + len(behind) >= len(head)
    if likeness and (whole or (ended and found and likeness >= _NAME_IN_TEXT)):
        return [_Piece("name", words, at, end, likeness, behind)]
    return None


def _is_place_by(behind: str, head: str, end: int, likeness: float, whole: bool) -> bool:
    """Say whether what follows the first piece, which ends there, makes it a place: an agency, or its country."""
    name = _next(head, end)
    if _STROKE.search(behind) and likeness < 1 and agency(name):
        # A sentence may begin so; in a text the agency has to be parted from what follows, too.
        return whole or bool(_STROKE.match(head[head.index(name, end) + len(name) :].lstrip(" )")))
    area = place(name) if whole and "(" in behind else None
    return bool(area and area.is_area)


def _of_place(found: Place, start: int, end: int, behind: str) -> _Piece:
    return _Piece("area" if found.is_area else "city", found.name, start, end, 1.0, behind)


def _proposals(pieces: list[_Piece], start: int, *, whole: bool, alone: bool) -> Iterator[Proposal]:
    kinds = {piece.kind for piece in pieces}
    places = [piece for piece in pieces if piece.kind == "city"] or [piece for piece in pieces if piece.kind == "area"]
    sender = "agency" in kinds
    if places:
        value = "، ".join(dict.fromkeys(piece.value for piece in places))
        sure = _of_place_line(pieces, places, sender or "name" in kinds or "date" in kinds, whole=whole, alone=alone)
        rule = "dateline" if places[0].likeness else "unknown_place"
        yield Proposal("place", value, sure, start + places[0].start, start + places[-1].end, rule)
    for piece in pieces:
        if piece.kind == "agency":
            # رويترز: before a sentence says who says it.
            colon = not places and not whole and ":" in pieces[-1].behind
            sure = 0.6 if colon else 0.98 if places or whole or "(" in pieces[0].behind else 0.95
            yield Proposal("agency", piece.value, sure, start + piece.start, start + piece.end, "dateline")
        elif piece.kind == "name":
            sure = {1.0: 0.95, 0.9: 0.92}.get(piece.likeness, 0.8)
            yield Proposal("byline", piece.value, sure, start + piece.start, start + piece.end, "dateline")


def _of_place_line(pieces: list[_Piece], places: list[_Piece], supported: bool, *, whole: bool, alone: bool) -> float:
    if not places[0].likeness:
        return 0.9
    if supported:
        return 0.98
    # A city with its country is hardly anything else.
    with_country = [piece.kind for piece in pieces[:2]] == ["city", "area"] and "،" in pieces[0].behind
    if whole or (with_country and (alone or _STROKE.search(pieces[-1].behind))):
        return 0.93
    return 0.75 if _STROKE.search(pieces[-1].behind) else 0.5
