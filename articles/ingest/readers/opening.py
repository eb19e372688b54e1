"""Files as streams of bytes and of lines: unpacked, metered, and bounded whatever they hold."""

import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from articles.ingest.readers.encoding import NAMES, SAMPLE, recognise
from articles.ingest.records import RefusalError

LINE_LIMIT = 10_000_000
"""Longest line in characters: twice the longest text. A parsed line takes several times its size in memory."""

UNPACKED_LIMIT = 100
"""How many times its packed size a .gz file may have; articles are packed 3 to 10 times."""
_UNPACKED_FREE = 10 << 20

OnBytes = Callable[[int], None]


@dataclass(frozen=True)
class InputFile:
    """A file to read: where it lies, the name its user knows it by, its metadata file, who counts the bytes read.

    `most_megabytes` is what a compressed file may have unpacked, whatever its packed size.
    """

    path: Path
    name: str
    sidecar: Path | None = None
    on_bytes: OnBytes | None = None
    most_megabytes: int | None = None

    @property
    def label(self) -> str:
        """The name as messages show it, whatever bytes it is made of."""
        return printable(self.name)


def printable(path: str | Path) -> str:
    """Return a path as text; bytes in it that are none become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


class _Metered(io.RawIOBase):
    """A stream of bytes that reports how many were read."""

    def __init__(self, stream: io.FileIO | gzip.GzipFile, report: OnBytes | None) -> None:
        self._stream = stream
        self._report = report

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        number = self._stream.readinto(buffer) or 0
        if self._report:
            self._report(number)
        return number

    def close(self) -> None:
        self._stream.close()
        super().close()


@contextmanager
def open_bytes(file: InputFile, *, metered: bool = True) -> Iterator[BinaryIO]:
    """Open a file for reading, unpacked where its name ends in .gz; its `on_bytes` hears of it where `metered`.

    Raises RefusalError for whatever prevents opening or reading.
    """
    with refusing():
        raw = io.BufferedReader(_Metered(io.FileIO(file.path), file.on_bytes if metered else None))
        with raw:
            if file.name.lower().endswith(".gz"):
                unpacked = _Metered(gzip.GzipFile(fileobj=raw), _bound(file))
                yield io.BufferedReader(unpacked, 1 << 16)
            else:
                yield raw


def _bound(file: InputFile) -> OnBytes:
    """Return a function that raises RefusalError once it heard of more bytes than a file may have unpacked."""
    allowed = _UNPACKED_FREE + UNPACKED_LIMIT * file.path.stat().st_size
    unpacked = 0

    def count(number: int) -> None:
        nonlocal unpacked
        unpacked += number
        if file.most_megabytes is not None and unpacked > file.most_megabytes << 20:
            raise RefusalError("unpacks_too_large", limit=file.most_megabytes)
        if unpacked > allowed:
            raise RefusalError("gzip_bomb")

    return count


_READ_ERRORS = (OSError, EOFError, zlib.error, UnicodeDecodeError)


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
