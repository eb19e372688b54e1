"""A .txt file: one article. Its name is the identifier, its metadata stand in a .toml file beside it."""

import re
from collections.abc import Iterator
from pathlib import Path

from articles.ingest.readers.encoding import NAMES, SAMPLE, recognise
from articles.ingest.readers.opening import InputFile, content, open_bytes
from articles.ingest.readers.sidecar import metadata
from articles.ingest.records import Given, RefusalError

FILE_LIMIT = 20
"""Largest file of one article in megabytes: the longest text, every character of four bytes."""

_ENDING = re.compile(r"\.txt(\.gz)?\Z", re.IGNORECASE)


def read(file: InputFile) -> Iterator[Given]:
    """Yield the one article of the file; raise RefusalError where file or metadata cannot be read."""
    identifier = _ENDING.sub("", Path(file.name).name)
    # What is no text is refused before it is read whole.
    with open_bytes(file, metered=False) as stream:
        recognise(stream.read(SAMPLE))
    body = decoded(content(file, FILE_LIMIT))
    yield Given(file.label, 0, {**metadata(file, named=True), "identifier": identifier, "body": body})


def decoded(whole: bytes) -> str:
    """Return bytes as text in the encoding that they are in. Raises RefusalError."""
    encoding = recognise(whole)
    try:
        return whole.decode(encoding)
    except UnicodeDecodeError as error:
        line = whole.count(b"\n", 0, error.start) + 1
        raise RefusalError("broken_encoding", line=line, encoding=NAMES[encoding]) from None
