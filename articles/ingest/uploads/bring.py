"""What was looked through and confirmed is imported, portion by portion, each whole or not at all."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from django.db import transaction

from articles.ingest.load import OnBatch, load
from articles.ingest.records import Record, Refusal
from articles.ingest.uploads.replace import replace_article
from articles.ingest.uploads.rows import record_of, refuse, storable
from articles.ingest.uploads.run import Run
from articles.models import (
    IN_TRASH,
    Article,
    Decision,
    Outcome,
    Status,
    TextIsThere,
    Upload,
    UploadRow,
    UploadState,
    acting,
    log_act,
)

ROWS_AT_ONCE = 250
"""A portion is one transaction; others who write to SQLite wait for it."""

_CHANGED = (*("outcome", "reason", "details", "done", "article", "article_changed", "before", "fields", "body"),)
RESTORED = "restored"
"""The reason of a row whose article was in the trash, and came back with it."""

_MAY_COME = (Outcome.ADDED, Outcome.UNCHANGED, Outcome.DUPLICATE)


def bring_all(upload: Upload, run: Run, *, on_batch: OnBatch, on_committed: Callable[[int], object]) -> None:
    """Import the rows of an upload that no run has dealt with yet.

    `on_batch` gets the primary keys of new articles, inside their transaction; `on_committed` their number after it.
    Raises Stopped where the upload was paused, cancelled or given to another worker; what was imported until then
    stays.
    """
    status = Status.PUBLISHED if upload.publish else Status.DRAFT
    while True:
        rows = list(upload.rows.waiting().select_related("file")[:ROWS_AT_ONCE])
        if not rows:
            break
        with transaction.atomic():
            with acting(upload.user_id, "upload"):
                number = bring(rows, status=status, on_batch=on_batch)
            new = [row for row in rows if row.outcome == Outcome.ADDED and row.reason != RESTORED]
            added = [row.article_id for row in new if row.article_id]
            Article.objects.filter(pk__in=added).update(uploaded_by=upload.user_id)
            UploadRow.objects.bulk_update(rows, _CHANGED, batch_size=100)
            run.beat(rows_done=run.upload.rows_done + len(rows))
        on_committed(number)
        run.give_way()
    with transaction.atomic():
        run.end(UploadState.IMPORTED)
        log_act(upload.user_id, "uploaded", [upload], added=upload.rows.brought().count())


def bring(rows: Sequence[UploadRow], *, status: Status, on_batch: OnBatch | None) -> int:
    """Import rows, as was decided of each, inside the caller's transaction; return how many articles came.

    What came of it is written into the rows, which are not saved.
    """
    wanted = [row for row in rows if _is_wanted(row)]
    back = _restore(rows)
    new = [row for row in wanted if row.decision != Decision.REPLACE and row not in back]
    items = [_printed_after(row, record_of(row)) for row in new]
    report = load(items, status=status, batch_size=max(len(items), 1), on_batch=on_batch)
    for row, came in zip(new, report.rows, strict=True):
        row.outcome, row.reason, row.details = came.outcome, came.reason, storable(came.details)
        row.article_id = came.article_id
    number = len(back) + sum(row.outcome == Outcome.ADDED for row in new)
    for row in wanted:
        if row.decision == Decision.REPLACE:
            number += _replace(row, on_batch)
    for row in rows:
        if not _is_wanted(row) and row.outcome == Outcome.ADDED:
            row.outcome = Outcome.LEFT_OUT
        row.done = True
    _note_articles(rows)
    return number


def _is_wanted(row: UploadRow) -> bool:
    """True where the row is to become an article, or may: what was there when it was examined may be gone now."""
    if row.decision == Decision.REPLACE:
        return True
    return row.outcome in _MAY_COME and row.decision != Decision.REFUSE


def _printed_after(row: UploadRow, item: Record | Refusal) -> Record | Refusal:
    """Return the record with the article it is to be a reprint of."""
    if isinstance(item, Refusal) or row.decision != Decision.REPRINT:
        return item
    return replace(item, reprint_of=_original(row))


def _restore(rows: Sequence[UploadRow]) -> list[UploadRow]:
    """Let articles come back from the trash instead of being added anew, where that was decided; return their rows.

    What is not in the trash any more, or has another one in its place, is left to the import, which says so.
    """
    asked = {row.copy_of_id: row for row in rows if row.reason == IN_TRASH and row.decision == Decision.ACCEPT}
    back = []
    for pk, row in asked.items():
        with suppress(TextIsThere):
            if Article.objects.restore([pk or 0]):
                row.outcome, row.reason, row.details, row.article_id = Outcome.ADDED, RESTORED, {}, pk
                back.append(row)
    return back


def _original(row: UploadRow) -> int | None:
    """Return the article that the row is a copy of; one of its own upload may have come just now."""
    if row.copy_of_id or row.copy_row_id is None:
        return row.copy_of_id
    return UploadRow.objects.filter(pk=row.copy_row_id).values_list("article", flat=True).first()


def _replace(row: UploadRow, on_batch: OnBatch | None) -> bool:
    """Let the row be the newer version of the article it is a copy of; True where it is now."""
    article = Article.objects.out_of_trash().filter(pk=_original(row) or 0).first()
    record = record_of(row)
    if article is None or isinstance(record, Refusal):
        refuse(row, record if isinstance(record, Refusal) else Refusal(row.name, row.line, "nothing_to_replace"))
        return False
    problem = replace_article(article, record)
    if isinstance(problem, Refusal):
        refuse(row, problem)
        return False
    row.before = problem
    row.outcome, row.reason, row.details, row.article_id = Outcome.REPLACED, "", {}, article.pk
    if on_batch:
        on_batch([article.pk])
    return True


def _note_articles(rows: Sequence[UploadRow]) -> None:
    """Note when the articles that came were changed last; their text is not kept a second time."""
    came = [row for row in rows if row.outcome in (Outcome.ADDED, Outcome.REPLACED)]
    keys = [row.article_id for row in came if row.article_id]
    times = dict(Article.objects.filter(pk__in=keys).values_list("pk", "changed"))
    for row in came:
        row.article_changed = times.get(row.article_id or 0)
    for row in rows:
        if row.outcome not in (Outcome.REFUSED, Outcome.LEFT_OUT):
            row.body, row.fields = "", {}
