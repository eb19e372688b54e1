"""One article, one person: a word that is surely of a name in one place is believed in the others.

A second look at the scores, after Krishnan and Manning 2006, "An effective two-stage model for exploiting non-local
dependencies in named entity recognition": أينشتاين is plain after ألبرت, less so twenty lines on.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Keys = NDArray[np.int64]

TRUST = 0.75
"""How far the best place of a word is believed in the others: a share of the distance in log-odds."""
SURE = 0.8
"""How probable a full name has to be for its family name to be believed everywhere, even where it looked unlikely."""
_SOFTENED = 0.003
_UNLIKELIEST = 1e-6


def raised(named: Floats, keys: Keys, family: NDArray[np.bool_]) -> Floats:
    """Return by how much the log-odds of each word to be of a name grow, 0 or more.

    `named` are the probabilities so far, `keys` the same number for all places of a word in an article, 0 for words
    that are left alone; `family` says which words are the family names of sure full names of their article.
    """
    order = np.lexsort((named, keys))
    probability, key = named[order], keys[order]
    same = np.zeros(len(key) + 1, np.bool_)
    same[1:-1] = (key[1:] == key[:-1]) & (key[1:] != 0)
    # Of each word's places, sorted, the last is the surest; that one looks at the last but one.
    ends = np.flatnonzero(~same[1:])
    group = np.cumsum(np.concatenate([[0], ~same[1:-1]]))
    best_other = probability[ends][group]
    best_other[ends] = probability[np.maximum(ends - 1, 0)]
    alone = ~same[:-1] & ~same[1:]
    best_other[alone] = probability[alone]
    least = np.where(family[order], _UNLIKELIEST, _SOFTENED)
    growth = np.zeros_like(named)
    growth[order] = TRUST * np.maximum(_log_odds(best_other, _SOFTENED) - _log_odds(probability, least), 0)
    return growth


def _log_odds(probability: Floats, softened: Floats | float) -> Floats:
    bounded = np.clip(probability, 0, 1)
    return np.log((bounded + softened) / (1 - bounded + softened)).astype(np.float32)
