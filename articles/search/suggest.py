"""Did you mean: words that the archive hardly has, mended of slips of the hand with words that it has."""

import math
from dataclasses import replace

from whoosh import query as q

from articles.arabic import fold, plain, tokens
from articles.search import snapshot as snapshots
from articles.search.evaluate import Evaluator
from articles.search.language import ANY
from articles.search.parse import parse, wanted_words
from articles.search.request import QUERY_LIMIT, SearchRequest
from articles.search.run import ranking
from articles.search.spellings import SLIP
from articles.search.vocabulary import Vocabulary

FEW = 3
"""A search that finds fewer articles is looked at for slips, and in it the words that fewer articles have."""

MOST = 4
"""Words of a query that are mended; one with more is not a query with a slip in it."""

TIMES = 20
"""What is meant instead of a word that the archive has is so many times as frequent."""

_SHORTEST = 4
_LONGEST = 20
_TWO_SLIPS = 8
_WORTH = 10


def suggestion(request: SearchRequest, total: int) -> str:
    """Return the query with words exchanged that the archive hardly has, "" where nothing better is known.

    `total` is what the request finds. A suggestion is made of surface forms of the archive, one slip from the word as
    typed (two in a long one), and finds more.
    """
    if total >= FEW or len(request.query) > QUERY_LIMIT:
        return ""
    snapshot = snapshots.latest()
    evaluator, vocabulary = Evaluator(snapshot, request.level), Vocabulary(snapshot)
    wanted = {term.text for term in wanted_words(parse(request.query).tree) if term.fieldname == ANY}
    mended, done = request.query, 0
    for surface, start, end in reversed(list(tokens(request.query))):
        word = plain(surface)
        if word not in wanted or len(evaluator.matches(q.Term(ANY, word)).documents) >= FEW:
            continue
        done += 1
        better = _better(vocabulary, word)
        if done > MOST:
            return ""
        mended = mended[:start] + better + mended[end:] if better else mended
    if mended == request.query or ranking(replace(request, query=mended), 0, 1)[0] <= total:
        return ""
    return mended


def _better(vocabulary: Vocabulary, word: str) -> str:
    """Return the form of the archive that a word most likely is a slip for, "" where there is none.

    How likely is how frequent the form is and what kind of slip it takes (the noisy channel of Kernighan, Church and
    Gale, 1990). Two slips are thought of where one does not explain the word.
    """
    spelling = fold(word)
    if not _SHORTEST <= len(spelling) <= _LONGEST:
        return ""
    least = TIMES * vocabulary.attested(spelling).number
    for slips in (1, 2) if len(spelling) >= _TWO_SLIPS else (1,):
        found = [
            (cost % SLIP / _WORTH - math.log(number), near)
            for near, (cost, number) in vocabulary.near(spelling, slips).items()
            if cost and len(near) >= _SHORTEST - 1 and number > least
        ]
        if found:
            return vocabulary.attested(min(found)[1]).form
    return ""
