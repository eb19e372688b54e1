"""The archive is searched for persons, known and new, by this process and by others beside it."""

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from django.db import transaction

from articles import processes
from articles.models import Article, IndexChange, PersonSearch
from articles.people.displayed import Displayed
from articles.people.linking import KnownNames, link
from articles.people.new_names import Name, clusters_of, names_in
from articles.people.sightings import Seen, propose, store_new

ARTICLES_AT_ONCE = 200
WORTH_A_PROCESS = 1_000
"""Articles after which another process pays; it starts with a second or two of its own."""

_AHEAD = 2

log = logging.getLogger(__name__)


Names = dict[int, tuple[str, list[Name]]]
"""By article (primary key): the checksum of the text that was searched, and the names in it."""


class Progress(NamedTuple):
    """How many articles are done, and of how many."""

    done: int
    total: int


def find_everywhere(
    article_ids: Sequence[int] | None = None,
    *,
    only_new: bool = False,
    number: int = 2,
    on_batch: Callable[[Progress], object] | None = None,
) -> int:
    """Search the archive, or some articles, for persons; return the number of articles whose persons changed.

    The whole archive is gone through in the order of keys, and how far is kept with every batch: stopped or killed, it
    goes on there. With `only_new`, only what was added since: for a time after each import. `number` processes are at
    work. At the end all that was found becomes proposals.
    """
    state = None if article_ids is not None else PersonSearch.objects.get_or_create(pk=1)[0]
    done = state.done if state and not only_new else 0
    if state:
        after = state.known_upto if only_new else state.upto
        article_ids = [*Article.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)]
    article_ids = article_ids or []
    total = done + len(article_ids)
    known = KnownNames()
    changed = 0
    for batch, found in _searched(article_ids, number):
        done += len(batch)
        with transaction.atomic():
            changed += len(_keep(batch, found, known))
            if state:
                _searched_upto(max(batch))
                if not only_new:
                    PersonSearch.objects.filter(pk=1).update(upto=max(batch), done=done)
        if on_batch:
            on_batch(Progress(done, total))
    propose(clusters_of)
    if state and not only_new:
        PersonSearch.objects.filter(pk=1).update(upto=0, done=0)
    return changed


def _searched_upto(article: int) -> None:
    """Note that all articles up to this one were searched; another process may be further."""
    PersonSearch.objects.filter(pk=1, known_upto__lt=article).update(known_upto=article)


def find_added(names: KnownNames, *, most: int = ARTICLES_AT_ONCE) -> bool:
    """Search the next articles that were never searched for new persons; False where there is none.

    Those on record were linked when the articles came; new ones become proposals behind the last article. For a worker
    in the background, which has other things to do in between: at most `most` articles are searched.
    """
    state = PersonSearch.objects.get_or_create(pk=1)[0]
    waiting = Article.objects.filter(pk__gt=state.known_upto).order_by("pk").values_list("pk", flat=True)
    batch = [*waiting[:most]]
    if not batch:
        return False
    found = search_texts(batch)
    with transaction.atomic():
        _keep(batch, found, names)
        if waiting.filter(pk__gt=batch[-1]).exists():
            _searched_upto(batch[-1])
            return True
    # The last portion counts as done when it is proposed, too: killed in between, it is searched once more.
    propose(clusters_of)
    _searched_upto(batch[-1])
    return True


def search_texts(article_ids: Sequence[int]) -> Names:
    """Return the names of persons in these articles."""
    articles = [*Article.objects.filter(pk__in=article_ids).defer("extra")]
    displayed = [Displayed(article) for article in articles]
    names = names_in([one.whole for one in displayed])
    return {article.pk: (one.checksum, theirs) for article, one, theirs in zip(articles, displayed, names, strict=True)}


def _keep(article_ids: Sequence[int], found: Names, known: KnownNames) -> list[int]:
    """Save what was found in a batch; a text that was changed meanwhile is left to the next search."""
    with transaction.atomic():
        changed = link(article_ids, names=known)
        IndexChange.objects.enqueue(changed)
        seen = []
        for article in Article.objects.filter(pk__in=[*found]).defer("extra"):
            displayed = Displayed(article)
            checksum, names = found[article.pk]
            if checksum == displayed.checksum:
                seen.append(Seen(article, displayed, names))
        store_new(seen)
    return changed


class _Other:
    """A process beside this one: the channel to it, and the batches that it was given and has not done."""

    def __init__(self) -> None:
        self.channel, its = multiprocessing.Pipe()
        self.given: deque[Sequence[int]] = deque()
        processes.start("articles.people.everywhere.search_until_closed", its)
        its.close()

    def give(self, batches: deque[Sequence[int]]) -> None:
        """Give it batches to do, first ones first. Raises OSError where it has died."""
        while batches and len(self.given) < _AHEAD:
            self.given.append(batches.popleft())
            self.channel.send(self.given[-1])


def _searched(article_ids: Sequence[int], number: int) -> Iterator[tuple[Sequence[int], Names]]:
    """Yield the articles in batches, in order, with the names in them.

    A process that fails or is killed costs time, nothing else: this one does what it had not done.
    """
    starts = range(0, len(article_ids), ARTICLES_AT_ONCE)
    todo = deque(article_ids[start : start + ARTICLES_AT_ONCE] for start in starts)
    order = deque(todo)
    ready: dict[int, Names] = {}
    others = _others(number, len(article_ids))
    try:
        while order:
            for other in list(others):
                try:
                    other.give(todo)
                    while other.given and other.channel.poll(0):
                        ready[other.given[0][0]] = other.channel.recv()
                        other.given.popleft()
                except (EOFError, OSError):
                    log.warning("A process that helped to find persons has ended; it goes on without.")
                    others.remove(other)
                    todo.extendleft(reversed(other.given))
            while order and order[0][0] in ready:
                batch = order.popleft()
                yield batch, ready.pop(batch[0])
            _work_or_wait(todo, ready, others)
    finally:
        for other in others:
            other.channel.close()


def _work_or_wait(todo: deque[Sequence[int]], ready: dict[int, Names], others: list[_Other]) -> None:
    """Wait for what others have not done; where there are none, search a batch here.

    With others at work this process has enough to do with persons on record and with writing, and needs no model.
    """
    busy = [other.channel for other in others if other.given]
    if busy:
        wait(busy)
    elif todo:
        batch = todo.popleft()
        ready[batch[0]] = search_texts(batch)


def _others(number: int, articles: int) -> list[_Other]:
    number = min(number, os.cpu_count() or 1, articles // WORTH_A_PROCESS + 1) - 1
    try:
        return [_Other() for _ in range(number)]
    except OSError:
        log.warning("No process can be started to help to find persons.", exc_info=True)
        return []


def search_until_closed(channel: Connection) -> None:
    """Search each batch of articles that comes, until the other end is closed or dies; in a process of its own."""
    while True:
        try:
            channel.send(search_texts(channel.recv()))
        except (EOFError, OSError):
            return
