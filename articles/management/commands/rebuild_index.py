"""`manage.py rebuild_index`: a new search index from the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import search


class Command(BaseCommand):
    help = (
        "Build the search index anew from the database, beside the one in use, and change over when it is whole. "
        "Needed after an update that changes how words are compared (the start says so) or when the index was deleted. "
        "A minute for every 30,000 articles or so; readers notice nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="do nothing where the index can be read")

    def handle(self, *, if_needed: bool, **options: Any) -> None:
        if if_needed and search.is_ready():
            self.stdout.write("The search index is up to date.")
            return
        try:
            count = search.rebuild(lambda done: self.stdout.write(f"{done} articles …"))
        except search.IndexBusy:
            raise CommandError("Another process is writing the search index. Try again when it is done.") from None
        self.stdout.write(self.style.SUCCESS(f"The search index holds {count} articles."))
