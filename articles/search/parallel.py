"""Segments for a rebuild, written by this process and by others beside it.

Nothing here imports Django's apps at the top: a new process reads this module before they are loaded.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

WORTH_A_PROCESS = 10_000
"""Articles after which another process pays; it starts with a second or two of its own."""

PROCESSES = 4
"""Processes at most, this one included: each keeps the words of its articles in memory, some 500 MB."""

_AHEAD = 2
"""Batches that wait for a process, so that it need not wait for this one, which merges meanwhile."""


class _Other:
    """A process beside this one: the channel to it, and the batches that it was given and has not done."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self.channel, its = context.Pipe()
        self.given: deque[list[int]] = deque()
        context.Process(target=write_until_closed, args=(folder, its), daemon=True).start()
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

    A process that fails or is killed costs time, nothing else: this one does what it had not done.
    """
    from articles.search import sync

    todo = deque(batches)
    number = min(PROCESSES, os.cpu_count() or 1, sum(map(len, batches)) // WORTH_A_PROCESS + 1)
    others = [_Other(folder) for _ in range(number - 1)]
    try:
        while todo or any(other.given for other in others):
            for other in list(others):
                try:
                    other.give(todo)
                    segment = other.answer(wait=not todo)
                except (EOFError, OSError):
                    others.remove(other)
                    todo.extendleft(reversed(other.given))
                    continue
                if segment:
                    yield other.given.popleft(), segment
            if todo:
                batch = todo.popleft()
                yield batch, sync.write_segment(folder, batch)
    finally:
        for other in others:
            other.channel.close()


def write_until_closed(folder: Path, channel: Connection) -> None:
    """Write a segment for each batch that comes, until the other end is closed or dies; in a process of its own."""
    import django

    django.setup()
    from articles.search import sync

    while True:
        try:
            channel.send(sync.write_segment(folder, channel.recv()))
        except (EOFError, OSError):
            return
