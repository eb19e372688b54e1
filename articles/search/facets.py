"""What the articles found have in common: how many there are of each source, person, subject."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from django.db.models import QuerySet

from articles.models import Person, Source, Subject
from articles.search import snapshot as snapshots
from articles.search.filters import masks, together
from articles.search.matches import where
from articles.search.matching import matching
from articles.search.request import SearchRequest
from articles.search.segment import KEY_FIELDS
from articles.search.snapshot import Snapshot


class FacetValue(NamedTuple):
    """A key of a field, and the number of articles found that have it."""

    key: str
    articles: int


def facets(request: SearchRequest, fields: tuple[str, ...] = KEY_FIELDS) -> dict[str, list[FacetValue]]:
    """Return for each key field its keys among the articles found, most articles first, then by key.

    A field's own filter does not count for it: the other choices show what choosing them would give. Raises
    IndexNotReady where the index must be built first.
    """
    snapshot = snapshots.latest()
    documents = matching(snapshot, request).matches.documents
    chosen = masks(snapshot, request)
    found = {}
    for field in fields:
        passing = together(mask for name, mask in chosen.items() if name != field)
        found[field] = _counted(
            snapshot, field, documents if passing is None else where(documents, passing.take(documents))
        )
    return found


def numbers_of(field: str, keys: Iterable[str]) -> dict[str, int]:
    """Return for these keys of a field how many articles have each; keys that none has are absent.

    Counted are all of a field at once, once a snapshot. Raises IndexNotReady where the index must be built first.
    """
    snapshot = snapshots.latest()
    known = snapshot.keys(field)
    (counts,) = snapshot.cached(
        ("numbers", field), lambda: (snapshot.key_counts(field, np.flatnonzero(snapshot.alive))[1],)
    )
    found = {}
    for key in keys:
        at = bisect_left(known, key)
        if at < len(known) and known[at] == key and counts[at]:
            found[key] = int(counts[at])
    return found


def names_of(field: str, keys: Iterable[str]) -> dict[str, str]:
    """Return the names of these keys of a field, by key; keys that nobody has any more are absent."""
    wanted = list(keys)
    if not wanted or field == "place":
        return {key: key for key in wanted}
    if field == "source":
        return {key: str(source) for key, source in Source.objects.in_bulk(wanted, field_name="key").items()}
    objects: QuerySet[Person] | QuerySet[Subject] = Person.objects.all() if field == "person" else Subject.objects.all()
    return {str(pk): str(one) for pk, one in objects.in_bulk([int(key) for key in wanted]).items()}


def _counted(snapshot: Snapshot, field: str, documents: np.ndarray) -> list[FacetValue]:
    keys, counts = snapshot.key_counts(field, documents)
    present = np.flatnonzero(counts)
    ranked = present[np.argsort(-counts[present], kind="stable")]
    return [FacetValue(keys[number], count) for number, count in zip(ranked, counts[ranked].tolist(), strict=True)]
