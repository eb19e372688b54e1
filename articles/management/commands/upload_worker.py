"""`manage.py upload_worker`: what was uploaded is looked through and imported by a process of its own."""

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from articles import search
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
        # Waited for instead of handled: no handler that runs in the middle of a commit.
        ends = {signal.SIGTERM, signal.SIGINT}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
        stop = threading.Event()
        worker = threading.Thread(target=work_until, args=(stop,), name="uploads")
        worker.start()
        if beside is not None and settings.INDEX_IN_WEB:
            search.keep_up_in_background()
        if verbosity:
            self.stdout.write("Working on uploads (SIGTERM or Ctrl+C stops it).")
            self.stdout.flush()
        while not signal.sigtimedwait(ends, 1.0):
            if beside is not None and os.getppid() != beside:
                break
        stop.set()
        worker.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if verbosity:
            self.stdout.write("Stopped.")
