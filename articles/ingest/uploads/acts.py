"""What can be done with an upload as a whole: each once, however often it is clicked, whatever a worker does."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.ingest.uploads.receiving import delete_files
from articles.models import (
    WORKED_ON,
    Article,
    FileState,
    Status,
    Upload,
    UploadFile,
    UploadRow,
    UploadState,
    log_act,
)

_ROWS_AT_ONCE = 500
_FRESH: dict[str, Any] = {"worker": "", "lease": None, "began": None, "paused": False, "reason": "", "details": {}}


def confirm(upload: Upload, *, publish: bool) -> bool:
    """Let a worker import what was looked through, as drafts unless `publish`; False where it does not wait."""
    rows = upload.rows.waiting().count()
    return Upload.objects.filter(pk=upload.pk).move(
        UploadState.WAITING, to=UploadState.IMPORTING, publish=publish, rows_done=0, rows_total=rows, **_FRESH
    )


def pause(upload: Upload) -> bool:
    """Let a worker stop at the end of what it is saving; what was done stays. False where nothing is to be done."""
    free = Upload.objects.filter(pk=upload.pk, state__in=WORKED_ON, paused=False)
    return bool(free.update(paused=True, changed=timezone.now()))


def resume(upload: Upload) -> bool:
    """Let a worker go on where it stopped; False where the upload is not paused."""
    paused = Upload.objects.filter(pk=upload.pk, state__in=WORKED_ON, paused=True)
    details = {name: value for name, value in upload.details.items() if name != "error"}
    return bool(paused.update(paused=False, reason="", details=details, changed=timezone.now()))


def cancel(upload: Upload) -> bool:
    """Stop an upload for good; False where it is over.

    Before the import the files are thrown away, with what was read in them, and what was sent stays on record. In the
    middle of one, the articles that came stay, listed with the upload, and can be taken back by undoing it.
    """
    uploads = Upload.objects.filter(pk=upload.pk)
    with transaction.atomic():
        if uploads.move(UploadState.IMPORTING, to=UploadState.CANCELLED, **_FRESH):
            log_act(upload.user_id, "uploaded", [upload], added=upload.rows.brought().count())
            return True
    before = (UploadState.EXAMINING, UploadState.WAITING, UploadState.NOTHING, UploadState.FAILED)
    if not uploads.move(*before, to=UploadState.CANCELLED, rows_done=0, rows_total=0, **_FRESH):
        return False
    UploadRow.objects.filter(upload=upload).delete()
    delete_files(upload.files.all())
    return True


def undo(upload: Upload, *, user: int | None = None) -> list[UploadRow]:
    """Let a worker take back what came of an upload, unless somebody edited an article of it since.

    `user` is who asks for it, which may be another than uploaded. Returns the rows of those that were edited; where
    there is one, nothing is done.
    """
    with transaction.atomic():
        edited = list(upload.rows.edited_since().select_related("article", "file"))
        if not edited:
            rows = upload.rows.brought().count()
            states = (UploadState.IMPORTED, UploadState.CANCELLED)
            fields = {"rows_done": 0, "rows_total": rows, **_FRESH, "details": {"by": user}}
            if Upload.objects.filter(pk=upload.pk).move(*states, to=UploadState.UNDOING, **fields):
                log_act(user, "undoing", [upload])
    return edited


def publish(upload: Upload) -> list[int]:
    """Publish the drafts that came of an upload; return their primary keys.

    Being published is no edit: the upload can be undone as before.
    """
    with transaction.atomic():
        drafts = upload.rows.brought().filter(article__status=Status.DRAFT)
        edited = {*upload.rows.edited_since().values_list("pk", flat=True)}
        changed = Article.objects.all().set_status([*drafts.values_list("article", flat=True)], status=Status.PUBLISHED)
        for start in range(0, len(changed), _ROWS_AT_ONCE):
            rows = upload.rows.filter(article__in=changed[start : start + _ROWS_AT_ONCE]).exclude(pk__in=edited)
            now = Article.objects.filter(pk=OuterRef("article")).values("changed")
            rows.update(article_changed=Subquery(now))
    return changed


def read_again(file: UploadFile, mapping: Mapping[str, str]) -> bool:
    """Let a worker read a file of an upload anew, its columns understood as `mapping` says.

    What was decided of its rows is gone. False where the upload is being worked on, or imported.
    """
    with transaction.atomic():
        uploads = Upload.objects.filter(pk=file.upload_id)
        finished = uploads.get().files.filter(state=FileState.READ).exclude(pk=file.pk).count()
        rows = UploadRow.objects.filter(upload=file.upload_id).exclude(file=file)
        states = (UploadState.WAITING, UploadState.NOTHING)
        if not uploads.move(
            *states, to=UploadState.EXAMINING, files_done=finished, rows_done=rows.count(), rows_total=0, **_FRESH
        ):
            return False
        UploadRow.objects.filter(file=file).delete()
        file.mapping, file.state = dict(mapping), FileState.WAITING
        file.save(update_fields=["mapping", "state"])
    return True
