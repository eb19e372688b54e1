"""Search: the only place that knows Whoosh and Haystack."""

from articles.search.analysis import ArabicAnalyzer
from articles.search.building import RebuildFailed, rebuild
from articles.search.comparison import Findings, check, repair
from articles.search.completion import Completion, completions, titles
from articles.search.copies import copies_of_text, near_copies
from articles.search.facets import FacetValue, facets, names_of, numbers_of
from articles.search.histogram import Unit, histogram
from articles.search.language import OPERATORS, Operator
from articles.search.like import like
from articles.search.named import names_read_once
from articles.search.naming import articles_with
from articles.search.passages import Passages, passages
from articles.search.relax import Relaxed, relaxed
from articles.search.request import LEVELS, QUERY_LIMIT, Hit, Level, Reason, SearchRequest, SearchResults
from articles.search.rescue import Change, Rescue, rescue
from articles.search.run import (
    count,
    count_with_new,
    forms_found,
    highlighter,
    latest_addition,
    level_totals,
    ranking,
    run,
)
from articles.search.segment import KEY_FIELDS
from articles.search.sentence import sentence, sentences
from articles.search.settled import settled
from articles.search.snapshot import is_ready
from articles.search.store import IndexBusy, IndexNotReady, problem
from articles.search.suggest import suggestion
from articles.search.sync import EPOCH, drain, drain_quietly
from articles.search.worker import Waiting, keep_up, keep_up_in_background, read_data_in_background, waiting

__all__ = [
    "EPOCH",
    "KEY_FIELDS",
    "LEVELS",
    "OPERATORS",
    "QUERY_LIMIT",
    "ArabicAnalyzer",
    "Change",
    "Completion",
    "FacetValue",
    "Findings",
    "Hit",
    "IndexBusy",
    "IndexNotReady",
    "Level",
    "Operator",
    "Passages",
    "Reason",
    "RebuildFailed",
    "Relaxed",
    "Rescue",
    "SearchRequest",
    "SearchResults",
    "Unit",
    "Waiting",
    "articles_with",
    "check",
    "completions",
    "copies_of_text",
    "count",
    "count_with_new",
    "drain",
    "drain_quietly",
    "facets",
    "forms_found",
    "highlighter",
    "histogram",
    "is_ready",
    "keep_up",
    "keep_up_in_background",
    "latest_addition",
    "level_totals",
    "like",
    "names_of",
    "names_read_once",
    "near_copies",
    "numbers_of",
    "passages",
    "problem",
    "ranking",
    "read_data_in_background",
    "rebuild",
    "relaxed",
    "repair",
    "rescue",
    "run",
    "sentence",
    "sentences",
    "settled",
    "suggestion",
    "titles",
    "waiting",
]
