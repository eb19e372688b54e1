"""Index and database agree: the outbox is drained into the index, and the index can be rebuilt from the database."""

import datetime
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.models import Prefetch
from whoosh.index import LockError

from articles.arabic import last_day
from articles.models import Article, IndexChange, Mention
from articles.search import store
from articles.search.copies import sketch
from articles.search.segment import BANDS
from articles.search.writer import IndexWriter

TIME_BITS = 20

BATCH = 5000
"""Articles taken in with one commit; bounds the memory of a writer."""

log = logging.getLogger(__name__)


def drain(on_progress: Callable[[int], None] | None = None, timeout: float = 60.0) -> int:
    """Take every change noted in the outbox into the index, and return how many articles were handled.

    Safe in several processes at once: one writes, the others wait and find nothing left. A change handled twice,
    because a process died in between, ends the same. `on_progress` is told the number handled after each commit.
    Raises IndexNotReady where the index must be rebuilt first, LockError where another process writes for longer than
    `timeout` seconds.
    """
    handled = 0
    while IndexChange.objects.exists():
        with store.writing(timeout):
            handled += _drain_batch()
        if on_progress:
            on_progress(handled)
    return handled


def _drain_batch() -> int:
    writer = IndexWriter(store.open_index(_live_or_first()))
    rows = list(IndexChange.objects.values_list("pk", "article_id")[:BATCH])
    ids = {article_id for _, article_id in rows}
    writer.delete(ids)
    for article in _indexable(ids):
        writer.add(document(article))
    writer.commit()
    _forget([pk for pk, _ in rows])
    return len(ids)


def _forget(changes: list[int]) -> None:
    for start in range(0, len(changes), 500):
        IndexChange.objects.filter(pk__in=changes[start : start + 500]).delete()


def drain_quietly() -> bool:
    """Drain after a saved change: a failure is logged, leaves the outbox for the next attempt, and returns False."""
    try:
        drain(timeout=5.0)
    except (store.IndexNotReady, LockError, OSError, DatabaseError):
        log.exception("The search index could not take in the latest changes; they wait in the outbox.")
        return False
    return True


def rebuild(on_progress: Callable[[int], None] | None = None) -> int:
    """Build a new index from the database beside the live one, change over, and return the number of articles in it.

    Readers keep the live index until the new one is whole. What is saved meanwhile waits in the outbox and is taken in
    at the end. Raises LockError where another process is writing.
    """
    with store.writing(timeout=60.0):
        # Not by the highest number: a row with a lower one may be committed later.
        seen = list(IndexChange.objects.values_list("pk", flat=True))
        folder = store.create()
        ids = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            writer = IndexWriter(store.open_index(folder))
            for article in _indexable(ids[start : start + BATCH]):
                writer.add(document(article))
            writer.commit()
            if on_progress:
                on_progress(min(start + BATCH, len(ids)))
        store.make_live(folder)
        _forget(seen)
    drain()
    return len(ids)


def document(article: Article) -> dict[str, Any]:
    """Return an article as the index takes it; its mentions and subjects should be prefetched.

    `first` and `last` are days of the common era (`date.toordinal`), `moment` is what orders by date: the first day,
    and in its low 20 bits the time of publication, in seconds around that day's midnight in UTC, 0 where there is none.
    """
    found: dict[str, Any] = {
        "pk": article.pk,
        "title": [article.title],
        "text": article.passages,
        "byline": [article.byline],
        "dateline": [article.place],
        "place": [article.place] if article.place else [],
        "source": [article.source.key] if article.source else [],
        "person": [str(mention.person_id) for mention in article.mentions.all()],
        "subject": [str(subject.pk) for subject in article.subjects.all()],
        "first": 0,
        "last": 0,
        "moment": 0,
        **dict(zip(BANDS, sketch(article.text), strict=True)),
    }
    if article.date:
        found["first"] = article.date.toordinal()
        found["last"] = last_day(article.date, article.date_precision).toordinal()
        found["moment"] = article.date.toordinal() << TIME_BITS
        if article.published_at:
            midnight = datetime.datetime.combine(article.date, datetime.time(), datetime.UTC)
            seconds = int((article.published_at - midnight).total_seconds()) + (1 << TIME_BITS - 1)
            found["moment"] += min(max(seconds, 1), (1 << TIME_BITS) - 1)
    return found


def _indexable(ids: Iterable[int]) -> Iterable[Article]:
    mentions = Prefetch("mentions", Mention.objects.only("article_id", "person_id"))
    articles = Article.objects.published().filter(pk__in=ids).order_by("pk").defer("extra")
    return articles.select_related("source").prefetch_related(mentions, "subjects")


def _live_or_first() -> Path:
    """Return the live folder; the first article of an archive makes the first index."""
    try:
        return store.live_folder()
    except store.IndexNotReady:
        waiting = IndexChange.objects.values("article_id").distinct()
        if Article.objects.published().exclude(pk__in=waiting).exists():
            raise
        store.make_live(store.create())
        return store.live_folder()
