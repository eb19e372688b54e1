"""More like this: articles with the words that tell most of one."""

from collections import Counter
from heapq import nlargest
from itertools import chain
from math import log

import numpy as np
from whoosh import query as q

from articles.arabic import STOP_WORDS, fold, frequency
from articles.likeness import sketch
from articles.models import Article
from articles.search import snapshot as snapshots
from articles.search.analysis import FOLDED, keys_of, words
from articles.search.copies import sharing
from articles.search.evaluate import Evaluator
from articles.search.language import ANY
from articles.search.segment import TEXT_FIELDS
from articles.search.snapshot import Snapshot

WORDS = 16
"""So many words stand for an article."""

CONSIDERED = 36
"""So many are weighed by the index; which, general word frequencies say."""

TITLE_WEIGHT = 3
LEAST_SHARE = 0.15
"""Of the score that the article itself has: what scores less has a word or two in common by chance."""


def like(article: Article, count: int) -> list[tuple[int, float]]:
    """Return the published articles most like one, best first, at most `count`, as (primary key, score).

    Neither the article itself nor copies of its text are among them. Raises IndexNotReady.
    """
    snapshot = snapshots.latest()
    changed = article.changed.timestamp()
    keys, scores = snapshot.cached(("like", article.pk, changed, count), lambda: _best(snapshot, article, count))
    return list(zip(keys.tolist(), scores.tolist(), strict=True))


def _best(snapshot: Snapshot, article: Article, count: int) -> tuple[np.ndarray, np.ndarray]:
    # Letter by letter: what the forms of sixteen words would add is found by the other words, in a third of the time.
    words = q.Or([q.Term(ANY, word) for word in telling_words(snapshot, article)])
    documents, scores = Evaluator(snapshot, "exact").matches(words)
    keys = snapshot.column("pk")[documents]
    copies = sharing(snapshot, sketch(article.text))
    # All the words stand in the article itself: little else scores as high.
    least = LEAST_SHARE * scores.max(initial=0.0)
    found = np.flatnonzero((scores >= least) & (keys != article.pk) & ~np.isin(documents, copies))
    best = found[np.lexsort((keys[found], -scores[found]))][:count]
    return keys[best], scores[best]


def telling_words(snapshot: Snapshot, article: Article) -> list[str]:
    """Return the words that tell an article from others: frequent in it, rare in the archive (tf-idf).

    Each as it is written most often; of the forms of one word only the first in that order.
    """
    times = Counter(word.form for passage in article.passages for word in words(passage))
    for word in words(article.title):
        times[word.form] += TITLE_WEIGHT
    general = {
        form: (1 + log(number)) * -log(frequency(fold(form)))
        for form, number in times.items()
        if len(form) > 1 and form not in STOP_WORDS and not form.isdecimal()
    }
    considered = nlargest(CONSIDERED, general, general.__getitem__)
    weights = {form: (1 + log(times[form])) * _rarity(snapshot, form) for form in considered}
    chosen: dict[str, str] = {}
    for form in sorted(weights, key=lambda form: -weights[form]):
        if weights[form] > 0:
            # Its first stem, or its spelling where it has none.
            chosen.setdefault(keys_of(form)[:2][-1], form)
    return list(chosen.values())[:WORDS]


def _rarity(snapshot: Snapshot, form: str) -> float:
    """Return the rarity of a spelling among the texts of the index; 0 for one that no other text has."""
    found = chain.from_iterable(snapshot.forms(field, FOLDED + fold(form)) for field in TEXT_FIELDS)
    number = sum(snapshot.count(one) for one in found)
    return log(1 + snapshot.living / number) if number > 1 else 0.0
