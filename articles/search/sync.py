"""Index and database agree: the outbox is drained into the index."""

import datetime
import json
import logging
from collections.abc import Callable, Collection, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Prefetch
from whoosh.index import LockError

from articles.arabic import last_day
from articles.likeness import sketch
from articles.models import Article, IndexChange, Mention
from articles.search import store
from articles.search.arrays import DamagedFile
from articles.search.segment import BANDS
from articles.search.writer import IndexWriter, SegmentBuilder

TIME_BITS = 20

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
"""What the index counts times from: before any article was public."""

BATCH = 5000
"""Articles taken in with one commit; bounds the memory of a writer."""

AT_ONCE = 500
"""Primary keys in one query, articles read at a time."""

log = logging.getLogger(__name__)


def drain(on_progress: Callable[[int], None] | None = None, timeout: float = 60.0) -> int:
    """Take every change noted in the outbox into the index, and return how many articles were handled.

    Safe in several processes at once: one writes, the others wait and find nothing left. A change handled twice,
    because a process died in between, ends the same. `on_progress` is told the number handled after each commit.
    Raises IndexNotReady where the index must be rebuilt first, LockError where another process writes for longer than
    `timeout` seconds.
    """
    handled = 0
    while number := drain_batch(timeout):
        handled += number
        if on_progress:
            on_progress(handled)
    return handled


def drain_batch(timeout: float) -> int:
    """Take in the oldest changes of the outbox with one commit, and return how many articles they were; see `drain`."""
    if not IndexChange.objects.exists():
        return 0
    with store.writing(timeout):
        rows = list(IndexChange.objects.values_list("pk", "article_id")[:BATCH])
        ids = {article_id for _, article_id in rows}
        if ids:
            take_in(_live_or_first(), ids)
            store.note_drained(ids)
            forget([pk for pk, _ in rows])
            store.tidy()
    return len(ids)


def take_in(folder: Path, article_ids: Collection[int]) -> None:
    """Bring articles in the index of a folder to what the database says: changed, added, or gone.

    Raises IndexNotReady where the index is damaged.
    """
    try:
        writer = IndexWriter(folder)
        writer.delete({*article_ids})
        for article in indexable(article_ids):
            writer.add(document(article))
        writer.commit()
    except (DamagedFile, FileNotFoundError) as error:
        raise store.damaged(error) from error


def write_segment(folder: Path, article_ids: Collection[int]) -> Any:
    """Write a segment of these articles into a folder, for `IndexWriter.adopt`, and return it."""
    builder = SegmentBuilder()
    for article in indexable(article_ids):
        builder.add(document(article))
    return builder.write(folder)


def forget(changes: list[int]) -> None:
    """Delete rows of the outbox."""
    for start in range(0, len(changes), AT_ONCE):
        IndexChange.objects.filter(pk__in=changes[start : start + AT_ONCE]).delete()


def drain_quietly() -> bool:
    """Drain after a saved change: a failure is logged, leaves the outbox for the next attempt, and returns False.

    Nothing to do where `manage.py index_worker` drains. `articles.search.worker` makes the next attempts.
    """
    if not settings.INDEX_IN_WEB:
        return True
    try:
        drain(timeout=5.0)
    except (store.IndexNotReady, LockError, OSError, DatabaseError):
        log.exception("The search index could not take in the latest changes; they wait in the outbox.")
        return False
    return True


def indexable(article_ids: Collection[int]) -> Iterator[Article]:
    """Yield those of the articles that belong in the index, with all that `document` reads of them, in order."""
    ids = sorted(article_ids)
    mentions = Prefetch("mentions", Mention.objects.shown().only("article_id", "person_id"))
    for start in range(0, len(ids), AT_ONCE):
        articles = Article.objects.published_among(ids[start : start + AT_ONCE]).order_by("pk").defer("extra")
        yield from articles.select_related("source").prefetch_related(mentions, "subjects")


def document(article: Article) -> dict[str, Any]:
    """Return an article as the index takes it; its mentions and subjects should be prefetched.

    `first` and `last` are days of the common era (`date.toordinal`), `moment` is what orders by date: the first day,
    and in its low 20 bits the time of publication, in seconds around that day's midnight in UTC, 0 where there is none.
    `public_since` is since when readers find the article, in microseconds (`instant`).
    `checksum` (64 bits) is that of everything else; by it an article is told from what was indexed of it.
    """
    found: dict[str, Any] = {
        "pk": article.pk,
        "title": [article.title],
        "text": article.passages,
        "byline": [article.byline],
        "dateline": [article.place],
        "place": [article.place] if article.place else [],
        "source": [article.source.key] if article.source else [],
        "person": sorted(str(mention.person_id) for mention in article.mentions.all()),
        "subject": sorted(str(subject.pk) for subject in article.subjects.all()),
        "first": 0,
        "last": 0,
        "moment": 0,
        "public_since": instant(article.public_since) if article.public_since else 0,
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
    content = json.dumps(found, sort_keys=True, ensure_ascii=False).encode()
    found["checksum"] = int.from_bytes(blake2b(content, digest_size=8).digest(), "big")
    return found


def instant(time: datetime.datetime) -> int:
    """Return a time as the index holds it: in microseconds since 1970."""
    return (time - EPOCH) // datetime.timedelta(microseconds=1)


def time_of(instant: int) -> datetime.datetime:
    """Return the time of an `instant`."""
    return EPOCH + datetime.timedelta(microseconds=instant)


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
