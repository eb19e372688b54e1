"""What waits in the outbox is taken into the index, again and again: by `manage.py index_worker`, or in web processes.

A web process drains right after every change it saves (`sync.drain_quietly`); its thread here sees to what that could
not take in, and to what a process that was killed left behind.
"""

import datetime
import logging
import threading
from typing import NamedTuple

from django.db import close_old_connections, connection
from django.utils import timezone

from articles.models import IndexChange
from articles.search import analysis, sync
from articles.search.store import IndexBusy

LONGEST_PAUSE = 60.0
"""Seconds between two attempts when one after the other fails."""

LOCK_TIMEOUT = 1.0

OVERDUE = 300.0
"""Seconds after which a change should long have been taken in; a large import needs less for a batch."""

log = logging.getLogger(__name__)


class Pauses(NamedTuple):
    """Seconds between two looks at the outbox while nothing comes: the first pause, doubled up to the longest."""

    first: float
    longest: float


WORKER = Pauses(0.05, 0.5)
WEB = Pauses(5.0, 5.0)


def keep_up(stop: threading.Event, pauses: Pauses = WORKER) -> None:
    """Take in what comes until `stop` is set; a failure is logged and tried again, at first after a second, then later.

    What has begun is finished first: at most one commit.
    """
    failures = 0
    pause = pauses.first
    while not stop.is_set():
        try:
            close_old_connections()
            handled = sync.drain_batch(LOCK_TIMEOUT)
            if failures:
                log.warning("The search index takes in changes again, after %d failed attempts.", failures)
            failures = 0
            pause = pauses.first if handled else min(2 * pause, pauses.longest)
            if handled:
                continue
        except IndexBusy:
            pause = pauses.longest
        except Exception as error:
            failures += 1
            pause = min(2.0 ** (failures - 1), LONGEST_PAUSE)
            connection.close()
            log.error(
                "The search index could not take in changes (attempt %d, the next in %d s): %s",
                failures,
                pause,
                error,
                exc_info=failures == 1,
            )
        stop.wait(pause)
    connection.close()


def read_data_in_background() -> None:
    """Read what searches need in a thread, so that the first one need not wait for it."""
    threading.Thread(target=analysis.read_data, name="search data", daemon=True).start()


def keep_up_in_background() -> None:
    """Keep up with the outbox in a thread that ends with the process; it may die at any point."""
    threading.Thread(target=keep_up, args=(threading.Event(), WEB), name="index", daemon=True).start()


class Waiting(NamedTuple):
    """What stands in the outbox: the number of changes, and since when the oldest does, None where there is none."""

    number: int
    since: datetime.datetime | None

    @property
    def overdue(self) -> bool:
        """Whether a change waits for so long that something has to be wrong."""
        return self.since is not None and (timezone.now() - self.since).total_seconds() > OVERDUE


def waiting() -> Waiting:
    oldest = IndexChange.objects.first()
    return Waiting(IndexChange.objects.count(), oldest.created if oldest else None)
