"""Near-duplicates: the same story in other words, found by what texts share.

A text is the set of its runs of four folded words. MinHash (Broder, "On the resemblance and containment of documents",
1997; the package rensa) draws 64 numbers from it; two texts agree in each with a probability equal to their
resemblance, the share of runs that they have in common. Four numbers make a band: what shares a band with a text is
looked at (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4), and compared run by run.
"""

from functools import lru_cache
from zlib import crc32

import numpy as np
from rensa import RMinHash

from articles.arabic import folded, surfaces
from articles.models import Article
from articles.search import snapshot as snapshots
from articles.search.segment import BANDS
from articles.search.snapshot import Snapshot

RUN = 4
"""Words. Shorter runs are shared by chance."""

ROWS = 4
"""Numbers a band: texts that have half of their runs in common are found in 64 of 100 cases, with 7 of 10 in 99."""

LEAST = 0.25
"""So much of two texts is in common at least; below are phrases that every newsroom uses."""

_SEED = 1
_MOST_COMPARED = 50

_folded = lru_cache(maxsize=1 << 17)(folded)


def runs(text: str) -> set[str]:
    """Return the runs of words of a readable text; one of all words where there are fewer."""
    words = list(map(_folded, surfaces(text)))
    return set(map(" ".join, zip(*(words[at:] for at in range(RUN)), strict=False))) or {" ".join(words)}


def sketch(text: str) -> list[int]:
    """Return a number (32 bits) for each of BANDS."""
    minhash = RMinHash(num_perm=ROWS * len(BANDS), seed=_SEED)
    minhash.update(list(runs(text)))
    numbers = np.array(minhash.digest(), np.uint32)
    return [crc32(numbers[at : at + ROWS].tobytes()) for at in range(0, len(numbers), ROWS)]


def sharing(snapshot: Snapshot, bands: list[int]) -> np.ndarray:
    """Return the living documents that share a band, those that share most first."""
    shared = np.zeros(snapshot.size, np.uint8)
    for name, number in zip(BANDS, bands, strict=True):
        shared += snapshot.column(name) == number
    documents = np.flatnonzero((shared > 0) & snapshot.alive)
    return documents[np.argsort(-shared[documents].astype(np.int64), kind="stable")]


def near_copies(article: Article) -> list[tuple[int, float]]:
    """Return the published articles (primary keys) with much of an article's text, and how much: 1.0 is all of it.

    Best first. One query of the database. Raises IndexNotReady.
    """
    snapshot = snapshots.latest()
    keys = snapshot.column("pk")[sharing(snapshot, sketch(article.text))[:_MOST_COMPARED]]
    others = Article.objects.published_among(keys.tolist()).exclude(pk=article.pk)
    own = runs(article.text)
    found = []
    for other in others.only("body", "repaired_body", "edited_body"):
        theirs = runs(other.text)
        share = len(own & theirs) / len(own | theirs)
        if share >= LEAST:
            found.append((other.pk, share))
    return sorted(found, key=lambda row: (-row[1], row[0]))
