"""Documents with scores, joined and intersected as sorted arrays."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

DENSE = 64
"""An array over all documents is filled where it is at most so many times as long as what goes into it."""


class Matches(NamedTuple):
    """Documents in order (int64) and their scores (float64)."""

    documents: np.ndarray
    scores: np.ndarray


NOTHING = Matches(np.zeros(0, np.int64), np.zeros(0))


def where(values: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return the values for which a mask (bool) is true; where it is mixed, much faster than indexing by it."""
    return values.take(np.flatnonzero(mask))


def distinct(values: np.ndarray) -> np.ndarray:
    """Return sorted values without repeats."""
    if len(values) < 2:
        return values
    changes = values[1:] != values[:-1]
    return values if changes.all() else where(values, np.concatenate(([True], changes)))


def union(lists: Sequence[Matches], size: int) -> Matches:
    """Return the documents of any of the lists, scores added up. `size` is the number of documents of the index."""
    lists = [one for one in lists if len(one.documents)]
    if len(lists) < 2:
        return lists[0] if lists else NOTHING
    documents = np.concatenate([one.documents for one in lists])
    scores = np.concatenate([one.scores for one in lists])
    return Matches(*added(documents, (scores,), size))


def added(documents: np.ndarray, columns: Sequence[np.ndarray], size: int) -> tuple[np.ndarray, ...]:
    """Return documents in order and once, and for each column the sums of what it says of each of them.

    `size` is the number of documents of the index.
    """
    if not len(documents):
        return documents, *columns
    if len(documents) * DENSE > size:
        # A sum may be 0: membership is kept apart.
        member = np.zeros(size, bool)
        member[documents] = True
        once = np.flatnonzero(member)
        return once, *(np.bincount(documents, column, size)[once] for column in columns)
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    first = np.flatnonzero(np.concatenate(([True], documents[1:] != documents[:-1])))
    return documents[first], *(np.add.reduceat(column[order], first) for column in columns)


def members(some: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which of `some` are in `of` (bool), and where in `of` those are; both are sorted, without repeats."""
    if not len(of) or not len(some):
        return np.zeros(len(some), bool), np.zeros(0, np.int64)
    if (len(some) + len(of)) * DENSE > of[-1]:
        places = np.full(max(of[-1], some[-1]) + 1, -1, np.int32)
        places[of] = np.arange(len(of), dtype=np.int32)
        at = places.take(some)
        kept = at >= 0
        return kept, where(at, kept)
    if len(some) > len(of):
        inside, at = members(of, some)
        kept = np.zeros(len(some), bool)
        kept[at] = True
        return kept, np.flatnonzero(inside)
    at = np.searchsorted(of, some)
    kept = of.take(np.minimum(at, len(of) - 1)) == some
    return kept, where(at, kept)


def near(starts: np.ndarray, other: np.ndarray, slop: int) -> np.ndarray:
    """Return which starts have a place of the other word at most `slop` words from where it would follow (bool)."""
    low = np.searchsorted(other, starts - slop)
    return np.searchsorted(other, starts + slop, side="right") > low
