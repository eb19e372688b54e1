"""Files as streams of bytes and of lines: unpacked, metered, and bounded whatever they hold."""

import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, Self, TextIO

from articles.ingest.limits import STANDARD, Limits
from articles.ingest.readers.encoding import NAMES, SAMPLE, recognise
from articles.ingest.records import RefusalError

LINE_LIMIT = 10_000_000
"""Longest line in characters: twice the longest text. A parsed line takes several times its size in memory."""

UNPACKED_LIMIT = 100
"""How many times its packed size a compressed file may have; articles are packed 3 to 10 times."""
UNPACKED_FREE = 10 << 20

WHOLE_LIMIT = 100
"""Largest file in megabytes that is read at once, as most formats of documents ask for."""

_NAME_LENGTH = 255
# Line breaks, NUL and other controls, and marks that turn the direction of what follows: "exe.txt" shown for "txt.exe".
_DISGUISING = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

OnBytes = Callable[[int], None]
OnEntry = Callable[[int, str], None]
Opener = Callable[[], IO[bytes]]


@dataclass(slots=True)
class Spent:
    """What was unpacked so far of a file and of all that lies in it, in bytes."""

    unpacked: int = 0


@dataclass(frozen=True)
class InputFile:
    """A file to read: where it lies, the name its user knows it by, its metadata file, what it may cost.

    `opener` gives the bytes of a file that lies `depth` deep in others, which is called "outer.zip/inner.txt". Who
    wants to know hears of the bytes read from the disk (`on_bytes`) and of each file within a .zip before it is read
    (`on_entry`: its number from 0, and its name); the first `skip` of them are left out. `mapping` says which columns
    are which fields.
    """

    path: Path
    name: str
    sidecar: Self | None = None
    limits: Limits = STANDARD
    mapping: Mapping[str, str] | None = None
    on_bytes: OnBytes | None = None
    on_entry: OnEntry | None = None
    skip: int = 0
    opener: Opener | None = None
    depth: int = 0
    spent: Spent = field(default_factory=Spent)

    @property
    def label(self) -> str:
        """The name as messages show it, whatever bytes it is made of."""
        return printable(self.name)

    def inner(self, name: str, opener: Opener, sidecar: Self | None = None) -> Self:
        """Return a file that lies in this one."""
        return type(self)(
            self.path,
            f"{self.label}/{shown_name(name)}",
            sidecar,
            self.limits,
            self.mapping,
            opener=opener,
            depth=self.depth + 1,
            spent=self.spent,
        )


def printable(path: str | Path) -> str:
    """Return a path as text; bytes in it that are none become U+FFFD, as do characters that would disguise it."""
    return _DISGUISING.sub("\N{REPLACEMENT CHARACTER}", os.fsencode(path).decode("utf-8", "replace"))


def is_plain(name: str) -> bool:
    """True for the name of a file that has at most 255 characters, and none that would disguise it."""
    return len(name) <= _NAME_LENGTH and not _DISGUISING.search(name)


def shown_name(name: str) -> str:
    """Return the name of a file within another as it may be shown and kept, cut to 255 characters from its left."""
    text = printable(name.encode("utf-8", "replace").decode())
    return text if len(text) <= _NAME_LENGTH else f"…{text[1 - _NAME_LENGTH :]}"


class _Metered(io.RawIOBase):
    """A stream of bytes that reports how many were read."""

    def __init__(self, stream: IO[bytes] | io.FileIO | gzip.GzipFile, report: OnBytes | None) -> None:
        self._stream = stream
        self._report = report

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        if self._report:
            self._report(len(content))
        return len(content)

    def close(self) -> None:
        self._stream.close()
        super().close()


@contextmanager
def open_bytes(file: InputFile, *, metered: bool = True) -> Iterator[BinaryIO]:
    """Open a file for reading, unpacked where its name ends in .gz; what it may cost is counted where `metered`.

    Raises RefusalError for whatever prevents opening or reading, and where it is too large.
    """
    with refusing(), io.BufferedReader(_raw(file, metered=metered)) as raw:
        if file.name.lower().endswith(".gz"):
            unpacked = _Metered(gzip.GzipFile(fileobj=raw), _bound(file, metered=metered))
            yield io.BufferedReader(unpacked, 1 << 16)
        else:
            yield raw


def _raw(file: InputFile, *, metered: bool) -> _Metered:
    if file.opener:
        return _Metered(file.opener(), _bound(file, metered=metered))
    limit = file.limits.file_megabytes
    if limit is not None and file.path.stat().st_size > limit << 20:
        raise RefusalError("too_large", limit=limit)
    return _Metered(io.FileIO(file.path), file.on_bytes if metered else None)


def _bound(file: InputFile, *, metered: bool) -> OnBytes:
    """Return a function that raises RefusalError once it heard of more bytes than a file may have unpacked."""
    limit = file.limits.unpacked_megabytes
    allowed = UNPACKED_FREE + UNPACKED_LIMIT * file.path.stat().st_size
    spent = file.spent if metered else Spent()

    def count(number: int) -> None:
        spent.unpacked += number
        if limit is not None and spent.unpacked > limit << 20:
            raise RefusalError("unpacks_too_large", limit=limit)
        if spent.unpacked > allowed:
            raise RefusalError("gzip_bomb")

    return count


def content(file: InputFile, limit: int = WHOLE_LIMIT) -> bytes:
    """Return all bytes of a file. Raises RefusalError for an empty one and for more than `limit` megabytes (10**6)."""
    with open_bytes(file) as stream:
        whole = stream.read(limit * 1_000_000 + 1)
    if not whole:
        raise RefusalError("empty_file")
    if len(whole) > limit * 1_000_000:
        raise RefusalError("file_too_large", limit=limit)
    return whole


_READ_ERRORS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, UnicodeDecodeError)


@contextmanager
def refusing(**place: Any) -> Iterator[None]:
    """Turn the errors of reading a file into RefusalError; `place` is its `file` and `line` where they are known."""
    try:
        yield
    except _READ_ERRORS as error:
        raise _refusal(error, **place) from None


def _refusal(error: Exception, **place: Any) -> RefusalError:
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return RefusalError("broken_gzip", **place)
    if isinstance(error, zipfile.BadZipFile):
        return RefusalError("broken_zip", **place)
    if isinstance(error, UnicodeDecodeError):
        encoding = error.encoding.replace("-le", "").replace("-be", "")
        return RefusalError("broken_encoding", encoding=NAMES.get(encoding, encoding), **place)
    message = getattr(error, "strerror", None) or str(error)
    return RefusalError("unreadable", error=message, **place)


class Lines(Iterator[str]):
    """The lines of a text with their ends; `number` is that of the line last returned, from 1.

    A line longer than LINE_LIMIT is returned cut to one character more. Raises RefusalError where reading cannot go on.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.number = 0

    def __next__(self) -> str:
        try:
            line = rest = self._stream.readline(LINE_LIMIT + 1)
            while len(rest) > LINE_LIMIT and not rest.endswith(("\n", "\r")):
                rest = self._stream.readline(LINE_LIMIT + 1)
        except _READ_ERRORS as error:
            raise _refusal(error, line=self.number + 1) from None
        if not line:
            raise StopIteration
        self.number += 1
        return line


@contextmanager
def open_lines(file: InputFile) -> Iterator[Lines]:
    """Open a file as text in the encoding its beginning shows, its line ends as they are.

    Bytes that are no text in it become half characters (U+DC80 to U+DCFF): one broken row spares the others.
    """
    with open_bytes(file, metered=False) as stream:
        sample = stream.read(SAMPLE)
    if not sample:
        raise RefusalError("empty_file")
    encoding = recognise(sample)
    del sample
    errors = "strict" if encoding == "utf-16" else "surrogateescape"
    with open_bytes(file) as stream, io.TextIOWrapper(stream, encoding, errors, newline="") as text:
        yield Lines(text)
