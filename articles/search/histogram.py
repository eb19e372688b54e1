"""When the articles found were published: their numbers by year, month or day."""

from dataclasses import replace
from typing import Literal

import numpy as np

from articles.search import snapshot as snapshots
from articles.search.matches import where
from articles.search.matching import found
from articles.search.request import SearchRequest
from articles.search.snapshot import Snapshot

Unit = Literal["year", "month", "day"]

_CODES = {"year": "Y", "month": "M", "day": "D"}
_LONGEST = {"year": 366, "month": 31, "day": 1}
_EPOCH = np.datetime64(0, "D").astype(object).toordinal()


def histogram(request: SearchRequest, unit: Unit, *, whole: bool = False) -> dict[str, int]:
    """Return the numbers of articles found by year ("2018"), month ("2018-05") or day, in order, without empty ones.

    Articles are counted that are dated exactly enough: one of May 2018 is in no day. `whole` leaves the request's own
    period aside, to show what lies around it. Raises IndexNotReady where the index must be built first.
    """
    if whole:
        request = replace(request, date_from=None, date_to=None)
    snapshot = snapshots.latest()
    documents = found(snapshot, request).matches.documents
    numbers = snapshot.cached(("unit", unit), lambda: (_units(snapshot, unit),))[0].take(documents)
    numbers = where(numbers, numbers != _NONE)
    if not len(numbers):
        return {}
    first = int(numbers.min())
    counts = np.bincount(numbers - first)
    present = np.flatnonzero(counts)
    names = np.datetime_as_string((present + first).astype(f"datetime64[{_CODES[unit]}]"))
    return dict(zip(names.tolist(), counts[present].tolist(), strict=True))


_NONE = np.iinfo(np.int32).min


def _units(snapshot: Snapshot, unit: Unit) -> np.ndarray:
    """Return each document's number of years, months or days since 1970, _NONE where its date is not that exact."""
    first = snapshot.column("first").astype(np.int64)
    exact = (first > 0) & (snapshot.column("last") - first < _LONGEST[unit])
    numbers = (first - _EPOCH).astype("datetime64[D]").astype(f"datetime64[{_CODES[unit]}]").astype(np.int32)
    return np.where(exact, numbers, _NONE).astype(np.int32)
