"""`manage.py check_index`: do search index and database agree?"""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles import search
from articles.management.progress import Counting
from articles.models import Article

SHOWN = 10
"""Articles of a kind that are named."""


class Command(BaseCommand):
    help = (
        "Compare the search index with the database, article by article, and every file of the index with its "
        "checksums. Search and changes go on meanwhile; a minute for every 100,000 articles or so. Exit status 1 where "
        "something is wrong. With --repair, what is wrong is taken in anew, and that alone; a damaged index is built "
        "anew as a whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="put right what is wrong")

    def handle(self, *, repair: bool, verbosity: int, **options: Any) -> None:
        progress = Counting(self.stdout.write, shown=verbosity > 0)
        try:
            found = search.check(progress)
            self.tell(found)
            if not repair or found.is_clean:
                if not found.is_clean:
                    raise CommandError("Index and database differ. Run: manage.py check_index --repair")
                return
            search.repair(found, Counting(self.stdout.write, shown=verbosity > 0))
            found = search.check()
        except search.IndexBusy as error:
            raise CommandError(f"{error} Try again when it is done.") from None
        except (search.RebuildFailed, search.IndexNotReady, DatabaseError, OSError) as error:
            raise CommandError(f"The repair did not succeed: {error}") from error
        if not found.is_clean:
            self.tell(found)
            raise CommandError("Index and database still differ.")
        self.stdout.write(self.style.SUCCESS("Repaired: index and database agree."))

    def tell(self, found: search.Findings) -> None:
        """Print what was found."""
        if found.damage:
            self.stdout.write(found.damage)
        for what, articles in (
            ("not in the index", found.missing),
            ("in the index with other words or data", found.stale),
            ("in the index, but not public", found.ghosts),
        ):
            if articles:
                self.stdout.write(f"{len(articles):,} {what}: {named(articles)}")
        if found.pending:
            self.stdout.write(f"{found.pending:,} wait to be taken in, which is no fault.")
        if found.is_clean:
            self.stdout.write(f"Index and database agree: {found.articles:,} articles.")


def named(articles: Sequence[int]) -> str:
    """Return the identifiers of the first articles; of one that is no longer in the database, its number."""
    first = articles[:SHOWN]
    identifiers = dict(Article.objects.filter(pk__in=first).values_list("pk", "identifier"))
    names = ", ".join(identifiers.get(pk, f"number {pk}") for pk in first)
    return names + (" …" if len(articles) > SHOWN else "")
