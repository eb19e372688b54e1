"""Which reader reads which file. Each is imported when its first file comes: some bring large libraries."""

import importlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from articles.ingest.readers.opening import InputFile, is_plain
from articles.ingest.readers.sidecar import belongs
from articles.ingest.readers.tables import Columns, look
from articles.ingest.records import Given, Refusal, RefusalError, excerpt

_READERS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".docx": "docx",
    ".pdf": "pdf",
    ".eml": "eml",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".warc": "warc",
    ".zip": "zip",
    ".txt.gz": "text",
    ".csv.gz": "csv",
    ".jsonl.gz": "jsonl",
    ".warc.gz": "warc",
}
ENDINGS = (*_READERS,)
"""The endings of the files that are read."""

_TABLES = {"csv", "xlsx", "jsonl"}
_MANY = {*_TABLES, "warc", "zip"}


def ending(name: str) -> str:
    """Return the ending by which a file is read, "" where it is not."""
    return max((ending for ending in ENDINGS if name.lower().endswith(ending)), key=len, default="")


def is_one_article(name: str) -> bool:
    """True for a file that holds one article, and may have metadata in a file beside it."""
    return bool(ending(name)) and _READERS[ending(name)] not in _MANY


def metadata_name(name: str) -> str:
    """Return the name that the metadata file of a file of one article has, "" for a file of more."""
    return belongs(name) if is_one_article(name) else ""


def given(file: InputFile) -> Iterator[Given | Refusal]:
    """Yield what a file gives for articles, or why it does not. Nothing is raised for what is wrong with the file."""
    found = ending(file.name)
    if not found:
        yield Refusal(file.label, 0, "unknown_kind", {"endings": ", ".join(ENDINGS)})
        return
    if not is_plain(PurePath(file.name).name):
        yield Refusal(file.label, 0, "unsafe_name")
        return
    try:
        yield from _reader(found).read(file)
    except RefusalError as problem:
        yield Refusal(problem.file or file.label, problem.line or 0, problem.reason, problem.details)
    except MemoryError:
        yield Refusal(file.label, 0, "too_much_memory", {"limit": file.limits.memory_megabytes})
    except Exception as error:  # noqa: BLE001 - of a hostile file a library may raise anything; the others go on
        yield Refusal(file.label, 0, "damaged", {"error": excerpt(f"{type(error).__name__}: {error}", 200)})


def sample(file: InputFile) -> Columns | None:
    """Return headings and first rows of a table; None for a file of another kind, and for one that cannot be read."""
    found = ending(file.name)
    if not found or _READERS[found] not in _TABLES:
        return None
    try:
        return look(_reader(found).raw(file))
    except Exception:  # noqa: BLE001 - `given` says what is wrong with the file
        return None


def _reader(found: str) -> Any:
    return importlib.import_module(f"articles.ingest.readers.{_READERS[found]}")
