"""A filled archive, kept: what was slow to make is put back for every test that wants it, in a fraction of the time."""

import secrets
import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction

from articles.search import store


class Kept:
    """What is in the database, in the index and among the uploads, row by row and file by file."""

    def __init__(self, folder: Path) -> None:
        """Keep what is there now; `folder` is for copies of files."""
        self._index = shutil.copytree(store.live_folder(), folder / "index")
        settings.MEDIA_ROOT.mkdir(exist_ok=True)
        self._uploads = shutil.copytree(settings.MEDIA_ROOT, folder / "uploads")
        self._tables = {name: _columns_and_rows(name) for name in _tables()}

    def put_back(self) -> None:
        """Let the database and the index hold this and nothing else; MEDIA_ROOT, which is not there yet, as well."""
        shutil.copytree(self._uploads, settings.MEDIA_ROOT)
        with transaction.atomic(), connection.cursor() as cursor:
            for name in self._tables:
                cursor.execute(f"DELETE FROM {_quoted(name)}")
            for name, (columns, rows) in self._tables.items():
                places = ", ".join(["%s"] * len(columns))
                names = ", ".join(map(_quoted, columns))
                cursor.executemany(f"INSERT INTO {_quoted(name)} ({names}) VALUES ({places})", rows)
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
                cursor.execute(statement)
        ContentType.objects.clear_cache()
        # Under a name of its own: what pages remember under that of another copy is not of this one.
        folder = store.root() / f"index-{secrets.token_hex(6)}"
        store.make_live(Path(shutil.copytree(self._index, folder)))


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name != "django_migrations"]


def _columns_and_rows(table: str) -> tuple[list[str], list[tuple]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_quoted(table)}")
        return [column[0] for column in cursor.description], cursor.fetchall()


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
