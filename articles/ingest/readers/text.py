"""A .txt file: one article. Its name is the identifier, its metadata stand in a .toml file beside it."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articles.ingest import values
from articles.ingest.fields import to_record
from articles.ingest.readers.encoding import NAMES, SAMPLE, recognise
from articles.ingest.readers.opening import InputFile, open_bytes, printable, refusing
from articles.ingest.records import Record, Refusal, RefusalError

FILE_LIMIT = 20
"""Largest file of one article in megabytes: the longest text, every character of four bytes."""

_SIDECAR_LIMIT = 1 << 20
_ENDING = re.compile(r"\.txt(\.gz)?\Z", re.IGNORECASE)
_TOML_LINE = re.compile(r" \(at line (\d+), column \d+\)")


def read(file: InputFile) -> Iterator[Record | Refusal]:
    """Yield the one article of the file; raise RefusalError where file or metadata cannot be read."""
    identifier = _ENDING.sub("", Path(file.name).name)
    body = _decoded(_content(file))
    yield to_record({**_metadata(file.sidecar), "identifier": identifier, "body": body}, file=file.label, line=0)


def _content(file: InputFile) -> bytes:
    """Return the bytes of a file; what is no text or too large is refused before it is read whole."""
    limit = FILE_LIMIT * 1_000_000
    with open_bytes(file) as stream:
        sample = stream.read(SAMPLE)
        if not sample:
            raise RefusalError("empty_file")
        recognise(sample)
        content = sample + stream.read(limit + 1 - len(sample))
    if len(content) > limit:
        raise RefusalError("file_too_large", limit=FILE_LIMIT)
    return content


def _decoded(content: bytes) -> str:
    encoding = recognise(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RefusalError("broken_encoding", line=line, encoding=NAMES[encoding]) from None


def _metadata(sidecar: Path | None) -> dict[str, Any]:
    """Return what the metadata file of a text says, as JSON has it; {} where there is none."""
    if sidecar is None:
        return {}
    with refusing(file=printable(sidecar)), sidecar.open("rb") as stream:
        content = stream.read(_SIDECAR_LIMIT).decode("utf-8-sig")
    try:
        # TOML has dates and infinite numbers, which JSON has not.
        fields = json.loads(json.dumps(tomllib.loads(content), default=values.plain_data, allow_nan=False))
    except (ValueError, RecursionError) as error:
        place = _TOML_LINE.search(str(error))
        line = int(place[1]) if place else content.count("\n") + 1
        problem = _TOML_LINE.sub("", str(error)) or type(error).__name__
        raise RefusalError("broken_sidecar", file=printable(sidecar), line=line, error=problem) from None
    for key in ("id", "identifier", "text", "body"):
        if key in fields:
            raise RefusalError("sidecar_key", file=printable(sidecar), key=key)
    return fields
