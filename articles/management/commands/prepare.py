"""`manage.py prepare`: everything between a checkout and a running archive."""

import socket
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from articles import search
from articles.management.progress import Counting
from articles.models import Article


class Command(BaseCommand):
    help = (
        "Bring the archive up to date: database, static files, seed articles, search index, administrator's account; "
        "take away what is too old in the trash. Run it before the server starts, after every update; it takes seconds "
        "and changes nothing else that is there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", metavar="HOST:PORT", help="check that a server can listen there")
        parser.add_argument("--no-account", action="store_true", help="do not make the account admin")

    def handle(self, *, address: str | None, no_account: bool, verbosity: int, **options: Any) -> None:
        self.verbosity = verbosity
        if address:
            check_address(address)
        # An archive in which nobody could have deleted anything yet.
        is_new = self.migrate()
        self.collect_static_files()
        if is_new:
            self.import_seeds()
        call_command("empty_trash", verbosity=0)
        self.update_index()
        if not no_account:
            call_command("admin_account", if_missing=True, stdout=self.stdout, stderr=self.stderr)
        if address:
            self.say_what_next(address)

    def say(self, step: str, result: str) -> None:
        if self.verbosity:
            self.stdout.write(f"{step:<14}{result}".rstrip())

    def migrate(self) -> bool:
        """Apply the migrations that are missing; return True for an archive without accounts and articles."""
        try:
            executor = MigrationExecutor(connection)
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}\nCheck DATABASE_URL.") from None
        number = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if number:
            call_command("migrate", verbosity=0, interactive=False)
        self.say("Database", f"{number} migrations applied" if number else "up to date")
        return not (get_user_model().objects.exists() or Article.objects.exists())

    def collect_static_files(self) -> None:
        """Copy, hash and compress static files, unless the same files were collected before."""
        mark = Path(settings.ARCHIVE_HOME) / "static.state"
        state = state_of_static_files()
        if mark.exists() and mark.read_text(encoding="ascii") == state:
            self.say("Static files", "up to date")
            return
        # Files of the last version stay: pages that are open in browsers still ask for them.
        call_command("collectstatic", verbosity=0, interactive=False)
        mark.write_text(state, encoding="ascii")
        self.say("Static files", "collected")

    def import_seeds(self) -> None:
        call_command("import_articles", str(settings.BASE_DIR / "seeds"), verbosity=0)
        self.say("Articles", f"{Article.objects.count()} seed articles imported")

    def update_index(self) -> None:
        """Take in what is waiting; an index that is missing or of another version is built from the database."""
        try:
            if search.is_ready():
                number = search.drain()
                self.say("Search index", f"{number} articles taken in" if number else "up to date")
                return
            published = Article.objects.published().count()
            self.say("Search index", f"being built for {published} articles …")
            search.rebuild(Counting(self.stdout.write, shown=self.verbosity > 0))
        except search.IndexBusy as error:
            self.say("Search index", f"{error} What waits is taken in later.")
        except (search.IndexNotReady, search.RebuildFailed, OSError) as error:
            raise CommandError(f"The search index could not be built: {error}") from error

    def say_what_next(self, address: str) -> None:
        scheme = "https" if settings.HTTPS else "http"
        self.say("", "")
        self.say("Read, search", f"{scheme}://{address}/  (in English: {scheme}://{address}/en/)")
        self.say("Sign in", f"{scheme}://{address}/admin/  (a new password: make admin)")
        self.say("Add articles", f"{scheme}://{address}/upload/  or: .venv/bin/python manage.py import_articles FILE")


def check_address(address: str) -> None:
    """Raise CommandError unless a server can listen at HOST:PORT."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise CommandError(f"{address!r} is no address: write HOST:PORT, such as 127.0.0.1:8000.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            raise CommandError(
                f"No server can listen at {address}: {error.strerror}. Perhaps the archive runs already. "
                f"To take another address: make run ADDRESS={host}:{int(port) + 1}"
            ) from None


def state_of_static_files() -> str:
    """Return a checksum (hex) that changes when a static file is added, changed or removed."""
    state = sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            state.update(f"{path}\0{file.st_size}\0{file.st_mtime_ns}\n".encode())
    return state.hexdigest()
