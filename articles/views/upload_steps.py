"""What happens to uploaded files: stored and looked through, then imported or thrown away."""

import dataclasses
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from articles import ingest, people
from articles.models import DatePrecision, Outcome, Status, Upload, UploadRow, UploadState

ROWS_AT_ONCE = 1000
_ENDING = re.compile(r"\.[^.]+?(\.gz)?\Z", re.IGNORECASE)


class TooManyRows(Exception):
    """Raised for an upload with more rows than `settings.UPLOAD_MAX_ROWS`."""


def receive(files: Sequence[UploadedFile], *, user: int | None, publish: bool) -> Upload:
    """Store files as one batch, with what an import of them would bring; nothing reaches the archive yet.

    `user` is a primary key. All files are kept or, if anything fails, none; nor are they where nothing can be added,
    since then there is nothing to confirm. Returns the first upload of the batch. Raises TooManyRows.
    """
    batch = uuid.uuid4()
    uploads: list[Upload] = []
    try:
        for file in files:
            upload = Upload(batch=batch, user_id=user, publish=publish, name=file.name or "")
            upload.file.save(upload.name, file, save=False)
            uploads.append(upload)
        report = ingest.load(
            _no_more_than(settings.UPLOAD_MAX_ROWS, _items(uploads)), status=Status.DRAFT, dry_run=True
        )
        state = UploadState.WAITING if report.counts[Outcome.ADDED] else UploadState.NOTHING
        with transaction.atomic():
            for upload in uploads:
                upload.state = state
                upload.save()
            _store_rows(uploads, report)
    except BaseException:
        for upload in uploads:
            upload.file.delete(save=False)
        raise
    if state == UploadState.NOTHING:
        _delete_files(uploads)
    return uploads[0]


def import_batch(batch: uuid.UUID, *, publish: bool) -> bool:
    """Import a batch, as drafts unless `publish`.

    Return False, and do nothing, where the batch is imported, cancelled or being imported already. If the import
    fails, the batch waits again; what was saved until then stays and is recognised the next time.
    """
    uploads = Upload.objects.in_batch(batch)
    if not uploads.claim():
        return False
    try:
        report = ingest.load(
            _items(uploads),
            status=Status.PUBLISHED if publish else Status.DRAFT,
            on_batch=partial(people.link, names=people.KnownNames()),
            on_progress=lambda done: uploads.put(UploadState.IMPORTING),
        )
        with transaction.atomic():
            UploadRow.objects.filter(upload__batch=batch).delete()
            _store_rows(uploads, report)
            uploads.update(publish=publish)
            uploads.put(UploadState.IMPORTED)
    except BaseException:
        uploads.put(UploadState.WAITING)
        raise
    return True


def cancel_batch(batch: uuid.UUID) -> bool:
    """Throw the files of a waiting batch away; False where it does not wait. That it was there stays on record."""
    uploads = Upload.objects.in_batch(batch)
    if not uploads.filter(state=UploadState.WAITING).put(UploadState.CANCELLED):
        return False
    _delete_files(uploads)
    return True


def _delete_files(uploads: Iterable[Upload]) -> None:
    for upload in uploads:
        upload.file.delete()


def _no_more_than(limit: int, items: Iterable[ingest.Item]) -> Iterator[ingest.Item]:
    for number, item in enumerate(items, 1):
        if number > limit:
            raise TooManyRows
        yield item


def _items(uploads: Iterable[Upload]) -> Iterator[ingest.Item]:
    """Read stored files under the names they came with; metadata files go with the article of their name."""
    by_name = {upload.name: upload for upload in uploads}
    metadata = {text: _metadata_of(text, by_name) for text in by_name}
    taken = {upload.name for upload in metadata.values() if upload}
    for name, upload in by_name.items():
        if name in taken:
            continue
        sidecar = metadata[name]
        for item in ingest.read_safely(
            Path(upload.file.path),
            name=name,
            sidecar=Path(sidecar.file.path) if sidecar else None,
            limits=ingest.Limits(**settings.READ_LIMITS),
        ):
            # What is wrong with the metadata is said of the file as it is stored.
            if sidecar and item.file == sidecar.file.path:
                item = dataclasses.replace(item, file=sidecar.name)
            yield item


def _metadata_of(name: str, by_name: Mapping[str, Upload]) -> Upload | None:
    """Return the metadata file that came with a single article: for speech.txt or speech.txt.gz it is speech.toml."""
    return by_name.get(f"{_ENDING.sub('', name)}.toml") if ingest.is_one_article(name) else None


def _store_rows(uploads: Iterable[Upload], report: ingest.Report) -> None:
    by_name = {upload.name: upload for upload in uploads}
    UploadRow.objects.bulk_create(
        (
            UploadRow(
                upload=by_name[row.file.partition("/")[0]],  # Of a file within a file, the outer one.
                line=row.line,
                outcome=row.outcome,
                identifier=row.identifier,
                title=row.title,
                date=row.date.first if row.date else None,
                date_precision=row.date.precision if row.date else DatePrecision.UNKNOWN,
                date_estimated=row.date_estimated,
                source=row.source,
                reason=row.reason,
                details=row.details,
                article_id=row.article_id,
            )
            for row in report.rows
        ),
        batch_size=ROWS_AT_ONCE,
    )
