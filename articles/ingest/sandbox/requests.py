"""What is asked of a child, and what its answers are taken for."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from articles.ingest.readers import Columns, InputFile
from articles.ingest.reasons import MESSAGES
from articles.ingest.records import Given, Refusal
from articles.ingest.sandbox.children import Failed, child

_MOST_DEATHS = 10
"""So many files within one file may end a child before the rest is refused."""


def given(file: InputFile) -> Iterator[Given | Refusal]:
    """Yield what `readers.given` would, read by a child. A file on which it dies is refused; within a .zip, it alone.

    Raises OSError where no process can be started.
    """
    skip = 0
    for _attempt in range(_MOST_DEATHS):
        at: tuple[int, str] | None = None
        try:
            with child(file.limits) as reader:
                for answer in reader.ask(_request("given", file, skip), file.limits):
                    if "entry" in answer:
                        at = _entry(answer["entry"], file)
                    elif "bytes" in answer and file.on_bytes:
                        file.on_bytes(int(answer["bytes"]))
                    else:
                        yield from _items(answer, file)
            return
        except Failed as failure:
            yield Refusal(at[1] if at else file.label, 0, failure.reason, failure.details)
            if at is None:
                return
            skip = at[0] + 1
    yield Refusal(file.label, 0, "reader_died")


def columns(file: InputFile) -> Columns | None:
    """Return what `readers.sample` would, read by a child."""
    found: Columns | None = None
    try:
        with child(file.limits) as reader:
            for answer in reader.ask(_request("columns", file, 0), file.limits):
                said = answer.get("columns")
                if isinstance(said, dict):
                    rows = tuple(tuple(map(str, row)) for row in said["rows"])
                    found = Columns(tuple(map(str, said["headings"])), rows)
    except (Failed, KeyError, TypeError):
        return None
    return found


def _request(do: str, file: InputFile, skip: int) -> dict[str, Any]:
    return {
        "do": do,
        "path": str(file.path.absolute()),
        "name": file.name,
        "sidecar": str(file.sidecar.path.absolute()) if file.sidecar else None,
        "mapping": dict(file.mapping) if file.mapping is not None else None,
        "limits": dataclasses.asdict(file.limits),
        "metered": file.on_bytes is not None,
        "skip": skip,
    }


def _entry(said: Any, file: InputFile) -> tuple[int, str]:
    if isinstance(said, list) and len(said) == 2 and isinstance(said[0], int):
        return said[0], _name(said[1], file)
    raise Failed("reader_died")


def _items(answer: dict[str, Any], file: InputFile) -> Iterator[Given | Refusal]:
    """Yield the item of an answer; nothing for the last one. Raises Failed where it has not the form of one."""
    match answer:
        case {"given": [name, int(line), dict(fields)]}:
            yield Given(_name(name, file), line, fields)
        case {"refused": [name, int(line), str(reason), dict(details), dict(fields)]} if reason in MESSAGES:
            yield Refusal(_name(name, file), line, reason, details, fields=fields)
        case {"end": _}:
            return
        case _:
            raise Failed("reader_died")


def _name(said: Any, file: InputFile) -> str:
    """Return the name of a file that a child speaks of: the one it reads, one within it, or its metadata file."""
    own = {file.label, file.sidecar.label} if file.sidecar else {file.label}
    if isinstance(said, str) and (said in own or said.startswith(f"{file.label}/")):
        return said
    raise Failed("reader_died")
