"""`manage.py rebuild_index`: a new search index from the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles import search
from articles.management.progress import Counting


class Command(BaseCommand):
    help = (
        "Build the search index anew from the database, beside the one in use, and change over when it is whole. "
        "Needed after an update that changes how words are compared (the start says so) or when the index is damaged "
        "or was deleted. A minute for every 30,000 articles or so; readers notice nothing. Stopped or killed, it goes "
        "on where it was when it is run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="do nothing where the index can be read")

    def handle(self, *, if_needed: bool, verbosity: int, **options: Any) -> None:
        if if_needed and search.is_ready():
            self.stdout.write("The search index is up to date.")
            return
        try:
            count = search.rebuild(Counting(self.stdout.write, shown=verbosity > 0))
        except search.IndexBusy as error:
            raise CommandError(f"{error} Try again when it is done.") from None
        except (search.RebuildFailed, search.IndexNotReady) as error:
            raise CommandError(f"{error} The index in use stays as it was.") from error
        except (DatabaseError, OSError) as error:
            raise CommandError(f"Stopped: {error}. Run it again; it goes on where it was.") from error
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again; it goes on where it was.", returncode=130) from None
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"The search index holds {count:,} articles."))
