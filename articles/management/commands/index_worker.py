"""`manage.py index_worker`: what is saved is taken into the search index by a process of its own."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from articles import search


class Command(BaseCommand):
    help = (
        "Take what is saved into the search index, until SIGTERM or Ctrl+C. For archives with several web processes, "
        "which leave it to this one with INDEX_IN_WEB=0 in their environment. Errors are logged and tried again; "
        "a kill loses nothing."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        # Waited for instead of handled: no handler that runs in the middle of a commit.
        ends = {signal.SIGTERM, signal.SIGINT}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
        stop = threading.Event()
        worker = threading.Thread(target=search.keep_up, args=(stop,), name="index")
        worker.start()
        if verbosity:
            self.stdout.write("Taking changes into the search index (SIGTERM or Ctrl+C stops it).")
            self.stdout.flush()
        signal.sigwait(ends)
        stop.set()
        worker.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if verbosity:
            self.stdout.write("Stopped.")
