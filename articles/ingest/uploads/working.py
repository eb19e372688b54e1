"""What a worker does with an upload, whatever is to be done with it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from articles.ingest.load import OnBatch
from articles.ingest.records import excerpt
from articles.ingest.uploads.bring import bring_all
from articles.ingest.uploads.examine import examine
from articles.ingest.uploads.near import Near
from articles.ingest.uploads.run import Run, Stopped
from articles.ingest.uploads.undoing import undo_all
from articles.models import Upload, UploadState

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tools:
    """What ingest does not know itself: copies in the archive, persons in new articles, the index.

    `near` finds copies of a text, None where nobody looks for them. `on_batch` gets the primary keys of articles whose
    text is new, inside their transaction, `on_committed` hears after it how many changed.
    """

    near: Near | None
    on_batch: OnBatch
    on_committed: Callable[[int], object]


def work(upload: Upload, tools: Tools, stop: threading.Event | None = None) -> None:
    """Do what is to be done with an upload that was taken (`Upload.objects.take`), until it is done, or stopped.

    Where the database or the disk refuses, the upload is paused and says so: its user may let it go on.
    """
    run = Run(upload, stop)
    try:
        run.begin()
        if upload.state == UploadState.EXAMINING:
            examine(upload, run, tools.near)
        elif upload.state == UploadState.IMPORTING:
            bring_all(upload, run, on_batch=tools.on_batch, on_committed=tools.on_committed)
        elif upload.state == UploadState.UNDOING:
            undo_all(upload, run, on_batch=tools.on_batch, on_committed=tools.on_committed)
    except Stopped:
        run.let_go()
    except Exception as error:
        # Whatever it is, the next upload is not to wait for it, and its user has to see it.
        log.exception("Upload %s was interrupted.", upload.key)
        details = {**upload.details, "error": excerpt(error, 200)}
        run.let_go(paused=True, reason="interrupted", details=details)
    except BaseException:
        run.let_go()
        raise
