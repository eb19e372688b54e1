"""What a commit leaves in the folder of an index: the table of its segments, which readers see whole or not at all.

The table is Whoosh's (`TOC`: the segments and their deleted documents, pickled), followed by a CRC-32 of it that
Whoosh's own reader passes over.
"""

import errno
import os
import zlib
from pathlib import Path

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC

from articles.search.arrays import DamagedFile

NAME = "MAIN"
_DRAFT = "commit.draft"
_CHECKSUM_BYTES = 4

ATTEMPTS = 20
"""A commit or a rebuild may delete what a reader is about to open; so often it looks again what is the latest."""


def generation(folder: Path) -> int:
    """Return the number of the last commit to the index in a folder; raise FileNotFoundError where there is none."""
    found: int = TOC._latest_generation(FileStorage(str(folder)), NAME)
    if found < 0:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder / f"_{NAME}_*.toc"))
    return found


def read(folder: Path, schema: Schema) -> TOC:
    """Return the last commit to the index in a folder.

    Raises FileNotFoundError where there is none, DamagedFile where it is not what was written.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            number = generation(folder)
            name = TOC._filename(NAME, number)
            written = (folder / name).read_bytes()
            break
        except FileNotFoundError:
            if attempt == ATTEMPTS:
                raise
    table, checksum = written[:-_CHECKSUM_BYTES], written[-_CHECKSUM_BYTES:]
    if zlib.crc32(table).to_bytes(_CHECKSUM_BYTES, "little") != checksum:
        raise DamagedFile(f"{name} is damaged: it is not what was written")
    storage = RamStorage()
    storage.files[name] = table
    return TOC.read(storage, NAME, gen=number, schema=schema)


def write(folder: Path, toc: TOC) -> None:
    """Make a commit visible, and durable; files of segments that it no longer names are deleted."""
    storage = RamStorage()
    toc.write(storage, NAME)
    name = TOC._filename(NAME, toc.generation)
    table = storage.files[name]
    replace_file(folder / name, table + zlib.crc32(table).to_bytes(_CHECKSUM_BYTES, "little"), draft=folder / _DRAFT)
    current = {segment.segment_id() for segment in toc.segments}
    for path in folder.iterdir():
        is_segment = path.name.startswith(f"{NAME}_")
        is_table = path.suffix == ".toc"
        if (is_segment and path.stem not in current) or (is_table and path.name != name):
            path.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes, *, draft: Path) -> None:
    """Put a file in its place whole, by way of a draft in the same folder; both are on disk when this returns."""
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    synchronize(path.parent)


def synchronize(path: Path) -> None:
    """Return when a file or folder is on disk: what the outbox forgets has to outlive a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
