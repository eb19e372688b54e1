"""How far a long command has come: a bar on a terminal, elsewhere a line now and then."""

import sys
import time
from collections.abc import Callable

from tqdm import tqdm

LINE_EVERY = 5.0
"""Seconds between two lines where there is no terminal."""


class Counting:
    """Told how many articles are done and of how many, shows that with rate and remaining time.

    The first number it is told was done before: it counts towards neither.
    """

    def __init__(self, say: Callable[[str], object], *, shown: bool = True) -> None:
        self._say = say
        self._shown = shown
        self._bar: tqdm | None = None
        self._first: int | None = None
        self._began = self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if self._first is None:
            self._first = done
            self._began = self._said = time.monotonic()
        if not self._shown:
            return
        if sys.stderr.isatty():
            self._show_bar(done, total)
        elif done >= total or time.monotonic() - self._said >= LINE_EVERY:
            self._said = time.monotonic()
            rate = (done - self._first) / (self._said - self._began or 1)
            left = f", {(total - done) / rate:,.0f} seconds left" if rate and done < total else ""
            self._say(f"{done:,} of {total:,} articles, {rate:,.0f} a second{left}")

    def _show_bar(self, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = tqdm(total=total, initial=done, file=sys.stderr, unit=" articles")
        self._bar.update(done - self._bar.n)
        if done >= total:
            self._bar.close()
