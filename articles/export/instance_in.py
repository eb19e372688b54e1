"""A whole instance, read from a folder into an empty archive."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.utils._os import safe_join
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
    label,
    last_migration,
)

AT_ONCE = 500

# Made by migrations, and replaced by those of the export.
MADE_WITH_THE_TABLES = {"auth.group", "auth.group_permissions"}


def read_instance(folder: Path, *, on_file: Callable[[str, int], object] | None = None) -> None:
    """Put an export into this archive, which must be empty: all of it or nothing.

    Every file is held against its checksum first. Primary keys stay what they were; passwords are not in an export, so
    nobody can log in before one is set. The caller builds the search index. `on_file` hears of each file that is in.
    Raises Problem for a damaged or incomplete export, one of another version, and for an archive that holds something.
    """
    manifest = _manifest(folder)
    _refuse_what_is_full()
    _verify(folder, manifest)
    copied: list[Path] = []
    try:
        with transaction.atomic():
            Group.objects.all().delete()
            named = Named()
            for model in exported_models():
                name = file_of(model)
                number = _load(model, folder / name, named)
                if on_file:
                    on_file(name, number)
            _check_references()
            _set_sequences()
            number = _copy_originals(folder, copied)
            if on_file:
                on_file(ORIGINALS, number)
    except BaseException:
        for path in copied:
            path.unlink(missing_ok=True)
        raise


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        is_ours = manifest["format"] == FORMAT and manifest["version"] == VERSION
        files, migration = {*manifest["files"]}, manifest["migration"]
    except FileNotFoundError:
        message = _("%(path)s is missing: this is no export, or one that broke off. Export once more.")
        raise Problem(message % {"path": path}) from None
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise Problem(_("%(path)s cannot be read: %(error)s") % {"path": path, "error": error}) from None
    if not is_ours or migration != last_migration():
        message = _(
            "The export was made by another version of the archive (%(theirs)s, here %(ours)s). Install that version, "
            "import, and update then."
        )
        raise Problem(message % {"theirs": migration, "ours": last_migration()})
    differing = files ^ {ORIGINALS, *(file_of(model) for model in exported_models())}
    if differing:
        message = _("%(path)s does not name the files that belong to an export: %(names)s.")
        raise Problem(message % {"path": path, "names": ", ".join(sorted(differing))})
    return manifest


def _refuse_what_is_full() -> None:
    for model in exported_models():
        if label(model) not in MADE_WITH_THE_TABLES and model._base_manager.exists():
            message = _(
                "This archive is not empty: it has %(number)s rows in %(model)s. Import into a new one, after "
                "manage.py migrate and before anything else."
            )
            raise Problem(message % {"number": model._base_manager.count(), "model": label(model)})


def _verify(folder: Path, manifest: dict[str, Any]) -> None:
    """Raise Problem for the first file that is not what the manifest says."""
    for name, said in manifest["files"].items():
        _compare(folder / name, said)
    for line, said in _lines(folder / ORIGINALS):
        try:
            _compare(Path(safe_join(str(folder / "originals"), said["path"])), said)
        except (KeyError, TypeError, SuspiciousFileOperation):
            raise _broken(folder / ORIGINALS, line, _("no path inside the export")) from None


def _compare(path: Path, said: dict[str, Any]) -> None:
    try:
        digest, size = checksum(path)
    except OSError as error:
        message = _("%(path)s is missing or cannot be read (%(error)s).")
        raise Problem(message % {"path": path, "error": error}) from None
    if (digest, size) != (said.get("sha256"), said.get("bytes")):
        message = _(
            "%(path)s is damaged: it has %(size)s bytes of %(expected)s, or other ones. Copy or export it once more."
        )
        raise Problem(message % {"path": path, "size": size, "expected": said.get("bytes")})


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield number and object of each line of a file."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise _broken(path, number, error) from None


def _broken(path: Path, line: int, error: object) -> Problem:
    return Problem(
        _("%(path)s, line %(line)s cannot be imported: %(error)s") % {"path": path, "line": line, "error": error}
    )


def _load(model: type[models.Model], path: Path, named: Named) -> int:
    """Put the rows of a file into the table of a model; return how many there are."""
    fields = fields_of(model)
    number = 0
    rows: list[models.Model] = []
    with _times_kept(model):
        for line, row in _lines(path):
            rows.append(_object(model, fields, row, named, path, line))
            if len(rows) == AT_ONCE:
                number += _store(model, rows, path, line)
                rows = []
        return number + _store(model, rows, path, number + len(rows))


def _object(
    model: type[models.Model], fields: list[models.Field], row: Any, named: Named, path: Path, line: int
) -> models.Model:
    if not isinstance(row, dict) or row.keys() != {field.name for field in fields}:
        raise _broken(path, line, _("its fields are not those of %(model)s") % {"model": label(model)})
    values = {}
    for field in fields:
        try:
            values[field.attname] = field.to_python(named.key(field, row[field.name]))
        except (KeyError, TypeError, ValidationError):
            message = _("“%(field)s” is %(value)s, which is not known here")
            raise _broken(path, line, message % {"field": field.name, "value": str(row[field.name])[:80]}) from None
    if label(model) == "auth.user":
        values["password"] = make_password(None)
    return model(**values)


def _store(model: type[models.Model], rows: list[models.Model], path: Path, line: int) -> int:
    try:
        with transaction.atomic():
            model._base_manager.bulk_create(rows)
    except DatabaseError as error:
        raise _broken(path, max(1, line - len(rows) + 1), error) from None
    return len(rows)


@contextmanager
def _times_kept(model: type[models.Model]) -> Iterator[None]:
    """Keep Django from setting the times of rows that come with theirs."""
    kept = [
        (field, name)
        for field in model._meta.concrete_fields
        for name in ("auto_now", "auto_now_add")
        if getattr(field, name, False)
    ]
    for field, name in kept:
        setattr(field, name, False)
    try:
        yield
    finally:
        for field, name in kept:
            setattr(field, name, True)


def _check_references() -> None:
    try:
        connection.check_constraints()
    except DatabaseError as error:
        message = _("The export is incomplete: a row refers to one that is not there (%(error)s).")
        raise Problem(message % {"error": error}) from None


def _set_sequences() -> None:
    """Let new rows get keys behind those that came."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), exported_models()):
            cursor.execute(statement)


def _copy_originals(folder: Path, copied: list[Path]) -> int:
    """Copy the uploaded files to their places, noting them in `copied`; return how many there are."""
    number = 0
    for _line, said in _lines(folder / ORIGINALS):
        target = Path(safe_join(settings.MEDIA_ROOT, said["path"]))
        if target.exists():
            raise Problem(_("%(path)s is there already; move it away first.") % {"path": target})
        target.parent.mkdir(mode=settings.FILE_UPLOAD_DIRECTORY_PERMISSIONS, parents=True, exist_ok=True)
        copied.append(target)
        shutil.copyfile(folder / "originals" / said["path"], target)
        target.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        number += 1
    return number
