"""The filters of a request as sets of documents: periods, and keys that are chosen or excluded."""

import datetime
from collections.abc import Iterable

import numpy as np

from articles.search.request import SearchRequest
from articles.search.segment import KEY_FIELDS
from articles.search.snapshot import Snapshot
from articles.search.sync import instant


def masks(snapshot: Snapshot, request: SearchRequest) -> dict[str, np.ndarray]:
    """Return for each filter in force which documents pass it (bool); an article passes that passes them all.

    The names are those of key fields, "period" and "added".
    """
    found = {}
    for field in KEY_FIELDS:
        chosen = request.chosen(field)
        excluded = tuple(key for name, key in request.excluded if name == field)
        if chosen:
            found[field] = holding(snapshot, field, chosen)
        if excluded:
            left = ~holding(snapshot, field, excluded)
            found[field] = found[field] & left if chosen else left
    if request.date_from or request.date_to:
        first = request.date_from.toordinal() if request.date_from else None
        last = request.date_to.toordinal() if request.date_to else None
        found["period"] = touching(snapshot, first, last)
    if request.added_after:
        found["added"] = added_after(snapshot, request.added_after)
    return found


def added_after(snapshot: Snapshot, time: datetime.datetime) -> np.ndarray:
    """Return which documents are public since after a time (bool)."""
    return snapshot.column("public_since") > instant(time)


def touching(snapshot: Snapshot, first: int | None, last: int | None) -> np.ndarray:
    """Return which documents are dated to a period that touches the one from `first` to `last` (`date.toordinal`)."""

    def mask() -> tuple[np.ndarray]:
        passing = snapshot.column("first") > 0
        if first is not None:
            passing &= snapshot.column("last") >= first
        if last is not None:
            passing &= snapshot.column("first") <= last
        return (passing,)

    return snapshot.cached(("touching", first, last), mask)[0]


def holding(snapshot: Snapshot, field: str, keys: Iterable[str]) -> np.ndarray:
    """Return which documents have one of the keys in a key field (bool)."""
    wanted = tuple(keys)

    def mask() -> tuple[np.ndarray]:
        held = np.zeros(snapshot.size, bool)
        for key in wanted:
            for form in snapshot.forms(field, key):
                held[snapshot.occurrences(form).documents] = True
        return (held,)

    return snapshot.cached(("holding", field, *wanted), mask)[0]


def together(passing: Iterable[np.ndarray]) -> np.ndarray | None:
    """Return which documents pass all masks, None where there is none."""
    found = None
    for mask in passing:
        found = mask if found is None else found & mask
    return found
