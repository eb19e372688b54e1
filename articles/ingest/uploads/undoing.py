"""An upload is taken back as a whole, as long as nobody has edited what came of it."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.db import transaction

from articles.ingest.load import OnBatch
from articles.ingest.uploads.replace import put_back
from articles.ingest.uploads.run import Run
from articles.models import UNDONE, Article, Outcome, Upload, UploadRow, UploadState, acting, log_act

ROWS_AT_ONCE = 250
EDITED = "edited_since"
"""The reason of a row whose article was edited and therefore stays."""


def undo_all(upload: Upload, run: Run, *, on_batch: OnBatch, on_committed: Callable[[int], object]) -> None:
    """Take back what came of an upload: new articles go to the trash, replaced ones are what they were.

    An article that somebody edits meanwhile is left alone. `on_batch` gets the primary keys of articles that have their
    former text again, inside the transaction. Raises Stopped where the upload was paused or given to another worker;
    what was taken back until then stays so.
    """
    user = _who_asked(upload)
    while True:
        rows = list(upload.rows.brought().exclude(reason=EDITED).select_related("article")[:ROWS_AT_ONCE])
        if not rows:
            break
        with transaction.atomic(), acting(user, "taken_back"):
            came = [(row, row.article) for row in rows if row.article]
            edited = [row.pk for row, article in came if article.changed != row.article_changed]
            upload.rows.filter(pk__in=edited).update(reason=EDITED)
            back = _take_back([(row, article) for row, article in came if row.pk not in edited], user)
            if back:
                on_batch(back)
            run.beat(rows_done=run.upload.rows_done + len(rows))
        on_committed(len(rows))
        run.give_way()
    with transaction.atomic():
        run.end(UploadState.UNDONE)
        log_act(user, "undone", [upload], number=upload.rows.filter(reason=UNDONE).count())


def _who_asked(upload: Upload) -> int | None:
    """Return whose act it is, which may be another than uploaded; None for nobody whom the archive still knows."""
    asked = get_user_model().objects.filter(pk=upload.details.get("by") or 0)
    return asked.values_list("pk", flat=True).first()


def _take_back(came: list[tuple[UploadRow, Article]], user: int | None) -> list[int]:
    """Take back what came of these rows; return the keys of the articles that are what they were before."""
    back, gone = [], []
    for row, article in came:
        if row.outcome == Outcome.REPLACED and row.before:
            put_back(article, row.before)
            back.append(article.pk)
        else:
            gone.append(article.pk)
    Article.objects.move_to_trash(gone, user_id=user, reason="taken_back")
    rows = UploadRow.objects.filter(pk__in=[row.pk for row, _ in came])
    rows.update(reason=UNDONE, details={})
    # Of a new article the row knows still which it was: it may be restored, and gives way to what comes again.
    rows.filter(outcome=Outcome.REPLACED).update(article=None)
    return back
