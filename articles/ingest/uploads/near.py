"""Near copies of a row: within its upload, among what other uploads brought and nobody published, in the archive."""

from collections.abc import Callable, Sequence

import numpy as np

from articles.arabic import readable
from articles.likeness import BANDS, runs, share, sketch
from articles.models import CopyKind, Outcome, Status, Upload, UploadRow

NEAR = 0.6
"""So much of two texts is in common where one is a version of the other: a corrected one, one cut or added to."""

_MOST_COMPARED = 20

Near = Callable[[str], Sequence[tuple[int, float]]]
"""Returns the published articles that share much with a readable text, and how much."""


class NearCopies:
    """The sketches of rows that may be copies of each other. Made anew where a worker takes an upload up again."""

    def __init__(self, upload: Upload, near: Near) -> None:
        self._near = near
        # Published articles are in the index; what is in the trash keeps nothing out.
        elsewhere = (Status.PUBLISHED, Status.TRASHED)
        drafts = UploadRow.objects.filter(done=True, article__isnull=False).exclude(article__status__in=elsewhere)
        own = UploadRow.objects.filter(upload=upload, outcome=Outcome.ADDED)
        self._keys: list[int] = []
        self._sketches = np.zeros((0, BANDS), np.uint32)
        for rows in (drafts, own):
            known = [*rows.filter(sketch__isnull=False).order_by("pk").values_list("pk", "sketch")]
            self.add([pk for pk, _ in known], [bytes(packed) for _, packed in known if packed])

    def add(self, keys: Sequence[int], packed: Sequence[bytes]) -> None:
        """Learn of saved rows: their primary keys and sketches."""
        if keys:
            more = np.frombuffer(b"".join(packed), np.uint32).reshape(len(keys), BANDS)
            self._sketches = np.vstack([self._sketches, more])
            self._keys += keys

    def look(self, row: UploadRow, batch: Sequence[UploadRow]) -> None:
        """Write into an unsaved row its sketch, and the nearest copy of it; `batch` are unsaved rows before it."""
        text = readable(row.body)
        numbers = np.array(sketch(text), np.uint32)
        row.sketch = numbers.tobytes()
        own = runs(text)
        best: tuple[float, dict[str, object]] = (NEAR, {})
        for pk, part in self._near(text)[:1]:
            if part >= NEAR:
                best = (part, {"copy_of_id": pk})
        for other in self._alike(numbers, batch):
            part = share(own, runs(readable(other.body or (other.article.text if other.article else ""))))
            if part > best[0]:
                found: dict[str, object] = {"copy_of_id": other.article_id} if other.article_id else {"copy_row": other}
                best = (part, found)
        if best[1]:
            row.copy, row.copy_share = CopyKind.NEAR, best[0]
            for name, value in best[1].items():
                setattr(row, name, value)

    def _alike(self, numbers: np.ndarray, batch: Sequence[UploadRow]) -> list[UploadRow]:
        unsaved = [one for one in batch if one.sketch and (np.frombuffer(one.sketch, np.uint32) == numbers).any()]
        shared = (self._sketches == numbers).sum(axis=1)
        places = np.flatnonzero(shared)
        places = places[np.argsort(-shared[places], kind="stable")][:_MOST_COMPARED]
        keys = [self._keys[at] for at in places]
        saved = UploadRow.objects.filter(pk__in=keys).select_related("article") if keys else ()
        return [*unsaved, *saved]
