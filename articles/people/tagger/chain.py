"""Which marks a sentence's words have, one depending on the one before: a linear chain of five marks.

A person's name is ONLY one word, or FIRST, any number of INNER, LAST; other words are OUTSIDE. All sentences of a batch
are worked through together, in the space of probabilities, scaled word by word (Rabiner 1989).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OUTSIDE, FIRST, INNER, LAST, ONLY = range(5)
MARKS = 5
LONGEST_NAME = 9
"""Words."""

_ENDED = [OUTSIDE, FIRST, ONLY]
_OPEN = [INNER, LAST]
_FOLLOWS = np.zeros((MARKS, MARKS), np.float32)
for _mark, _next in ((OUTSIDE, _ENDED), (FIRST, _OPEN), (INNER, _OPEN), (LAST, _ENDED), (ONLY, _ENDED)):
    _FOLLOWS[_mark, _next] = 1
_BEGINS = np.array([1, 1, 0, 0, 1], np.float32)
_ENDS = np.array([1, 0, 0, 1, 1], np.float32)


class Span(NamedTuple):
    """Words `start` to `end` (not included) of a sentence, and the probability that just these are a name."""

    start: int
    end: int
    probability: float


class Chain(NamedTuple):
    """A batch of sentences worked through; axes are sentence, word, mark.

    `marginals` are the probabilities of each word's marks, 0 beyond the end of a sentence.
    """

    scores: Floats
    steps: Floats
    forward: Floats
    backward: Floats
    scale: Floats
    inside: NDArray[np.bool_]
    marginals: Floats

    def pairs(self) -> Floats:
        """Return the probability of each two marks in a row, at every word but the first: four axes."""
        both = self.forward[:, :-1, :, None] * self.steps
        both *= (self.scores[:, 1:] * self.backward[:, 1:] / self.scale[:, 1:, None])[:, :, None, :]
        return both * self.inside[:, 1:, None, None]

    def spans(self, sentence: int, least: float) -> list[Span]:
        """Return what may be a name in a sentence, each at least so probable; they may overlap."""
        found: list[Span] = []
        marginals = self.marginals[sentence]
        for start in np.flatnonzero(np.maximum(marginals[:, FIRST], marginals[:, ONLY]) >= least).tolist():
            if marginals[start, ONLY] >= least:
                found.append(Span(start, start + 1, float(marginals[start, ONLY])))
            if marginals[start, FIRST] >= least:
                found += self._longer(sentence, start, least)
        return found

    def _longer(self, sentence: int, start: int, least: float) -> list[Span]:
        """Return the spans of two words and more that begin at a word."""
        found: list[Span] = []
        way, before = float(self.forward[sentence, start, FIRST]), FIRST
        until = min(int(self.inside[sentence].sum()), start + LONGEST_NAME)
        for at in range(start + 1, until):
            scores, scale = self.scores[sentence, at], self.scale[sentence, at]
            probability = way * self.steps[before, LAST] * scores[LAST] * self.backward[sentence, at, LAST] / scale
            if probability >= least:
                found.append(Span(start, at + 1, min(1.0, float(probability))))
            way *= float(self.steps[before, INNER] * scores[INNER] / scale)
            before = INNER
        return found


def work_through(scores: Sequence[Floats], transitions: Floats) -> Chain:
    """Return the chain over sentences: `scores` (words x marks) of each, `transitions` between marks, as logarithms."""
    lengths = np.array([len(one) for one in scores])
    longest = int(lengths.max())
    inside = np.arange(longest) < lengths[:, None]
    grown = np.zeros((len(scores), longest, MARKS), np.float32)
    grown[inside] = np.concatenate(scores)
    grown = np.exp(grown - grown.max(2, keepdims=True))
    steps = np.exp(transitions) * _FOLLOWS

    forward, scale = np.empty_like(grown), np.ones(grown.shape[:2], np.float32)
    forward[:, 0] = grown[:, 0] * _BEGINS
    scale[:, 0] = forward[:, 0].sum(1)
    forward[:, 0] /= scale[:, :1]
    for at in range(1, longest):
        new = (forward[:, at - 1] @ steps) * grown[:, at]
        total = new.sum(1)
        within = inside[:, at]
        scale[:, at] = np.where(within, total, 1)
        forward[:, at] = np.where(within[:, None], new / total[:, None], forward[:, at - 1])
    last = (forward[:, -1] * _ENDS).sum(1, keepdims=True)
    backward = np.empty_like(grown)
    backward[:, -1] = _ENDS / last
    for at in range(longest - 2, -1, -1):
        new = (grown[:, at + 1] * backward[:, at + 1] / scale[:, at + 1, None]) @ steps.T
        backward[:, at] = np.where(inside[:, at + 1, None], new, backward[:, at + 1])
    return Chain(grown, steps, forward, backward, scale, inside, forward * backward * inside[:, :, None])


def best_spans(spans: Sequence[Span]) -> list[Span]:
    """Return of overlapping spans the most probable, in the order of the text."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda span: (-span.probability, span.start, span.end)):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    return sorted(chosen)
