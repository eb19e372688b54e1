"""Search: the only place that knows Whoosh and Haystack."""

from articles.search.analysis import ArabicAnalyzer
from articles.search.building import RebuildFailed, rebuild
from articles.search.comparison import Findings, check, repair
from articles.search.request import LEVELS, QUERY_LIMIT, Hit, Level, SearchRequest, SearchResults
from articles.search.run import forms_found, highlighter, level_totals, ranking, run
from articles.search.snapshot import is_ready
from articles.search.store import IndexBusy, IndexNotReady, problem
from articles.search.suggest import suggestion
from articles.search.sync import drain, drain_quietly
from articles.search.worker import Waiting, keep_up, keep_up_in_background, waiting

__all__ = [
    "LEVELS",
    "QUERY_LIMIT",
    "ArabicAnalyzer",
    "Findings",
    "Hit",
    "IndexBusy",
    "IndexNotReady",
    "Level",
    "RebuildFailed",
    "SearchRequest",
    "SearchResults",
    "Waiting",
    "check",
    "drain",
    "drain_quietly",
    "forms_found",
    "highlighter",
    "is_ready",
    "keep_up",
    "keep_up_in_background",
    "level_totals",
    "problem",
    "ranking",
    "rebuild",
    "repair",
    "run",
    "suggestion",
    "waiting",
]
