"""The whole instance as files: what belongs to it, and how a row is written.

    DIR/manifest.json                   version, and of every file below its rows, bytes and SHA-256; written last
    DIR/models/articles.article.jsonl   one object a line, its fields by name; a file a model
    DIR/originals.jsonl                 path, bytes and SHA-256 of every uploaded file
    DIR/originals/…                     the files as they were uploaded

Every model of the archive belongs to it, new ones by themselves; those of other apps are named in EXPORTED or LEFT_OUT,
and a test fails for one that is in neither.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

FORMAT = "arabic-article-archive"
VERSION = 1
MANIFEST = "manifest.json"
ORIGINALS = "originals.jsonl"
CHUNK = 2**20

EXPORTED = frozenset(
    {
        *("auth.user", "auth.user_groups", "auth.user_user_permissions", "auth.group", "auth.group_permissions"),
        "admin.logentry",
    }
)
"""What belongs to an instance of the models of other apps."""

LEFT_OUT = {
    "articles.indexchange": "the search index is built anew after an import",
    "auth.permission": "made by Django; named by app, model and code where groups and users have it",
    "contenttypes.contenttype": "made by Django; named by app and model where the log refers to it",
    "sessions.session": "who is logged in belongs to a server",
    "django_tasks_db.dbtaskresult": "work that is under way belongs to a server",
}
"""What does not belong to it, and why."""

WITHOUT = {"auth.user": {"password"}}
"""Fields that stay behind: after an import passwords are set anew."""


class Problem(Exception):
    """An export cannot be written, or cannot be read: the message says which file, which line, and what to do."""


def exported_models() -> list[type[models.Model]]:
    """Return the models of an instance in an order that stays."""
    found = {
        label(model): model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    return [
        found[name]
        for name in sorted(found)
        if name not in LEFT_OUT and (name.startswith("articles.") or name in EXPORTED)
    ]


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def file_of(model: type[models.Model]) -> str:
    return f"models/{label(model)}.jsonl"


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """Return the fields that are written of a model: the columns of its table."""
    left = WITHOUT.get(label(model), set())
    return [field for field in model._meta.concrete_fields if field.name not in left]


class Named:
    """Content types and permissions, whose keys differ from one database to the next: by name, and back."""

    def __init__(self) -> None:
        types = {one.pk: [one.app_label, one.model] for one in ContentType.objects.all()}
        permissions = {one.pk: [*types[one.content_type_id], one.codename] for one in Permission.objects.order_by("pk")}
        self._names: dict[type[models.Model], dict[int, list[str]]] = {ContentType: types, Permission: permissions}
        self._keys = {model: {tuple(name): pk for pk, name in names.items()} for model, names in self._names.items()}

    def name(self, field: models.Field, value: Any) -> Any:
        """Return what is written for a value of a field."""
        names = self._names.get(field.related_model) if field.is_relation else None  # type: ignore[arg-type]
        return value if names is None or value is None else names[value]

    def key(self, field: models.Field, value: Any) -> Any:
        """Return the value of a field for what was written. Raises KeyError for a name that is not known here."""
        keys = self._keys.get(field.related_model) if field.is_relation else None  # type: ignore[arg-type]
        return value if keys is None or value is None else keys[tuple(value)]


def last_migration() -> str:
    """Return the name of the archive's last migration: between other versions nothing is exchanged."""
    return max(name for app, name in MigrationRecorder(connection).applied_migrations() if app == "articles")


def checksum(path: Path) -> tuple[str, int]:
    """Return SHA-256 (hex) and size of a file."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
            size += len(part)
    return digest.hexdigest(), size


def files_below(folder: Path) -> Iterable[Path]:
    """Return the files of a folder and of those in it, in order; no links."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
