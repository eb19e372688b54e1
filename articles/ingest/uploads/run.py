"""A worker's hold on an upload: renewed with every sign of life, given up when somebody wants it otherwise."""

import threading
import time
from typing import Any

from django.utils import timezone

from articles.models import LEASE, Upload

_SECONDS_BETWEEN_SIGNS = 5.0


class Stopped(Exception):
    """Raised where a run is not to go on: paused, cancelled, in another worker's hands, or the worker has to end."""


class Run:
    """One worker at one upload. What it saves with a sign of life, in one transaction, counts once."""

    def __init__(self, upload: Upload, stop: threading.Event | None = None) -> None:
        self.upload = upload
        self._stop = stop or threading.Event()
        self._last = 0.0

    def begin(self) -> None:
        """Note when the run began, and with how much done."""
        self.beat(began=timezone.now(), rows_before=self.upload.rows_done)

    def beat(self, **fields: Any) -> None:
        """Save what was reached, as a sign of life; raise Stopped where the upload is no longer this worker's."""
        held = Upload.objects.filter(self.upload.still())
        now = timezone.now()
        if not held.update(lease=now + LEASE, changed=now, **fields):
            raise Stopped
        for name, value in fields.items():
            setattr(self.upload, name, value)
        self._last = time.monotonic()

    def give_way(self) -> None:
        """Raise Stopped where the worker has to end; else give a sign of life where the last one is a while ago."""
        if self._stop.is_set():
            raise Stopped
        if time.monotonic() - self._last > _SECONDS_BETWEEN_SIGNS:
            self.beat()

    def end(self, state: str, **fields: Any) -> None:
        """Put the upload into its next state, and let it go; raise Stopped where it is no longer this worker's."""
        held = Upload.objects.filter(self.upload.still())
        done = {"state": state, "worker": "", "lease": None, "began": None, "changed": timezone.now(), **fields}
        if not held.update(**done):
            raise Stopped
        for name, value in done.items():
            setattr(self.upload, name, value)

    def let_go(self, **fields: Any) -> None:
        """Leave the upload where it stands, for the next worker."""
        mine = Upload.objects.filter(pk=self.upload.pk, worker=self.upload.worker)
        mine.update(worker="", lease=None, **fields)
