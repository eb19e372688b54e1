"""What a query that is still being typed may become: words that the archive has, and titles of articles.

The last word is the one being typed; those before it stand. Words come from the tables of terms, which say how many
articles have them without a list being read; lists are read of the few that are left.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from whoosh import query as q

from articles.arabic import STOP_WORDS, Token, fold, plain, stems, tokens
from articles.models import Article
from articles.search import snapshot as snapshots
from articles.search.analysis import FOLDED
from articles.search.evaluate import Evaluator
from articles.search.matching import found
from articles.search.request import SearchRequest
from articles.search.segment import TEXT_FIELDS
from articles.search.snapshot import Snapshot
from articles.search.vocabulary import Vocabulary

FEWEST_LETTERS = 2
"""One letter is the beginning of too much to be worth a look."""

FEWEST_LETTERS_OF_TITLES = 3

CANDIDATES = 40
"""Spellings that are looked at of each table of terms, the most frequent first."""

RARE = 0.01
"""What was typed is a whole word where what it may become is so much rarer."""

_ARTICLE = "ال"


class Completion(NamedTuple):
    """A query with its last word finished, that word, and the number of articles that the query finds."""

    query: str
    word: str
    articles: int


def completions(query: str, limit: int) -> list[Completion]:
    """Return ways to finish the last word of a query, the one that finds most articles first; none after a blank.

    Articles have to have the rest of the query too. What would be searched for as the same word stands once, stop words
    not at all, and a word with a particle only where nothing else begins so. Raises IndexNotReady.
    """
    typed = _last_token(query)
    if typed is None or len(fold(plain(typed.surface))) < FEWEST_LETTERS:
        return []
    snapshot = snapshots.latest()
    before = query[: typed.start]
    within = _within(snapshot, before)
    completed = []
    for form in _forms(snapshot, plain(typed.surface), within, limit):
        whole = before + form
        number = len(found(snapshot, SearchRequest(query=whole)).matches.documents)
        if number:
            completed.append(Completion(whole, form, number))
    return sorted(completed, key=lambda one: -one.articles)


def titles(query: str, limit: int) -> list[Article]:
    """Return articles with the words of a query in their title, the last of which may be unfinished; best match first.

    Raises IndexNotReady.
    """
    words = [word for word in (plain(token.surface) for token in tokens(query)) if word]
    if not words or (len(words) == 1 and len(words[0]) < FEWEST_LETTERS_OF_TITLES):
        return []
    finished = [q.Term("title", word) for word in words[:-1] if word not in STOP_WORDS]
    snapshot = snapshots.latest()
    matches = Evaluator(snapshot).matches(q.And([*finished, q.Wildcard("title", f"{words[-1]}*")]))
    best = np.lexsort((-snapshot.column("moment")[matches.documents].astype(np.int64), -matches.scores))[:limit]
    keys = snapshot.column("pk")[matches.documents[best]].tolist()
    shown = Article.objects.published().select_related("source").defer("body", "edited_body").in_bulk(keys)
    return [shown[key] for key in keys if key in shown]


def _last_token(query: str) -> Token | None:
    last = None
    for last in tokens(query):
        pass
    return last if last and last.end == len(query) else None


def _within(snapshot: Snapshot, query: str) -> np.ndarray | None:
    """Return which documents a query finds (bool), None where it has no word."""
    if not any(True for _ in tokens(query)):
        return None
    member = np.zeros(snapshot.size, bool)
    member[found(snapshot, SearchRequest(query=query)).matches.documents] = True
    return member


def _forms(snapshot: Snapshot, typed: str, within: np.ndarray | None, limit: int) -> list[str]:
    """Return forms of words that begin as typed, whatever their spelling, the most frequent `within` first."""
    vocabulary, start = Vocabulary(snapshot), fold(typed)
    counts = _spellings(snapshot, start)
    fewest = counts.pop(start, 0) * RARE
    inside = {} if within is None else {spelling: _number(snapshot, spelling, within) for spelling in counts}
    # What was typed is no news, nor is any form that a search for it finds.
    seen = set(stems(typed))
    bare: list[str] = []
    others: list[str] = []
    for spelling in sorted(counts, key=lambda one: (-inside.get(one, 0), -counts[one], one)):
        form = vocabulary.attested(spelling).form
        stem, *more = stems(form)
        if stem.startswith(start):
            # Of كتابها and كتابه, كتاب is what they are forms of.
            form = vocabulary.attested(stem).form or form
        same = {stem, *more, *stems(form)}
        if form in STOP_WORDS or counts[spelling] < fewest or not seen.isdisjoint(same):
            continue
        seen |= same
        has_particle = stem[0] != spelling[0] and not spelling.startswith(_ARTICLE)
        (others if has_particle else bare).append(form)
        if len(bare) == limit:
            break
    return (bare or others)[:limit]


def _spellings(snapshot: Snapshot, start: str) -> dict[str, int]:
    """Return the most frequent folded spellings that begin so, with their numbers of articles, titles aside."""
    counts: defaultdict[str, int] = defaultdict(int)
    for spelling, number in _most_frequent(snapshot, start):
        counts[spelling] += number
    return counts


def _most_frequent(snapshot: Snapshot, start: str) -> Iterator[tuple[str, int]]:
    for field in TEXT_FIELDS:
        for _, postings in snapshot.fields(field):
            text, ends, counts = postings.keys_with_counts(FOLDED + start)
            most = np.argpartition(-counts, CANDIDATES)[:CANDIDATES] if len(counts) > CANDIDATES else range(len(counts))
            for at in most:
                first, end = ends[at : at + 2].tolist()
                yield bytes(text[first:end]).decode()[len(FOLDED) :], int(counts[at])


def _number(snapshot: Snapshot, spelling: str, within: np.ndarray) -> int:
    """Return how many of these documents have a spelling in their text."""
    forms = snapshot.forms("text", FOLDED + spelling)
    return sum(int(np.count_nonzero(within.take(snapshot.occurrences(form).documents))) for form in forms)
