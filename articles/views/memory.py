"""What was counted is remembered for as long as the archive stays the same."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from articles import search

REMEMBERED = 64
"""Answers of each function in each process; those of the persons and sources that are asked for most stay."""

Answer = TypeVar("Answer")


def remembered(count: Callable[..., Answer]) -> Callable[..., Answer]:
    """Let a function of primary keys answer at once where it has answered before and no article has changed since.

    What it returns must follow from articles, their persons, sources and subjects, as keys: a name can change while all
    of these stay. It is handed out again, so nobody may change it. While changes wait for the index, nothing is
    remembered (`articles.search.settled`).
    """
    kept = lru_cache(maxsize=REMEMBERED)(lambda state, *keys: count(*keys))

    @wraps(count)
    def answer(*keys: int) -> Answer:
        state = search.settled()
        return count(*keys) if state is None else kept(state, *keys)

    return answer
