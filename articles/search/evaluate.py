"""A query tree evaluated over posting lists as arrays: which documents match, and how well.

A word's matches in both text fields are one pseudo-term scored by BM25F (Zaragoza et al., "Microsoft Cambridge at
TREC-13", 2004): frequencies are weighed by how close a form is to the word as typed and by field, divided by the
field's length norm, added, and saturated once. So forms of one word compete neither with each other's rarity nor by
their number.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from whoosh import query as q

from articles.arabic import fold, parts
from articles.search.analysis import FOLDED, keys_meant, kinship, wildcard
from articles.search.filters import holding, touching
from articles.search.language import ANY
from articles.search.named import NAMED_FIELDS, keys_named
from articles.search.request import Kinship, Level
from articles.search.segment import TEXT_FIELDS
from articles.search.snapshot import Form, Snapshot

K1 = 1.2
LENGTH_NORM = {"title": 0.3, "text": 0.7, "byline": 0.3, "dateline": 0.3}
FIELD_WEIGHT = {"title": 4.0, "text": 1.0, "byline": 1.0, "dateline": 1.0}
CLOSENESS: dict[Kinship, float] = {"exact": 1.0, "spelling": 0.97, "form": 0.9, "related": 0.5}
SPELLING_BONUS = 0.3

EXPANSIONS = 500
"""A wildcard stands for at most so many spellings, the first in alphabetical order."""

_POSITION_BITS = 22
_FIRST_POSITION = 1 << 10  # room before a text, so that the place a phrase would start at stays within its document

Fields = tuple[str, ...]
"""The fields of text that a word is looked for in; it is one word in all of them together."""


class Matches(NamedTuple):
    """Documents in order (int64) and their scores (float64)."""

    documents: np.ndarray
    scores: np.ndarray


NOTHING = Matches(np.zeros(0, np.int64), np.zeros(0))


class Evaluator:
    """Evaluates query trees on one snapshot; forms that are `dropped` do not count.

    `capped` turns true when a wildcard stood for more forms than allowed.
    """

    def __init__(self, snapshot: Snapshot, level: Level = "default", dropped: Iterable[str] = ()) -> None:
        self._snapshot = snapshot
        self._level = level
        self._dropped = frozenset(dropped)
        self.capped = False

    def matches(self, node: q.Query | None) -> Matches:
        """Return what a tree matches among the living documents; None stands for every document, scored 0."""
        if node is None:
            return self._everything()
        if isinstance(node, q.NumericRange):
            return self._passing(touching(self._snapshot, node.start, node.end))
        if isinstance(node, q.Term | q.Phrase | q.Wildcard) and node.fieldname in NAMED_FIELDS:
            return self._passing(holding(self._snapshot, node.fieldname, keys_named(node, self._level)))
        if isinstance(node, q.Term):
            return self._word(node.text, _fields(node))
        if isinstance(node, q.Phrase):
            return self._phrase(tuple(node.words), node.slop, _fields(node))
        if isinstance(node, q.Wildcard):
            return self._wildcard(node.text, _fields(node))
        if isinstance(node, q.Not):
            return self._and([node])
        if isinstance(node, q.And):
            return self._and(node.subqueries)
        if isinstance(node, q.Or):
            return _union([self.matches(child) for child in node.subqueries], self._snapshot.size)
        raise TypeError(f"not a node of the query language: {node!r}")

    def _everything(self) -> Matches:
        return self._passing(self._snapshot.alive)

    def _passing(self, passing: np.ndarray) -> Matches:
        """Return the living documents that pass (bool), scored 0: a filter says nothing of how well they match."""
        documents = np.flatnonzero(passing & self._snapshot.alive)
        return Matches(documents, np.zeros(len(documents)))

    def _and(self, nodes: list[q.Query]) -> Matches:
        wanted = sorted(
            (self.matches(node) for node in nodes if not isinstance(node, q.Not)),
            key=lambda found: len(found.documents),
        )
        found = wanted[0] if wanted else self._everything()
        for other in wanted[1:]:
            kept, at = _members(found.documents, other.documents)
            found = Matches(found.documents[kept], found.scores[kept] + other.scores[at])
        for node in nodes:
            if isinstance(node, q.Not):
                kept, _ = _members(found.documents, self.matches(node.query).documents)
                found = Matches(found.documents[~kept], found.scores[~kept])
        return found

    # --- Words --------------------------------------------------------------------------------------------------------

    def _word(self, word: str, fields: Fields) -> Matches:
        of = parts(word)
        if len(of) > 1 and self._level != "exact":
            written = {field: self._snapshot.forms(field, FOLDED + fold(word)) for field in fields}
            joined = self._forms_matches(("joined", *fields, word), written, word)
            return _union([joined, self._phrase(of, 1, fields)], self._snapshot.size)
        forms = {field: self.forms(field, word) for field in fields}
        return self._forms_matches(("word", self._level, self._dropped, *fields, word), forms, word)

    def forms(self, field: str, word: str) -> list[Form]:
        """Return the forms of a field that the word means at this level, each once a segment."""
        found: dict[tuple[int, int], Form] = {}
        for key in keys_meant(word, self._level):
            for form in self._snapshot.forms(field, key):
                if form.text not in self._dropped and (self._level != "exact" or form.text == word):
                    found[form.segment, form.term] = form
        return list(found.values())

    def _wildcard(self, pattern: str, fields: Fields) -> Matches:
        folded, start, matches = wildcard(pattern)
        chosen: dict[str, list[Form]] = {}
        for field in fields:
            spellings: dict[str, list[Form]] = defaultdict(list)
            for key, forms in self._snapshot.forms_from(field, FOLDED + start):
                if matches(key[1:]):
                    spellings[key] += forms
            self.capped = self.capped or len(spellings) > EXPANSIONS
            chosen[field] = [form for key in sorted(spellings)[:EXPANSIONS] for form in spellings[key]]
        return self._forms_matches(("wildcard", *fields, folded), chosen, folded)

    def _forms_matches(self, key: tuple, forms: dict[str, list[Form]], word: str) -> Matches:
        return Matches(*self._snapshot.cached(key, lambda: self._scored(forms, word)))

    def _scored(self, forms: dict[str, list[Form]], word: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the living documents with any of the forms, and their scores.

        The word as it is spelt counts a second time by its own rarity: a rare form of a common word tells more.
        """
        spelling = fold(word)
        spelt = {field: [form for form in of if fold(form.text) == spelling] for field, of in forms.items()}
        found = self._bm25f(forms, word)
        again = self._bm25f(spelt, word)
        return _union([found, Matches(again.documents, SPELLING_BONUS * again.scores)], self._snapshot.size)

    def _bm25f(self, forms: dict[str, list[Form]], word: str) -> Matches:
        snapshot = self._snapshot
        lists = []
        for field, of in forms.items():
            if not of:
                continue
            norm = LENGTH_NORM[field]
            lengths = snapshot.lengths(field)
            average = snapshot.average_length(field)
            for form in of:
                documents, frequencies, _ = snapshot.occurrences(form)
                weight = FIELD_WEIGHT[field] * CLOSENESS[kinship(form.text, word)]
                lists.append(
                    Matches(documents, weight * frequencies / (1 - norm + norm * lengths[documents] / average))
                )
        documents, frequencies = _union(lists, snapshot.size)
        alive = snapshot.alive[documents]
        documents, frequencies = documents[alive], frequencies[alive]
        rarity = np.log1p((snapshot.living - len(documents) + 0.5) / (len(documents) + 0.5))
        return Matches(documents, rarity * frequencies * (K1 + 1) / (frequencies + K1))

    # --- Phrases ------------------------------------------------------------------------------------------------------

    def _phrase(self, words: tuple[str, ...], slop: int, fields: Fields) -> Matches:
        """Return the documents in which the words follow each other; joined words count as their parts."""
        flat = words if self._level == "exact" else tuple(part for word in words for part in parts(word))
        key = ("phrase", self._level, self._dropped, slop, *fields, flat)
        documents = self._snapshot.cached(key, lambda: (self._phrase_documents(flat, slop, fields),))[0]
        scores = np.zeros(len(documents))
        for word in dict.fromkeys(flat):
            found = self._word(word, fields)
            kept, at = _members(documents, found.documents)
            scores[kept] += found.scores[at]
        return Matches(documents, scores)

    def _phrase_documents(self, words: tuple[str, ...], slop: int, fields: Fields) -> np.ndarray:
        found = []
        for field in fields:
            places = [self._places(field, word) - number for number, word in enumerate(words)]
            starts = min(places, key=len) if slop <= 1 else places[0]
            for other in sorted(places, key=len):
                starts = starts[_members(starts, other)[0] if slop <= 1 else _near(starts, other, slop)]
            found.append(starts >> _POSITION_BITS)
        documents = np.unique(np.concatenate(found))
        return documents[self._snapshot.alive[documents]]

    def _places(self, field: str, word: str) -> np.ndarray:
        """Return every place of a word in a field, in order: document number and position in one int64."""
        return self._snapshot.cached(
            ("places", self._level, self._dropped, field, word), lambda: (self._gathered(field, word),)
        )[0]

    def _gathered(self, field: str, word: str) -> np.ndarray:
        lists = []
        for form in self.forms(field, word):
            documents, frequencies, positions = self._snapshot.occurrences(form)
            lists.append((np.repeat(documents, frequencies) << _POSITION_BITS) + positions + _FIRST_POSITION)
        return np.unique(np.concatenate(lists)) if lists else np.zeros(0, np.int64)


def _fields(node: q.Term | q.Phrase | q.Wildcard) -> Fields:
    return TEXT_FIELDS if node.fieldname == ANY else (node.fieldname,)


def _members(some: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which of `some` are in `of` (bool), and where in `of` those are; both are sorted, without repeats."""
    if not len(of):
        return np.zeros(len(some), bool), np.zeros(0, np.int64)
    at = np.searchsorted(of, some)
    kept = of[np.minimum(at, len(of) - 1)] == some
    return kept, at[kept]


def _near(starts: np.ndarray, other: np.ndarray, slop: int) -> np.ndarray:
    """Return which starts have a place of the other word at most `slop` words from where it would follow."""
    low = np.searchsorted(other, starts - slop)
    return np.searchsorted(other, starts + slop, side="right") > low


def _union(lists: list[Matches], size: int) -> Matches:
    """Return the documents of any of the lists, scores added up. `size` is the number of documents of the index."""
    lists = [one for one in lists if len(one.documents)]
    if not lists:
        return NOTHING
    if len(lists) == 1:
        return lists[0]
    total = sum(len(one.documents) for one in lists)
    if total * 16 > size:
        dense = np.zeros(size)
        for documents, scores in lists:
            dense[documents] += scores
        # A score may be 0: membership is kept apart.
        member = np.zeros(size, bool)
        for documents, _ in lists:
            member[documents] = True
        documents = np.flatnonzero(member)
        return Matches(documents, dense[documents])
    documents = np.concatenate([one.documents for one in lists])
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    scores = np.concatenate([one.scores for one in lists])[order]
    first = np.flatnonzero(np.concatenate(([True], documents[1:] != documents[:-1])))
    return Matches(documents[first], np.add.reduceat(scores, first))
