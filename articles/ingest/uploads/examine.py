"""An upload is looked through: its files are read, and every article to be becomes a row; nothing else is saved."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db import transaction

from articles.arabic import CONFIDENT
from articles.ingest.authorities import Sources
from articles.ingest.duplicates import Holdings
from articles.ingest.load import Judged, judge
from articles.ingest.records import Record, Refusal
from articles.ingest.uploads import repairs
from articles.ingest.uploads.mapping import understand
from articles.ingest.uploads.near import Near, NearCopies
from articles.ingest.uploads.receiving import bytes_to_read, delete_files, items_of
from articles.ingest.uploads.rows import describe, propose, record_of, refuse, row_of
from articles.ingest.uploads.run import Run
from articles.models import (
    Copies,
    CopyKind,
    Decision,
    FileState,
    Outcome,
    Upload,
    UploadFile,
    UploadRow,
    UploadState,
)

ROWS_AT_ONCE = 200
SECONDS_AT_ONCE = 2.0
CHARACTERS_AT_ONCE = 2_000_000
"""A portion of rows ends with the first of these: what a kill costs, and how old the progress that is shown may be."""

EYE = frozenset({"short", "future"})
"""Warnings for which somebody should look at a row."""

_UNASKED = frozenset({"lead"})
"""Proposals for which nobody has to look: nearly every text has a first paragraph, and may do without a lead."""


@dataclass
class Portion:
    """Rows that are examined and saved together, each with its record and what is to become of it.

    Both are None where the row is refused.
    """

    rows: list[UploadRow]
    records: list[Record | None]
    judged: list[Judged | None]


class Examiner:
    """What rows are compared with: the archive, and the rows of their own upload."""

    def __init__(self, upload: Upload, near: Near | None) -> None:
        self.upload = upload
        self._sources, self._holdings = Sources(), Holdings()
        self._copies = NearCopies(upload, near) if near and upload.copies != Copies.KEEP else None
        self._recall()

    def _recall(self) -> None:
        """Learn of the rows that were examined before the worker was killed, or the run paused."""
        rows = self.upload.rows.filter(outcome=Outcome.ADDED).select_related("file").order_by("pk")
        known = [record for row in rows.iterator(ROWS_AT_ONCE) if isinstance(record := record_of(row), Record)]
        for start in range(0, len(known), ROWS_AT_ONCE):
            judge(known[start : start + ROWS_AT_ONCE], self._sources, self._holdings)

    def judge(self, portion: Portion) -> None:
        """Write into rows what would become of them."""
        records = [record for record in portion.records if record]
        judged = iter(judge(records, self._sources, self._holdings))
        portion.judged = [next(judged) if record else None for record in portion.records]
        for row, one in zip(portion.rows, portion.judged, strict=True):
            if one:
                _note(row, one)

    def look_closer(self, portion: Portion) -> None:
        """Write into the rows that would be added what could be repaired and read in their texts, and their copies."""
        for at, (row, one) in enumerate(zip(portion.rows, portion.judged, strict=True)):
            if one is None or (row.outcome != Outcome.ADDED and row.reason != "identifier_taken"):
                continue
            repaired = repairs.note(row, one.source, self.upload.declined)
            if row.outcome != Outcome.ADDED:
                continue  # A newer version may come of it; what is asked of new articles is not asked of it.
            propose(row, one.record, repaired)
            if self._copies and not row.copy:
                self._copies.look(row, portion.rows[:at])
            decide_alone(row, self.upload)

    def learn(self, rows: Sequence[UploadRow]) -> None:
        """Hear that rows were saved."""
        if self._copies:
            known = [(row.pk, bytes(row.sketch)) for row in rows if row.sketch]
            self._copies.add([pk for pk, _ in known], [packed for _, packed in known])


def decide_alone(row: UploadRow, upload: Upload) -> None:
    """Decide of a row what the upload says of all like it, and whether somebody has to look."""
    if row.copy == CopyKind.NEAR:
        decisions = {Copies.SKIP: Decision.REFUSE, Copies.REPRINT: Decision.REPRINT}
        row.decision = decisions.get(Copies(upload.copies), Decision.NONE)
    asked = [proposal for proposal in row.proposals if proposal["field"] not in _UNASKED]
    unsure = any(proposal["confidence"] < CONFIDENT for proposal in asked)
    row.needs_eye = bool(row.copy or unsure or EYE & {*row.warnings})


def examine(upload: Upload, run: Run, near: Near | None) -> None:
    """Read the files of an upload that were not read yet, and note each article to be.

    Goes on where another run stood. Raises Stopped where the upload was paused, cancelled or given to another worker.
    """
    examiner = Examiner(upload, near)
    for file in upload.files.filter(state=FileState.WAITING).select_related("upload").order_by("number"):
        if not _examine_file(file, run, examiner):
            _refuse_all(upload, run)
            return
    rows = upload.rows
    ways = (rows.filter(outcome=Outcome.ADDED), rows.filter(reason="identifier_taken"), rows.restorable())
    something = any(way.exists() for way in ways)
    run.end(UploadState.WAITING if something else UploadState.NOTHING, rows_total=rows.count())


def _examine_file(file: UploadFile, run: Run, examiner: Examiner) -> bool:
    """Note the articles of a file; return False where the upload has more than it may have."""
    understand(file)
    there = file.rows.count()
    finished = file.upload.files.exclude(pk=file.pk).filter(state=FileState.READ)
    before, size = sum(map(bytes_to_read, finished)), bytes_to_read(file)
    read = sum(len(body.encode()) for body in file.rows.values_list("body", flat=True).iterator())
    number = there
    for items in _portions(islice(items_of(file), there, None), run):
        portion = Portion([], [], [])
        for item in items:
            portion.rows.append(row_of(item, file, number))
            portion.records.append(item if isinstance(item, Record) else None)
            number += 1
        examiner.judge(portion)
        examiner.look_closer(portion)
        with transaction.atomic():
            _save(portion.rows)
            read += sum(len(row.body.encode()) for row in portion.rows)
            run.beat(rows_done=run.upload.rows_done + len(items), bytes_done=before + min(read, size))
        examiner.learn(portion.rows)
        if run.upload.rows_done > settings.UPLOAD_MAX_ARTICLES:
            return False
    with transaction.atomic():
        UploadFile.objects.filter(pk=file.pk).update(state=FileState.READ)
        run.beat(files_done=run.upload.files_done + 1, bytes_done=before + size)
    return True


def _save(rows: list[UploadRow]) -> None:
    """Save new rows, and then which of them are copies of each other."""
    copies = [(row, row.copy_row) for row in rows if row.copy_row and row.copy_row._state.adding]
    for row, _other in copies:
        row.copy_row = None
    UploadRow.objects.bulk_create(rows, batch_size=100)
    for row, other in copies:
        row.copy_row = other
    UploadRow.objects.bulk_update([row for row, _other in copies], ["copy_row"], batch_size=100)


def _portions(items: Iterator[Record | Refusal], run: Run) -> Iterator[list[Record | Refusal]]:
    """Yield items in lists that are saved together."""
    portion: list[Record | Refusal] = []
    characters, began = 0, time.monotonic()
    for item in items:
        portion.append(item)
        characters += len(item.body) if isinstance(item, Record) else 0
        late = time.monotonic() - began > SECONDS_AT_ONCE
        if len(portion) >= ROWS_AT_ONCE or characters > CHARACTERS_AT_ONCE or late:
            yield portion
            portion, characters, began = [], 0, time.monotonic()
            run.give_way()
    if portion:
        yield portion


def _refuse_all(upload: Upload, run: Run) -> None:
    """Let an upload fail that has too many articles: neither rows nor files of it are kept."""
    with transaction.atomic():
        UploadRow.objects.filter(upload=upload).delete()
        run.end(UploadState.FAILED, reason="too_many", details={"limit": settings.UPLOAD_MAX_ARTICLES}, rows_done=0)
    delete_files(upload.files.all())


def judge_again(row: UploadRow) -> None:
    """Write into a row what would become of it now that it was changed; the row is not saved.

    Other rows of the upload are not looked at: the import does that.
    """
    record, source = record_of(row), row.source
    row.copy, row.copy_of, row.copy_row, row.reason, row.details = CopyKind.NONE, None, None, "", {}
    if isinstance(record, Refusal):
        refuse(row, record)
        return
    describe(row, record)
    (judged,) = judge([record], Sources(), Holdings())
    _note(row, judged)
    if row.source != source or not row.repairs:
        # The lines that recur are a source's own; a row that was refused has not been repaired yet.
        repairs.note(row, judged.source, row.repairs.get("declined", row.upload.declined))


def _note(row: UploadRow, judged: Judged) -> None:
    verdict = judged.verdict
    row.byline = row.byline or (judged.source.default_byline if judged.source else "")
    row.outcome, row.reason, row.details = verdict.outcome, verdict.reason, verdict.details
    if verdict.held:
        row.copy_of_id = verdict.held.article_id
        row.copy = CopyKind.SAME if verdict.reason in ("duplicate", "reprint") else CopyKind.NONE
    if verdict.outcome != Outcome.ADDED:
        row.article_id = row.copy_of_id
