"""Uploads: files received, looked through, decided upon, imported, undone. Three doors lead here, one way goes on.

`receive` stores the files; `work` is what a worker does with an upload that it took: look through, import, undo. In
between stand the acts of people: `decide`, `answer`, `change`, `decline` for rows, `confirm`, `pause`, `resume`,
`cancel`, `undo` for the upload. `Keeping` notes an import of the command line in the same way.
"""

from articles.ingest.uploads.acts import (
    cancel,
    confirm,
    pause,
    publish,
    read_again,
    resume,
    undo,
)
from articles.ingest.uploads.decide import (
    accept_sure,
    answer,
    change,
    decide,
    decline,
    decline_everywhere,
    open_to,
    restore,
)
from articles.ingest.uploads.keeping import Keeping
from articles.ingest.uploads.mapping import remembered_mapping
from articles.ingest.uploads.mend import refused_as_csv
from articles.ingest.uploads.progress import Progress, progress_of
from articles.ingest.uploads.receiving import Sent, from_disk, receive
from articles.ingest.uploads.repairs import Repairs, repairs_of
from articles.ingest.uploads.working import Tools, work

__all__ = [
    "Keeping",
    "Progress",
    "Repairs",
    "Sent",
    "Tools",
    "accept_sure",
    "answer",
    "cancel",
    "change",
    "confirm",
    "decide",
    "decline",
    "decline_everywhere",
    "from_disk",
    "open_to",
    "pause",
    "progress_of",
    "publish",
    "read_again",
    "receive",
    "refused_as_csv",
    "remembered_mapping",
    "repairs_of",
    "restore",
    "resume",
    "undo",
    "work",
]
