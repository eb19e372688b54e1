"""The posting lists of one field as arrays: built from tokens, merged from segments, looked up by term or key.

All lists of a field lie in three arrays one after the other, in the order of the sorted terms:

    documents, frequencies   one element a posting
    positions                one element an occurrence; empty in fields without positions

and `posting_starts`, `position_starts` say where the list of each term begins. Beside the terms stands the vocabulary:
from a key (`articles.search.analysis`) to the terms that share it.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

PORTION = 1 << 19
"""Postings that a merge handles at a time."""

AT_ONCE = 512
"""Strings of a table that are read at a time."""

KeysOf = Callable[[str], Iterable[str]]


class PostingList(NamedTuple):
    """The postings of one term: documents in order, times in each, and all positions one after the other."""

    documents: np.ndarray
    frequencies: np.ndarray
    positions: np.ndarray


class Table:
    """Sorted byte strings in one array: binary search without a Python object for each."""

    def __init__(self, text: np.ndarray, ends: np.ndarray) -> None:
        self.text = text
        self.ends = ends
        self._text = text.data

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> bytes:
        start, end = self.ends[number : number + 2].tolist()
        return bytes(self._text[start:end])

    def find(self, wanted: bytes) -> int | None:
        number = bisect_left(self, wanted)
        return number if number < len(self) and self[number] == wanted else None

    def with_prefix(self, prefix: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the numbers and strings that begin with a prefix, in order; its last byte is below 255."""
        first, end = self.range_of(prefix)
        for start in range(first, end, AT_ONCE):
            ends = self.ends[start : min(start + AT_ONCE, end) + 1].tolist()
            text = bytes(self._text[ends[0] : ends[-1]])
            for number, (begin, stop) in enumerate(pairwise(ends), start):
                yield number, text[begin - ends[0] : stop - ends[0]]

    def range_of(self, prefix: bytes) -> tuple[int, int]:
        """Return the first number of the strings that begin with a prefix and the first behind them.

        Takes a prefix whose last byte is below 255.
        """
        return bisect_left(self, prefix), bisect_left(self, prefix[:-1] + bytes([prefix[-1] + 1]))

    def all(self) -> list[bytes]:
        text, ends = bytes(self._text), self.ends.tolist()
        return [text[start:end] for start, end in pairwise(ends)]

    @staticmethod
    def arrays(sorted_strings: Sequence[bytes]) -> tuple[np.ndarray, np.ndarray]:
        """Return the text and the ends of a table."""
        text = np.frombuffer(b"".join(sorted_strings), np.uint8)
        return text, _starts(np.fromiter(map(len, sorted_strings), np.int64, len(sorted_strings)))


class FieldPostings:
    """A field's part of a segment: `arrays` are those of `FieldPostings.arrays_of`, without the field's name."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self.documents = arrays["documents"]
        self.frequencies = arrays["frequencies"]
        self.positions = arrays["positions"]
        self.posting_starts = arrays["posting_starts"]
        self.position_starts = arrays["position_starts"]
        self.lengths = arrays["lengths"]
        self.terms = Table(arrays["terms"], arrays["term_ends"])
        self._keys = Table(arrays["keys"], arrays["key_ends"])
        self._key_starts = arrays["key_starts"]
        self._key_terms = arrays["key_terms"]

    def postings(self, term: int) -> PostingList:
        """Return the list of the term of that number."""
        first, end = self.posting_starts[term : term + 2].tolist()
        first_position, end_position = self.position_starts[term : term + 2].tolist()
        return PostingList(
            self.documents[first:end], self.frequencies[first:end], self.positions[first_position:end_position]
        )

    def counted(self, terms: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return documents and frequencies of several terms, list after list, and how long each list is."""
        starts = self.posting_starts[terms].astype(np.int64)
        counts = self.posting_starts[terms + 1] - starts
        at = _stretches(starts, counts)
        return self.documents[at], self.frequencies[at], counts

    def placed(self, terms: np.ndarray, within: np.ndarray | None) -> PostingList:
        """Return the postings of several terms with their positions, list after list.

        Those alone whose document is in `within` (bool for each document), where that is given.
        """
        documents, frequencies, counts = self.counted(terms)
        ends = np.cumsum(frequencies, dtype=np.int64)
        upto = ends[np.cumsum(counts) - counts] - frequencies[np.cumsum(counts) - counts]
        starts = np.repeat(self.position_starts[terms].astype(np.int64) - upto, counts) + (ends - frequencies)
        if within is not None:
            kept = within[documents]
            documents, frequencies, starts = documents[kept], frequencies[kept], starts[kept]
        return PostingList(documents, frequencies, self.positions[_stretches(starts, frequencies)])

    def occurrences(self, terms: np.ndarray) -> int:
        """Return how often several terms stand in all documents."""
        return int((self.position_starts[terms + 1] - self.position_starts[terms]).sum())

    def counts_in(self, member: np.ndarray) -> np.ndarray:
        """Return for each term how many of the chosen documents (bool for each) have it."""
        return np.add.reduceat(member.take(self._indices).view(np.uint8), self.posting_starts[:-1], dtype=np.int64)

    @cached_property
    def _indices(self) -> np.ndarray:
        """The documents of all postings as numpy's own indices, which picks out twice as fast."""
        return self.documents.astype(np.intp)

    def text(self, term: int) -> str:
        return self.terms[term].decode()

    def count(self, term: int) -> int:
        """Return how many documents, deleted ones included, have the term of that number; no list is read."""
        first, end = self.posting_starts[term : term + 2].tolist()
        return end - first

    def sharing(self, key: str) -> list[int]:
        """Return the numbers of the terms that share a key."""
        number = self._keys.find(key.encode())
        return [] if number is None else self.terms_of_key(number)

    def keys_with_counts(self, prefix: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the keys that begin with a prefix as arrays.

        These are the bytes of all keys, where those with the prefix start and the last ends, and the number of postings
        of the terms of each.
        """
        first, end = self._keys.range_of(prefix.encode())
        starts = self._key_starts[first : end + 1].astype(np.int64)
        counts = np.diff(self.posting_starts)[self._key_terms[starts[0] : starts[-1]]]
        return (
            self._keys.text,
            self._keys.ends[first : end + 1],
            np.add.reduceat(counts, starts[:-1] - starts[0]) if len(counts) else counts,
        )

    def keys_from(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield the keys that begin with a prefix, in order, with their numbers."""
        for number, key in self._keys.with_prefix(prefix.encode()):
            yield key.decode(), number

    def terms_of_key(self, number: int) -> list[int]:
        """Return the numbers of the terms that share the key of that number."""
        first, end = self._key_starts[number : number + 2].tolist()
        return self._key_terms[first:end].tolist()


class Builder:
    """Gathers the tokens of new documents of one field; numbers stand for terms until all are known."""

    def __init__(self, *, positions: bool) -> None:
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

    def lists(self) -> "Lists":
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
            posting_starts,
            ends[posting_starts] if self._with_positions else np.zeros(len(terms) + 1, np.int64),
            documents[firsts],
            np.diff(ends).astype(np.uint32),
            places,
            np.frombuffer(self._lengths, np.uint32),
        )


class Lists(NamedTuple):
    """Posting lists in the making: sorted terms, where the postings and positions of each begin, and the arrays."""

    terms: list[bytes]
    posting_starts: np.ndarray
    position_starts: np.ndarray
    documents: np.ndarray
    frequencies: np.ndarray
    positions: np.ndarray
    lengths: np.ndarray

    def arrays(self, keys_of: KeysOf) -> dict[str, np.ndarray]:
        """Return the arrays that `FieldPostings` reads."""
        keys: dict[str, list[int]] = {}
        for number, term in enumerate(self.terms):
            for key in keys_of(term.decode()):
                keys.setdefault(key, []).append(number)
        sorted_keys = sorted((key.encode(), numbers) for key, numbers in keys.items())
        key_text, key_ends = Table.arrays([key for key, _ in sorted_keys])
        term_text, term_ends = Table.arrays(self.terms)
        sharing = [numbers for _, numbers in sorted_keys]
        return {
            "terms": term_text,
            "term_ends": term_ends,
            "keys": key_text,
            "key_ends": key_ends,
            "key_starts": _starts(np.fromiter(map(len, sharing), np.int64, len(sharing))),
            "key_terms": np.fromiter(chain.from_iterable(sharing), np.uint32),
            "documents": self.documents,
            "frequencies": self.frequencies,
            "positions": self.positions,
            "posting_starts": self.posting_starts.astype(np.uint32),
            "position_starts": self.position_starts.astype(np.uint64),
            "lengths": self.lengths,
        }


def lists_of(field: FieldPostings) -> Lists:
    """Return a field of a segment as lists that can be merged."""
    return Lists(
        field.terms.all(),
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
    terms = sorted(set().union(*(lists.terms for lists, _ in parts)))
    rank = {term: number for number, term in enumerate(terms)}
    ranks = [np.fromiter((rank[term] for term in lists.terms), np.int64, len(lists.terms)) for lists, _ in parts]
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
    if not left.all():
        # All documents of the other terms are left out.
        terms = [term for term, stays in zip(terms, left.tolist(), strict=True) if stays]
    lengths = np.concatenate([lists.lengths[renumbered >= 0] for lists, renumbered in parts])
    return Lists(terms, _starts(counts[left]), _starts(occurrences[left]), documents, frequencies, positions, lengths)


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
        starts = _starts(frequencies)[:-1] + read
        read += last - place
        columns.append((terms[kept], documents[kept], frequencies[kept], starts[kept], lists.positions[place:last]))
    *postings, positions = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.argsort(postings[0], kind="stable")
    terms, documents, frequencies, starts = (column[order] for column in postings)
    if len(positions):
        positions = positions[_stretches(starts, frequencies)]
        occurrences = np.bincount(terms - first, frequencies, end - first).astype(np.int64)
    else:
        occurrences = np.zeros(end - first, np.int64)
    counts = np.bincount(terms - first, minlength=end - first)
    return counts, occurrences, documents.astype(np.uint32), frequencies, positions


def _starts(lengths: np.ndarray) -> np.ndarray:
    """Return where each of the stretches of these lengths begins, and where the last ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def _stretches(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the indices of the elements of stretches of an array, one stretch after the other."""
    ends = np.cumsum(lengths, dtype=np.int64)
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)
