"""One segment of the index as arrays: mapped files that every process shares, opened once, never changed."""

import marshal
import mmap
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import OrderedHashReader
from whoosh.system import unpack_ushort
from whoosh.util.numeric import byte_to_length

from articles.search.codec import POSTINGS_EXT, VOCABULARY_EXT, Entry, PostingList, posting_list

COLUMNS = {"pk": ">I", "first": ">I", "last": ">I", "moment": ">I", "_title_len": ">B", "_text_len": ">B"}
LENGTH_OF_BYTE = np.array([byte_to_length(byte) for byte in range(256)], np.float32)


class Segment:
    """The files of one Whoosh segment in `folder`. Documents are numbered from 0; deleted ones keep their numbers."""

    def __init__(self, folder: str | Path, segment: Any) -> None:
        self._folder = Path(folder)
        self._segment = segment
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        self._postings = _mapped(self._folder / segment.make_filename(POSTINGS_EXT))
        self._vocabulary = Vocabulary(_mapped(self._folder / segment.make_filename(VOCABULARY_EXT)))
        self._columns = {name: self._column(name, code) for name, code in COLUMNS.items()}

    def _column(self, name: str, code: str) -> np.ndarray:
        path = self._folder / W3Codec.column_filename(self._segment, name)
        values = np.frombuffer(path.read_bytes() if path.exists() else b"", code).astype(code[1:])
        return np.concatenate((values, np.zeros(self.count - len(values), values.dtype)))

    def alive(self) -> np.ndarray:
        """Return which documents are not deleted (bool)."""
        alive = np.ones(self.count, bool)
        alive[list(self._segment.deleted_docs())] = False
        return alive

    def columns(self) -> dict[str, np.ndarray]:
        return self._columns

    def field_lengths(self) -> dict[str, int]:
        """Return the number of words of each field, deleted documents included."""
        return dict(self._segment._fieldlengths)

    def entries(self, field: str, key: str) -> list[Entry]:
        """Return the forms that share a key in a field, with the offsets of their postings."""
        return self._vocabulary.get(f"{field}\0{key}")

    def keys_from(self, field: str, prefix: str) -> Iterator[tuple[str, list[Entry]]]:
        """Yield the keys of a field that begin with a prefix, in order, with their entries."""
        start = f"{field}\0"
        for key, entries in self._vocabulary.items_from(start + prefix):
            yield key.removeprefix(start), entries

    def postings(self, offset: int) -> PostingList:
        return posting_list(self._postings, offset)

    def lists(self) -> Iterator[tuple[str, bytes, PostingList]]:
        """Yield all posting lists as (field, term, postings), sorted by field and term."""
        name = self._segment.make_filename(W3Codec.TERMS_EXT)
        storage = FileStorage(str(self._folder))
        with storage.open_file(name) as file:
            table = OrderedHashReader(file, storage.file_length(name))
            fields = {number: field for field, number in table.extras["fieldmap"].items()}
            for key, value in table.items():
                offset, _length = W3TermInfo.from_bytes(value).extent()
                yield fields[unpack_ushort(key[:2])[0]], bytes(key[2:]), self.postings(offset)


class Vocabulary:
    """A sorted table from key to entries in a mapped file, as `articles.search.codec` writes it."""

    def __init__(self, buffer: Any) -> None:
        self._buffer = buffer
        self._count = int(np.frombuffer(buffer, "<u4", 1)[0])
        self._key_ends = np.frombuffer(buffer, "<u4", self._count + 1, 4)
        self._value_ends = np.frombuffer(buffer, "<u4", self._count + 1, 8 + 4 * self._count)
        self._keys_start = 12 + 8 * self._count
        self._values_start = self._keys_start + int(self._key_ends[-1])

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> bytes:
        start, end = self._key_ends[number : number + 2].tolist()
        return self._buffer[self._keys_start + start : self._keys_start + end]

    def get(self, key: str) -> list[Entry]:
        """Return the entries of a key, none where it is not in the table."""
        wanted = key.encode()
        number = bisect_left(self, wanted)
        return self._entries(number) if number < self._count and self[number] == wanted else []

    def items_from(self, prefix: str) -> Iterator[tuple[str, list[Entry]]]:
        """Yield the keys that begin with a prefix, in order, with their entries."""
        wanted = prefix.encode()
        for number in range(bisect_left(self, wanted), self._count):
            key = self[number]
            if not key.startswith(wanted):
                return
            yield key.decode(), self._entries(number)

    def _entries(self, number: int) -> list[Entry]:
        start, end = self._value_ends[number : number + 2].tolist()
        return marshal.loads(self._buffer[self._values_start + start : self._values_start + end])  # noqa: S302


def _mapped(path: Path) -> Any:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
