"""Did you mean: a query with a slip of the hand mended, from words that the archive has."""

from dataclasses import replace

from articles.arabic import fold, on_arabic_keyboard, plain, slips, tokens
from articles.search import snapshot as snapshots
from articles.search.analysis import FOLDED
from articles.search.evaluate import Evaluator
from articles.search.request import QUERY_LIMIT, SearchRequest
from articles.search.run import ranking
from articles.search.segment import TEXT_FIELDS
from articles.search.snapshot import Snapshot

FEW = 3
"""A search that finds fewer articles is looked at for slips."""

_SHORTEST = 4
_LONGEST = 20


def suggestion(request: SearchRequest, total: int) -> str:
    """Return the query with words exchanged that the archive does not have, "" where nothing better is known.

    `total` is what the request finds. A suggestion is made of surface forms of the archive, one slip from the word as
    typed or what its keys write on an Arabic keyboard, and finds more.
    """
    if total >= FEW or len(request.query) > QUERY_LIMIT:
        return ""
    snapshot = snapshots.latest()
    evaluator = Evaluator(snapshot, request.level)
    mended = _on_arabic_keyboard(request.query)
    for surface, start, end in reversed(list(tokens(mended))):
        word = plain(surface)
        if not any(evaluator.forms(field, word) for field in TEXT_FIELDS):
            better = _better(snapshot, word)
            mended = mended[:start] + better + mended[end:] if better else mended
    if mended == request.query or ranking(replace(request, query=mended), 0, 1)[0] <= total:
        return ""
    return mended


def _on_arabic_keyboard(query: str) -> str:
    """Return what the keys of a query in Latin letters write on an Arabic keyboard, the query itself if no words."""
    words = [on_arabic_keyboard(word) for word in query.split()] if query.isascii() else []
    return " ".join(words) if words and all(words) else query


def _better(snapshot: Snapshot, word: str) -> str:
    """Return the commonest form of the archive that a word may be a slip for, "" where there is none."""
    if word.isascii() or not _SHORTEST <= len(word) <= _LONGEST:
        return ""
    best, most = "", 0
    for spelling in dict.fromkeys(slips(fold(word))):
        for field in TEXT_FIELDS:
            for form in snapshot.forms(field, FOLDED + spelling):
                number = len(snapshot.occurrences(form).documents)
                if number > most:
                    best, most = form.text, number
    return best
