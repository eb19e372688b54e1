"""Segments for a rebuild, written by this process and by others beside it."""

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from django.conf import settings

from articles import processes
from articles.search import sync

WORTH_A_PROCESS = 10_000
"""Articles after which another process pays; it starts with a second or two of its own."""

_AHEAD = 2
"""Batches that wait for a process, so that it need not wait for this one, which merges meanwhile."""

log = logging.getLogger(__name__)


class _Other:
    """A process beside this one: the channel to it, and the batches that it was given and has not done."""

    def __init__(self, folder: Path) -> None:
        self.channel, its = multiprocessing.Pipe()
        self.given: deque[list[int]] = deque()
        self.done = 0
        processes.start("articles.search.parallel.write_until_closed", folder, its)
        its.close()

    def give(self, batches: deque[list[int]]) -> None:
        """Give it batches to do, first ones first. Raises OSError where it has died."""
        while batches and len(self.given) < _AHEAD:
            self.given.append(batches.popleft())
            self.channel.send(self.given[-1])

    def answer(self, *, wait: bool) -> Any:
        """Return the segment of the first batch it was given, None where it has none yet and one does not wait.

        Raises EOFError or OSError where it has died.
        """
        return self.channel.recv() if self.given and self.channel.poll(None if wait else 0) else None


def segments(folder: Path, batches: Sequence[list[int]]) -> Iterator[tuple[list[int], Any]]:
    """Write a segment into a folder for each batch of articles (primary keys); yield batch and segment when it is done.

    `settings.INDEX_PROCESSES` are at work. A process that fails or is killed costs time, nothing else: this one does
    what it had not done, and meets the fault itself if it was not the process's own.
    """
    todo = deque(batches)
    others = _others(folder, sum(map(len, batches)))
    try:
        while todo or any(other.given for other in others):
            for other in list(others):
                try:
                    other.give(todo)
                    segment = other.answer(wait=not todo)
                except (EOFError, OSError):
                    log.warning("A process that helped to build the search index has ended; it goes on without.")
                    others.remove(other)
                    todo.extendleft(reversed(other.given))
                    continue
                if segment:
                    other.done += len(other.given[0])
                    yield other.given.popleft(), segment
            if todo:
                batch = todo.popleft()
                yield batch, sync.write_segment(folder, batch)
    finally:
        for other in others:
            other.channel.close()
            log.info("Another process has indexed %d articles.", other.done)


def _others(folder: Path, articles: int) -> list[_Other]:
    number = min(settings.INDEX_PROCESSES, os.cpu_count() or 1, articles // WORTH_A_PROCESS + 1) - 1
    try:
        return [_Other(folder) for _ in range(number)]
    except OSError:
        log.warning("No process can be started to help to build the search index.", exc_info=True)
        return []


def write_until_closed(folder: Path, channel: Connection) -> None:
    """Write a segment for each batch that comes, until the other end is closed or dies; in a process of its own."""
    while True:
        try:
            batch = channel.recv()
        except (EOFError, OSError):
            return
        try:
            segment = sync.write_segment(folder, batch)
        except FileNotFoundError:
            if folder.exists():
                raise
            return  # Whoever asked for it was killed, and the next rebuild has tidied up.
        try:
            channel.send(segment)
        except OSError:
            return
