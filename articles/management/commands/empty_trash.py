"""`manage.py empty_trash`: take away what has been in the trash for long enough."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import keeping, people, search


class Command(BaseCommand):
    help = (
        "Delete for good what has been in the trash for longer than TRASH_DAYS, with its history. Run it once a day; "
        "`prepare` runs it, too. It takes seconds."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        number = keeping.purge_expired()
        if number:
            people.recount()
        search.drain_quietly()
        if options["verbosity"]:
            days = settings.TRASH_DAYS
            self.stdout.write(f"{number} articles deleted that were in the trash for more than {days} days.")
