"""Work on uploads, put together: read and examined, persons linked, taken into the index."""

import fcntl
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connection

from articles import people, search
from articles.ingest import uploads
from articles.models import Upload, UploadState, worker_name

PAUSE = 0.5
"""Seconds between two looks for something to do."""

INDEXED_AT_ONCE = 2000
"""Articles that wait before the index takes them in while an upload is imported: every time costs it a commit, and
every web process a look at the new state."""

SEARCHED_AT_ONCE = 50
"""Articles in which persons are looked for in one transaction: others who write to SQLite wait for it."""

WORKER = (sys.executable, str(settings.BASE_DIR / "manage.py"), "upload_worker", "--verbosity=0", "--beside")
RESTART_AFTER = 2.0

log = logging.getLogger(__name__)


class Indexing:
    """Takes what a worker changed into the index, some thousand articles at a time, and the rest at the end."""

    def __init__(self) -> None:
        self._waiting = 0

    def committed(self, number: int) -> None:
        self._waiting += number
        if self._waiting >= INDEXED_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Take in what waits. Where the index is busy or missing, whoever keeps it up does so later."""
        self._waiting = 0
        try:
            search.drain()
        except search.IndexBusy:
            log.info("Another process takes into the index what an upload brought.")
        except (search.IndexNotReady, OSError):
            log.exception("The search index could not take in what an upload brought; it waits in the outbox.")


def work_on(upload: Upload, stop: threading.Event | None = None) -> None:
    """Do what is to be done with an upload that was taken, the index included."""
    indexing = Indexing()
    was = upload.state
    tools = uploads.Tools(
        near=near_copies, on_batch=partial(people.link, names=people.KnownNames()), on_committed=indexing.committed
    )
    try:
        uploads.work(upload, tools, stop)
        if was == UploadState.UNDOING:
            people.recount()
    finally:
        indexing.flush()


def near_copies(text: str) -> Sequence[tuple[int, float]]:
    """Return copies of a text in the archive; none where there is no index to find them with."""
    with suppress(search.IndexNotReady):
        return search.copies_of_text(text)
    return ()


def work_until(stop: threading.Event) -> None:
    """Take up one upload after the other until `stop` is set. An error is logged, and tried again.

    With no upload to work on, the texts that came, by whatever door, are searched for persons who are not on record.
    """
    worker, names = worker_name(), people.KnownNames()
    while not stop.is_set():
        try:
            close_old_connections()
            upload = Upload.objects.with_work().take(worker)
            if upload:
                work_on(upload, stop)
                continue
            if people.find_added(names, most=SEARCHED_AT_ONCE):
                search.drain_quietly()
                continue
        except Exception:
            log.exception("The worker for uploads failed, and tries again.")
            connection.close()
        stop.wait(PAUSE)
    connection.close()


def work_in_background() -> None:
    """Let one process beside the web processes work on uploads, and start it anew where it dies.

    Each web process tries to be the one that sees to that; a lock that ends with its holder decides.
    """
    threading.Thread(target=_see_to_a_worker, name="uploads", daemon=True).start()


def _see_to_a_worker() -> None:
    with (Path(settings.ARCHIVE_HOME) / "uploads.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        pause = threading.Event()
        while True:
            try:
                # Not of multiprocessing, whose processes may have none of their own: readers are such.
                status = subprocess.run([*WORKER, str(os.getpid())], check=False).returncode  # noqa: S603
                log.warning("The worker for uploads ended with status %d, and is started again.", status)
            except OSError:
                log.exception("No worker for uploads could be started.")
            pause.wait(RESTART_AFTER)
