"""Files in, checked records out: what readers give, made into records; in this process or in one with limits."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from articles.ingest import readers, sandbox
from articles.ingest.fields import only_names_a_file, to_record
from articles.ingest.limits import STANDARD, UNLIMITED, Limits
from articles.ingest.readers import Columns, InputFile, OnBytes
from articles.ingest.records import Given, Item, Record, Refusal


def read(paths: Iterable[Path], *, on_bytes: OnBytes | None = None, limits: Limits | None = None) -> Iterator[Item]:
    """Yield what the files, and those in the folders, hold: records, refusals, and names of files passed over.

    With `limits`, files are read in a process of its own, as by `read_safely`. Nothing is raised for what is wrong with
    a file. `on_bytes` hears how many bytes were read from the disk, a few thousand at a time.
    """
    for found in readers.find(paths):
        if isinstance(found, InputFile):
            file = dataclasses.replace(found, on_bytes=on_bytes, limits=limits or UNLIMITED)
            yield from _records(file, sandbox.given(file) if limits else readers.given(file))
        else:
            yield found


def read_file(
    path: Path,
    *,
    name: str,
    sidecar: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits = UNLIMITED,
) -> Iterator[Record | Refusal]:
    """Yield what one file holds that its user knows by another name: format, identifier and messages follow `name`.

    `sidecar` is the metadata file of a single article. `mapping` says which column of a table is which field
    (`guess_mapping` proposes one); a field "" leaves the column out. Nothing is raised for what is wrong with the file.
    """
    file = _input(path, name, sidecar, mapping, limits)
    yield from _records(file, readers.given(file))


def read_safely(
    path: Path,
    *,
    name: str,
    sidecar: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    limits: Limits = STANDARD,
) -> Iterator[Record | Refusal]:
    """Yield the same as `read_file`, read in a process that has neither the database nor the network.

    Its memory, its time, and what it sends are limited: whatever a hostile file does to it becomes a refusal.
    """
    file = _input(path, name, sidecar, mapping, limits)
    yield from _records(file, sandbox.given(file))


def columns(path: Path, name: str, *, limits: Limits = STANDARD) -> Columns | None:
    """Return the headings and first rows of a table (.csv, .xlsx, .jsonl), read as by `read_safely`.

    None for a file of another kind, and for one that cannot be read: `read_safely` says why.
    """
    return sandbox.columns(_input(path, name, None, None, limits))


def total_bytes(paths: Iterable[Path]) -> int:
    """Return the size on disk of the files that `read` would read."""
    total = 0
    for found in readers.find(paths):
        if isinstance(found, InputFile):
            with suppress(OSError):
                total += found.path.stat().st_size
    return total


def _input(path: Path, name: str, sidecar: Path | None, mapping: Mapping[str, str] | None, limits: Limits) -> InputFile:
    beside = InputFile(sidecar, str(sidecar), limits=limits) if sidecar else None
    return InputFile(path, name, beside, limits, mapping)


def _records(file: InputFile, given: Iterable[Given | Refusal]) -> Iterator[Record | Refusal]:
    limit = file.limits.articles
    told = (item for item in given if isinstance(item, Refusal) or not only_names_a_file(item.fields))
    for number, item in enumerate(told):
        if number == limit:
            yield Refusal(file.label, 0, "too_many_articles", {"limit": limit})
            return
        yield to_record(item.fields, file=item.file, line=item.line) if isinstance(item, Given) else item
