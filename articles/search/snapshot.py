"""The index as it stands after one commit: all its segments as arrays, numbered through.

A process keeps one snapshot and exchanges it when the index has changed, which it sees by the names in a folder.
Segments that are still there are kept, and what was read of them stays in memory.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from django.conf import settings

from articles.search import commits, store
from articles.search.analysis import schema
from articles.search.matches import distinct
from articles.search.postings import FieldPostings, PostingList
from articles.search.segment import Segment, alive

KEPT_KEYS = 10_000
"""So many keys of words are remembered with their forms."""


POSITION_BITS = 22
FIRST_POSITION = 1 << 10
"""Room before a text, so that the place a phrase would start at stays within its document."""

_NONE = np.zeros(0, np.int64)


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
        self.kept_bytes = 0
        self._forms: dict[tuple[str, str], list[Form]] = {}
        self._sharing: dict[tuple[str, str], list[list[int]]] = {}
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

    def norms(self, field: str, norm: float) -> np.ndarray:
        """Return what BM25 multiplies the frequencies of a field by in each document; `norm` is its b.

        That is 1 / (1 - b + b · length / mean length), deleted documents included in the mean, which is at least 1.
        """
        return self.cached(("norms", field, norm), lambda: (self._norms(field, norm),))[0]

    def _norms(self, field: str, norm: float) -> np.ndarray:
        lengths = self.lengths(field)
        average = max(float(lengths.mean()), 1.0) if self.size else 1.0
        return 1 / (1 - norm + norm * lengths / average)

    def forms(self, field: str, key: str) -> list[Form]:
        """Return the forms that share a key (`articles.search.analysis`), in all segments."""
        if len(self._forms) > KEPT_KEYS:
            self._forms.clear()
        kept = self._forms.get((field, key))
        if kept is None:
            kept = self._forms[field, key] = [
                Form(postings.text(term), field, number, term)
                for (number, postings), of in zip(self.fields(field), self.sharing(field, key), strict=True)
                for term in of
            ]
        return kept

    def sharing(self, field: str, key: str) -> list[list[int]]:
        """Return for each segment the numbers of the terms that share a key."""
        if len(self._sharing) > KEPT_KEYS:
            self._sharing.clear()
        kept = self._sharing.get((field, key))
        if kept is None:
            kept = self._sharing[field, key] = [postings.sharing(key) for _, postings in self.fields(field)]
        return kept

    def terms(self, field: str, form: str) -> list[int | None]:
        """Return for each segment the number of the term that is just this form."""
        wanted = form.encode()
        return [postings.terms.find(wanted) for _, postings in self.fields(field)]

    def counted(self, field: str, terms: Sequence[Collection[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return documents and frequencies of terms, given for each segment, and how long the list of each term is.

        Lists stand one after the other, segment after segment; documents are numbered through (int64).
        """
        documents, frequencies, counts = [_NONE], [_NONE], [_NONE]
        for (number, postings), of in zip(self.fields(field), terms, strict=True):
            if of:
                numbers, times, lengths = postings.counted(np.fromiter(of, np.int64, len(of)))
                documents.append(numbers + self.bases[number])
                frequencies.append(times)
                counts.append(lengths)
        return np.concatenate(documents), np.concatenate(frequencies), np.concatenate(counts)

    def places(self, field: str, terms: Sequence[Collection[int]], within: np.ndarray | None = None) -> np.ndarray:
        """Return every place of terms, given for each segment, in order: document and position in one int64.

        The document, numbered through, stands above POSITION_BITS, the position, from FIRST_POSITION on, below. Places
        in documents that are not in `within` (bool for each document) may be left out.
        """
        found = [_NONE]
        for (number, postings), of in zip(self.fields(field), terms, strict=True):
            if of:
                first = self.bases[number]
                inside = None if within is None else within[first : self.bases[number + 1]]
                documents, frequencies, positions = postings.placed(np.fromiter(of, np.int64, len(of)), inside)
                shifted = ((documents.astype(np.int64) + first) << POSITION_BITS) + FIRST_POSITION
                found.append(np.repeat(shifted, frequencies) + positions)
        return distinct(np.sort(np.concatenate(found), kind="stable"))

    def number_of_places(self, field: str, terms: Sequence[Collection[int]]) -> int:
        """Return how many places terms have, given for each segment; no list is read."""
        return sum(
            postings.occurrences(np.fromiter(of, np.int64, len(of)))
            for (_, postings), of in zip(self.fields(field), terms, strict=True)
        )

    def occurrences(self, form: Form) -> PostingList:
        """Return where a form occurs; documents are numbered through (int64)."""
        documents, frequencies, positions = self.segments[form.segment].fields[form.field].postings(form.term)
        return PostingList(documents.astype(np.int64) + self.bases[form.segment], frequencies, positions)

    def keys(self, field: str) -> list[str]:
        """Return all keys of a key field in order."""
        return self._key_numbers(field)[0]

    def key_counts(self, field: str, documents: np.ndarray) -> tuple[list[str], np.ndarray]:
        """Return the keys of a key field in order, and of how many of these documents each is one."""
        keys, numbers = self._key_numbers(field)
        counts = np.zeros(len(keys), np.int64)
        member = np.zeros(self.size, bool)
        member[documents] = True
        for (number, postings), of in zip(self.fields(field), numbers, strict=True):
            counts[of] += postings.counts_in(member[self.bases[number] : self.bases[number + 1]])
        return keys, counts

    def _key_numbers(self, field: str) -> tuple[list[str], list[np.ndarray]]:
        """Return all keys of a key field in order, and for each segment which of them its terms are."""
        if field not in self._keys:
            of_segments = [[term.decode() for term in postings.terms.all()] for _, postings in self.fields(field)]
            keys = sorted(set().union(*of_segments))
            rank = {key: number for number, key in enumerate(keys)}
            self._keys[field] = keys, [np.array([rank[key] for key in of], np.int64) for of in of_segments]
        return self._keys[field]

    def count(self, form: Form) -> int:
        """Return how many documents of its segment have a form, deleted ones included; no list is read."""
        return self.segments[form.segment].fields[form.field].count(form.term)

    def fields(self, field: str) -> Iterator[tuple[int, FieldPostings]]:
        """Return the numbers of the segments, and what each has of a field."""
        return ((number, segment.fields[field]) for number, segment in enumerate(self.segments))

    def forget(self, key: tuple) -> None:
        """Keep the arrays under a key no longer."""
        with self._lock:
            self.kept_bytes -= sum(one.nbytes for one in self._cache.pop(key, ()))

    def has_kept(self, key: tuple) -> bool:
        """Say whether there are arrays kept under a key."""
        return key in self._cache

    def cached(self, key: tuple, make: Callable[[], tuple[np.ndarray, ...]]) -> tuple[np.ndarray, ...]:
        """Return the arrays kept under a key; `make` computes them the first time. Least recently used ones go.

        `settings.INDEX_CACHE_BYTES` bounds what was computed from posting lists; the lists are mapped, not copied.
        """
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
        made = make()
        size = sum(one.nbytes for one in made)
        with self._lock:
            if key not in self._cache:
                self._cache[key] = made
                self.kept_bytes += size
            while self.kept_bytes > settings.INDEX_CACHE_BYTES and len(self._cache) > 1:
                _, gone = self._cache.popitem(last=False)
                self.kept_bytes -= sum(one.nbytes for one in gone)
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
