"""A folder that is watched: each file in it goes the way of all uploads, and then to where it shows what came of it."""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import close_old_connections
from django.utils.translation import gettext as _
from watchfiles import watch

from articles import ingest
from articles.ingest import uploads
from articles.management.uploads import work_on
from articles.models import Copies, Door, Outcome, Upload, UploadRow, UploadState, worker_name
from articles.preferences import grouped

DONE, REFUSED = "done", "refused"
REPORT = ".report.txt"
SECONDS_STILL = 3.0
"""A file is whole when nobody has written to it for so long."""

LOOK_EVERY_MS = 2000
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", REPORT)

log = logging.getLogger(__name__)


class Watched:
    """The folder, and how what comes into it is imported. `say` hears a line for each file."""

    def __init__(self, folder: Path, *, publish: bool, copies: Copies, say: Callable[[str], object]) -> None:
        self.folder = folder
        self._publish = publish
        self._copies = copies
        self._say = say

    def watch(self, stop: threading.Event, *, polling: bool = False) -> None:
        """Import what lies there, and what comes, until `stop` is set. An error is logged, and tried again."""
        changes = watch(
            self.folder,
            stop_event=stop,
            rust_timeout=LOOK_EVERY_MS,
            yield_on_timeout=True,
            recursive=False,
            force_polling=polling or None,
            raise_interrupt=False,
        )
        self._try(stop)
        for _changed in changes:
            self._try(stop)

    def _try(self, stop: threading.Event) -> None:
        try:
            close_old_connections()
            self.import_what_is_there(stop)
        except Exception:
            log.exception("What lies in %s could not be imported; it is tried again.", self.folder)

    def import_what_is_there(self, stop: threading.Event | None = None) -> None:
        """Import every whole file of the folder, and finish what an earlier run began and could not finish."""
        while upload := Upload.objects.unfinished(Door.FOLDER).take(worker_name()):
            self._finish(upload, stop)
        for files in self._groups():
            if stop is not None and stop.is_set():
                return
            self._import(files, stop)

    def _groups(self) -> list[list[Path]]:
        """Return the whole files, each with its metadata file where it has one."""
        there = {path.name: path for path in sorted(self.folder.iterdir()) if _is_ours(path) and _is_whole(path)}
        metadata = {ingest.metadata_name(name) for name in there}
        groups = []
        for name, path in there.items():
            if name not in metadata:
                beside = there.get(ingest.metadata_name(name))
                groups.append([path, beside] if beside else [path])
        return groups

    def _import(self, files: Sequence[Path], stop: threading.Event | None) -> None:
        upload = uploads.receive(
            [uploads.from_disk(path) for path in files],
            user=None,
            publish=self._publish,
            door=Door.FOLDER,
            copies=self._copies,
        )
        taken = Upload.objects.filter(pk=upload.pk).take(worker_name())
        if taken is None or not self._finish(taken, stop):
            return
        refused = upload.rows.filter(outcome=Outcome.REFUSED).exists() or not upload.rows.exists()
        self._move(files, upload, refused=refused)

    def _finish(self, upload: Upload, stop: threading.Event | None) -> bool:
        """Look an upload through and import it, since nobody reviews it; False where that was stopped."""
        work_on(upload, stop)
        if upload.state == UploadState.WAITING:
            uploads.accept_sure(upload)
            uploads.confirm(upload, publish=self._publish)
            taken = Upload.objects.filter(pk=upload.pk).take(worker_name())
            if taken:
                work_on(taken, stop)
                upload.state = taken.state
        return upload.state not in (UploadState.EXAMINING, UploadState.IMPORTING)

    def _move(self, files: Sequence[Path], upload: Upload, *, refused: bool) -> None:
        """Move files to where they show what came of them, with a report beside the first."""
        folder = self.folder / (REFUSED if refused else DONE)
        folder.mkdir(exist_ok=True)
        target = _free_name(folder, files[0].name)
        report = target.with_name(target.name + REPORT)
        text = report_of(upload)
        # Under another name first: whoever reads reports never reads half of one.
        partial = report.with_name(report.name + ".part")
        partial.write_text(text, encoding="utf-8")
        partial.replace(report)
        for path in files:
            name = target.name if path is files[0] else _free_name(folder, path.name).name
            path.replace(folder / name)
        self._say(f"{files[0].name}: {text.splitlines()[0]}")


def report_of(upload: Upload) -> str:
    """Return what came of an upload: the numbers in the first line, then each row that was refused or not added."""
    counts = upload.rows.counts()
    first = " · ".join(f"{outcome.label}: {grouped(counts[outcome])}" for outcome in Outcome if counts.get(outcome))
    parts = [first or ingest.explain(upload.reason, upload.details) or _("There is nothing to add")]
    told = upload.rows.exclude(reason="").exclude(outcome=Outcome.ADDED).select_related("file")
    parts += [_line(row) for row in told.iterator(500)]
    return "\n".join(parts) + "\n"


def _line(row: UploadRow) -> str:
    return f"{row.shown_place}: {ingest.explain(row.reason, row.details)}"


def _is_ours(path: Path) -> bool:
    unfinished = path.name.startswith(".") or path.name.lower().endswith(_UNFINISHED)
    return not unfinished and path.is_file() and not path.is_symlink()


def _is_whole(path: Path) -> bool:
    """True for a file that nobody has written to for a while."""
    try:
        return time.time() - path.stat().st_mtime >= SECONDS_STILL
    except OSError:
        return False


def _free_name(folder: Path, name: str) -> Path:
    """Return a path in a folder that nothing has yet."""
    stem, dot, ending = name.partition(".")
    for number in range(1, 10_000):
        path = folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
        if not os.path.lexists(path):
            return path
    raise FileExistsError(folder / name)
