"""Writing the index: documents gathered as arrays, segments merged as arrays, commits seen whole or not at all."""

import math
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from articles.arabic import surfaces
from articles.search import commits
from articles.search.analysis import forms_of, keys_of, schema
from articles.search.arrays import write_arrays
from articles.search.codec import ArrayCodec
from articles.search.lists import Builder, Lists, lists_of, merged
from articles.search.segment import ARRAYS_EXT, COLUMNS, KEY_FIELDS, WORD_FIELDS, Segment, alive

MERGE_FACTOR = 6
"""So many segments of like size become one: reading stays quick, and a document is rewritten log6(n) times."""


PASSAGE_GAP = 100
"""Positions between two passages of a document; wider than any distance that a query can ask for."""


class SegmentBuilder:
    """Gathers new documents, and writes them as a segment.

    Its file is nobody's until a commit names the segment (`IndexWriter.adopt`), so several processes may write at once.
    """

    def __init__(self) -> None:
        self._texts = {field: TextBuilder() for field in WORD_FIELDS}
        self._keys = {field: Builder(_itself, positions=False) for field in KEY_FIELDS}
        self._columns = {name: array(code) for name, code in COLUMNS.items()}

    @property
    def count(self) -> int:
        """The number of documents added so far."""
        return len(self._columns["pk"])

    def add(self, document: dict[str, Any]) -> None:
        """Add a document: passages for each text field, keys for each key field, numbers for columns (0 if absent)."""
        for field, texts in self._texts.items():
            texts.add(document.get(field) or ())
        for field, keys in self._keys.items():
            keys.add([keys.number(key) for key in dict.fromkeys(document.get(field) or ())])
        for name, column in self._columns.items():
            column.append(document.get(name, 0))

    def write(self, folder: Path, parts: Sequence[tuple[Segment, np.ndarray]] = ()) -> Any:
        """Write the documents into a folder, and return the segment as Whoosh knows it.

        `parts` are segments to be merged into it, each with its documents that are not deleted (bool).
        """
        numbers = [np.arange(self.count)]
        total = self.count
        for _, living in parts:
            numbers.append(np.where(living, np.cumsum(living) + total - 1, -1))
            total += int(living.sum())
        arrays: dict[str, np.ndarray] = {}
        for name, column in self._columns.items():
            old = [segment.columns[name][living] for segment, living in parts]
            arrays[f"column {name}"] = np.concatenate([np.frombuffer(column, column.typecode), *old])
        builders: dict[str, TextBuilder | Builder] = {**self._texts, **self._keys}
        for field, builder in builders.items():
            lists = [builder.lists(), *(lists_of(segment.fields[field]) for segment, _ in parts)]
            joined = merged(list(zip(lists, numbers, strict=True))) if parts else lists[0]
            for name, values in joined.arrays().items():
                arrays[f"{field} {name}"] = values
        segment = ArrayCodec().new_segment(FileStorage(str(folder)), commits.NAME)
        segment.set_doc_count(total)
        write_arrays(folder / segment.make_filename(ARRAYS_EXT), arrays)
        return segment


class IndexWriter:
    """Adds and deletes documents; nothing is seen before `commit`. The caller holds `store.writing`.

    Raises DamagedFile where a segment to be read, such as one to be merged, is not what was written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        toc = commits.read(folder, schema())
        self._generation = toc.generation + 1
        self._segments: list[Any] = toc.segments
        self._new = SegmentBuilder()

    def add(self, document: dict[str, Any]) -> None:
        """Add a document; see `SegmentBuilder.add`."""
        self._new.add(document)

    def adopt(self, segment: Any, folder: Path) -> None:
        """Add the documents of a segment that a `SegmentBuilder` wrote into another folder of the same disk."""
        name = segment.make_filename(ARRAYS_EXT)
        (folder / name).rename(self._folder / name)
        self._segments.append(segment)

    def delete(self, primary_keys: set[int]) -> None:
        """Delete the documents of these articles that are in the index."""
        wanted = np.fromiter(primary_keys, np.uint32, len(primary_keys))
        for segment in self._segments:
            columns = Segment(self._folder, segment, checked=("column pk",)).columns
            for number in np.flatnonzero(np.isin(columns["pk"], wanted)).tolist():
                if not segment.is_deleted(number):
                    segment.delete_document(number)

    def commit(self) -> None:
        """Write the segment, merge segments of like size, and make it all visible at once."""
        left, chosen = self._alike()
        if self._new.count or chosen:
            left.append(self._new.write(self._folder, [(Segment(self._folder, one), alive(one)) for one in chosen]))
        commits.write(self._folder, TOC(schema(), left, self._generation))

    def _alike(self) -> tuple[list[Any], list[Any]]:
        """Return the segments to leave and those to merge; segments with no document left are in neither.

        As soon as MERGE_FACTOR segments are of like size, they and all smaller ones become one; the new documents count
        as a segment.
        """
        segments = sorted((one for one in self._segments if one.doc_count()), key=lambda one: one.doc_count())
        tiers = [_tier(one.doc_count()) for one in segments]
        chosen = 0
        for tier in sorted(set(tiers)):
            gathered = self._new.count + sum(one.doc_count() for one in segments[:chosen])
            if tiers[chosen:].count(tier) + (_tier(gathered) == tier) >= MERGE_FACTOR:
                chosen = max(number for number, one in enumerate(tiers, start=1) if one == tier)
        return segments[chosen:], segments[:chosen]


class TextBuilder:
    """A `Builder` that is given texts. What a surface stands for is looked up once and kept."""

    def __init__(self) -> None:
        self._builder = Builder(keys_of, positions=True)
        self._single: dict[str, int] = {}
        self._special: dict[str, tuple[int, ...]] = {}
        """Surfaces that are not just one word: harakat alone, or a whole and its parts."""

    def add(self, passages: Sequence[str]) -> None:
        """Add a document; no phrase reaches from one passage into the next."""
        self._add_words([surfaces(passage) for passage in passages])

    def _add_words(self, passages: list[list[str]]) -> None:
        different = {word for words in passages for word in words}
        special = False
        for surface in different:
            if surface not in self._single:
                if surface not in self._special:
                    self._learn(surface)
                special = special or surface in self._special
        if not special and len(passages) == 1:
            self._builder.add([self._single[word] for word in passages[0]])
        else:
            self._add_with_special(passages)

    def _learn(self, surface: str) -> None:
        form, parts = forms_of(surface)
        if form and len(parts) == 1:
            self._single[surface] = self._builder.number(form)
        else:
            self._special[surface] = tuple(map(self._builder.number, (form, *parts))) if form else ()

    def _add_with_special(self, passages: list[list[str]]) -> None:
        """Add passages with surfaces that are several words: the whole stands where its first part does."""
        tokens: list[int] = []
        places: list[int] = []
        at = length = 0
        for words in passages:
            for word in words:
                whole, *of = self._special.get(word) or (self._single.get(word),)
                if whole is None:
                    continue
                tokens += (whole, *of)
                places += (at, *range(at, at + len(of)))
                at += len(of) or 1
                length += len(of) or 1
            at += PASSAGE_GAP
        self._builder.add(tokens, places, length)

    def lists(self) -> Lists:
        return self._builder.lists()


def _itself(key: str) -> tuple[str]:
    return (key,)


def _tier(count: int) -> int:
    """Return the order of magnitude of a number of documents, to the base MERGE_FACTOR."""
    return int(math.log(max(count, 1), MERGE_FACTOR))
