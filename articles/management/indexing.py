"""Indexing beside a long import: a second process takes in what the import commits.

Nothing here imports Django's apps at the top: the new process reads this module before they are loaded.
"""

import multiprocessing
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from types import TracebackType
from typing import Self

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
        context = multiprocessing.get_context("spawn")
        self._start = context.Process
        self._done: Event = context.Event()

    def committed(self, number: int) -> None:
        """Hear that so many articles were committed."""
        self._added += number
        if self._process is None and self._added >= WORTH_A_PROCESS:
            self._process = self._start(target=index_until, args=(self._done,), daemon=True)
            self._process.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        from articles import search

        self._done.set()
        if self._process is not None:
            self._process.join()
        if kind is None:
            search.drain()


def index_until(done: Event) -> None:
    """Take in what is committed until the import is done, or has died; runs in a process of its own."""
    import django

    django.setup()
    from articles import search
    from articles.models import IndexChange

    importer = multiprocessing.parent_process()
    while not done.wait(0.2) and importer is not None and importer.is_alive():
        if IndexChange.objects.count() >= INDEXED_AT_ONCE:
            search.drain()
    search.drain()
