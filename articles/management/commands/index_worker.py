"""`manage.py index_worker`: what is saved is taken into the search index by a process of its own."""

from typing import Any

from django.core.management.base import BaseCommand

from articles import search
from articles.management.stopping import work_until_told


class Command(BaseCommand):
    help = (
        "Take what is saved into the search index, until SIGTERM or Ctrl+C. For archives with several web processes, "
        "which leave it to this one with INDEX_IN_WEB=0 in their environment. Errors are logged and tried again; "
        "a kill loses nothing."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        def begun() -> None:
            if verbosity:
                self.stdout.write("Taking changes into the search index (SIGTERM or Ctrl+C stops it).")
                self.stdout.flush()

        work_until_told(search.keep_up, name="index", begun=begun)
        if verbosity:
            self.stdout.write("Stopped.")
