"""The index as it stands after one commit: all its segments as arrays, numbered through.

A process keeps one snapshot and exchanges it when the index has changed, which costs it one look at a folder's time.
Segments that are still there are kept, and what was read of them stays in memory.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from whoosh.index import TOC
from whoosh.filedb.filestore import FileStorage

from articles.search import store
from articles.search.segment import LENGTH_OF_BYTE, Segment

CACHE_BYTES = 128 * 2**20
"""How much of what was computed from posting lists a process keeps; the lists themselves are mapped, not copied."""

TEXT_FIELDS = ("title", "text")


class Form(NamedTuple):
    """A form of a word as it occurs in one segment of a field: where its postings are."""

    text: str
    segment: int
    offset: int


class Snapshot:
    """All segments of an index. Documents are numbered from 0 across segments, in the order of the segments."""

    def __init__(self, folder: Path, generation: int, segments: list[Segment], alive: np.ndarray) -> None:
        self.folder = folder
        self.generation = generation
        self.segments = segments
        self.alive = alive
        self.bases = np.cumsum([0, *(segment.count for segment in segments)]).tolist()
        self.size: int = self.bases[-1]
        self._cache: OrderedDict[tuple, tuple[np.ndarray, ...]] = OrderedDict()
        self._cached_bytes = 0
        self._lock = threading.Lock()

    @cached_property
    def living(self) -> int:
        """The number of documents that are not deleted."""
        return int(self.alive.sum())

    def column(self, name: str) -> np.ndarray:
        """Return a column over all documents."""
        return self.cached(("column", name), lambda: (self._column(name),))[0]

    def _column(self, name: str) -> np.ndarray:
        parts = [segment.columns()[name] for segment in self.segments]
        return np.concatenate(parts) if parts else np.zeros(0, np.uint32)

    def lengths(self, field: str) -> np.ndarray:
        """Return the number of words of a field in each document (float32, as precise as Whoosh keeps it)."""
        return self.cached(("lengths", field), lambda: (LENGTH_OF_BYTE[self._column(f"_{field}_len")],))[0]

    def average_length(self, field: str) -> float:
        total = sum(segment.field_lengths().get(field, 0) for segment in self.segments)
        return max(total / max(self.size, 1), 1.0)

    def forms(self, field: str, key: str) -> list[Form]:
        """Return the forms that share a key (`articles.search.analysis`), in all segments."""
        return [
            Form(text, number, offset)
            for number, segment in enumerate(self.segments)
            for text, offset in segment.entries(field, key)
        ]

    def forms_from(self, field: str, prefix: str) -> Iterator[tuple[str, list[Form]]]:
        """Yield keys that begin with a prefix, with their forms; a key comes once a segment."""
        for number, segment in enumerate(self.segments):
            for key, entries in segment.keys_from(field, prefix):
                yield key, [Form(text, number, offset) for text, offset in entries]

    def occurrences(self, form: Form) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the documents (int64), frequencies and positions of a form."""
        documents, frequencies, positions = self.segments[form.segment].postings(form.offset)
        return documents.astype(np.int64) + self.bases[form.segment], frequencies, positions

    def cached(self, key: tuple, make) -> tuple[np.ndarray, ...]:  # noqa: ANN001
        """Return the arrays kept under a key; `make` computes them the first time. Least recently used ones go."""
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        made = make()
        size = sum(one.nbytes for one in made)
        with self._lock:
            if key not in self._cache:
                self._cache[key] = made
                self._cached_bytes += size
            while self._cached_bytes > CACHE_BYTES and len(self._cache) > 1:
                _, gone = self._cache.popitem(last=False)
                self._cached_bytes -= sum(one.nbytes for one in gone)
        return made


_latest: tuple[tuple[str, int], Snapshot] | None = None
_latest_lock = threading.Lock()


def latest() -> Snapshot:
    """Return the snapshot of the live index, a new one only where the index has changed since the last call.

    Raises IndexNotReady where there is no index that this code can read.
    """
    global _latest
    folder = store.live_folder()
    state = (str(folder), folder.stat().st_mtime_ns)
    kept = _latest
    if kept and kept[0] == state:
        return kept[1]
    with _latest_lock:
        kept = _latest
        if not (kept and kept[0] == state):
            old = kept[1] if kept and kept[1].folder == folder else None
            _latest = kept = (state, _opened(folder, old))
    return kept[1]


def _opened(folder: Path, old: Snapshot | None) -> Snapshot:
    """Open the latest generation in a folder; a commit in between may delete files, then the next one is tried."""
    known = {segment.name: segment for segment in old.segments} if old else {}
    storage = FileStorage(str(folder))
    for attempt in range(10):
        toc = TOC.read(storage, "MAIN")
        if old and toc.generation == old.generation:
            return old
        try:
            segments = [known.get(one.segment_id()) or Segment(folder, one) for one in toc.segments]
        except FileNotFoundError:
            if attempt == 9:
                raise
            continue
        alive = [np.ones(0, bool)]
        for one in toc.segments:
            alive.append(np.ones(one.doc_count_all(), bool))
            alive[-1][list(one.deleted_docs())] = False
        return Snapshot(folder, toc.generation, segments, np.concatenate(alive))
    raise AssertionError("unreachable")
