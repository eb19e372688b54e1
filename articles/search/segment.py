"""One segment of the index: a mapped file that every process shares, opened once, never changed."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np

from articles import likeness
from articles.search.arrays import read_arrays
from articles.search.postings import FieldPostings

FORMAT = "6"
"""Part of the index's stamp: change it with anything that changes which arrays a segment has, or what they hold."""

ARRAYS_EXT = ".arrays"
BANDS = tuple(f"band{number}" for number in range(likeness.BANDS))
"""Columns of a text's sketch (`articles.likeness`)."""

_WIDE = ("moment", "public_since", "checksum")
COLUMNS = {"pk": "I", "first": "I", "last": "I", **dict.fromkeys(_WIDE, "Q"), **dict.fromkeys(BANDS, "I")}
"""Per-document numbers and their types (`articles.search.sync.document`): primary key, first and last day, moment,
since when it is public, a checksum of all that is indexed of the article, and its sketch."""

TEXT_FIELDS = ("title", "text")
"""What a word without a field is looked for in."""

WORD_FIELDS = (*TEXT_FIELDS, "byline", "dateline")
"""Fields with words and their positions."""

KEY_FIELDS = ("source", "person", "subject", "place")
"""Fields with keys: of sources, primary keys of persons and subjects, places as they are written."""


class Segment:
    """The documents of one Whoosh segment in `folder`, numbered from 0; deleted ones keep their numbers.

    Every array is compared with its checksum; with `checked` these alone are, for who reads nothing else. Raises
    FileNotFoundError where a later commit has deleted the file, DamagedFile where it is not what was written.
    """

    def __init__(self, folder: str | Path, segment: Any, *, checked: Collection[str] | None = None) -> None:
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        arrays = read_arrays(Path(folder) / segment.make_filename(ARRAYS_EXT), checked)
        self.columns = {name: arrays[f"column {name}"] for name in COLUMNS}
        self.fields = {
            field: FieldPostings(
                {name.split(" ")[1]: values for name, values in arrays.items() if name.startswith(f"{field} ")}
            )
            for field in (*WORD_FIELDS, *KEY_FIELDS)
        }


def alive(segment: Any) -> np.ndarray:
    """Return which documents of a Whoosh segment are not deleted (bool)."""
    living = np.ones(segment.doc_count_all(), bool)
    living[list(segment.deleted_docs())] = False
    return living
