"""Which articles have a name in them, whatever its spelling: where it pays to look for a person who has a new name."""

from collections.abc import Iterable

from articles.search.request import SearchRequest
from articles.search.run import ranking

MOST = 20_000
"""Articles looked at for a name."""


def articles_with(names: Iterable[str]) -> set[int]:
    """Return the published articles (primary keys) in which one of the names stands as a phrase; of one word, none.

    Raises IndexNotReady.
    """
    phrases = [name for name in names if len(name.split()) > 1]
    return {pk for name in phrases for pk, _score in ranking(SearchRequest(query=f'"{name}"'), 0, MOST)[1]}
