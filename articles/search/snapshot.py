"""The index as it stands after one commit: all its segments as arrays, numbered through.

A process keeps one snapshot and exchanges it when the index has changed, which it sees by the names in a folder.
Segments that are still there are kept, and what was read of them stays in memory.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from articles.search import commits, store
from articles.search.analysis import schema
from articles.search.postings import FieldPostings, PostingList
from articles.search.segment import Segment, alive

CACHE_BYTES = 128 * 2**20
"""How much of what was computed from posting lists a process keeps; the lists themselves are mapped, not copied."""

KEPT_KEYS = 10_000
"""So many keys of words are remembered with their forms."""


class Form(NamedTuple):
    """A form of a word in one segment of a field: its text, the number of the segment, its number among the terms."""

    text: str
    field: str
    segment: int
    term: int


class Snapshot:
    """All segments of an index. Documents are numbered from 0 across segments, in the order of the segments."""

    def __init__(self, folder: Path, generation: int, segments: list[Segment], living: np.ndarray) -> None:
        self.folder = folder
        self.generation = generation
        self.segments = segments
        self.alive = living
        self.bases = np.cumsum([0, *(segment.count for segment in segments)]).tolist()
        self.size: int = self.bases[-1]
        self._cache: OrderedDict[tuple, tuple[np.ndarray, ...]] = OrderedDict()
        self._cached_bytes = 0
        self._forms: dict[tuple[str, str], list[Form]] = {}
        self._keys: dict[str, tuple[list[str], list[np.ndarray]]] = {}
        self._lock = threading.Lock()

    @cached_property
    def living(self) -> int:
        """The number of documents that are not deleted."""
        return int(self.alive.sum())

    def articles(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the primary keys of the articles in the index, and the checksums of what is indexed of them."""
        return self.column("pk")[self.alive], self.column("checksum")[self.alive]

    def column(self, name: str) -> np.ndarray:
        """Return a column over all documents."""
        return self.cached(("column", name), lambda: (self._column(name),))[0]

    def _column(self, name: str) -> np.ndarray:
        return _joined([segment.columns[name] for segment in self.segments])

    def lengths(self, field: str) -> np.ndarray:
        """Return the number of words of a field in each document."""
        return self.cached(
            ("lengths", field), lambda: (_joined([segment.fields[field].lengths for segment in self.segments]),)
        )[0]

    def average_length(self, field: str) -> float:
        """Return the mean number of words of a field, deleted documents included; at least 1."""
        return max(float(self.lengths(field).mean()), 1.0) if self.size else 1.0

    def forms(self, field: str, key: str) -> list[Form]:
        """Return the forms that share a key (`articles.search.analysis`), in all segments."""
        if len(self._forms) > KEPT_KEYS:
            self._forms.clear()
        kept = self._forms.get((field, key))
        if kept is None:
            kept = self._forms[field, key] = [
                Form(postings.text(term), field, number, term)
                for number, postings in self._fields(field)
                for term in postings.sharing(key)
            ]
        return kept

    def forms_from(self, field: str, prefix: str) -> Iterator[tuple[str, list[Form]]]:
        """Yield keys that begin with a prefix, with their forms; a key comes once a segment."""
        for number, postings in self._fields(field):
            for key, terms in postings.keys_from(prefix):
                yield key, [Form(postings.text(term), field, number, term) for term in terms]

    def occurrences(self, form: Form) -> PostingList:
        """Return where a form occurs; documents are numbered through (int64)."""
        documents, frequencies, positions = self.segments[form.segment].fields[form.field].postings(form.term)
        return PostingList(documents.astype(np.int64) + self.bases[form.segment], frequencies, positions)

    def number_of_documents(self, form: Form) -> int:
        """Return in how many documents a form occurs, deleted ones included; the list itself is not read."""
        starts = self.segments[form.segment].fields[form.field].posting_starts
        return int(starts[form.term + 1]) - int(starts[form.term])

    def key_counts(self, field: str, member: np.ndarray) -> tuple[list[str], np.ndarray]:
        """Return the keys of a key field, and of how many of the chosen documents (bool) each is a key."""
        keys, numbers = self._key_numbers(field)
        counts = np.zeros(len(keys), np.int64)
        for (number, postings), of in zip(self._fields(field), numbers, strict=True):
            chosen = member[self.bases[number] : self.bases[number + 1]][postings.documents]
            upto = np.concatenate(([0], np.cumsum(chosen)))[postings.posting_starts]
            counts[of] += np.diff(upto)
        return keys, counts

    def _key_numbers(self, field: str) -> tuple[list[str], list[np.ndarray]]:
        """Return all keys of a key field in order, and for each segment which of them its terms are."""
        if field not in self._keys:
            of_segments = [[term.decode() for term in postings.terms.all()] for _, postings in self._fields(field)]
            keys = sorted(set().union(*of_segments))
            rank = {key: number for number, key in enumerate(keys)}
            self._keys[field] = keys, [np.array([rank[key] for key in of], np.int64) for of in of_segments]
        return self._keys[field]

    def count(self, form: Form) -> int:
        """Return how many documents of its segment have a form, deleted ones included; no list is read."""
        return self.segments[form.segment].fields[form.field].count(form.term)

    def _fields(self, field: str) -> Iterator[tuple[int, FieldPostings]]:
        return ((number, segment.fields[field]) for number, segment in enumerate(self.segments))

    def cached(self, key: tuple, make: Callable[[], tuple[np.ndarray, ...]]) -> tuple[np.ndarray, ...]:
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


State = tuple[Path, int]
"""Which index is live, and its last commit."""

_latest: Snapshot | None = None
_unreadable: tuple[State, str] | None = None
"""What could not be read, and why: it is not tried again for every search."""
_latest_lock = threading.Lock()


def latest() -> Snapshot:
    """Return the snapshot of the live index, a new one only where the index has changed since the last call.

    Raises IndexNotReady where there is no index that this code can read.
    """
    global _latest, _unreadable
    state: State | None = None
    for _ in range(commits.ATTEMPTS):
        folder = store.live_folder()
        try:
            state = (folder, commits.generation(folder))
            kept = _latest
            if kept and (kept.folder, kept.generation) == state:
                return kept
            with _latest_lock:
                if _unreadable and _unreadable[0] == state:
                    raise store.IndexNotReady(_unreadable[1])
                kept = _latest
                if not kept or (kept.folder, kept.generation) != state:
                    _latest = kept = opened(folder, kept)
                return kept
        except FileNotFoundError as error:
            problem = store.damaged(error)
        except OSError as error:
            problem = store.damaged(error)
            break
    if state:
        _unreadable = state, str(problem)
    raise problem


def is_ready() -> bool:
    """Say whether there is an index that this code can read; it is opened for that."""
    try:
        latest()
    except store.IndexNotReady:
        return False
    return True


def fresh() -> Snapshot:
    """Return a snapshot of the live index whose files were all read again; raises IndexNotReady as `latest` does."""
    for _ in range(commits.ATTEMPTS):
        try:
            return opened(store.live_folder())
        except FileNotFoundError as error:
            missing = error
        except OSError as error:
            raise store.damaged(error) from error
    raise store.damaged(missing)


def opened(folder: Path, old: Snapshot | None = None) -> Snapshot:
    """Open the last commit in a folder; segments that the old snapshot has open are taken from it.

    Raises FileNotFoundError and DamagedFile.
    """
    known = {segment.name: segment for segment in old.segments} if old and old.folder == folder else {}
    toc = commits.read(folder, schema())
    segments = [known.get(one.segment_id()) or Segment(folder, one) for one in toc.segments]
    living = np.concatenate([np.zeros(0, bool), *(alive(one) for one in toc.segments)])
    return Snapshot(folder, toc.generation, segments, living)


def _joined(columns: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(columns) if columns else np.zeros(0, np.uint32)
