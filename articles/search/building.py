"""A new index from the database, beside the live one: killed and resumed, verified, and exchanged in one step.

While it is built, drains go on into the live index and note in the new folder what they took in; that, and what waits
in the outbox at the end, the new index takes in after the rest.
"""

import logging
import random
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

from whoosh import query as q

from articles.models import Article, IndexChange
from articles.search import analysis, parallel, store, sync
from articles.search import snapshot as snapshots
from articles.search.evaluate import Evaluator
from articles.search.snapshot import Snapshot
from articles.search.writer import IndexWriter

SAMPLE = 30
"""Articles that are searched for in a new index before it goes live."""

WORDS = 8
"""Words of title and text by which one is searched for."""

log = logging.getLogger(__name__)


class RebuildFailed(Exception):
    """The new index does not hold what the database does; the live one stays."""


def rebuild(on_progress: Callable[[int, int], None] | None = None) -> int:
    """Build a new index from the database beside the live one, change over, and return the number of articles in it.

    Goes on from what a rebuild that was killed has committed. Readers keep the live index until the new one is whole.
    `on_progress` is told at the start and after each commit how many articles are done, and of how many.
    Raises IndexBusy where another process is rebuilding, RebuildFailed where the new index turns out wrong.
    """
    with store.rebuilding():
        # Before anything is read: what these rows tell of is in what is read then.
        seen = dict(IndexChange.objects.values_list("pk", "article_id"))
        folder, there = _begun(set(seen.values()))
        wanted = list(Article.objects.published().order_by("pk").values_list("pk", flat=True))
        todo = [pk for pk in wanted if pk not in there]
        for done in _filled(folder, todo):
            if on_progress:
                on_progress(len(wanted) - len(todo) + done, len(wanted))
        with store.writing(timeout=60.0):
            drained = store.drained_since(folder)
        _take_in(folder, set(drained))
        _verify_sample(snapshots.opened(folder))
        with store.writing(timeout=60.0):
            _take_in(folder, set(store.drained_since(folder)[len(drained) :]))
            number = _verify_count(snapshots.opened(folder))
            store.make_live(folder)
            sync.forget(list(seen))
    sync.drain()
    return number


def _begun(changed: Collection[int]) -> tuple[Path, set[int]]:
    """Return the folder to fill and the articles in it that need no more reading; `changed` do.

    That is the folder of a rebuild that was killed, if this code can read it, else a new one.
    """
    begun = {folder: _readable(folder) for folder in store.half_built()}
    folder = next((one for one, there in begun.items() if there is not None), None)
    with store.writing(timeout=60.0):
        for other in begun.keys() - {folder}:
            store.discard(other)
        if folder is None:
            return store.create(building=True), set()
    there = begun[folder] or set()
    gone = there.difference(Article.objects.published().values_list("pk", flat=True))
    _take_in(folder, gone | there.intersection(changed))
    return folder, there - gone


def _readable(folder: Path) -> set[int] | None:
    """Return the articles in the folder of a rebuild that was killed, None where this code cannot read it."""
    if store.stamp_of(folder) != store.stamp():
        return None
    try:
        return set(snapshots.opened(folder).articles()[0].tolist())
    except OSError as error:
        log.warning("The index that a rebuild had begun cannot be read: %s", error)
        return None


def _filled(folder: Path, article_ids: Sequence[int]) -> Iterator[int]:
    """Take articles that are not yet there into a folder; yield after each commit how many are done, 0 at first."""
    with store.drafts(folder) as drafts:
        yield 0
        done = 0
        batches = [list(article_ids[start : start + sync.BATCH]) for start in range(0, len(article_ids), sync.BATCH)]
        for batch, segment in parallel.segments(drafts, batches):
            writer = IndexWriter(folder)
            writer.adopt(segment, drafts)
            writer.commit()
            done += len(batch)
            yield done


def _take_in(folder: Path, article_ids: Collection[int]) -> None:
    ids = sorted(article_ids)
    for start in range(0, len(ids), sync.BATCH):
        sync.take_in(folder, ids[start : start + sync.BATCH])


def _verify_count(snapshot: Snapshot) -> int:
    """Return the number of articles in the index; raise RebuildFailed unless they are the published ones.

    Those that wait in the outbox do not count: the caller holds `store.writing`, so nothing leaves it meanwhile.
    """
    there = snapshot.articles()[0].tolist()
    published = set(Article.objects.published().values_list("pk", flat=True))
    different = published.symmetric_difference(there) - set(IndexChange.objects.values_list("article_id", flat=True))
    if different or len(there) != len(set(there)):
        raise RebuildFailed(
            f"The new index holds {len(there)} articles, the database {len(published)}; {len(different)} differ."
        )
    return len(there)


def _verify_sample(snapshot: Snapshot) -> None:
    """Search for some articles by words of theirs; raise RebuildFailed where one is not found."""
    keys, sums = (column.tolist() for column in snapshot.articles())
    sample = random.Random(len(keys)).sample(keys, min(SAMPLE, len(keys)))  # noqa: S311 - no secret
    written = dict(zip(keys, sums, strict=True))
    evaluator = Evaluator(snapshot, "exact")
    for article in sync.indexable(sample):
        document = sync.document(article)
        if document["checksum"] != written[article.pk]:
            continue  # It has just been changed, which waits in the outbox.
        for passage in (*document["title"], *document["text"]):
            words = [q.Term("any", word.form) for word in islice(analysis.words(passage), WORDS)]
            if words and article.pk not in snapshot.column("pk")[evaluator.matches(q.And(words)).documents]:
                raise RebuildFailed(f"The new index does not find the article {article.identifier} by its words.")
