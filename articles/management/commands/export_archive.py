"""`manage.py export_archive`: the whole instance as open files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from articles import export
from articles.management.terminal import language_of_the_console


class Command(BaseCommand):
    help = (
        "Write the whole archive into a folder: articles, uploaded files, persons, sources, histories, log, users "
        "without passwords, as JSONL with checksums. The archive may be in use; 30,000 articles take a minute."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder")

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        with translation.override(language_of_the_console()):
            try:
                export.write_instance(folder, on_file=self.say if verbosity else None)
            except export.Problem as problem:
                raise CommandError(str(problem)) from None

    def say(self, name: str, rows: int) -> None:
        self.stdout.write(f"{rows:>10,}  {name}")
