"""How the columns of a table are understood: as its user did the last time, where they did."""

from collections.abc import Collection
from pathlib import Path

from articles.ingest.reading import columns
from articles.models import UploadFile

_REMEMBERED = 50
"""Tables of a user that are looked at for one of the same headings, the last ones first."""


def remembered_mapping(user: int | None, headings: Collection[str]) -> dict[str, str] | None:
    """Return how this user understood columns of the same headings the last time, None where there was none."""
    theirs = UploadFile.objects.filter(upload__user=user, mapping__isnull=False).order_by("-pk")
    for mapping in theirs.values_list("mapping", flat=True)[:_REMEMBERED]:
        if mapping and {*mapping} == {*headings}:
            return mapping
    return None


def understand(file: UploadFile) -> None:
    """Let a table that nobody said anything about be read as its user understood one like it before."""
    if not file.has_columns or file.mapping is not None or file.upload.user_id is None:
        return
    if not UploadFile.objects.filter(upload__user=file.upload.user_id, mapping__isnull=False).exists():
        return
    found = columns(Path(file.file.path), file.name)
    file.mapping = remembered_mapping(file.upload.user_id, found.headings) if found else None
    if file.mapping is not None:
        file.save(update_fields=["mapping"])
