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
TRUST_IN_FAMILY = 0.9
"""The same for a family name: the best place of such a word counts at least as PLAIN."""
PLAIN = 0.9
SURE = 0.8
"""How probable a full name has to be for its family name to be believed everywhere, even where it looked unlikely."""
HALF_SURE = 0.5
"""How probable it has to be where its given name is sure (`Tagger.read`)."""
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
    of_family = family[order]
    best_other = np.where(of_family, np.maximum(best_other, PLAIN), best_other)
    least = np.where(of_family, _UNLIKELIEST, _SOFTENED)
    trust = np.where(of_family, np.float32(TRUST_IN_FAMILY), np.float32(TRUST))
    growth = np.zeros_like(named)
    growth[order] = trust * np.maximum(_log_odds(best_other, _SOFTENED) - _log_odds(probability, least), 0)
    return growth


def _log_odds(probability: Floats, softened: Floats | float) -> Floats:
    bounded = np.clip(probability, 0, 1)
    return np.log((bounded + softened) / (1 - bounded + softened)).astype(np.float32)
