"""The whole instance, written into a folder."""

import base64
import datetime
import hashlib
import json
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.export.instance import (
    FORMAT,
    MANIFEST,
    ORIGINALS,
    VERSION,
    Named,
    Problem,
    checksum,
    exported_models,
    fields_of,
    file_of,
    files_below,
    last_migration,
)

AT_ONCE = 500

OnFile: TypeAlias = Callable[[str, int], object]


def write_instance(folder: Path, *, on_file: OnFile | None = None) -> dict[str, Any]:
    """Write the whole instance into a new or empty folder, and return its manifest.

    It is the archive of one moment: what others change meanwhile is not in it. Memory does not grow with the archive.
    `on_file` hears of each file that is done, with its rows. Raises Problem where the folder cannot be used.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(_("%(folder)s is there already and not empty. Name a new folder.") % {"folder": folder})
    try:
        # Names and addresses of users are in it: for nobody else's eyes.
        (folder / "models").mkdir(mode=0o700, parents=True)
        folder.chmod(0o700)
        files = {}
        with _snapshot():
            named = Named()
            for model in exported_models():
                name = file_of(model)
                files[name] = _write(folder / name, _rows(model, named))
                if on_file:
                    on_file(name, files[name]["rows"])
            migration = last_migration()
        files[ORIGINALS] = _write(folder / ORIGINALS, _originals(folder / "originals"))
        if on_file:
            on_file(ORIGINALS, files[ORIGINALS]["rows"])
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "migration": migration,
            "made": timezone.now().isoformat(),
            "files": files,
        }
        # Last: an export without it is not whole.
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise Problem(_("The export cannot be written: %(error)s") % {"error": error}) from error
    return manifest


@contextmanager
def _snapshot() -> Iterator[None]:
    """Let everything inside see the database as it is now, and let others write meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        # Reading needs no place in the queue of writers.
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _write(path: Path, rows: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Write rows, one JSON object a line; return what the manifest says of the file."""
    digest = hashlib.sha256()
    number = size = 0
    with path.open("wb") as file:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, sort_keys=True, default=_plain).encode() + b"\n"
            file.write(line)
            digest.update(line)
            number, size = number + 1, size + len(line)
    return {"rows": number, "bytes": size, "sha256": digest.hexdigest()}


def _rows(model: type[models.Model], named: Named) -> Iterator[dict[str, Any]]:
    fields = fields_of(model)
    columns = [field.attname for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield {field.name: named.name(field, value) for field, value in zip(fields, row, strict=True)}


def _originals(folder: Path) -> Iterator[dict[str, Any]]:
    """Copy the uploaded files, and yield what is noted of each."""
    root = Path(settings.MEDIA_ROOT)
    for path in files_below(root):
        name = path.relative_to(root)
        target = folder / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        digest, size = checksum(target)
        yield {"path": name.as_posix(), "bytes": size, "sha256": digest}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it, to the last microsecond."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        # As Django reads it back.
        return base64.b64encode(value).decode()
    raise TypeError(f"no JSON for {type(value).__name__}")
