"""Whoosh's index with posting lists as plain arrays, read from memory-mapped files without decoding.

Whoosh's default codec packs a posting list into small compressed pickles, and its matchers walk them posting by posting.
This codec writes each list as three arrays (documents, frequencies, positions), so that a query is evaluated over
whole lists with numpy (`articles.search.evaluate`). It also writes each segment's vocabulary, from the key of a word to
the forms that share it, with the place of their postings: which forms a query means is decided at query time.

Layout of a posting list, little-endian, starting at a multiple of four:

    uint32 n, uint32 p, uint32 documents[n], uint32 frequencies[n], uint32 positions[p]

`p` is the sum of the frequencies in fields with positions, 0 in others. Whoosh's own matchers read these lists too.
"""

import marshal
import struct
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from whoosh.codec import whoosh3
from whoosh.filedb.filestore import Storage
from whoosh.formats import Positions
from whoosh.matching import LeafMatcher
from whoosh.system import pack_ushort

POSTINGS_EXT = whoosh3.W3Codec.POSTS_EXT
VOCABULARY_EXT = ".voc"

_HEADER = struct.Struct("<II")
_FEW = 50  # numbers: below, Python adds them up quicker than numpy begins to

Entry = tuple[str, int]
"""A form in a segment's vocabulary: its text and the offset of its posting list."""


class PostingList(NamedTuple):
    """The postings of one form: documents in order, times in each, and all positions one after the other.

    `positions` is empty in fields without positions.
    """

    documents: np.ndarray
    frequencies: np.ndarray
    positions: np.ndarray


class ArrayPositions(Positions):
    """Word positions as an array of uint32: the encoded values of a list, joined, are its position array."""

    def encode(self, poslist: list[int]) -> bytes:
        return array("I", poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        return np.frombuffer(valuestring, "<u4").tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 4


class ArrayCodec(whoosh3.W3Codec):
    """Whoosh's default codec with array postings and a vocabulary; every writer must be given it."""

    # Without them Whoosh asks a length column once a posting; only its block-skipping matchers use the answer.
    length_stats = False

    def per_document_writer(self, storage: Storage, segment: Any) -> "ColumnWriter":
        return ColumnWriter(storage, segment)

    def field_writer(self, storage: Storage, segment: Any) -> "ArrayFieldWriter":
        return ArrayFieldWriter(self, storage, segment)

    def postings_reader(  # noqa: PLR0913 - Whoosh's signature
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> "ArrayMatcher":
        offset, _length = terminfo.extent()
        n, p = _HEADER.unpack(dbfile.get(offset, _HEADER.size))
        whole = dbfile.get(offset, _HEADER.size + 8 * n + 4 * p)
        return ArrayMatcher(posting_list(whole, 0), format_, term=term, scorer=scorer)


class ColumnWriter:
    """Per-document values as arrays, one file a column, in the format of Whoosh's NumericColumn (big-endian).

    Nothing is stored beside the columns: the database has the articles.
    """

    def __init__(self, storage: Storage, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._columns: dict[str, array] = {}
        self._field_lengths: dict[str, int] = defaultdict(int)
        self._count = 0
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        self._count = docnum + 1

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        if length:
            self._field_lengths[fieldname] += length
            self.add_column_value(f"_{fieldname}_len", whoosh3.LENGTHS_COLUMN, whoosh3.length_to_byte(length))

    def add_column_value(self, fieldname: str, column: Any, value: int) -> None:
        values = self._columns.setdefault(fieldname, array(column._typecode))
        values.extend([0] * (self._count - 1 - len(values)))
        values.append(value)

    def add_columns(self, columns: dict[str, np.ndarray], count: int, lengths: dict[str, int]) -> None:
        """Append the columns of `count` documents of a merged segment, and its fields' total lengths."""
        for name, values in columns.items():
            mine = self._columns.setdefault(name, array(values.dtype.char))
            mine.extend([0] * (self._count - len(mine)))
            mine.frombytes(values.astype(values.dtype.newbyteorder("=")).tobytes())
        for field, length in lengths.items():
            self._field_lengths[field] += length
        self._count += count

    def finish_doc(self) -> None:
        """Nothing is kept back until the end of a document."""

    def close(self) -> None:
        self._segment._fieldlengths = dict(self._field_lengths)
        for name, values in self._columns.items():
            values.extend([0] * (self._count - len(values)))
            with self._storage.create_file(whoosh3.W3Codec.column_filename(self._segment, name)) as file:
                file.write(np.frombuffer(values, values.typecode).astype(f">{values.typecode}").tobytes())
        self.is_closed = True


class ArrayFieldWriter(whoosh3.W3FieldWriter):
    """Writes a segment's sorted posting lists and its vocabulary."""

    def __init__(self, codec: ArrayCodec, storage: Storage, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._vocabulary: dict[str, list[Entry]] = defaultdict(list)

    def add_lists(self, schema: Any, lists: Iterable[tuple[str, bytes, PostingList]]) -> None:
        """Write all posting lists of the segment, which come sorted by field and term."""
        current = None
        for field, term, postings in lists:
            if field != current:
                self.start_field(field, schema[field])
                current = field
            self._add_list(term, postings)

    def _add_list(self, term: bytes, postings: PostingList) -> None:
        post = self._postfile
        padding = b"\0" * (-post.tell() % 4)
        start = post.tell() + len(padding)
        documents, frequencies, positions = postings
        header = _HEADER.pack(len(documents), len(positions))
        post.write(b"".join((padding, header, documents.tobytes(), frequencies.tobytes(), positions.tobytes())))
        most = max(frequencies) if len(frequencies) < _FEW else int(frequencies.max())
        info = whoosh3.W3TermInfo(
            weight=sum(frequencies) if len(frequencies) < _FEW else int(frequencies.sum()),
            df=len(documents),
            minlength=0,
            maxweight=most,
            minid=documents[0],
            maxid=documents[-1],
        )
        info.set_extent(start, post.tell() - start)
        self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())
        form = term.decode()
        for key in self._fieldobj.keys_of(form):
            self._vocabulary[f"{self._fieldname}\0{key}"].append((form, start))

    def close(self) -> None:
        with self._create_file(VOCABULARY_EXT) as file:
            file.write(_vocabulary_bytes(self._vocabulary))
        super().close()


def _vocabulary_bytes(vocabulary: dict[str, list[Entry]]) -> bytes:
    """Return the vocabulary as a file: uint32 count, key ends, value ends, then keys and values one after the other."""
    rows = sorted((key.encode(), marshal.dumps(entries)) for key, entries in vocabulary.items())
    key_ends = np.cumsum([0, *(len(key) for key, _ in rows)]).astype("<u4")
    value_ends = np.cumsum([0, *(len(value) for _, value in rows)]).astype("<u4")
    head = np.array([len(rows)], "<u4").tobytes() + key_ends.tobytes() + value_ends.tobytes()
    return head + b"".join(key for key, _ in rows) + b"".join(value for _, value in rows)


class ArrayMatcher(LeafMatcher):
    """Whoosh's posting-by-posting view of a list: the reference that the array evaluation is tested against."""

    def __init__(self, postings: PostingList, format_: Any, term: Any = None, scorer: Any = None) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._starts = np.cumsum([0, *postings.frequencies.tolist()])
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._postings.documents)

    def id(self) -> int:
        return int(self._postings.documents[self._at])

    def weight(self) -> float:
        return float(self._postings.frequencies[self._at])

    def value(self) -> bytes:
        return self._postings.positions[self._starts[self._at] : self._starts[self._at + 1]].tobytes()

    def next(self) -> bool:
        self._at += 1
        return False

    def reset(self) -> None:
        self._at = 0

    def skip_to(self, targetid: int) -> None:
        self._at += int(np.searchsorted(self._postings.documents[self._at :], targetid))

    def supports_block_quality(self) -> bool:
        return False

    def copy(self) -> "ArrayMatcher":
        twin = ArrayMatcher(self._postings, self.format, self._term, self.scorer)
        twin._at = self._at
        return twin

    def all_ids(self) -> Iterator[int]:
        yield from self._postings.documents[self._at :].tolist()


def posting_list(buffer: Any, offset: int) -> PostingList:
    """Return the posting list at an offset (bytes) of a buffer, as views of it."""
    n, p = np.frombuffer(buffer, "<u4", 2, offset).tolist()
    start = offset + 8
    return PostingList(
        np.frombuffer(buffer, "<u4", n, start),
        np.frombuffer(buffer, "<u4", n, start + 4 * n),
        np.frombuffer(buffer, "<u4", p, start + 8 * n),
    )
