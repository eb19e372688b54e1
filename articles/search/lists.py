"""Posting lists in the making: gathered from the tokens of new documents, merged from segments."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from articles.search.postings import FieldPostings, Table, starts_of, stretches

PORTION = 1 << 19
"""Postings that a merge handles at a time."""

TERM_BITS = 32

KeysOf = Callable[[str], Iterable[str]]


class Keys(NamedTuple):
    """Sorted keys, where the terms that share each begin, and the numbers of these terms, in order for each key."""

    keys: list[bytes]
    starts: np.ndarray
    terms: np.ndarray


class Lists(NamedTuple):
    """Sorted terms with their keys, where the postings and positions of each begin, and the arrays of these."""

    terms: list[bytes]
    keys: Keys
    posting_starts: np.ndarray
    position_starts: np.ndarray
    documents: np.ndarray
    frequencies: np.ndarray
    positions: np.ndarray
    lengths: np.ndarray

    def arrays(self) -> dict[str, np.ndarray]:
        """Return the arrays that `FieldPostings` reads."""
        key_text, key_ends = Table.arrays(self.keys.keys)
        term_text, term_ends = Table.arrays(self.terms)
        return {
            "terms": term_text,
            "term_ends": term_ends,
            "keys": key_text,
            "key_ends": key_ends,
            "key_starts": self.keys.starts.astype(np.int64),
            "key_terms": self.keys.terms.astype(np.uint32),
            "documents": self.documents,
            "frequencies": _narrow(self.frequencies),
            "positions": _narrow(self.positions),
            "posting_starts": self.posting_starts.astype(np.uint32),
            "position_starts": self.position_starts.astype(np.uint64),
            "lengths": self.lengths,
        }


class Builder:
    """Gathers the tokens of new documents of one field; numbers stand for terms until all are known."""

    def __init__(self, keys_of: KeysOf, *, positions: bool) -> None:
        self._keys_of = keys_of
        self._numbers: dict[str, int] = {}
        self._tokens = array("I")
        self._places = array("I")
        self._counts = array("I")
        self._lengths = array("I")
        self._with_positions = positions

    def number(self, term: str) -> int:
        """Return the number that stands for a term."""
        return self._numbers.setdefault(term, len(self._numbers))

    def add(self, tokens: Sequence[int], places: Iterable[int] | None = None, length: int | None = None) -> None:
        """Add a document: the numbers of its terms in order, their positions (0, 1, 2 … if None), its length."""
        self._tokens.extend(tokens)
        if self._with_positions:
            self._places.extend(range(len(tokens)) if places is None else places)
        self._counts.append(len(tokens))
        self._lengths.append(len(tokens) if length is None else length)

    def lists(self) -> Lists:
        """Return the posting lists of all documents added."""
        terms = sorted((term.encode(), number) for term, number in self._numbers.items())
        ranks = np.empty(len(terms), np.uint32)
        ranks[[number for _, number in terms]] = np.arange(len(terms), dtype=np.uint32)
        tokens = ranks[np.frombuffer(self._tokens, np.uint32)] if terms else np.zeros(0, np.uint32)
        order = np.argsort(tokens, kind="stable")
        tokens = tokens[order]
        counts = np.frombuffer(self._counts, np.uint32)
        documents = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)[order]
        places = np.frombuffer(self._places, np.uint32)[order] if self._with_positions else np.zeros(0, np.uint32)
        changes = np.ones(len(tokens), bool)
        changes[1:] = (tokens[1:] != tokens[:-1]) | (documents[1:] != documents[:-1])
        firsts = np.flatnonzero(changes)
        posting_starts = np.searchsorted(tokens[firsts], np.arange(len(terms) + 1))
        ends = np.append(firsts, len(tokens))
        return Lists(
            [term for term, _ in terms],
            self._keys([term for term, _ in terms]),
            posting_starts,
            ends[posting_starts] if self._with_positions else np.zeros(len(terms) + 1, np.int64),
            documents[firsts],
            np.diff(ends).astype(np.uint32),
            places,
            np.frombuffer(self._lengths, np.uint32),
        )

    def _keys(self, terms: Sequence[bytes]) -> Keys:
        keys: dict[str, list[int]] = {}
        for number, term in enumerate(terms):
            for key in self._keys_of(term.decode()):
                keys.setdefault(key, []).append(number)
        sorted_keys = sorted((key.encode(), numbers) for key, numbers in keys.items())
        sharing = [numbers for _, numbers in sorted_keys]
        return Keys(
            [key for key, _ in sorted_keys],
            starts_of(np.fromiter(map(len, sharing), np.int64, len(sharing))),
            np.fromiter(chain.from_iterable(sharing), np.int64),
        )


def lists_of(field: FieldPostings) -> Lists:
    """Return a field of a segment as lists that can be merged."""
    return Lists(
        field.terms.all(),
        Keys(field.keys.all(), field.key_starts, field.key_terms),
        field.posting_starts.astype(np.int64),
        field.position_starts.astype(np.int64),
        field.documents,
        field.frequencies,
        field.positions,
        field.lengths,
    )


def merged(parts: Sequence[tuple[Lists, np.ndarray]]) -> Lists:
    """Join lists whose documents get new numbers: each part comes with them, -1 for a document that is left out.

    New numbers ascend within a part and from part to part. Works through the terms in portions, so that the memory it
    takes beside the result stays small.
    """
    terms, ranks = _united([lists.terms for lists, _ in parts])
    postings = np.zeros(len(terms), np.int64)
    for (lists, _), of in zip(parts, ranks, strict=True):
        postings[of] += lists.posting_starts[1:] - lists.posting_starts[:-1]
    bounds = np.flatnonzero(np.diff(np.cumsum(postings) // PORTION)) + 1
    portions = [
        _merged_portion(parts, ranks, int(first), int(end))
        for first, end in pairwise((0, *bounds.tolist(), len(terms)))
    ]
    counts, occurrences, documents, frequencies, positions = (
        np.concatenate(column) for column in zip(*portions, strict=True)
    )
    left = counts > 0
    return Lists(
        # All documents of the other terms are left out.
        _kept(terms, left),
        _merged_keys([lists.keys for lists, _ in parts], ranks, left),
        starts_of(counts[left]),
        starts_of(occurrences[left]),
        documents,
        frequencies,
        positions,
        np.concatenate([lists.lengths[renumbered >= 0] for lists, renumbered in parts]),
    )


def _merged_portion(
    parts: Sequence[tuple[Lists, np.ndarray]], ranks: Sequence[np.ndarray], first: int, end: int
) -> tuple[np.ndarray, ...]:
    """Merge the terms from `first` to `end` (excluded).

    Returns the numbers of postings and of occurrences of each term, then documents, frequencies and positions.
    """
    columns: list[tuple[np.ndarray, ...]] = []
    read = 0
    for (lists, renumbered), rank in zip(parts, ranks, strict=True):
        low, high = np.searchsorted(rank, (first, end)).tolist()
        begin, stop = lists.posting_starts[[low, high]].tolist()
        documents = renumbered[lists.documents[begin:stop]]
        frequencies = lists.frequencies[begin:stop]
        terms = np.repeat(rank[low:high], np.diff(lists.posting_starts[low : high + 1]))
        place, last = lists.position_starts[[low, high]].tolist()
        kept = documents >= 0
        starts = starts_of(frequencies)[:-1] + read
        read += last - place
        columns.append((terms[kept], documents[kept], frequencies[kept], starts[kept], lists.positions[place:last]))
    *postings, positions = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.argsort(postings[0], kind="stable")
    terms, documents, frequencies, starts = (column[order] for column in postings)
    if len(positions):
        positions = positions[stretches(starts, frequencies)]
        occurrences = np.bincount(terms - first, frequencies, end - first).astype(np.int64)
    else:
        occurrences = np.zeros(end - first, np.int64)
    counts = np.bincount(terms - first, minlength=end - first)
    return counts, occurrences, documents.astype(np.uint32), frequencies, positions


def _merged_keys(parts: Sequence[Keys], ranks: Sequence[np.ndarray], left: np.ndarray) -> Keys:
    """Join the keys of parts; `ranks` are the new numbers of the terms of each, `left` says which of these stay.

    The keys of a term are the same in every segment, so none is computed again.
    """
    keys, key_ranks = _united([part.keys for part in parts])
    pairs = [
        (np.repeat(of, np.diff(part.starts)) << TERM_BITS) | terms[part.terms]
        for part, of, terms in zip(parts, key_ranks, ranks, strict=True)
    ]
    pair = np.unique(np.concatenate(pairs))
    of_key, terms = pair >> TERM_BITS, pair & ((1 << TERM_BITS) - 1)
    stays = left[terms]
    renumbered = np.cumsum(left) - 1
    counts = np.bincount(of_key[stays], minlength=len(keys))
    return Keys(_kept(keys, counts > 0), starts_of(counts[counts > 0]), renumbered[terms[stays]])


def _narrow(numbers: np.ndarray) -> np.ndarray:
    """Return numbers as the smallest unsigned type that holds all of them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max())), copy=False) if len(numbers) else numbers


def _united(parts: Sequence[list[bytes]]) -> tuple[list[bytes], list[np.ndarray]]:
    """Return all strings of several lists once, in order, and for each list which of them its strings are."""
    strings = sorted(set().union(*parts))
    rank = {string: number for number, string in enumerate(strings)}
    return strings, [np.fromiter((rank[string] for string in part), np.int64, len(part)) for part in parts]


def _kept(strings: list[bytes], left: np.ndarray) -> list[bytes]:
    return strings if left.all() else [string for string, stays in zip(strings, left.tolist(), strict=True) if stays]
