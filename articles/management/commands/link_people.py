"""`manage.py link_people`: persons on record are looked for in the articles that are there."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import people, search
from articles.management.persons import people_called

LINE_EVERY = 5000
"""Articles between two lines of progress."""


class Command(BaseCommand):
    help = (
        "Look for persons, all on record or those named, in the texts of all articles, and bring the search index up "
        "to date. Imports do so for their own articles; run this after names were added or corrected. Mentions that "
        "editors confirmed stay. A minute for every 30,000 articles or so; what was done before an interruption stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", metavar="NAME", nargs="*", help="a name or number of a person")

    def handle(self, *, names: list[str], verbosity: int, **options: Any) -> None:
        persons = [pk for name in names for pk in people_called(name)] if names else None

        def tell(done: int) -> None:
            if verbosity and done % LINE_EVERY == 0:
                self.stdout.write(f"{done:,} articles …")

        changed = people.link_everywhere(persons, on_batch=tell)
        try:
            search.drain()
        except search.IndexNotReady as error:
            raise CommandError(f"The mentions are saved. {error} Run: manage.py rebuild_index") from None
        except search.IndexBusy:
            raise CommandError(
                "The mentions are saved. Another process is writing the search index; run this again when it is done."
            ) from None
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"Articles whose mentions changed: {changed:,}"))
