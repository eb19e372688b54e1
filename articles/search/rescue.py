"""A query that finds nothing because of how it was typed: what it says when it is read in another way.

    keyboard  on another layout than was meant                    gfkhk → لبنان, ؤىى → cnn
    parted    with a blank inside a word                          الحكو مة → الحكومة
    glued     without the blank between words                     مجلسأمن → مجلس أمن
    latin     Arabic in Latin letters, as names and chat have it  sarraj → السراج, 7after → حفتر

Only words that find nothing are read anew, and pieces that find less than what they make together; operators, quotation
marks and fields stay where they are.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from whoosh import query as q

from articles.arabic import (
    KEYS,
    PARTICLES,
    STOP_WORDS,
    Token,
    arabic_of,
    arabizi_readings,
    fold,
    on_arabic_keyboard,
    on_latin_keyboard,
    plain,
    skeletons,
    tokens,
    unlikeness,
    without_article,
)
from articles.search import snapshot as snapshots
from articles.search.evaluate import Evaluator
from articles.search.language import ANY
from articles.search.parse import parse, wanted_words
from articles.search.request import QUERY_LIMIT, SearchRequest
from articles.search.run import ranking
from articles.search.vocabulary import Vocabulary

MOST = 8
"""Words of a query that may find nothing; one with more is in another language, or no words at all."""

Kind = Literal["keyboard", "parted", "glued", "latin"]


class Change(NamedTuple):
    """What was read anew: in which way, as it was typed, and as it was read."""

    kind: Kind
    typed: str
    meant: str


class Rescue(NamedTuple):
    """A query that finds something, and what makes it another one than was typed."""

    query: str
    changes: tuple[Change, ...]


# What can be a word in Latin letters or on a Latin keyboard; a hyphen or a blank parts the article from a name.
_LATIN = re.compile(f"(?:\\b[AaEe]l )?[A-Za-z0-9\u2019{re.escape(KEYS)}]+(?:-[A-Za-z0-9'\u2019]+)*")
_PUNCTUATION = "[];',./`\u2019"
# Short words that are written onto the next.
_SHORT = STOP_WORDS | {"بن"}
_PIECES = 3
_LONGEST = 24
_SHORTEST = 3
_CHOICES = 5
# What a letter that speaks against a word weighs: it is worth a word 55 times as frequent.
_PER_UNLIKENESS = 4
# Consonants of a word that is told by its sound; fewer where an article or a digit shows that it is Arabic.
_ENOUGH, _ENOUGH_WITH_SIGN = 3, 2
# What speaks against an article that was not typed, as far as letters do.
_ADDED_ARTICLE = 0.5


def rescue(request: SearchRequest) -> Rescue | None:
    """Return the query as it may be meant, None where no other reading of it finds anything.

    For a request that finds nothing. What is returned was searched, with the request's filters.
    """
    query = request.query
    if len(query) > QUERY_LIMIT:
        return None
    reader = _Reader(request)
    if len(reader.unfound) > MOST:
        return None
    changes = reader.changes()
    for start, end, change in sorted(changes, reverse=True):
        query = query[:start] + change.meant + query[end:]
    if not changes or not ranking(replace(request, query=query), 0, 1)[0]:
        return None
    return Rescue(query, tuple(change for _start, _end, change in sorted(changes)))


class _Reader:
    """Reads the words of one query anew, by the words of the archive as it stands."""

    def __init__(self, request: SearchRequest) -> None:
        snapshot = snapshots.latest()
        self._query = request.query
        self._evaluator = Evaluator(snapshot, request.level)
        self._vocabulary = Vocabulary(snapshot)
        self._tokens = [token for token in tokens(request.query) if not self._names_field(token.start, token.end)]
        terms = wanted_words(parse(request.query).tree)
        self._wanted = frozenset(term.text for term in terms if term.fieldname == ANY)
        self.unfound = {word for word in self._wanted if not self._documents(q.Term(ANY, word))}

    def changes(self) -> list[tuple[int, int, Change]]:
        """Return what is read anew and where it stands in the query; no two overlap."""
        found = list(self._latin_words())
        found += self._parted(found)
        taken = {start for first, end, _change in found for start in range(first, end)}
        for token in self._tokens:
            if token.start not in taken and self._is_unfound(token):
                if word := self._attested(*on_latin_keyboard(plain(token.surface))):
                    found.append((token.start, token.end, Change("keyboard", token.surface, word)))
                elif pieces := self._pieces(plain(token.surface)):
                    found.append((token.start, token.end, Change("glued", token.surface, pieces)))
        return found

    def _is_unfound(self, token: Token) -> bool:
        return plain(token.surface) in self.unfound

    def _names_field(self, start: int, end: int) -> bool:
        """True for the name of a field and for the word that follows its colon."""
        return self._query[end : end + 1] == ":" or self._query[:start].endswith(":")

    def _documents(self, node: q.Query) -> int:
        return len(self._evaluator.matches(node).documents)

    def _attested(self, *words: str) -> str:
        """Return the first of these words that the archive has, in its commonest spelling; "" where it has none."""
        for word in words:
            if form := self._vocabulary.attested(fold(word)).form:
                return word if self._documents(q.Term(ANY, word)) else form
        return ""

    # --- Words in Latin letters ---------------------------------------------------------------------------------------

    def _latin_words(self) -> Iterator[tuple[int, int, Change]]:
        for match in _LATIN.finditer(self._query):
            start, end = match.span()
            bare = match[0].strip(_PUNCTUATION)
            at = start + match[0].index(bare)
            pieces = {plain(token.surface) for token in self._tokens if start <= token.start < end} & self._wanted
            unfound = not pieces.isdisjoint(self.unfound)
            # Keys of punctuation write Arabic letters: the pieces between them may be words by accident.
            by_accident = pieces and not set(match[0]).isdisjoint(_PUNCTUATION)
            if self._names_field(start, end) or not (unfound or by_accident):
                continue
            if unfound and (word := self._known_name(bare)):
                yield at, at + len(bare), Change("latin", bare, word)
            elif word := self._attested(*on_arabic_keyboard(match[0])):
                yield start, end, Change("keyboard", match[0], word)
            elif word := self._attested(*on_arabic_keyboard(bare)) if unfound else "":
                yield at, at + len(bare), Change("keyboard", bare, word)
            elif word := self._sounding(bare) if unfound else "":
                yield at, at + len(bare), Change("latin", bare, word)

    def _known_name(self, typed: str) -> str:
        """Return the form of the archive that is a known name in Latin letters, with the article where that has it."""
        whole, bare = _joined(typed), without_article(_hyphened(typed))
        return (
            PARTICLES.get(whole)
            or self._commonest("ال" + name for name in arabic_of(bare) if bare != whole)
            or self._commonest(arabic_of(whole))
        )

    def _commonest(self, spellings: Iterable[str]) -> str:
        return max((self._vocabulary.attested(one)[::-1] for one in spellings), default=(0, ""))[1]

    def _sounding(self, typed: str) -> str:
        """Return the form of the archive that sounds as what is written in Latin letters and digits."""
        typed = _hyphened(typed)
        has_article = without_article(typed) != _joined(typed)
        enough = _ENOUGH_WITH_SIGN if has_article or re.search(r"\d", typed) else _ENOUGH
        best: list[tuple[float, str]] = []
        for article, signs in arabizi_readings(typed):
            wanted = {"ل" * bool(article) + one for one in skeletons(signs) if len(one) >= enough}
            added = _ADDED_ARTICLE if article and not has_article else 0
            for spelling in self._vocabulary.with_skeletons(wanted):
                cost = unlikeness(signs, spelling.removeprefix(article)) if spelling.startswith(article) else None
                if cost is not None:
                    of = self._vocabulary.attested(spelling)
                    best.append((_PER_UNLIKENESS * (cost + added) - math.log(of.number), of.form))
        return min(best)[1] if best else ""

    # --- Words with a blank too many or too few -----------------------------------------------------------------------

    def _parted(self, found: list[tuple[int, int, Change]]) -> list[tuple[int, int, Change]]:
        """Return the neighbours that are one word together, two rather than three."""
        taken = {start for first, end, _change in found for start in range(first, end)}
        joined: list[tuple[int, int, Change]] = []
        for number in range(2, _PIECES + 1):
            for of in zip(*(self._tokens[at:] for at in range(number)), strict=False):
                start, end = of[0].start, of[-1].end
                between = "".join(self._query[one.end : other.start] for one, other in pairwise(of))
                if between.strip() or taken & set(range(start, end)):
                    continue
                pieces = [plain(token.surface) for token in of]
                if self._is_one_word(pieces) and (word := self._attested("".join(pieces))):
                    joined.append((start, end, Change("parted", self._query[start:end], word)))
                    taken |= set(range(start, end))
        return joined

    def _is_one_word(self, pieces: list[str]) -> bool:
        """True where a piece finds nothing, or is no commoner than the word that the pieces make together."""
        if not self.unfound.isdisjoint(pieces):
            return True
        numbers = [self._vocabulary.attested(fold(piece)).number for piece in (*pieces, "".join(pieces))]
        return min(numbers[:-1]) < numbers[-1]

    def _pieces(self, word: str) -> str:
        """Return the words that are written as one, "" where no way to part it gives words that follow each other."""
        if len(word) > _LONGEST:
            return ""
        for number in range(2, _PIECES + 1):
            ways = []
            for cuts in combinations(range(2, len(word) - 1), number - 1):
                pieces = [word[start:end] for start, end in zip((0, *cuts), (*cuts, len(word)), strict=True)]
                if all(len(piece) >= _SHORTEST or piece in _SHORT for piece in pieces):
                    ways.append((min(self._vocabulary.attested(fold(piece)).number for piece in pieces), pieces))
            likely = sorted((way for way in ways if way[0]), reverse=True)[:_CHOICES]
            found = [(self._documents(q.Phrase(ANY, pieces)), count, pieces) for count, pieces in likely]
            if found and max(found)[0]:
                return " ".join(max(found)[2])
        return ""


def _hyphened(typed: str) -> str:
    return typed.replace(" ", "-")


def _joined(typed: str) -> str:
    return _hyphened(typed).lower().replace("-", "")
