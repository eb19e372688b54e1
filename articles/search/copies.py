"""Near-duplicates: the same story in other words, found in the index by the sketches of texts (`articles.likeness`)."""

import numpy as np

from articles.likeness import runs, share, sketch
from articles.models import Article
from articles.search import snapshot as snapshots
from articles.search.segment import BANDS
from articles.search.snapshot import Snapshot

LEAST = 0.25
"""So much of two texts is in common at least; below are phrases that every newsroom uses."""

_MOST_COMPARED = 50


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
    return [found for found in copies_of_text(article.text) if found[0] != article.pk]


def copies_of_text(text: str) -> list[tuple[int, float]]:
    """Return the same for a readable text, whether it is an article's or not."""
    snapshot = snapshots.latest()
    keys = snapshot.column("pk")[sharing(snapshot, sketch(text))[:_MOST_COMPARED]].tolist()
    if not keys:
        return []
    own = runs(text)
    articles = Article.objects.published_among(keys).defer("lead", "extra")
    shares = [(other.pk, share(own, runs(other.text))) for other in articles]
    return sorted((one for one in shares if one[1] >= LEAST), key=lambda one: (-one[1], one[0]))
