"""`manage.py find_persons`: the texts are searched for persons, those on record and new ones."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles import people, search
from articles.management.progress import Counting
from articles.models import Article, Proposal


class Command(BaseCommand):
    help = (
        "Search the texts of all articles, or of those named, for persons: those on record are noted in the articles "
        "that name them, others are proposed to editors at /people/proposals/. What editors decided stays. Stopped or "
        "killed, it goes on where it was when it is run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("identifiers", metavar="IDENTIFIER", nargs="*", help="identifier of an article")
        parser.add_argument("--new", action="store_true", help="only articles added since the last search")
        parser.add_argument(
            "--processes", type=int, default=2, choices=range(1, 17), metavar="N", help="at work (default: %(default)s)"
        )

    def handle(self, *, identifiers: list[str], new: bool, processes: int, verbosity: int, **options: Any) -> None:
        counting = Counting(self.stdout.write, shown=verbosity > 0)
        articles = keys_of(identifiers) if identifiers else None
        try:
            changed = people.find_everywhere(
                articles,
                only_new=new,
                number=processes,
                on_batch=lambda state: counting(state.done, state.total),
            )
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again; it goes on where it was.", returncode=130) from None
        except DatabaseError as error:
            raise CommandError(f"Stopped: {error}. Run it again; it goes on where it was.") from error
        try:
            search.drain()
        except search.IndexNotReady as error:
            raise CommandError(f"What was found is saved. {error} Run: manage.py rebuild_index") from None
        except search.IndexBusy:
            raise CommandError(
                "What was found is saved. Another process is writing the search index; it takes the changes in."
            ) from None
        if verbosity:
            waiting = Proposal.objects.open().count()
            self.stdout.write(
                self.style.SUCCESS(f"Articles whose persons changed: {changed:,}. Open proposals: {waiting:,}")
            )


def keys_of(identifiers: list[str]) -> list[int]:
    """Return the primary keys of articles; raise CommandError for an identifier that no article has."""
    found = dict(Article.objects.filter(identifier__in=identifiers).values_list("identifier", "pk"))
    missing = [identifier for identifier in identifiers if identifier not in found]
    if missing:
        raise CommandError(f"No article has the identifier {missing[0]!r}.")
    return sorted(found.values())
