"""ZIP files, and documents that are ZIP files inside: looked through before anything of them is unpacked."""

import io
import struct
import zipfile
from pathlib import Path
from typing import IO

from articles.ingest.readers import kinds
from articles.ingest.readers.opening import UNPACKED_FREE, UNPACKED_LIMIT, InputFile, content
from articles.ingest.records import RefusalError

ENCRYPTED = 0x1
"""The bit of an entry's flags that says so."""

_STRONGLY_ENCRYPTED = 0x40


def open_zip(file: InputFile, source: Path | IO[bytes], size: int) -> zipfile.ZipFile:
    """Open a ZIP file of `size` bytes. Raises RefusalError for a damaged directory, and for one that promises too much.

    The sizes in a directory are promises indeed: no more than promised is ever unpacked of an entry.
    """
    try:
        opened = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
        raise RefusalError("broken_zip") from None
    entries = opened.infolist()
    if len(entries) > file.limits.entries:
        raise RefusalError("too_many_entries", found=len(entries), limit=file.limits.entries)
    total = sum(entry.file_size for entry in entries)
    limit = file.limits.unpacked_megabytes
    if total > UNPACKED_FREE + UNPACKED_LIMIT * size:
        raise RefusalError("gzip_bomb")
    if limit is not None and total > limit << 20:
        raise RefusalError("unpacks_too_large", limit=limit)
    return opened


def is_encrypted(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & (ENCRYPTED | _STRONGLY_ENCRYPTED))


def document(file: InputFile, member: str, kind: str) -> bytes:
    """Return the bytes of a document that is a ZIP file with this member, after a look through its directory.

    Raises RefusalError where it is none, is protected by a password, or unpacks to too much.
    """
    kinds.check(file, "ZIP", promised=kind)
    whole = content(file)
    with open_zip(file, io.BytesIO(whole), len(whole)) as opened:
        entries = {entry.filename: entry for entry in opened.infolist()}
        if member not in entries:
            raise kinds.wrong(kind, "ZIP")
        if any(is_encrypted(entry) for entry in entries.values()):
            raise RefusalError("encrypted")
    return whole
