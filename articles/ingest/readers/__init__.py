"""Files in, records out: one format a file."""

import dataclasses
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from articles.ingest.readers import csv, jsonl, text
from articles.ingest.readers.files import ENDINGS, ending, find
from articles.ingest.readers.opening import InputFile, OnBytes
from articles.ingest.records import Item, Record, Refusal, RefusalError

__all__ = ["ENDINGS", "read", "read_file", "total_bytes"]

_READERS = {".txt": text.read, ".jsonl": jsonl.read, ".csv": csv.read}


def read(paths: Iterable[Path], *, on_bytes: OnBytes | None = None) -> Iterator[Item]:
    """Yield what the files, and those in the folders, hold: records, refusals, and names of files passed over.

    Nothing is raised for what is wrong with a file. `on_bytes` hears how many bytes were read from the disk, a few
    thousand at a time.
    """
    for found in find(paths):
        if isinstance(found, InputFile):
            yield from _read(dataclasses.replace(found, on_bytes=on_bytes))
        else:
            yield found


def read_file(
    path: Path, *, name: str, sidecar: Path | None = None, most_megabytes: int | None = None
) -> Iterator[Record | Refusal]:
    """Yield what one file holds that its user knows by another name: format, identifier and messages follow `name`.

    `sidecar` is the metadata file of a text. A compressed file is refused where it unpacks to more than
    `most_megabytes`. Nothing is raised for what is wrong with the file.
    """
    if ending(name):
        yield from _read(InputFile(path, name, sidecar, most_megabytes=most_megabytes))
    else:
        yield Refusal(name, 0, "unknown_kind", {"endings": ", ".join(ENDINGS)})


def total_bytes(paths: Iterable[Path]) -> int:
    """Return the size on disk of the files that `read` would read."""
    total = 0
    for found in find(paths):
        if isinstance(found, InputFile):
            with suppress(OSError):
                total += found.path.stat().st_size
    return total


def _read(file: InputFile) -> Iterator[Record | Refusal]:
    reader = _READERS[ending(file.name).removesuffix(".gz")]
    try:
        yield from reader(file)
    except RefusalError as problem:
        yield Refusal(problem.file or file.label, problem.line or 0, problem.reason, problem.details)
