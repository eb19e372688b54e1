"""The one way to search: a request in, results out."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from articles.models import Article
from articles.search import snapshot as snapshots
from articles.search.evaluate import Evaluator
from articles.search.filters import added_after
from articles.search.highlight import Marker, html
from articles.search.language import ANY
from articles.search.matches import Matches, distinct
from articles.search.matching import found, parsed_query
from articles.search.named import NAMED_FIELDS
from articles.search.parse import parse, wanted_words
from articles.search.reasons import reasons
from articles.search.request import LEVELS, QUERY_LIMIT, Hit, Level, SearchRequest, SearchResults
from articles.search.segment import TEXT_FIELDS, WORD_FIELDS
from articles.search.snapshot import Snapshot
from articles.search.snippets import snippets
from articles.search.sync import TIME_BITS, time_of

LATEST_TIME = (1 << TIME_BITS) - 1


def run(request: SearchRequest) -> SearchResults:
    """Search, and return one page of hits with titles and snippets marked.

    Raises IndexNotReady where the index must be built first.
    """
    snapshot = snapshots.latest()
    matches, notices = found(snapshot, request)
    start = (request.page - 1) * request.per_page
    ranked = _ranked(snapshot, matches, request, start, start + request.per_page)
    marker = Marker(parsed_query(request).tree, request.level, request.dropped)
    articles = Article.objects.published_among([pk for pk, _score in ranked]).for_excerpts().in_bulk()
    hits = [
        _hit(articles[pk], rank, score, marker)
        for rank, (pk, score) in enumerate(ranked, start=start + 1)
        if pk in articles
    ]
    return SearchResults(request, len(matches.documents), tuple(hits), notices)


def ranking(request: SearchRequest, start: int, end: int) -> tuple[int, list[tuple[int, float]]]:
    """Return the total and the articles from rank `start` to `end` (from 0, end excluded) as (primary key, score).

    No text is read: for evaluation and for other ways in. Page and page size of the request do not count.
    """
    snapshot = snapshots.latest()
    matches = found(snapshot, request).matches
    return len(matches.documents), _ranked(snapshot, matches, request, start, end)


def count(request: SearchRequest) -> int:
    """Return how many articles a search finds; raises IndexNotReady as `run` does."""
    return len(found(snapshots.latest(), request).matches.documents)


def count_with_new(request: SearchRequest, since: datetime.datetime) -> tuple[int, int]:
    """Return how many articles a search finds, and how many of them are public since after a time; raises as `run`."""
    snapshot = snapshots.latest()
    documents = found(snapshot, request).matches.documents
    return len(documents), int(np.count_nonzero(added_after(snapshot, since).take(documents)))


def latest_addition() -> datetime.datetime | None:
    """Return since when the newest article of the index is public, None where the index holds none.

    What is not in it yet is public since later, where one transaction writes after the other. On PostgreSQL an
    exception are the articles of an import's batch whose transaction was open when a later one came in.
    """
    public = snapshots.latest().column("public_since")
    return time_of(int(public.max())) if len(public) else None


def highlighter(query: str, level: Level = "default", dropped: Iterable[str] = ()) -> Marker:
    """Return what turns a text into HTML with <mark> around the words of a query, but for forms that are dropped."""
    return Marker(parse(query[:QUERY_LIMIT]).tree, level, dropped)


def level_totals(request: SearchRequest) -> dict[Level, int]:
    """Return how many articles the same search finds at each level."""
    snapshot = snapshots.latest()
    return {level: len(found(snapshot, replace(request, level=level)).matches.documents) for level in LEVELS}


def forms_found(request: SearchRequest) -> dict[str, list[tuple[str, int]]]:
    """Return for each word of a query the forms that match at its level, with their numbers of articles, most first.

    The filters do not count: these are the forms in the whole archive. Words with wildcards are left out.
    """
    snapshot = snapshots.latest()
    evaluator = Evaluator(snapshot, request.level)
    forms: dict[str, list[tuple[str, int]]] = {}
    for term in wanted_words(parsed_query(request).tree):
        documents: dict[str, list[np.ndarray]] = {}
        for field in TEXT_FIELDS if term.fieldname == ANY else (term.fieldname,):
            if field in WORD_FIELDS:
                for form in evaluator.forms(field, term.text):
                    documents.setdefault(form.text, []).append(snapshot.occurrences(form).documents)
        counts = {
            form: int(snapshot.alive[distinct(np.sort(np.concatenate(of), kind="stable"))].sum())
            for form, of in documents.items()
        }
        found_forms = ((form, count) for form, count in counts.items() if count)
        if term.fieldname not in NAMED_FIELDS:
            forms[term.text] = sorted(found_forms, key=lambda row: (-row[1], row[0]))
    return forms


def _ranked(
    snapshot: Snapshot, matches: Matches, request: SearchRequest, start: int, end: int
) -> list[tuple[int, float]]:
    """Return the matches from rank `start` to `end` (from 0, end excluded) as (primary key, score).

    Order is by score, by date or by when they were added; ties go to the newer article, then to the one added first.
    Undated articles come last.
    """
    documents, scores = matches
    moments, keys = snapshot.column("public_since" if request.sort == "added" else "moment"), snapshot.column("pk")
    if request.sort == "relevance" and request.query.strip():
        chosen = _highest(scores, end)
        order = np.lexsort((keys[documents[chosen]], _latest_first(moments[documents[chosen]]), -scores[chosen]))
    else:
        first = _oldest_first if request.sort == "oldest" else _latest_first
        ages = first(moments.take(documents))
        chosen = _highest(-ages, end)
        order = np.lexsort((keys[documents[chosen]], ages[chosen]))
    page = chosen[order[start:end]]
    return list(zip(keys[documents[page]].tolist(), scores[page].tolist(), strict=True))


def _latest_first(moments: np.ndarray) -> np.ndarray:
    """Return what orders articles by date, the newest first, the undated last."""
    return -moments.astype(np.int64)


def _oldest_first(moments: np.ndarray) -> np.ndarray:
    """Return what orders articles by date, the oldest first, the undated last, and within a day what has no time."""
    dates = moments.astype(np.int64)
    untimed = dates & LATEST_TIME == 0
    return np.where(dates == 0, np.iinfo(np.int64).max, dates + untimed * LATEST_TIME)


def _highest(scores: np.ndarray, count: int) -> np.ndarray:
    """Return the indices of the `count` highest scores, and of those that tie with the last of them, in no order."""
    if not 0 < count < len(scores):
        return np.arange(len(scores))
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= least)


def _hit(article: Article, rank: int, score: float, marker: Marker) -> Hit:
    title, text = article.title, "\n".join(article.passages)
    in_title, in_text = marker.spans(title, "title"), marker.spans(text)
    why = reasons(((title, in_title), (text, in_text)), marker)
    return Hit(article, rank, score, html(title, 0, len(title), in_title), snippets(text, in_text), why)
