"""How Whoosh itself reads the archive's segments: its codec interface over `articles.search.postings`.

The archive evaluates queries over whole arrays (`articles.search.evaluate`). Whoosh's searchers and matchers work on
the same files through this codec; they are the reference that the arrays are tested against, and a way back.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base, whoosh3
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import LeafMatcher
from whoosh.reading import TermNotFound

from articles.search.postings import FieldPostings, PostingList
from articles.search.segment import KEY_FIELDS, WORD_FIELDS, Segment


class ArrayCodec(whoosh3.W3Codec):
    """Reads segments that `articles.search.writer` wrote; Whoosh's own writers are not for them."""

    def per_document_reader(self, storage: FileStorage, segment: Any) -> "DocumentReader":
        return DocumentReader(storage, segment)

    def terms_reader(self, storage: FileStorage, segment: Any) -> "TermsReader":
        return TermsReader(storage, segment)


class DocumentReader(whoosh3.W3PerDocReader):
    """Deleted documents from Whoosh's segment, lengths of fields from the arrays; nothing is stored."""

    def __init__(self, storage: FileStorage, segment: Any) -> None:
        super().__init__(storage, segment)
        self._fields = Segment(Path(storage.folder), segment).fields

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._fields[fieldname].lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._fields[fieldname].lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        return int(self._fields[fieldname].lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._fields[fieldname].lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {}


class TermsReader(base.TermsReader):
    """The sorted terms of every field, as Whoosh asks for them."""

    def __init__(self, storage: FileStorage, segment: Any) -> None:
        self._fields = Segment(Path(storage.folder), segment).fields

    def _number(self, fieldname: str, term: bytes) -> int:
        number = self._fields[fieldname].terms.find(term) if fieldname in self._fields else None
        if number is None:
            raise TermNotFound(f"No term {fieldname}:{term!r}")
        return number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] in self._fields and self._fields[term[0]].terms.find(term[1]) is not None

    def indexed_field_names(self) -> list[str]:
        return sorted((*WORD_FIELDS, *KEY_FIELDS))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self.indexed_field_names():
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for term in self._fields[fieldname].terms.all():
            if term >= prefix:
                yield fieldname, term

    def term_info(self, fieldname: str, tbytes: bytes) -> whoosh3.W3TermInfo:
        documents, frequencies, _ = self._fields[fieldname].postings(self._number(fieldname, tbytes))
        return whoosh3.W3TermInfo(
            weight=int(frequencies.sum()),
            df=len(documents),
            minlength=0,
            maxweight=int(frequencies.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, tbytes: bytes) -> int:
        return int(self.term_info(fieldname, tbytes).weight()) if (fieldname, tbytes) in self else 0

    def doc_frequency(self, fieldname: str, tbytes: bytes) -> int:
        return self.term_info(fieldname, tbytes).doc_frequency() if (fieldname, tbytes) in self else 0

    def matcher(self, fieldname: str, tbytes: bytes, format_: Any, scorer: Any = None) -> "ArrayMatcher":
        field: FieldPostings = self._fields[fieldname]
        postings = field.postings(self._number(fieldname, tbytes))
        return ArrayMatcher(postings, format_, term=(fieldname, tbytes), scorer=scorer)

    def close(self) -> None:
        """The mapping goes with the last array that is read from it."""


class ArrayMatcher(LeafMatcher):
    """Whoosh's posting-by-posting view of a list."""

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
        return self._postings.positions[self._starts[self._at] : self._starts[self._at + 1]].astype(np.uint32).tobytes()

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
