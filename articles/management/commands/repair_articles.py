"""`manage.py repair_articles`: articles that are there are repaired by the rules of today."""

from argparse import ArgumentParser
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import ingest, people, search
from articles.models import Article, Source

LINE_EVERY = 5000
"""Articles between two lines of progress."""


class Command(BaseCommand):
    help = (
        "Repair the texts of articles that came before there was repair, and bring mentions of persons and the search "
        "index up to date. Imports do so by themselves. The text as received stays, and so does what editors declined "
        "or corrected. Some five minutes for 30,000 articles; what was done before an interruption stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="those that were repaired before, too: after an update of the archive"
        )
        parser.add_argument("--source", metavar="KEY", help="only articles of this source")

    def handle(self, *, again: bool, source: str | None, verbosity: int, **options: Any) -> None:
        articles = Article.objects.order_by("pk")
        if not again:
            articles = articles.filter(repairs={})
        if source is not None:
            try:
                articles = articles.filter(source=Source.objects.get(key=source))
            except Source.DoesNotExist:
                raise CommandError(f"There is no source with the key “{source}”.") from None
        keys = [*articles.values_list("pk", flat=True)]
        changed = 0
        link = partial(people.link, names=people.KnownNames())
        for start in range(0, len(keys), LINE_EVERY):
            changed += len(ingest.repair_articles(keys[start : start + LINE_EVERY], on_batch=link))
            if verbosity:
                self.stdout.write(f"{min(start + LINE_EVERY, len(keys)):,} of {len(keys):,} articles …")
        self._bring_search_up_to_date()
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"Articles whose text changed: {changed:,} of {len(keys):,}"))

    def _bring_search_up_to_date(self) -> None:
        try:
            search.drain()
        except search.IndexNotReady as error:
            raise CommandError(f"The repairs are saved. {error} Run: manage.py rebuild_index") from None
        except search.IndexBusy:
            raise CommandError(
                "The repairs are saved. Another process is writing the search index and takes them in."
            ) from None
