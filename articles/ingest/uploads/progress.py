"""How far a worker has come with an upload, as its page shows it."""

from dataclasses import dataclass

from django.utils import timezone

from articles.models import Upload, UploadState

_SECONDS_BEFORE_GUESSING = 2.0


@dataclass(frozen=True)
class Progress:
    """What is done, of how much; how quickly, and for how long still.

    `share` is between 0 and 1. `rows_total`, `rate` (articles a second) and `seconds_left` are None where nobody knows.
    """

    files_done: int
    files_total: int
    rows_done: int
    rows_total: int | None
    share: float
    rate: float | None
    seconds_left: float | None


def progress_of(upload: Upload) -> Progress:
    """Return how far an upload has come in its present state; reading goes by bytes, importing by articles."""
    if upload.state == UploadState.EXAMINING:
        share = upload.bytes_done / upload.bytes_total if upload.bytes_total else 0.0
    else:
        share = upload.rows_done / upload.rows_total if upload.rows_total else 0.0
    share = min(share, 1.0)
    rate = seconds_left = None
    if upload.began and upload.is_in_hand:
        seconds = (timezone.now() - upload.began).total_seconds()
        since = upload.rows_done - upload.rows_before
        if seconds > _SECONDS_BEFORE_GUESSING and since > 0:
            rate = since / seconds
            left = upload.rows_done * (1 / share - 1) if share else None
            seconds_left = left / rate if left is not None else None
    return Progress(
        upload.files_done,
        upload.files_total,
        upload.rows_done,
        None if upload.state == UploadState.EXAMINING else upload.rows_total,
        share,
        rate,
        seconds_left,
    )
