"""Indexing beside a long import: a second process takes in what the import commits."""

import multiprocessing
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import Self

from articles import processes, search
from articles.models import IndexChange

WORTH_A_PROCESS = 4000
"""Articles after which a second process pays; it starts with a second of its own."""

INDEXED_AT_ONCE = 4000
"""Articles that wait before the index takes them in: every time costs it a commit."""


class Indexing:
    """Keeps the index up with an import: at its end, or in a process of its own when the import is long.

    A context manager. At its end everything is taken in, also what a killed import left in the outbox. A second process
    that fails or is killed costs time, nothing else: what it did not take in waits in the outbox.
    """

    def __init__(self) -> None:
        self._added = 0
        self._process: BaseProcess | None = None
        self._done: Event = multiprocessing.get_context("spawn").Event()

    def committed(self, number: int) -> None:
        """Hear that so many articles were committed."""
        self._added += number
        if self._process is None and self._added >= WORTH_A_PROCESS:
            self._process = processes.start("articles.management.indexing.index_until", self._done)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._done.set()
        if self._process is not None:
            self._process.join()
        if kind is None:
            search.drain()


def index_until(done: Event) -> None:
    """Take in what is committed until the import is done, or has died; in a process of its own."""
    importer = multiprocessing.parent_process()
    while not done.wait(0.2) and importer is not None and importer.is_alive():
        if IndexChange.objects.count() >= INDEXED_AT_ONCE:
            search.drain()
    search.drain()
