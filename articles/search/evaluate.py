"""A query tree evaluated over posting lists as arrays: which documents match, and how well.

A word's matches in both text fields are one pseudo-term scored by BM25F (Zaragoza et al., "Microsoft Cambridge at
TREC-13", 2004): frequencies are weighed by how close a form is to the word as typed and by field, divided by the
field's length norm, added, and saturated once. So forms of one word compete neither with each other's rarity nor by
their number.
"""

import time
from collections.abc import Callable, Iterable
from itertools import islice

import numpy as np
from django.conf import settings
from whoosh import query as q

from articles.arabic import fold, parts
from articles.search.analysis import FOLDED, keys_meant, keys_of, read_data, wildcard
from articles.search.filters import holding, touching
from articles.search.language import ANY
from articles.search.matches import NOTHING, Matches, added, distinct, members, near, union, where
from articles.search.named import NAMED_FIELDS, keys_named
from articles.search.request import Level
from articles.search.segment import TEXT_FIELDS
from articles.search.snapshot import POSITION_BITS, Form, Snapshot

K1 = 1.2
LENGTH_NORM = {"title": 0.3, "text": 0.7, "byline": 0.3, "dateline": 0.3}
FIELD_WEIGHT = {"title": 4.0, "text": 1.0, "byline": 1.0, "dateline": 1.0}
EXACT, FOLDED_WEIGHT, STEMMED, RELATED = 1.0, 0.97, 0.9, 0.5
SPELLING_BONUS = 0.3

EXPANSIONS = 500
"""A wildcard stands for at most so many spellings, the first in alphabetical order."""

FEW_OF_MANY = 16
"""A word of a phrase with so many times more places than documents are left is read in these documents alone."""

Fields = tuple[str, ...]
"""The fields of text that a word is looked for in; it is one word in all of them together."""


Terms = list[dict[int, tuple[float, bool]]]
"""For each segment the numbers of terms, how close each is to the word, and whether it is spelt as the word is."""


class _OutOfTime(Exception):
    """The time that a query may take is over."""


class Evaluator:
    """Evaluates query trees on one snapshot, for at most `settings.QUERY_SECONDS` from when it was made.

    Forms that are `dropped` do not count. `capped` turns true when a wildcard stood for more forms than allowed,
    `partial` when time was over: what was found by then matches, and more may.
    """

    def __init__(self, snapshot: Snapshot, level: Level = "default", dropped: Iterable[str] = ()) -> None:
        self._snapshot = snapshot
        self._level = level
        self._dropped = frozenset(dropped)
        read_data()  # The first query of a process has the same time as the others.
        self._end = time.monotonic() + settings.QUERY_SECONDS
        self.capped = False
        self.partial = False

    def matches(self, node: q.Query | None) -> Matches:
        """Return what a tree matches among the living documents; None stands for every document, scored 0."""
        try:
            return self._matches(node)
        except _OutOfTime:
            self.partial = True
            return NOTHING

    def _stop_in_time(self) -> None:
        """Raise _OutOfTime where time is over; called before anything that takes long and is not kept."""
        if time.monotonic() >= self._end:
            raise _OutOfTime

    def _matches(self, node: q.Query | None) -> Matches:
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
            return self._or(node.subqueries)
        raise TypeError(f"not a node of the query language: {node!r}")

    def _everything(self) -> Matches:
        return self._passing(self._snapshot.alive)

    def _passing(self, passing: np.ndarray) -> Matches:
        """Return the living documents that pass (bool), scored 0: a filter says nothing of how well they match."""
        documents = np.flatnonzero(passing & self._snapshot.alive)
        return Matches(documents, np.zeros(len(documents)))

    def _and(self, nodes: list[q.Query]) -> Matches:
        wanted = sorted(
            (self._matches(node) for node in nodes if not isinstance(node, q.Not)),
            key=lambda found: len(found.documents),
        )
        found = wanted[0] if wanted else self._everything()
        for other in wanted[1:]:
            kept, at = members(found.documents, other.documents)
            found = Matches(where(found.documents, kept), where(found.scores, kept) + other.scores.take(at))
        for node in nodes:
            if isinstance(node, q.Not):
                kept, _ = members(found.documents, self._matches(node.query).documents)
                found = Matches(where(found.documents, ~kept), where(found.scores, ~kept))
        return found

    def _or(self, nodes: list[q.Query]) -> Matches:
        found = []
        for node in nodes:
            try:
                found.append(self._matches(node))
            except _OutOfTime:
                # What the others match is true without it.
                self.partial = True
                break
        return union(found, self._snapshot.size)

    # --- Words --------------------------------------------------------------------------------------------------------

    def _word(self, word: str, fields: Fields) -> Matches:
        cached = self._snapshot.cached
        of = parts(word)
        if len(of) > 1 and self._level != "exact":
            written = [(FOLDED + fold(word), FOLDED_WEIGHT)]
            joined = Matches(
                *cached(("joined", *fields, word), lambda: self._scored(self._terms(fields, word, written)))
            )
            return union([joined, self._phrase(of, 1, fields)], self._snapshot.size)
        key = ("word", self._level, self._dropped, *fields, word)
        return Matches(*cached(key, lambda: self._scored(self._meant(fields, word))))

    def forms(self, field: str, word: str) -> list[Form]:
        """Return the forms of a field that the word means at this level, each once a segment."""
        found: dict[tuple[int, int], Form] = {}
        for key in keys_meant(word, self._level):
            for form in self._snapshot.forms(field, key):
                if form.text not in self._dropped and (self._level != "exact" or form.text == word):
                    found[form.segment, form.term] = form
        return list(found.values())

    def _meant(self, fields: Fields, word: str) -> dict[str, Terms]:
        """Return the terms that a word means at this level, without those that are dropped."""
        meant = self._all_meant(fields, word)
        for form in self._dropped:
            for field, of_segments in meant.items():
                for terms, dropped in zip(of_segments, self._snapshot.terms(field, form), strict=True):
                    if dropped is not None:
                        terms.pop(dropped, None)
        return meant

    def _all_meant(self, fields: Fields, word: str) -> dict[str, Terms]:
        if self._level == "exact":
            return {
                field: [{} if term is None else {term: (EXACT, True)} for term in self._snapshot.terms(field, word)]
                for field in fields
            }
        # The spelling comes first; a form that shares a key is closer than one that a related word brings.
        meant = keys_meant(word, self._level)
        own = [(key, STEMMED) for key in keys_of(word)[1:] if key in meant]
        others = [(key, RELATED) for key in meant.difference(keys_of(word))]
        return self._terms(fields, word, [(FOLDED + fold(word), FOLDED_WEIGHT), *own, *others])

    def _terms(self, fields: Fields, word: str, keys: Iterable[tuple[str, float]]) -> dict[str, Terms]:
        """Return the terms that share a key, as close as the first of their keys makes them, and the word itself."""
        found = {}
        for field in fields:
            chosen: Terms = [{} for _ in self._snapshot.segments]
            for key, closeness in keys:
                spelt = key[0] == FOLDED
                for terms, sharing in zip(chosen, self._snapshot.sharing(field, key), strict=True):
                    for term in sharing:
                        terms.setdefault(term, (closeness, spelt))
            for terms, itself in zip(chosen, self._snapshot.terms(field, word), strict=True):
                if itself in terms:
                    terms[itself] = (EXACT, True)
            found[field] = chosen
        return found

    def _wildcard(self, pattern: str, fields: Fields) -> Matches:
        folded, start, matches = wildcard(pattern)

        def found() -> tuple[np.ndarray, ...]:
            chosen, capped = self._spellings(FOLDED + start, matches, fields)
            return *self._scored(chosen), np.array(capped)

        documents, scores, capped = self._snapshot.cached(("wildcard", *fields, folded), found)
        self.capped = self.capped or bool(capped)
        return Matches(documents, scores)

    def _spellings(self, start: str, matches: Callable[[str], object], fields: Fields) -> tuple[dict[str, Terms], bool]:
        """Return the terms of the first EXPANSIONS keys that begin so and match, and whether there are more."""
        chosen: dict[str, Terms] = {}
        capped = False
        for field in fields:
            found: list[tuple[str, int, list[int]]] = []
            for number, postings in self._snapshot.fields(field):
                self._stop_in_time()
                matching = (pair for pair in postings.keys_from(start) if matches(pair[0][1:]))
                found += [(key, number, postings.terms_of_key(at)) for key, at in islice(matching, EXPANSIONS + 1)]
            spellings = sorted({key for key, _, _ in found})
            capped = capped or len(spellings) > EXPANSIONS
            kept = frozenset(spellings[:EXPANSIONS])
            chosen[field] = [{} for _ in self._snapshot.segments]
            for key, number, terms in found:
                if key in kept:
                    chosen[field][number].update(dict.fromkeys(terms, (RELATED, False)))
        return chosen, capped

    def _scored(self, chosen: dict[str, Terms]) -> tuple[np.ndarray, np.ndarray]:
        """Return the living documents with any of the terms, and their scores.

        The word as it is spelt counts a second time by its own rarity: a rare form of a common word tells more.
        """
        self._stop_in_time()
        snapshot = self._snapshot
        documents, weights, spelt = [], [], []
        for field, of_segments in chosen.items():
            found, frequencies, counts = snapshot.counted(field, of_segments)
            if not len(found):
                continue
            terms = [term for of in of_segments for term in of.values()]
            closeness = np.array([closeness for closeness, _ in terms]) * FIELD_WEIGHT[field]
            weighed = np.repeat(closeness, counts) * frequencies * snapshot.norms(field, LENGTH_NORM[field])[found]
            documents.append(found)
            weights.append(weighed)
            spelt.append(weighed * np.repeat([as_spelt for _, as_spelt in terms], counts))
        if not documents:
            return NOTHING
        once, *sums = added(np.concatenate(documents), (np.concatenate(weights), np.concatenate(spelt)), snapshot.size)
        alive = snapshot.alive[once]
        of_all, of_spelt = (column[alive] for column in sums)
        return once[alive], self._saturated(of_all) + SPELLING_BONUS * self._saturated(of_spelt)

    def _saturated(self, frequencies: np.ndarray) -> np.ndarray:
        """Return BM25 of weighed frequencies: documents in which they are above 0 have the term."""
        number = np.count_nonzero(frequencies)
        rarity = np.log1p((self._snapshot.living - number + 0.5) / (number + 0.5))
        return rarity * (K1 + 1) * frequencies / (frequencies + K1)

    # --- Phrases ------------------------------------------------------------------------------------------------------

    def _phrase(self, words: tuple[str, ...], slop: int, fields: Fields) -> Matches:
        """Return the documents in which the words follow each other; joined words count as their parts."""
        flat = words if self._level == "exact" else tuple(part for word in words for part in parts(word))
        key = ("phrase", self._level, self._dropped, slop, *fields, flat)
        documents = self._snapshot.cached(key, lambda: (self._phrase_documents(flat, slop, fields),))[0]
        scores = np.zeros(len(documents))
        for word in dict.fromkeys(flat):
            found = self._word(word, fields)
            kept, at = members(documents, found.documents)
            scores[kept] += found.scores[at]
        return Matches(documents, scores)

    def _phrase_documents(self, words: tuple[str, ...], slop: int, fields: Fields) -> np.ndarray:
        found = []
        for field in fields:
            starts = self._starts(field, words, slop)
            found.append(distinct(starts >> POSITION_BITS))
        documents = distinct(np.sort(np.concatenate(found)))
        return documents[self._snapshot.alive[documents]]

    def _starts(self, field: str, words: tuple[str, ...], slop: int) -> np.ndarray:
        """Return the places in a field where a phrase starts: where its first word stands, or would stand.

        The rarest word comes first: of the others only what stands in documents that are left is looked at.
        """
        left: np.ndarray | None = None
        places: dict[int, np.ndarray] = {}
        for at in sorted(range(len(words)), key=lambda at: self._number_of_places(field, words[at])):
            self._stop_in_time()
            of_word = self._places(field, words[at], left)
            documents = of_word >> POSITION_BITS
            if left is not None:
                kept = np.flatnonzero(left.take(documents))
                of_word, documents = of_word.take(kept), documents.take(kept)
            places[at] = of_word - at
            left = np.zeros(self._snapshot.size, bool)
            left[documents] = True
        # The last list is the one from which most was left out.
        first, *others = [*reversed(places)] if slop <= 1 else sorted(places)
        starts = places[first]
        if left is not None and slop > 1:
            starts = where(starts, left.take(starts >> POSITION_BITS))
        for at in others:
            starts = where(starts, members(starts, places[at])[0] if slop <= 1 else near(starts, places[at], slop))
        return starts

    def _number_of_places(self, field: str, word: str) -> int:
        def number() -> tuple[np.ndarray]:
            return (np.array(self._snapshot.number_of_places(field, self._meant((field,), word)[field])),)

        return int(self._snapshot.cached(("number", self._level, self._dropped, field, word), number)[0])

    def _places(self, field: str, word: str, left: np.ndarray | None) -> np.ndarray:
        """Return the places of a word in a field, in order, at least those in the documents left (bool).

        All of them are gathered and kept, unless few of many are needed.
        """
        snapshot = self._snapshot

        def places(within: np.ndarray | None = None) -> np.ndarray:
            return snapshot.places(field, self._meant((field,), word)[field], within)

        key = ("places", self._level, self._dropped, field, word)
        many = left is not None and self._number_of_places(field, word) > FEW_OF_MANY * np.count_nonzero(left)
        if many and not snapshot.has_kept(key):
            return places(left)
        return snapshot.cached(key, lambda: (places(),))[0]


def _fields(node: q.Term | q.Phrase | q.Wildcard) -> Fields:
    return TEXT_FIELDS if node.fieldname == ANY else (node.fieldname,)
