"""`manage.py update_index`: what waits is taken into the search index."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles import search


class Command(BaseCommand):
    help = (
        "Take the changes that wait into the search index, in place of Haystack's command. The archive does so by "
        "itself; run it where a change made by hand should not wait."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        try:
            number = search.drain()
        except search.IndexNotReady as error:
            raise CommandError(f"{error} Run: manage.py rebuild_index") from None
        except (search.IndexBusy, DatabaseError, OSError) as error:
            raise CommandError(f"The changes still wait: {error}") from error
        if verbosity:
            self.stdout.write(f"{number:,} articles taken in.")
