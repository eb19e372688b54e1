"""`manage.py upload_worker`: what was uploaded is looked through and imported by a process of its own."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import search
from articles.management.stopping import work_until_told
from articles.management.uploads import work_on, work_until
from articles.models import Upload, worker_name

NICE = 5


class Command(BaseCommand):
    help = (
        "Look through what was uploaded and import what was confirmed, until SIGTERM or Ctrl+C. Web processes start "
        "such a worker by themselves, unless UPLOADS_IN_WEB=0. It ends with the portion it is at, and a kill loses "
        "nothing: the next worker goes on where it stood. Several at a time share the uploads."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is left to do")
        parser.add_argument("--beside", type=int, metavar="PID", help="end when this process, the parent, does")

    def handle(self, *, once: bool, beside: int | None, verbosity: int, **options: Any) -> None:
        # Who answers readers goes first.
        os.nice(NICE)
        if once:
            while upload := Upload.objects.with_work().take(worker_name()):
                work_on(upload)
            return

        def begun() -> None:
            if beside is not None and settings.INDEX_IN_WEB:
                search.keep_up_in_background()
            if verbosity:
                self.stdout.write("Working on uploads (SIGTERM or Ctrl+C stops it).")
                self.stdout.flush()

        work_until_told(
            work_until, name="uploads", begun=begun, goes_on=lambda: beside is None or os.getppid() == beside
        )
        if verbosity:
            self.stdout.write("Stopped.")
