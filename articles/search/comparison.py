"""Index and database compared, article by article."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from articles.models import Article, IndexChange
from articles.search import snapshot as snapshots
from articles.search import store, sync
from articles.search.building import rebuild
from articles.search.snapshot import Snapshot

BATCH = 1000
"""Articles compared at a time; bounds the memory."""


@dataclass(frozen=True)
class Findings:
    """What a comparison found, as primary keys of articles.

    `missing`: published, not in the index. `stale`: something else was indexed than the article now has, or it is there
    twice. `ghosts`: in the index, not published. `pending` is the number of articles whose change waits in the outbox;
    these are no faults. Where `damage` says why the index cannot be read, nothing was compared.
    """

    articles: int
    pending: int
    missing: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    ghosts: tuple[int, ...] = ()
    damage: str = ""

    @property
    def is_clean(self) -> bool:
        return not (self.damage or self.missing or self.stale or self.ghosts)


class _Indexed:
    """What an index says of its articles."""

    def __init__(self, snapshot: Snapshot) -> None:
        keys, sums = snapshot.articles()
        self._sums = dict(zip(keys.tolist(), sums.tolist(), strict=True))
        different, times = np.unique(keys, return_counts=True)
        for twice in different[times > 1].tolist():
            self._sums[twice] = None
        self.articles = self._sums.keys()

    def agrees(self, article: Article) -> bool:
        return self._sums.get(article.pk) == sync.document(article)["checksum"]


def check(on_progress: Callable[[int, int], None] | None = None) -> Findings:
    """Compare the index with the database; every file of the index is read and compared with its checksums.

    Search and changes go on meanwhile. `on_progress` is told how many articles were compared, of how many. Raises
    IndexBusy where another process writes the index for more than a minute.
    """
    published = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
    try:
        indexed = _Indexed(snapshots.fresh())
    except store.IndexNotReady as error:
        return Findings(len(published), _pending(), damage=str(error))
    suspects = set(indexed.articles).symmetric_difference(published)
    for start in range(0, len(published), BATCH):
        if on_progress:
            on_progress(start, len(published))
        articles = sync.indexable(published[start : start + BATCH])
        suspects.update(article.pk for article in articles if not indexed.agrees(article))
    if on_progress:
        on_progress(len(published), len(published))
    return _judged(suspects, len(published)) if suspects else Findings(len(published), _pending())


def _judged(suspects: Collection[int], number: int) -> Findings:
    """Look again at articles that seemed to differ, while nothing is taken in: changes go on during the comparison."""
    suspects = set(suspects) - _waiting()
    with store.writing(timeout=60.0):
        try:
            indexed = _Indexed(snapshots.fresh())
        except store.IndexNotReady as error:
            return Findings(number, _pending(), damage=str(error))
        public, agreeing = set(), set()
        for article in sync.indexable(suspects):
            public.add(article.pk)
            if indexed.agrees(article):
                agreeing.add(article.pk)
        # Read last: whatever changed an article before it was read has its row here, and none is taken out.
        faults = suspects - agreeing - _waiting()
    there = indexed.articles
    return Findings(
        number,
        _pending(),
        missing=tuple(sorted(faults & public - there)),
        stale=tuple(sorted(faults & public & there)),
        ghosts=tuple(sorted(faults & there - public)),
    )


def _waiting() -> set[int]:
    return set(IndexChange.objects.values_list("article_id", flat=True))


def _pending() -> int:
    return IndexChange.objects.values("article_id").distinct().count()


def repair(findings: Findings, on_progress: Callable[[int, int], None] | None = None) -> None:
    """Take what was found wrong into the index anew, and that alone; a damaged index is built anew as a whole.

    Raises what `articles.search.drain` and `articles.search.rebuild` raise.
    """
    if findings.damage:
        rebuild(on_progress)
    IndexChange.objects.enqueue([*findings.missing, *findings.stale, *findings.ghosts])
    sync.drain()
