"""`manage.py watch_folder`: what scanners and scripts put into a folder is imported, and moved away with a report."""

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from articles.management.stopping import work_until_told
from articles.management.terminal import language_of_the_console
from articles.management.watching import DONE, REFUSED, Watched
from articles.models import Copies


class Command(BaseCommand):
    help = (
        "Import what is put into a folder, until SIGTERM or Ctrl+C. A file is taken once it does not grow any more, "
        f"and moved to {DONE}/ in that folder, or to {REFUSED}/ where something of it was refused; a report lies "
        "beside it. Move files into the folder in one step where you can: a name that begins with a dot, or ends in "
        ".part or .tmp, is left alone until it is renamed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish at once instead of adding drafts")
        parser.add_argument(
            "--copies",
            choices=[Copies.KEEP.value, Copies.SKIP.value, Copies.REPRINT.value],
            default=Copies.KEEP.value,
            help="what becomes of near copies of articles in the archive (default: %(default)s)",
        )
        parser.add_argument("--once", action="store_true", help="import what lies there, and end")
        parser.add_argument(
            "--polling", action="store_true", help="look again and again, for network drives, which tell of no changes"
        )

    def handle(
        self, *, folder: Path, publish: bool, copies: str, once: bool, polling: bool, verbosity: int, **options: Any
    ) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        say = self.stdout.write if verbosity else lambda text: None
        watched = Watched(folder, publish=publish, copies=Copies(copies), say=say)
        with translation.override(language_of_the_console()):
            if once:
                watched.import_what_is_there()
                return
            self.watch(watched, polling=polling, verbosity=verbosity)

    def watch(self, watched: Watched, *, polling: bool, verbosity: int) -> None:
        def begun() -> None:
            if verbosity:
                self.stdout.write(f"Watching {watched.folder} (SIGTERM or Ctrl+C stops it).")
                self.stdout.flush()

        work_until_told(partial(watched.watch, polling=polling), name="watch", begun=begun)
