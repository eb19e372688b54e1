"""The posting lists of one field as arrays, looked up by term or key; `articles.search.lists` makes them.

All lists of a field lie in three arrays one after the other, in the order of the sorted terms:

    documents, frequencies   one element a posting
    positions                one element an occurrence; empty in fields without positions

and `posting_starts`, `position_starts` say where the list of each term begins. Beside the terms stands the vocabulary:
from a key (`articles.search.analysis`) to the terms that share it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

AT_ONCE = 512
"""Strings of a table that are read at a time."""


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
        return text, starts_of(np.fromiter(map(len, sorted_strings), np.int64, len(sorted_strings)))


class FieldPostings:
    """A field's part of a segment: `arrays` are those of `lists.Lists.arrays`, without the field's name."""

    def __init__(self, arrays: Mapping[str, np.ndarray]) -> None:
        self.documents = arrays["documents"]
        self.frequencies = arrays["frequencies"]
        self.positions = arrays["positions"]
        self.posting_starts = arrays["posting_starts"]
        self.position_starts = arrays["position_starts"]
        self.lengths = arrays["lengths"]
        self.terms = Table(arrays["terms"], arrays["term_ends"])
        self.keys = Table(arrays["keys"], arrays["key_ends"])
        self.key_starts = arrays["key_starts"]
        self.key_terms = arrays["key_terms"]

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
        at = stretches(starts, counts)
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
        return PostingList(documents, frequencies, self.positions[stretches(starts, frequencies)])

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
        number = self.keys.find(key.encode())
        return [] if number is None else self.terms_of_key(number)

    def keys_with_counts(self, prefix: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the keys that begin with a prefix as arrays.

        These are the bytes of all keys, where those with the prefix start and the last ends, and the number of postings
        of the terms of each.
        """
        first, end = self.keys.range_of(prefix.encode())
        starts = self.key_starts[first : end + 1].astype(np.int64)
        counts = np.diff(self.posting_starts)[self.key_terms[starts[0] : starts[-1]]]
        return (
            self.keys.text,
            self.keys.ends[first : end + 1],
            np.add.reduceat(counts, starts[:-1] - starts[0]) if len(counts) else counts,
        )

    def keys_from(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield the keys that begin with a prefix, in order, with their numbers."""
        for number, key in self.keys.with_prefix(prefix.encode()):
            yield key.decode(), number

    def terms_of_key(self, number: int) -> list[int]:
        """Return the numbers of the terms that share the key of that number."""
        first, end = self.key_starts[number : number + 2].tolist()
        return self.key_terms[first:end].tolist()


def starts_of(lengths: np.ndarray) -> np.ndarray:
    """Return where each of the stretches of these lengths begins, and where the last ends."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def stretches(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the indices of the elements of stretches of an array, one stretch after the other."""
    ends = np.cumsum(lengths, dtype=np.int64)
    return np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)
