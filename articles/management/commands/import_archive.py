"""`manage.py import_archive`: an export of another instance into this one, which is empty."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from articles import export, search
from articles.management.progress import Counting
from articles.management.terminal import language_of_the_console


class Command(BaseCommand):
    help = (
        "Put what export_archive wrote into this archive, which must be empty (after manage.py migrate), whole or not "
        "at all, and build the search index. Passwords are not in it: manage.py admin_account sets one for admin."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="the folder that export_archive wrote")

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        with translation.override(language_of_the_console()):
            try:
                export.read_instance(folder, on_file=self.say if verbosity else None)
                search.rebuild(Counting(self.stdout.write, shown=verbosity > 0))
            except export.Problem as problem:
                raise CommandError(str(problem)) from None
            except (search.IndexBusy, search.IndexNotReady, search.RebuildFailed, OSError) as error:
                message = f"The archive is there, its search index is not: {error}\nRun: manage.py rebuild_index"
                raise CommandError(message) from None

    def say(self, name: str, rows: int) -> None:
        self.stdout.write(f"{rows:>10,}  {name}")
