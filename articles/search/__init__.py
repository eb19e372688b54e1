"""Search: the only place that knows Whoosh and Haystack."""

from articles.search.analysis import ArabicAnalyzer
from articles.search.copies import near_copies
from articles.search.facets import FacetValue, facets
from articles.search.histogram import Unit, histogram
from articles.search.language import OPERATORS, Operator
from articles.search.like import like
from articles.search.relax import Relaxed, relaxed
from articles.search.request import LEVELS, QUERY_LIMIT, Hit, Level, SearchRequest, SearchResults
from articles.search.run import forms_found, highlighter, level_totals, ranking, run
from articles.search.sentence import sentence
from articles.search.store import IndexBusy, IndexNotReady, is_ready, problem
from articles.search.suggest import suggestion
from articles.search.sync import drain, drain_quietly, rebuild

__all__ = [
    "LEVELS",
    "OPERATORS",
    "QUERY_LIMIT",
    "ArabicAnalyzer",
    "FacetValue",
    "Hit",
    "IndexBusy",
    "IndexNotReady",
    "Level",
    "Operator",
    "Relaxed",
    "SearchRequest",
    "SearchResults",
    "Unit",
    "drain",
    "drain_quietly",
    "facets",
    "forms_found",
    "highlighter",
    "histogram",
    "is_ready",
    "level_totals",
    "like",
    "near_copies",
    "problem",
    "ranking",
    "rebuild",
    "relaxed",
    "run",
    "sentence",
    "suggestion",
]
