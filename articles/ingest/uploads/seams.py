"""What reads files and texts, where the archive has it; where it has not, nothing is repaired and nothing proposed."""

import csv
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from articles import arabic
from articles.ingest import fields as _fields
from articles.ingest import readers
from articles.ingest import reasons as _reasons
from articles.ingest import records as _records
from articles.ingest.records import Record, Refusal


class Columns(NamedTuple):
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class _Repaired(NamedTuple):
    text: str
    changes: tuple[Any, ...] = ()


@dataclass(frozen=True)
class _Limits:
    file_megabytes: int = 50
    unpacked_megabytes: int = 200


def _repair(text: str, *, rules: Collection[str] | None = None, boilerplate: Collection[str] = ()) -> _Repaired:
    return _Repaired(text)


def _read_text_itself(text: str, *, title: str = "", date: Any = None, category: str = "") -> tuple[Any, ...]:
    return ()


def _read_safely(
    path: Path, *, name: str, sidecar: Path | None = None, mapping: dict[str, str] | None = None, limits: Any = None
) -> Iterator[Record | Refusal]:
    most = limits.unpacked_megabytes if limits else None
    yield from readers.read_file(path, name=name, sidecar=sidecar, most_megabytes=most)


def _columns(path: Path, name: str) -> Columns | None:
    try:
        if name.lower().endswith(".csv"):
            with path.open(encoding="utf-8-sig", newline="") as stream:
                rows = [tuple(row) for _, row in zip(range(4), csv.reader(stream), strict=False)]
            return Columns(rows[0], tuple(rows[1:])) if rows else None
        if name.lower().endswith(".jsonl"):
            with path.open(encoding="utf-8-sig") as stream:
                objects = [json.loads(line) for _, line in zip(range(3), stream, strict=False)]
            headings = tuple(dict.fromkeys(key for one in objects for key in one))
            return Columns(headings, tuple(tuple(str(one.get(key, "")) for key in headings) for one in objects))
    except (OSError, ValueError, csv.Error, AttributeError):
        return None
    return None


def _guess_mapping(headings: Collection[str]) -> dict[str, str]:
    known = {*_fields._KNOWN, "id", "text", "author"}
    return {heading: heading.strip().lower() for heading in headings if heading.strip().lower() in known}


repair: Callable[..., Any] = getattr(arabic, "repair", _repair)
REPAIR_RULES: tuple[str, ...] = getattr(arabic, "REPAIR_RULES", ())
read_text_itself: Callable[..., tuple[Any, ...]] = getattr(arabic, "read_text_itself", _read_text_itself)
read_safely: Callable[..., Iterator[Record | Refusal]] = getattr(readers, "read_safely", _read_safely)
Limits: Any = getattr(_records, "Limits", _Limits)
columns: Callable[[Path, str], Any] = getattr(readers, "columns", _columns)
guess_mapping: Callable[..., dict[str, str]] = getattr(readers, "guess_mapping", _guess_mapping)


def repair_label(rule: str) -> str:
    """Return what a rule of repair is called for people."""
    return str(getattr(_reasons, "REPAIR_LABELS", {}).get(rule, rule))


def fields_of(record: Record | Refusal) -> dict[str, Any]:
    """Return what the file gave for a record, the text included."""
    given = getattr(record, "fields", None)
    if given is not None:
        return dict(given)
    if isinstance(record, Refusal):
        known = {"id": record.identifier, "title": record.title}
        return {name: value for name, value in known.items() if value}
    given = {
        **record.extra,
        "id": "" if record.identifier_made else record.identifier,
        "title": "" if record.title_derived else record.title,
        **{name: getattr(record, name) for name in ("subtitle", "lead", "language", "place", "url")},
        "author": record.byline,
        "subjects": list(record.subjects),
        "people": [{"name": one.name, "aliases": list(one.aliases), "role": one.role} for one in record.people],
        "date_estimated": "true" if record.date_estimated else "",
        "text": record.body,
    }
    if record.date:
        shown = record.date.first.isoformat()
        cut = {"month": 7, "year": 4}.get(record.date.precision, 10)
        given["date"] = record.date.instant.isoformat() if record.date.instant else shown[:cut]
    if record.source:
        given["source"] = record.source.given
        given["source_name"] = record.source.name
        given["source_name_latin"] = record.source.name_latin
    return {name: value for name, value in given.items() if value}
