"""What a query matches, before any filter: evaluated once a query and level, and kept with the snapshot."""

import time
from typing import NamedTuple

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles.search.evaluate import EXPANSIONS, Evaluator
from articles.search.filters import masks, together
from articles.search.matches import NOTHING, Matches
from articles.search.named import NAMED_FIELDS
from articles.search.parse import ParsedQuery, any_word, parse
from articles.search.request import QUERY_LIMIT, SearchRequest
from articles.search.snapshot import Snapshot

KEEP_PARTIAL = 60
"""Seconds for which a query that took too long is not tried again."""


class Found(NamedTuple):
    """Matches, and what the reader should know of how they were found."""

    matches: Matches
    notices: tuple[str | Promise, ...]


def parsed_query(request: SearchRequest) -> ParsedQuery:
    """Return the tree of a request's query."""
    text = request.query[:QUERY_LIMIT]
    parsed = any_word(text) if request.operator == "or" else parse(text)
    if len(request.query) > QUERY_LIMIT:
        notice = _("Only the first %(limit)s characters of the query were searched.") % {"limit": QUERY_LIMIT}
        parsed = parsed._replace(notices=(*parsed.notices, notice))
    return parsed


def matching(snapshot: Snapshot, request: SearchRequest) -> Found:
    """Return what the query of a request matches, its filters left aside.

    A query of signs alone finds nothing; an empty one, everything.
    """
    parsed = parsed_query(request)
    if parsed.tree is None and request.query.strip():
        return Found(NOTHING, (*parsed.notices, _("The query has no word to search for.")))

    def evaluated() -> tuple[np.ndarray, ...]:
        evaluator = Evaluator(snapshot, request.level, request.dropped)
        found = evaluator.matches(parsed.tree)
        return (*found, np.array((evaluator.capped, evaluator.partial, time.monotonic())))

    if parsed.tree and any(leaf.field() in NAMED_FIELDS for leaf in parsed.tree.leaves()):
        # Names may change while the index does not.
        documents, scores, how = evaluated()
    else:
        key = ("query", request.query, request.level, request.operator, request.dropped)
        documents, scores, how = snapshot.cached(key, evaluated)
        if how[1] and time.monotonic() - how[2] > KEEP_PARTIAL:
            snapshot.forget(key)
            documents, scores, how = snapshot.cached(key, evaluated)
    capped, partial = how[:2]
    notices = parsed.notices
    if capped:
        notice = _("The wildcard stands for too many words; the first %(limit)s were searched.")
        notices = (*notices, notice % {"limit": EXPANSIONS})
    if partial:
        notices = (*notices, _("The search took too long and was stopped; there may be more than is shown here."))
    return Found(Matches(documents, scores), notices)


def found(snapshot: Snapshot, request: SearchRequest) -> Found:
    """Return what a request finds: the matches of its query that pass its filters."""
    unfiltered = matching(snapshot, request)
    passing = together(masks(snapshot, request).values())
    if passing is None:
        return unfiltered
    documents, scores = unfiltered.matches
    kept = np.flatnonzero(passing.take(documents))
    return unfiltered._replace(matches=Matches(documents.take(kept), scores.take(kept)))
