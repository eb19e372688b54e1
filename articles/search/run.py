"""The one way to search: a request in, results out."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Article
from articles.search import snapshot as snapshots
from articles.search.evaluate import EXPANSIONS, Evaluator, Matches
from articles.search.highlight import Marker
from articles.search.parse import ParsedQuery, any_word, parse, wanted_words
from articles.search.request import LEVELS, QUERY_LIMIT, Hit, Level, SearchRequest, SearchResults
from articles.search.segment import TEXT_FIELDS
from articles.search.snapshot import Snapshot
from articles.search.sync import TIME_BITS

LATEST_TIME = (1 << TIME_BITS) - 1


def run(request: SearchRequest) -> SearchResults:
    """Search, and return one page of hits with titles and snippets marked.

    Raises IndexNotReady where the index must be built first.
    """
    snapshot = snapshots.latest()
    parsed = _parsed(request)
    found, notices = _found(snapshot, request, parsed)
    start = (request.page - 1) * request.per_page
    ranked = _ranked(snapshot, found, request, start, start + request.per_page)
    marker = Marker(parsed.tree, request.level)
    articles = Article.objects.published().for_excerpts().in_bulk([pk for pk, _score in ranked])
    hits = [
        _hit(articles[pk], rank, score, marker)
        for rank, (pk, score) in enumerate(ranked, start=start + 1)
        if pk in articles
    ]
    return SearchResults(request, len(found.documents), tuple(hits), notices)


def ranking(request: SearchRequest, start: int, end: int) -> tuple[int, list[tuple[int, float]]]:
    """Return the total and the articles from rank `start` to `end` (from 0, end excluded) as (primary key, score).

    No text is read: for evaluation and for other ways in. Page and page size of the request do not count.
    """
    snapshot = snapshots.latest()
    found, _notices = _found(snapshot, request, _parsed(request))
    return len(found.documents), _ranked(snapshot, found, request, start, end)


def highlighter(query: str, level: Level = "default") -> Callable[[str], SafeString]:
    """Return what turns a text into HTML, escaped, with <mark> around the words of a query."""
    return Marker(parse(query[:QUERY_LIMIT]).tree, level).marked


def level_totals(request: SearchRequest) -> dict[Level, int]:
    """Return how many articles the same search finds at each level."""
    snapshot = snapshots.latest()
    parsed = _parsed(request)
    return {level: len(_found(snapshot, replace(request, level=level), parsed)[0].documents) for level in LEVELS}


def forms_found(request: SearchRequest) -> dict[str, list[tuple[str, int]]]:
    """Return for each word of a query the forms that match at its level, with their numbers of articles, most first.

    The filters do not count: these are the forms in the whole archive. Words with wildcards are left out.
    """
    snapshot = snapshots.latest()
    evaluator = Evaluator(snapshot, request.level)
    found: dict[str, list[tuple[str, int]]] = {}
    for word in wanted_words(_parsed(request).tree):
        documents: dict[str, list[np.ndarray]] = {}
        for field in TEXT_FIELDS:
            for form in evaluator.forms(field, word):
                documents.setdefault(form.text, []).append(snapshot.occurrences(form).documents)
        counts = {form: int(snapshot.alive[np.unique(np.concatenate(of))].sum()) for form, of in documents.items()}
        found[word] = sorted(
            ((form, count) for form, count in counts.items() if count), key=lambda row: (-row[1], row[0])
        )
    return found


def _parsed(request: SearchRequest) -> ParsedQuery:
    text = request.query[:QUERY_LIMIT]
    parsed = ParsedQuery(any_word(text), ()) if request.operator == "or" else parse(text)
    if len(request.query) > QUERY_LIMIT:
        notice = _("Only the first %(limit)s characters of the query were searched.") % {"limit": QUERY_LIMIT}
        parsed = parsed._replace(notices=(*parsed.notices, notice))
    return parsed


def _found(
    snapshot: Snapshot, request: SearchRequest, parsed: ParsedQuery
) -> tuple[Matches, tuple[str | Promise, ...]]:
    """Return all matches that pass the filters. A query of signs alone finds nothing; an empty one, everything."""
    notices = list(parsed.notices)
    evaluator = Evaluator(snapshot, request.level)
    if parsed.tree is None and request.query.strip():
        notices.append(_("The query has no word to search for."))
        return Matches(np.zeros(0, np.int64), np.zeros(0)), tuple(notices)
    found = evaluator.matches(parsed.tree)
    if evaluator.capped:
        notices.append(
            _("The wildcard stands for too many words; the first %(limit)s were searched.") % {"limit": EXPANSIONS}
        )
    passing = _filter(snapshot, request)
    if passing is not None:
        kept = passing[found.documents]
        found = Matches(found.documents[kept], found.scores[kept])
    return found, tuple(notices)


def _filter(snapshot: Snapshot, request: SearchRequest) -> np.ndarray | None:
    """Return which documents pass the request's filters (bool), None where it has none."""
    passing = None
    chosen = (("source", request.sources), ("person", tuple(map(str, request.people))))
    masks = [_holding(snapshot, field, keys) for field, keys in chosen if keys]
    if request.date_from:
        masks.append(snapshot.column("last") >= request.date_from.toordinal())
    if request.date_to:
        first = snapshot.column("first")
        masks.append((first > 0) & (first <= request.date_to.toordinal()))
    for mask in masks:
        passing = mask if passing is None else passing & mask
    return passing


def _holding(snapshot: Snapshot, field: str, keys: Iterable[str]) -> np.ndarray:
    """Return which documents have one of the keys in a field (bool)."""

    def mask() -> tuple[np.ndarray]:
        holding = np.zeros(snapshot.size, bool)
        for key in keys:
            for form in snapshot.forms(field, key):
                holding[snapshot.occurrences(form)[0]] = True
        return (holding,)

    return snapshot.cached(("holding", field, *keys), mask)[0]


def _ranked(
    snapshot: Snapshot, found: Matches, request: SearchRequest, start: int, end: int
) -> list[tuple[int, float]]:
    """Return the matches from rank `start` to `end` (from 0, end excluded) as (primary key, score).

    Order is by score or by date; ties go to the newer article, then to the one added first. Undated articles come last.
    """
    documents = found.documents
    moments = snapshot.column("moment")[documents].astype(np.int64)
    keys = snapshot.column("pk")[documents]
    if request.sort == "relevance" and request.query.strip():
        order = _best(found.scores, -moments, keys, end)
    elif request.sort == "oldest":
        # What has no date comes last, and within a day what has no time.
        untimed = moments & LATEST_TIME == 0
        dates = np.where(moments == 0, np.iinfo(np.int64).max, moments + untimed * LATEST_TIME)
        order = _best(-dates, keys, keys, end)
    else:
        order = _best(moments, keys, keys, end)
    return [(int(keys[at]), float(found.scores[at])) for at in order[start:end]]


def _best(scores: np.ndarray, second: np.ndarray, third: np.ndarray, count: int) -> np.ndarray:
    """Return the indices of the `count` highest scores in order; ties by the second key, then the third, ascending."""
    candidates = np.arange(len(scores))
    if 0 < count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        candidates = np.flatnonzero(scores >= least)
    return candidates[np.lexsort((third[candidates], second[candidates], -scores[candidates]))]


def _hit(article: Article, rank: int, score: float, marker: Marker) -> Hit:
    return Hit(article, rank, score, marker.marked(article.title), marker.snippets("\n".join(article.passages)))
