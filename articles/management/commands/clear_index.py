"""`manage.py clear_index`: Haystack's command of this name would leave readers without a search."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Takes the place of Haystack's command: the index is never emptied under its readers."

    def handle(self, **options: Any) -> None:
        raise CommandError("The index is not emptied: searches would find nothing. Run: manage.py rebuild_index")
