"""What is imported from the command line leaves the same traces as what was uploaded: files, rows, and a way back."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from django.db import transaction
from django.utils import timezone

from articles.ingest.readers import metadata_name
from articles.ingest.records import Details, Item, PassedOver, Record, Refusal
from articles.ingest.report import Row
from articles.ingest.uploads.receiving import delete_files, from_disk, stored_file
from articles.ingest.uploads.rows import row_of, storable
from articles.models import (
    LEASE,
    Article,
    Door,
    FileState,
    Outcome,
    Upload,
    UploadFile,
    UploadRow,
    UploadState,
    worker_name,
)


class Keeping:
    """Notes an import as an upload, batch by batch, inside the transactions of `load`: `note` is its `on_rows`.

    A context manager. What was there already is not noted: who imports a growing file every night gets no row for each
    of its articles every night. An import that brought nothing leaves nothing. With `originals` the files are kept.
    """

    def __init__(self, *, publish: bool, originals: bool) -> None:
        self._originals = originals
        self._files: dict[str, UploadFile] = {}
        self._numbers: dict[str, int] = {}
        self._upload = Upload(door=Door.COMMAND, state=UploadState.IMPORTING, publish=publish, worker=worker_name())

    def note(self, items: Sequence[Item], rows: Sequence[Row]) -> None:
        """Hear what came of each item of a batch."""
        known = [item for item in items if not isinstance(item, PassedOver)]
        kept = [(item, row) for item, row in zip(known, rows, strict=True) if row.outcome != Outcome.UNCHANGED]
        if not kept:
            return
        self._upload.lease = timezone.now() + LEASE
        self._upload.began = self._upload.began or timezone.now()
        self._upload.rows_done += len(kept)
        self._upload.save()
        notes = [self._note(item, row) for item, row in kept]
        keys = [note.article_id for note in notes if note.article_id and note.outcome == Outcome.ADDED]
        times = dict(Article.objects.filter(pk__in=keys).values_list("pk", "changed"))
        for note in notes:
            note.article_changed = times.get(note.article_id or 0)
        UploadRow.objects.bulk_create(notes, batch_size=200)

    def _note(self, item: Record | Refusal, came: Row) -> UploadRow:
        file = self._file_of(item)
        self._numbers[file.name] = number = self._numbers.get(file.name, -1) + 1
        row = row_of(item, file, number)
        row.upload, row.done = self._upload, True
        row.outcome, row.reason, row.details = came.outcome, came.reason, storable(came.details)
        row.article_id = came.article_id
        if row.outcome != Outcome.REFUSED:
            row.fields, row.body = {}, ""
        return row

    def _file_of(self, item: Record | Refusal) -> UploadFile:
        """Return the note of the file that an item comes from; of what lies in a container, that of the container."""
        path = Path(item.file)
        outer = next((one for one in (path, *path.parents) if one.is_file()), path)
        if str(outer) not in self._files:
            self._keep(outer, FileState.READ)
            name = metadata_name(outer.name)
            if name and outer.with_name(name).is_file():
                self._keep(outer.with_name(name), FileState.METADATA)
        return self._files[str(outer)]

    def _keep(self, path: Path, state: FileState) -> None:
        number = len(self._files)
        file = UploadFile(number=number, name=storable(str(path)))
        if path.is_file():
            sent = from_disk(path, str(path))
            file = stored_file(sent, number) if self._originals else file
            file.size = sent.size
        file.upload, file.state = self._upload, state
        file.save()
        self._files[str(path)] = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._upload.pk is None:
            return
        if kind is not None:
            # The same command completes it; what came until now can be taken back.
            self._end(UploadState.CANCELLED)
        elif self._upload.rows.exists():
            self._end(UploadState.IMPORTED)
        else:
            delete_files(self._files.values())
            self._upload.delete()

    def _end(self, state: UploadState) -> None:
        with transaction.atomic():
            number = sum(file.state != FileState.METADATA for file in self._files.values())
            done: Details = {"files_done": number, "files_total": number, "rows_total": self._upload.rows_done}
            Upload.objects.filter(pk=self._upload.pk).update(state=state, worker="", lease=None, **done)
