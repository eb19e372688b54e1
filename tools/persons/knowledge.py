"""What the tagger knows of words, made of unmarked news and lists of names.

Vectors: which words stand one or two places before and after a word, place by place, as positive pointwise mutual
information (contexts smoothed by the power 0.75, as Levy, Goldberg and Dagan 2015 found best), reduced by a randomised
singular value decomposition (Halko, Martinsson and Tropp 2011).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from articles.people.tagger.storage import Knowledge
from tools.persons.sources import count_places, read_full_names, read_places, read_single_names

RAREST = 5
"""Occurrences in news from which on a word has a vector."""
CONTEXTS = 10_000
DIMENSIONS = 100
PLACES = (-2, -1, 1, 2)
_MORE_DIMENSIONS = 20
_ROUNDS = 4


def gather(news: Sequence[list[list[str]]], seed: int) -> Knowledge:
    """Return the knowledge from news (articles of sentences of words' forms) and the lists of names: a minute, 3 GB."""
    counts, flow = _flow(news)
    words = [*counts]
    quantised, units = _as_bytes(_vectors(flow, len(words), seed))
    full_names = read_full_names()
    called = count_places(full_names)
    return Knowledge(
        words,
        np.array([*counts.values()], np.uint32),
        quantised,
        units,
        [*called],
        np.array([*called.values()], np.uint16),
        sorted(read_single_names()),
        sorted(" ".join(name) for name in full_names if len(name) <= 5),
        sorted(read_places()),
    )


def _flow(articles: Sequence[list[list[str]]]) -> tuple[dict[str, int], NDArray[np.int32]]:
    """Return the words that are frequent enough, the commonest first, and all news as their numbers, -1 for others."""
    texts = [[word for sentence in article for word in sentence] for article in articles]
    found = Counter(word for text in texts for word in text)
    counts = {
        word: count for word, count in sorted(found.items(), key=lambda item: (-item[1], item[0])) if count >= RAREST
    }
    numbers = {word: number for number, word in enumerate(counts)}
    gap = [-1] * max(PLACES)
    return counts, np.array(
        [number for text in texts for number in (*(numbers.get(w, -1) for w in text), *gap)], np.int32
    )


def _vectors(flow: NDArray[np.int32], size: int, seed: int) -> NDArray[np.float32]:
    """Return a vector of length 1 for each word."""
    information = _information(sparse.hstack([_company(flow, place, size) for place in PLACES]).tocoo())
    chance = np.random.default_rng(seed).standard_normal((information.shape[1], DIMENSIONS + _MORE_DIMENSIONS))
    basis = chance.astype(np.float32)
    turned = information.T.tocsr()
    for _round in range(_ROUNDS):
        left, _ = np.linalg.qr(information @ basis)
        basis, _ = np.linalg.qr(turned @ left)
    left, strengths, _right = np.linalg.svd(information @ basis, full_matrices=False)
    vectors = left[:, :DIMENSIONS] * np.sqrt(strengths[:DIMENSIONS])
    return vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6)


def _company(flow: NDArray[np.int32], place: int, size: int) -> sparse.csr_matrix:
    """Return how often each frequent word stands at a place beside each word."""
    if place > 0:
        words, others = flow[:-place], flow[place:]
    else:
        words, others = flow[-place:], flow[:place]
    counted = (words >= 0) & (others >= 0) & (others < CONTEXTS)
    ones = np.ones(counted.sum(), np.float32)
    return sparse.csr_matrix((ones, (words[counted], others[counted])), shape=(size, CONTEXTS))


def _information(together: sparse.coo_matrix) -> sparse.csr_matrix:
    """Return the positive pointwise mutual information of words and contexts."""
    of_word = np.asarray(together.sum(1)).ravel()
    of_context = np.asarray(together.sum(0)).ravel() ** 0.75
    share = of_context / of_context.sum()
    value = np.log(together.data / (of_word[together.row] * share[together.col]))
    kept = value > 0
    places = together.row[kept], together.col[kept]
    return sparse.csr_matrix((value[kept].astype(np.float32), places), shape=together.shape)


def _as_bytes(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return vectors as whole numbers up to 127, and the unit of each dimension."""
    units = (np.abs(vectors).max(0) / 127).astype(np.float32)
    return np.round(vectors / units).astype(np.int8), units
