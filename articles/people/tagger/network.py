"""The network that scores a sentence's words: two layers over what is known of a word and its neighbours.

    word      embedding of its spellings, what the lexicon knows of it, marks of whole names
    layer 1   a word and two on each side
    layer 2   three neighbouring results of layer 1
    scores    of both layers, a number for each mark (`chain`)

Sentences stand one after the other with PADDING rows around each, so that neighbours are a shift of the rows and no
sentence is filled up to the length of another. Training (`tools/persons`) uses the same functions.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

REACH = 2
"""Words on each side that layer 1 sees."""
PADDING = REACH


class Parameters(NamedTuple):
    """What training learnt."""

    spellings: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    scores: Floats
    scores_bias: Floats
    transitions: Floats


class Layers(NamedTuple):
    """The values on the way to the scores, as training needs them."""

    windows: Floats
    first: Floats
    triples: Floats
    second: Floats
    both: Floats


def embed(spellings: Places, weight: float, parameters: Parameters) -> Floats:
    """Return the embedding of a word from the numbers of its spellings, weighed as `evened` says."""
    return np.tanh(parameters.spellings[spellings].sum(0) * np.float32(weight))


def evened(spellings: int, share: float) -> float:
    """Return the weight of each of a word's spellings, by their number and `Lexicon.share_of_letters`."""
    return share / (spellings + 1) ** 0.5


def lay_out(lengths: Sequence[int]) -> tuple[Places, int]:
    """Return where the words of sentences stand among the rows, and how many rows there are."""
    before = np.repeat(PADDING * (1 + np.arange(len(lengths))), lengths)
    places = np.arange(before.size) + before
    return places, before.size + PADDING * (len(lengths) + 1)


def run(inputs: Floats, places: Places, parameters: Parameters, masks: Sequence[Floats] = ()) -> tuple[Floats, Layers]:
    """Return the scores (words x marks) of rows laid out by `lay_out`, and the values on the way.

    `masks` for the two layers are factors by which training leaves out parts of them.
    """
    windows = np.concatenate([inputs[places + shift] for shift in range(-REACH, REACH + 1)], 1)
    first = np.maximum(windows @ parameters.first + parameters.first_bias, 0)
    if masks:
        first *= masks[0]
    laid = np.zeros((len(inputs), first.shape[1]), np.float32)
    laid[places] = first
    triples = np.concatenate([laid[places + shift] for shift in (-1, 0, 1)], 1)
    second = np.maximum(triples @ parameters.second + parameters.second_bias, 0)
    if masks:
        second *= masks[1]
    both = np.concatenate([first, second], 1)
    return both @ parameters.scores + parameters.scores_bias, Layers(windows, first, triples, second, both)
