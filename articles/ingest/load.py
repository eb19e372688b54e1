"""Records into the database, batch by batch, each batch whole or not at all."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.ingest.authorities import Sources, add_people, add_subjects, portions
from articles.ingest.duplicates import Held, Holdings, Verdict, candidate
from articles.ingest.records import Details, Item, PassedOver, Record, Refusal, excerpt
from articles.ingest.report import Report, Row
from articles.models import Article, DatePrecision, IndexChange, Outcome, Source, Status

BATCH_CHARACTERS = 5_000_000
"""A batch ends early at so many characters of text, so that long texts do not add up in memory."""

_ATTEMPTS = 3
_LOCK = 0x1A6E57

log = logging.getLogger(__name__)

OnBatch = Callable[[list[int]], object]
OnNumber = Callable[[int], object]
OnRows = Callable[[Sequence[Item], Sequence[Row]], object]


@dataclass(slots=True)
class Judged:
    """A record, what is to become of it, and what is compared of it."""

    record: Record
    source: Source | None
    held: Held
    verdict: Verdict


def load(
    items: Iterable[Item],
    *,
    status: Status,
    dry_run: bool = False,
    batch_size: int = 500,
    on_batch: OnBatch | None = None,
    on_progress: OnNumber | None = None,
    on_committed: OnNumber | None = None,
    on_rows: OnRows | None = None,
) -> Report:
    """Add the articles of `items` (of `read`) that are not in the archive yet, and return what came of each.

    Every batch is one transaction, with its sources, subjects, persons and its rows in the index's outbox; what stops
    the import later leaves it standing. Articles that are there are never changed. With `dry_run` nothing is written,
    and the report is the same.

    `on_batch` gets the primary keys of a batch's new articles, inside its transaction, `on_rows` its items with what
    came of each. `on_committed` gets the number of the articles after the transaction, `on_progress` that of the items
    done so far; neither is called inside it.

    Raises django.db.DatabaseError where the database cannot be written.
    """
    report = Report()
    done = 0
    brought: dict[str, Row] = {}
    ahead = (Sources(), Holdings()) if dry_run else None
    for batch in _batches(items, batch_size):
        report.passed_over += [item.file for item in batch if isinstance(item, PassedOver)]
        rows = _rows(batch, judge(batch, *ahead)) if ahead else _store_surely(batch, status, on_batch, on_rows)
        report.rows += [_told_of_this_import(row, brought) for row in rows]
        done += len(batch)
        added = sum(row.outcome == Outcome.ADDED for row in rows)
        if on_committed and added and not dry_run:
            on_committed(added)
        if on_progress:
            on_progress(done)
    return report


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    batch: list[Item] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += len(item.body) if isinstance(item, Record) else 0
        if len(batch) >= size or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _store_surely(batch: Sequence[Item], status: Status, on_batch: OnBatch | None, on_rows: OnRows | None) -> list[Row]:
    """Store a batch although others write at the same time.

    What another process added since we looked is there when we look again. Where that does not help, the articles go
    in one by one, so that only the one that the database refuses is refused.
    """
    for _attempt in range(_ATTEMPTS):
        try:
            return _store(batch, status, on_batch, on_rows)
        except IntegrityError as error:
            problem = error
    if len(batch) > 1:
        return [row for item in batch for row in _store_surely([item], status, on_batch, on_rows)]
    (item,) = (item for item in batch if isinstance(item, Record))
    log.error("%s:%s (%s) was refused by the database.", item.file, item.line, item.identifier, exc_info=problem)
    refused = [_row_refused(item, "conflict", {"constraint": _violated(problem)})]
    if on_rows:
        on_rows([item], refused)
    return refused


def _violated(error: IntegrityError) -> str:
    """Return the name of the constraint that an article violates; what the database says where it names none."""
    # PostgreSQL has a field for it, SQLite writes "CHECK constraint failed: NAME".
    named = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return excerpt(named or str(error).rpartition(": ")[2] or type(error).__name__)


def _store(batch: Sequence[Item], status: Status, on_batch: OnBatch | None, on_rows: OnRows | None) -> list[Row]:
    with transaction.atomic():
        _wait_for_other_imports()
        judged = judge(batch, Sources(), Holdings())
        added = [one for one in judged if one.verdict.outcome == Outcome.ADDED]
        if added:
            _add(added, status, on_batch)
        rows = _rows(batch, judged)
        if on_rows:
            on_rows(batch, rows)
    return rows


def _wait_for_other_imports() -> None:
    """Let one import write at a time. SQLite has one writer anyway; PostgreSQL would let two add the same person."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def judge(batch: Sequence[Item], sources: Sources, holdings: Holdings) -> list[Judged]:
    """Return what is to become of each record, given the archive and the records before it."""
    records = [item for item in batch if isinstance(item, Record)]
    holdings.look_up(records)
    judged = []
    for record in records:
        source = sources.find(record.source) if record.source else None
        held = candidate(record, source)
        verdict = holdings.judge(record, held)
        if verdict.outcome == Outcome.ADDED:
            holdings.add(held)
        judged.append(Judged(record, source, held, verdict))
    return judged


def _add(judged: Sequence[Judged], status: Status, on_batch: OnBatch | None) -> None:
    """Write articles into the database with all that belongs to them, and note their keys in `held`."""
    for one in judged:
        if one.source and one.source.pk is None:
            one.source.save(force_insert=True)
    for identifiers in portions(one.record.identifier for one in judged):
        Article.objects.give_way(identifiers)
    articles: list[tuple[Record, Article]] = []
    # Reprints last: the article they repeat may be one of this batch.
    for is_reprint in (False, True):
        portion = [one for one in judged if bool(one.verdict.held) == is_reprint]
        made = Article.objects.bulk_create(_article(one, status) for one in portion)
        for one, article in zip(portion, made, strict=True):
            one.held.article_id = article.pk
            articles.append((one.record, article))
    add_subjects(articles)
    add_people(articles)
    keys = [article.pk for _record, article in articles]
    IndexChange.objects.enqueue(keys)
    if on_batch:
        on_batch(keys)


def _article(judged: Judged, status: Status) -> Article:
    record, source = judged.record, judged.source
    original = judged.verdict.held
    article = Article(
        identifier=record.identifier,
        title=record.title,
        title_derived=record.title_derived,
        subtitle=record.subtitle,
        lead=record.lead,
        body=record.body,
        language=record.language,
        source=source,
        place=record.place,
        byline=record.byline or (source.default_byline if source else ""),
        url=record.url,
        date=record.date.first if record.date else None,
        date_precision=record.date.precision if record.date else DatePrecision.UNKNOWN,
        date_estimated=record.date_estimated,
        published_at=record.date.in_zone(source.time_zone if source else "") if record.date else None,
        status=status,
        public_since=timezone.now() if status == Status.PUBLISHED else None,
        checksum=record.checksum,
        record_checksum=record.fingerprint,
        reprint_of_id=original.article_id if original else record.reprint_of,
        extra=record.extra,
    )
    article.repair(record.declined)
    return article


def _rows(batch: Sequence[Item], judged: Sequence[Judged]) -> list[Row]:
    """Return the rows of a batch in its order."""
    outcomes = iter(judged)
    return [
        _row_refused(item, item.reason, item.details) if isinstance(item, Refusal) else _row(next(outcomes))
        for item in batch
        if not isinstance(item, PassedOver)
    ]


def _row(judged: Judged) -> Row:
    record, verdict = judged.record, judged.verdict
    there = judged.held if verdict.outcome in (Outcome.ADDED, Outcome.REFUSED) else verdict.held
    return Row(
        outcome=verdict.outcome,
        file=record.file,
        line=record.line,
        identifier=record.identifier,
        title=record.title,
        date=record.date,
        date_estimated=record.date_estimated,
        source=judged.held.source,
        reason=verdict.reason,
        details=verdict.details,
        article_id=there.article_id if there else None,
    )


def _told_of_this_import(row: Row, brought: dict[str, Row]) -> Row:
    """Return the row; where an article of the same import has its identifier, the reason says which.

    `brought` are the added rows so far by identifier; the row is put there.
    """
    first = brought.get(row.identifier)
    if row.outcome == Outcome.ADDED:
        brought[row.identifier] = row
    if first is None or row.reason != "identifier_taken":
        return row
    if first.file == row.file:
        return replace(row, reason="identifier_twice", details={**row.details, "line": first.line})
    return replace(row, reason="identifier_in_file", details={**row.details, "place": first.place})


def _row_refused(item: Record | Refusal, reason: str, details: Details) -> Row:
    return Row(Outcome.REFUSED, item.file, item.line, item.identifier, item.title, reason=reason, details=details)
