"""Writing the index: documents gathered as arrays, segments merged as arrays."""

import heapq
import math
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from articles.search.codec import ArrayCodec, PostingList
from articles.search.segment import Segment

MERGE_FACTOR = 6
"""So many segments of like size become one: reading stays quick, and a document is rewritten log6(n) times."""

Lists = Iterator[tuple[str, bytes, PostingList]]


class ArrayWriter(SegmentWriter):
    """Whoosh's segment writer with array postings and a merge that never looks at single postings.

    Takes the index's lock, waiting up to `timeout` seconds (raises whoosh.index.LockError then); the system lets go of
    the lock when its holder dies.
    """

    def __init__(self, index: FileIndex, timeout: float = 60.0) -> None:
        super().__init__(index, timeout=timeout, delay=0.02, codec=ArrayCodec(), compound=False)
        self.pool = ArrayPool()
        self._merged: list[tuple[Segment, np.ndarray]] = []

    def commit(self) -> None:
        """Finish the segment, merge segments of like size, and make it all visible at once."""
        super().commit(mergetype=merge_alike)

    def add_segment(self, segment: Segment) -> None:
        """Take over a segment's documents, all but the deleted ones."""
        alive = segment.alive()
        numbers = np.cumsum(alive, dtype=np.int64) + (self.docnum - 1)
        count = int(alive.sum())
        columns = {name: values[alive] for name, values in segment.columns().items()}
        self.perdocwriter.add_columns(columns, count, segment.field_lengths())
        self._merged.append((segment, np.where(alive, numbers, -1)))
        self.docnum += count
        self._added = self._added or count > 0

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        streams = [self.pool.lists(), *(_renumbered(segment, numbers) for segment, numbers in self._merged)]
        self.fieldwriter.add_lists(self.schema, _joined(streams))
        self.fieldwriter.close()


class ArrayPool:
    """The postings of new documents, gathered in memory a term at a time instead of sorted one by one."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, bytes], tuple[array, array, bytearray]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        field, term, document, weight, positions = item
        found = self._terms.get((field, term))
        if found is None:
            found = self._terms[field, term] = (array("I"), array("I"), bytearray())
        found[0].append(document)
        found[1].append(int(weight))
        found[2].extend(positions)

    def lists(self) -> Lists:
        for (field, term), (documents, frequencies, positions) in sorted(self._terms.items(), key=itemgetter(0)):
            yield (
                field,
                term,
                PostingList(
                    np.frombuffer(documents, "<u4"), np.frombuffer(frequencies, "<u4"), np.frombuffer(positions, "<u4")
                ),
            )

    def cleanup(self) -> None:
        self._terms.clear()


def merge_alike(writer: ArrayWriter, segments: Sequence[Any]) -> list[Any]:
    """Whoosh's merge policy: as soon as MERGE_FACTOR segments are of like size, they and all smaller ones become one.

    The new documents count as a segment; segments with no document left are dropped. Returns the segments that stay.
    """
    left = sorted((one for one in segments if one.doc_count()), key=lambda one: one.doc_count())
    tiers = [_tier(one.doc_count()) for one in left]
    chosen = 0
    for tier in sorted(set(tiers)):
        merged = writer.docnum + sum(one.doc_count() for one in left[:chosen])
        if tiers[chosen:].count(tier) + (_tier(merged) == tier) >= MERGE_FACTOR:
            chosen = max(number for number, one in enumerate(tiers, start=1) if one == tier)
    for segment in left[:chosen]:
        writer.add_segment(Segment(writer.storage.folder, segment))
    return left[chosen:]


def _tier(count: int) -> int:
    """Return the order of magnitude of a number of documents, to the base MERGE_FACTOR."""
    return int(math.log(max(count, 1), MERGE_FACTOR))


def _renumbered(segment: Segment, numbers: np.ndarray) -> Lists:
    """Yield a segment's posting lists with new document numbers, without the documents numbered -1."""
    for field, term, postings in segment.lists():
        documents = numbers[postings.documents]
        kept = documents >= 0
        if kept.all():
            yield field, term, PostingList(documents.astype("<u4"), postings.frequencies, postings.positions)
        elif kept.any():
            positions = postings.positions
            if len(positions):
                positions = positions[np.repeat(kept, postings.frequencies)]
            yield field, term, PostingList(documents[kept].astype("<u4"), postings.frequencies[kept], positions)


def _joined(streams: list[Lists]) -> Lists:
    """Merge sorted streams of posting lists; lists of one term are joined in the order of the streams."""
    merged = heapq.merge(*streams, key=lambda item: item[:2])
    for (field, term), items in groupby(merged, key=lambda item: item[:2]):
        lists = [postings for _field, _term, postings in items]
        if len(lists) == 1:
            yield field, term, lists[0]
        else:
            yield field, term, PostingList(*(np.concatenate(parts) for parts in zip(*lists, strict=True)))
