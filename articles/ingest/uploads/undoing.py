"""An upload is taken back as a whole, as long as nobody has edited what came of it."""

from collections.abc import Callable

from django.db import transaction

from articles.ingest.uploads.replace import put_back
from articles.ingest.uploads.run import Run
from articles.models import Article, IndexChange, Outcome, Upload, UploadRow, UploadState

ROWS_AT_ONCE = 250
UNDONE = "undone"
EDITED = "edited_since"
"""The reason of a row whose article was edited and therefore stays."""


def undo_all(upload: Upload, run: Run, *, on_committed: Callable[[int], object]) -> None:
    """Take back what came of an upload: new articles go, replaced ones are what they were.

    An article that somebody edits meanwhile is left alone. Raises Stopped where it was paused or given to another
    worker; what was taken back until then stays so.
    """
    while True:
        rows = list(upload.rows.brought().exclude(reason=EDITED).select_related("article")[:ROWS_AT_ONCE])
        if not rows:
            break
        with transaction.atomic():
            came = [(row, row.article) for row in rows if row.article]
            edited = [row.pk for row, article in came if article.changed != row.article_changed]
            upload.rows.filter(pk__in=edited).update(reason=EDITED)
            _take_back([(row, article) for row, article in came if row.pk not in edited])
            run.beat(rows_done=run.upload.rows_done + len(rows))
        on_committed(len(rows))
        run.give_way()
    run.end(UploadState.UNDONE)


def _take_back(came: list[tuple[UploadRow, Article]]) -> None:
    gone = []
    for row, article in came:
        if row.outcome == Outcome.REPLACED and row.before:
            put_back(article, row.before)
        else:
            gone.append(article.pk)
    IndexChange.objects.enqueue(gone)
    Article.objects.filter(pk__in=gone).delete()
    UploadRow.objects.filter(pk__in=[row.pk for row, _ in came]).update(article=None, reason=UNDONE, details={})
