"""Search: the only place that knows Whoosh and Haystack."""

from articles.search.analysis import ArabicAnalyzer
from articles.search.request import LEVELS, QUERY_LIMIT, Hit, Level, SearchRequest, SearchResults
from articles.search.rescue import Change, Rescue, rescue
from articles.search.run import forms_found, highlighter, level_totals, ranking, run
from articles.search.store import IndexBusy, IndexNotReady, is_ready, problem
from articles.search.suggest import suggestion
from articles.search.sync import drain, drain_quietly, rebuild

__all__ = [
    "LEVELS",
    "QUERY_LIMIT",
    "ArabicAnalyzer",
    "Change",
    "Hit",
    "IndexBusy",
    "IndexNotReady",
    "Level",
    "Rescue",
    "SearchRequest",
    "SearchResults",
    "drain",
    "drain_quietly",
    "forms_found",
    "highlighter",
    "is_ready",
    "level_totals",
    "problem",
    "ranking",
    "rebuild",
    "rescue",
    "run",
    "suggestion",
]
