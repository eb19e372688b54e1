"""`manage.py import_articles`: files and folders into the archive and its index."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles import ingest, people, search
from articles.ingest import uploads
from articles.management.indexing import Indexing
from articles.management.terminal import language_of_the_console
from articles.models import Outcome, Status

LINE_EVERY = 5000
"""Articles between two lines of progress where there is no terminal."""

TOLD = (Outcome.ADDED, Outcome.UNCHANGED, Outcome.DUPLICATE, Outcome.REFUSED)


class Command(BaseCommand):
    help = (
        "Import articles from texts, pages, documents, tables, mail and archives (README.md lists the kinds) and from "
        "folders of them, and bring the search index up to date. Run it again after it was stopped, or with a file "
        "that has grown: what is there stays as it is. 10,000 news articles take about half a minute. Exit status 1 "
        "where something was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file, or a folder of files")
        parser.add_argument("--dry-run", action="store_true", help="say what would be imported, and change nothing")
        parser.add_argument(
            "--no-originals", action="store_true", help="do not keep copies of the files in ARCHIVE_HOME/uploads"
        )
        parser.add_argument(
            "--status",
            choices=[Status.DRAFT.value, Status.PUBLISHED.value],
            default=Status.PUBLISHED.value,
            help="what new articles become (default: %(default)s)",
        )

    def handle(
        self,
        *,
        paths: list[Path],
        dry_run: bool,
        status: str,
        verbosity: int,
        no_originals: bool = False,
        **options: Any,
    ) -> None:
        with translation.override(language_of_the_console()):
            try:
                with Progress(ingest.total_bytes(paths), self.stdout.write, shown=verbosity > 0) as progress:
                    report = import_articles(
                        paths, Status(status), progress, dry_run=dry_run, originals=not no_originals
                    )
            except KeyboardInterrupt:
                text = _("Stopped. What was imported so far stays; the same command completes it.")
                raise CommandError(text, returncode=130) from None
            except search.IndexNotReady as error:
                text = _("%(error)s What was imported stays. Run manage.py rebuild_index, then this command again.")
                raise CommandError(text % {"error": error}) from error
            except (DatabaseError, search.IndexBusy, OSError) as error:
                text = _("Stopped: %(error)s. What was imported so far stays; the same command completes it.")
                raise CommandError(text % {"error": str(error).rstrip(".")}) from error
            self.tell(report, verbosity, dry_run=dry_run)
            if report.refused:
                raise CommandError(_("Something was refused; file, line and reason stand above."))

    def tell(self, report: ingest.Report, verbosity: int, *, dry_run: bool) -> None:
        """Print what came of the import, and to the error output what was refused and why."""
        for row in report.refused:
            self.stderr.write(f"{row.place}: {row.explanation}")
        if not verbosity:
            return
        if verbosity > 1:
            for row in report.rows:
                if row.reason and row.outcome != Outcome.REFUSED:
                    self.stdout.write(f"{row.place}: {row.explanation}")
        for file in report.passed_over:
            self.stdout.write(_("%(file)s: passed over, since it is of no format that is read.") % {"file": file})
        counts = report.counts
        self.stdout.write(" · ".join(f"{outcome.label}: {counts[outcome]:,}" for outcome in TOLD))
        if dry_run:
            self.stdout.write(_("Nothing was changed: this was a dry run."))


def import_articles(
    paths: list[Path], status: Status, progress: "Progress", *, dry_run: bool, originals: bool
) -> ingest.Report:
    """Load the files and bring the index up to date with them, and with what a killed import left behind.

    The import is noted as an upload, which can be looked at and undone in the browser.
    """
    # Files of the operator's own are as large as they are.
    limits = ingest.Limits(**settings.READ_LIMITS)
    limits = replace(limits, file_megabytes=None, unpacked_megabytes=None, articles=None)
    if dry_run:
        return ingest.load(
            ingest.read(paths, on_bytes=progress.read, limits=limits),
            status=status,
            dry_run=True,
            on_progress=progress.done,
        )
    with Indexing() as indexing, uploads.Keeping(publish=status == Status.PUBLISHED, originals=originals) as keeping:
        return ingest.load(
            ingest.read(paths, on_bytes=progress.read, limits=limits),
            status=status,
            on_batch=partial(people.link, names=people.KnownNames()),
            on_committed=indexing.committed,
            on_progress=progress.done,
            on_rows=keeping.note,
        )


class Progress:
    """A bar with rate and remaining time on a terminal, elsewhere a line every 5,000 articles.

    The bar goes by bytes, since nobody knows how many articles a file holds.
    """

    def __init__(self, total_bytes: int, say: Callable[[str], object], *, shown: bool) -> None:
        self._say = say if shown else lambda text: None
        self._bar = tqdm(
            total=total_bytes,
            file=sys.stderr,
            disable=not (shown and sys.stderr.isatty()),
            bar_format="{percentage:3.0f}%|{bar}| {elapsed}<{remaining}{postfix}",
        )
        self._bytes = 0
        self._began = time.monotonic()
        self._next_line = LINE_EVERY

    def read(self, number: int) -> None:
        """Hear that so many bytes were read."""
        self._bytes += number

    def done(self, articles: int) -> None:
        """Hear that so many articles are done by now."""
        rate = articles / (time.monotonic() - self._began or 1)
        text = _("%(articles)s articles, %(rate)s a second") % {"articles": f"{articles:,}", "rate": f"{rate:,.0f}"}
        if not self._bar.disable:
            self._bar.set_postfix_str(text, refresh=False)
            self._bar.update(self._bytes - self._bar.n)
        elif articles >= self._next_line:
            self._next_line = articles - articles % LINE_EVERY + LINE_EVERY
            self._say(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._bar.close()
