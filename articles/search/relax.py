"""A query that finds too little, with one of its conditions left out at a time."""

from dataclasses import replace
from typing import NamedTuple

from whoosh import query as q

from articles.search import snapshot as snapshots
from articles.search.matching import found, parsed_query
from articles.search.request import SearchRequest
from articles.search.written import written


class Relaxed(NamedTuple):
    """What is left out, the query without it, and how many articles that finds."""

    dropped: str
    query: str
    total: int


MOST = 8
"""So many conditions are tried."""


def relaxed(request: SearchRequest) -> list[Relaxed]:
    """Return what leaving out each condition of a query would find, most first; those that find nothing are not in it.

    Raises IndexNotReady where the index must be built first.
    """
    tree = parsed_query(request).tree
    if not isinstance(tree, q.And):
        return []
    snapshot = snapshots.latest()
    without = []
    for number, condition in enumerate(tree.subqueries[:MOST]):
        left = [*tree.subqueries[:number], *tree.subqueries[number + 1 :]]
        if all(isinstance(one, q.Not) for one in left):
            continue
        query = written(q.And(left) if len(left) > 1 else left[0])
        total = len(found(snapshot, replace(request, query=query)).matches.documents)
        without.append(Relaxed(written(condition), query, total))
    return sorted((one for one in without if one.total), key=lambda one: -one.total)
