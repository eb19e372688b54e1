"""Search: the only place that knows Whoosh and Haystack."""

from articles.search.analysis import ArabicAnalyzer
from articles.search.request import QUERY_LIMIT, Hit, SearchRequest, SearchResults
from articles.search.run import highlighter, ranking, run
from articles.search.store import IndexBusy, IndexNotReady, is_ready, problem
from articles.search.sync import drain, drain_quietly, rebuild

__all__ = [
    "QUERY_LIMIT",
    "ArabicAnalyzer",
    "Hit",
    "IndexBusy",
    "IndexNotReady",
    "SearchRequest",
    "SearchResults",
    "drain",
    "drain_quietly",
    "highlighter",
    "is_ready",
    "problem",
    "ranking",
    "rebuild",
    "run",
]
