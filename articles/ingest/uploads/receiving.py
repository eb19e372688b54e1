"""Files arrive: stored for ever under made names, noted as one upload; nothing is read yet."""

import dataclasses
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from articles.ingest.limits import Limits
from articles.ingest.readers import metadata_name
from articles.ingest.reading import read_safely
from articles.ingest.records import Record, Refusal
from articles.models import Copies, Door, FileState, Upload, UploadFile

_FILES_AT_ONCE = 500


@dataclass(frozen=True)
class Sent:
    """A file that was sent: the name its user knows it by, its size in bytes, and what opens it."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


def from_disk(path: Path, name: str = "") -> Sent:
    """Return a file on the disk as one that was sent. Raises OSError where there is none."""
    return Sent(name or path.name, path.stat().st_size, lambda: path.open("rb"))


def receive(
    files: Sequence[Sent],
    *,
    user: int | None,
    publish: bool = False,
    door: Door = Door.BROWSER,
    copies: Copies = Copies.ASK,
    mapping: Mapping[str, Mapping[str, str]] | None = None,
) -> Upload:
    """Store files as one upload, which waits to be looked through; all of them are kept or none.

    `user` is a primary key; `mapping` gives by the name of a file which of our fields its columns are. Raises OSError
    where the files cannot be stored.
    """
    kept: list[UploadFile] = []
    try:
        for number, sent in enumerate(files):
            kept.append(stored_file(sent, number, (mapping or {}).get(sent.name)))
        beside = {metadata_name(file.name) for file in kept}
        for file in kept:
            if file.name in beside:
                file.state = FileState.METADATA
        with transaction.atomic():
            upload = Upload.objects.create(
                user_id=user,
                publish=publish,
                door=door,
                copies=copies,
                files_total=sum(file.state != FileState.METADATA for file in kept),
                bytes_total=sum(bytes_to_read(file) for file in kept if file.state != FileState.METADATA),
            )
            for file in kept:
                file.upload = upload
            UploadFile.objects.bulk_create(kept, batch_size=_FILES_AT_ONCE)
    except BaseException:
        for file in kept:
            file.file.delete(save=False)
        raise
    return upload


def stored_file(sent: Sent, number: int, mapping: Mapping[str, str] | None = None) -> UploadFile:
    """Return the note of a file, unsaved; the file itself is on the disk then."""
    kept = UploadFile(number=number, name=_shown(sent.name), size=sent.size, mapping=dict(mapping) if mapping else None)
    digest = hashlib.sha256()
    with sent.open() as stream:
        kept.file.save(kept.name, _Hashed(stream, digest), save=False)
    kept.sha256 = digest.hexdigest()
    return kept


class _Hashed(File):
    """A file that is read once, from its beginning, and whose checksum is known then."""

    def __init__(self, stream: IO[bytes], digest: Any) -> None:
        super().__init__(stream, name="sent")
        self._digest = digest

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        for chunk in super().chunks(chunk_size):
            self._digest.update(chunk)
            yield chunk


def _shown(name: str) -> str:
    """Return a name as databases take it."""
    return name.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def items_of(file: UploadFile) -> Iterator[Record | Refusal]:
    """Yield what a stored file holds; a single article is read with the metadata that came along.

    The same file yields the same each time. Nothing is raised for what is wrong with it.
    """
    sidecar = _metadata_of(file)
    path = Path(sidecar.file.path) if sidecar else None
    limits = Limits(**settings.READ_LIMITS)
    for item in read_safely(Path(file.file.path), name=file.name, sidecar=path, mapping=file.mapping, limits=limits):
        # What is wrong with the metadata is said of the file as it is stored.
        yield dataclasses.replace(item, file=sidecar.name) if sidecar and item.file == str(path) else item


def _metadata_of(file: UploadFile) -> UploadFile | None:
    """Return the metadata file that came with a file of one article: speech.toml for speech.txt or speech.txt.gz."""
    name = metadata_name(file.name)
    beside = UploadFile.objects.filter(upload=file.upload_id, state=FileState.METADATA, name=name)
    return beside.first() if name else None


def bytes_to_read(file: UploadFile) -> int:
    """Return how many bytes reading a stored file takes, by which progress goes: of a .gz those it unpacks to."""
    if not file.name.lower().endswith(".gz"):
        return file.size
    try:
        with file.file.open("rb") as stream:
            # The last four bytes say so, modulo 2**32 (RFC 1952); a broken file says anything.
            stream.seek(-4, os.SEEK_END)
            return max(file.size, int.from_bytes(stream.read(4), "little"))
    except (OSError, ValueError):
        return file.size


def delete_files(files: Iterable[UploadFile]) -> None:
    """Throw stored files away; their names, sizes and checksums stay on record."""
    for file in files:
        if file.file:
            file.file.delete(save=file.pk is not None)
