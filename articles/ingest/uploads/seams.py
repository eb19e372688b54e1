"""What reads files and texts, where the archive has it; where it has not, nothing is repaired and nothing proposed."""

import csv
import importlib.util
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from articles import arabic, models
from articles.ingest import fields as _fields
from articles.ingest.records import Record, Refusal
from articles.models import Article


class _Columns(NamedTuple):
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class _Repaired(NamedTuple):
    text: str
    changes: tuple[Any, ...] = ()


def _repair(text: str, *, rules: Collection[str] | None = None, boilerplate: Collection[str] = ()) -> _Repaired:
    return _Repaired(text)


def _read_text_itself(text: str, *, title: str = "", date: Any = None, category: str = "") -> tuple[Any, ...]:
    return ()


repair: Callable[..., Any] = getattr(arabic, "repair", _repair)
REPAIR_RULES: tuple[str, ...] = getattr(arabic, "REPAIR_RULES", ())
read_text_itself: Callable[..., tuple[Any, ...]] = getattr(arabic, "read_text_itself", _read_text_itself)


def _room(name: str) -> Any:
    """Return a module of this package where the archive has it, else None."""
    there = importlib.util.find_spec(f"articles.ingest.{name}")
    return importlib.import_module(f"articles.ingest.{name}") if there else None


reading, _limits, _readers, _repairs = map(_room, ("reading", "limits", "readers", "repairs"))


def read_safely(
    path: Path, *, name: str, sidecar: Path | None, mapping: Mapping[str, str] | None
) -> Iterator[Record | Refusal]:
    if reading is not None:
        limits = _limits.Limits(**getattr(settings, "READ_LIMITS", {}))
        yield from reading.read_safely(path, name=name, sidecar=sidecar, mapping=mapping, limits=limits)
    else:
        yield from _readers.read_file(
            path, name=name, sidecar=sidecar, most_megabytes=settings.UPLOAD_MAX_UNPACKED_MEGABYTES
        )


def is_one_article(name: str) -> bool:
    """True for a file that holds one article, and may have metadata in a file beside it."""
    if reading is not None:
        return _readers.is_one_article(name)
    return name.lower().endswith((".txt", ".txt.gz"))


def columns(path: Path, name: str) -> Any:
    if reading is not None:
        return reading.columns(path, name)
    try:
        if name.lower().endswith(".csv"):
            with path.open(encoding="utf-8-sig", newline="") as stream:
                rows = [tuple(row) for _, row in zip(range(4), csv.reader(stream), strict=False)]
            return _Columns(rows[0], tuple(rows[1:])) if rows else None
        if name.lower().endswith(".jsonl"):
            with path.open(encoding="utf-8-sig") as stream:
                objects = list(_objects(stream))[:3]
            headings = tuple(dict.fromkeys(key for one in objects for key in one))
            return _Columns(headings, tuple(tuple(str(one.get(key, "")) for key in headings) for one in objects))
    except (OSError, ValueError, csv.Error):
        return None
    return None


def _objects(lines: Any) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            parsed = json.loads(line)
        except ValueError:
            continue
        if isinstance(parsed, dict):
            yield parsed


def guess_mapping(headings: Sequence[str]) -> dict[str, str]:
    if reading is not None:
        return _readers.guess_mapping(headings)
    known = {*_fields._KNOWN, "id", "text", "author"}
    return {heading: heading.strip().lower() for heading in headings if heading.strip().lower() in known}


def repair_label(rule: str) -> str:
    """Return what a rule of repair is called for people."""
    return _repairs.repair_label(rule) if _repairs is not None else rule


def decline_repairs(article_id: int, declined: Collection[str]) -> None:
    """Let the text of an article be without some rules of repair."""
    if _repairs is not None:
        _repairs.repair_articles([article_id], declined=declined)


def note_uploader(article_ids: Collection[int], user_id: int | None) -> None:
    """Note who brought new articles: their drafts are theirs to edit."""
    if user_id is not None and hasattr(Article, "uploaded_by"):
        known: dict[str, Any] = {"uploaded_by": user_id}
        Article.objects.filter(pk__in=article_ids).update(**known)


def acting(user_id: int | None, reason: str) -> AbstractContextManager[object]:
    """Let what is changed inside be the act of a user in the history of articles."""
    act = getattr(models, "acting", None)
    return act(user_id, reason) if act else nullcontext()
