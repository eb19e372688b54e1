"""The network learns: gradients of the chain's likelihood, Adam, dropout, and a fixed order of chance.

Each run with the same seed, data and version of numpy gives the same model, up to the rounding of the machine's own
routines for matrices.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from articles.people.tagger.chain import MARKS, work_through
from articles.people.tagger.lexicon import LISTED, Lexicon
from articles.people.tagger.network import REACH, Layers, Parameters, evened, lay_out, run
from articles.people.tagger.words import EDGE

Floats = NDArray[np.float32]

EMBEDDING = 24
HIDDEN = 96
BATCH = 32
RATE = 2e-3
WARMING = 50
DROPPED_INPUT = 0.3
DROPPED_HIDDEN = 0.45
DROPPED_SPELLINGS = 0.2
# How many words are learnt by their company alone, without their letters.
UNSPELLED = 0.2
# In how many words of the training sentences a spelling has to be; whole words, in how many places.
_SPREAD = 3
_OCCURRENCES = 4
_STEEPEST = 5.0


class Piece(NamedTuple):
    """A sentence to learn from.

    Its words, what stands in lists (`Lexicon.listed`), each word's mark as a row with a 1 in its column, and how often
    one mark follows another.
    """

    forms: list[str]
    listed: Floats
    marks: Floats
    pairs: Floats


def as_piece(forms: list[str], marks: NDArray[np.intp], lexicon: Lexicon) -> Piece:
    """Return the piece of a sentence's words and their marks."""
    pairs = np.zeros((MARKS, MARKS), np.float32)
    np.add.at(pairs, (marks[:-1], marks[1:]), 1)
    return Piece(forms, lexicon.listed(forms), np.eye(MARKS, dtype=np.float32)[marks], pairs)


def choose_spellings(pieces: Sequence[Piece], lexicon: Lexicon) -> list[str]:
    """Return the spellings that are common enough in sentences to learn something of them."""
    occurrences = Counter(form for piece in pieces for form in piece.forms)
    spread = Counter(spelling for form in occurrences for spelling in set(lexicon.spellings(form)))
    return sorted(
        spelling
        for spelling, words in spread.items()
        if (occurrences[spelling[1:]] >= _OCCURRENCES if spelling[0] == "w" else words >= _SPREAD)
    )


class Table:
    """What is known of the words of the pieces, word by word: numbers of spellings, and description."""

    def __init__(self, pieces: Sequence[Piece], lexicon: Lexicon, spellings: Sequence[str]) -> None:
        self.words = {EDGE: 0}
        for piece in pieces:
            for form in piece.forms:
                self.words.setdefault(form, len(self.words))
        numbers = {spelling: at for at, spelling in enumerate(spellings)}
        rows = [[numbers[one] for one in lexicon.spellings(word) if one in numbers] for word in self.words]
        weights = [evened(len(row), lexicon.share_of_letters(word)) for word, row in zip(self.words, rows, strict=True)]
        even = np.repeat(weights, [len(row) for row in rows]).astype(np.float32)
        starts = np.cumsum([0, *(len(row) for row in rows)])
        self.spellings = sparse.csr_matrix(
            (even, np.array([number for row in rows for number in row]), starts), shape=(len(rows), len(spellings))
        )
        self.described = np.array([lexicon.describe(word) for word in self.words], np.float32)


class Learner:
    """Parameters on their way, with Adam's moments."""

    def __init__(self, seed: int, spellings: int, described: int) -> None:
        self.chance = np.random.default_rng(seed)
        window = (2 * REACH + 1) * (EMBEDDING + described + LISTED)
        self.parameters = Parameters(
            self._drawn(spellings, EMBEDDING, 0.1),
            self._drawn(window, HIDDEN, 1 / np.sqrt((2 * REACH + 1) * 50)),
            np.zeros(HIDDEN, np.float32),
            self._drawn(3 * HIDDEN, HIDDEN, 1 / np.sqrt(3 * HIDDEN)),
            np.zeros(HIDDEN, np.float32),
            self._drawn(2 * HIDDEN, MARKS, 1 / np.sqrt(HIDDEN)),
            np.zeros(MARKS, np.float32),
            np.zeros((MARKS, MARKS), np.float32),
        )
        self._mean = [np.zeros_like(one) for one in self.parameters]
        self._square = [np.zeros_like(one) for one in self.parameters]
        self._steps = 0

    def _drawn(self, rows: int, columns: int, width: float) -> Floats:
        return (self.chance.standard_normal((rows, columns)) * width).astype(np.float32)

    def kept(self, shape: tuple[int, ...], dropped: float) -> Floats:
        """Return factors that leave out a share of values and make up for it in the others."""
        return (self.chance.random(shape, dtype=np.float32) >= dropped) / np.float32(1 - dropped)

    def step(self, gradients: Parameters, rate: float) -> None:
        """Move the parameters against the gradients (Kingma and Ba 2015), steep ones cut."""
        self._steps += 1
        steepness = np.sqrt(sum(float((one * one).sum()) for one in gradients))
        cut = np.float32(min(1.0, _STEEPEST / steepness))
        for value, gradient, mean, square in zip(self.parameters, gradients, self._mean, self._square, strict=True):
            gradient = gradient * cut
            mean += np.float32(0.1) * (gradient - mean)
            square += np.float32(0.001) * (gradient * gradient - square)
            now = np.sqrt(square / np.float32(1 - 0.999**self._steps)) + np.float32(1e-8)
            value -= np.float32(rate) * (mean / np.float32(1 - 0.9**self._steps)) / now


def learn(pieces: Sequence[Piece], lexicon: Lexicon, spellings: Sequence[str], epochs: int, seed: int) -> Parameters:
    """Return what is learnt from the pieces, read that many times."""
    table = Table(pieces, lexicon, spellings)
    learner = Learner(seed, len(spellings), lexicon.width)
    number = epochs * -(-len(pieces) // BATCH)
    done = 0
    for _epoch in range(epochs):
        for batch in _batches(pieces, learner.chance):
            done += 1
            learner.step(
                _gradients(batch, table, learner), RATE * min(1.0, done / WARMING) * (1 - done / number) + 1e-5
            )
    return learner.parameters


def _batches(pieces: Sequence[Piece], chance: np.random.Generator) -> Iterator[list[Piece]]:
    """Yield pieces of about one length together, the batches in any order."""
    lengths = [len(piece.forms) + chance.random() * 6 for piece in pieces]
    order = np.argsort(lengths, kind="stable")
    starts = np.arange(0, len(pieces), BATCH)
    for start in chance.permutation(starts).tolist():
        yield [pieces[at] for at in order[start : start + BATCH]]


def _gradients(batch: list[Piece], table: Table, learner: Learner) -> Parameters:
    """Return by how much the likelihood of a batch's marks falls with each parameter, a sentence on average."""
    parameters = learner.parameters
    lengths = [len(piece.forms) for piece in batch]
    words, rows = np.unique([0, *(table.words[form] for piece in batch for form in piece.forms)], return_inverse=True)
    places, size = lay_out(lengths)
    laid = np.zeros(size, np.intp)
    laid[places] = rows[1:]
    spellings = table.spellings[words]
    spellings.data = spellings.data * (learner.chance.random(spellings.data.size) >= DROPPED_SPELLINGS)
    seen = (learner.chance.random((len(words), 1)) >= UNSPELLED).astype(np.float32)
    embedded = np.tanh(spellings @ parameters.spellings) * seen
    listed = np.zeros((size, LISTED), np.float32)
    listed[places] = np.concatenate([piece.listed for piece in batch])
    inputs = np.concatenate([embedded[laid], table.described[words][laid], listed], 1)
    mask = np.ones_like(inputs)
    mask[places] = learner.kept((len(places), inputs.shape[1]), DROPPED_INPUT)
    masks = [learner.kept((len(places), HIDDEN), DROPPED_HIDDEN) for _layer in range(2)]
    scores, layers = run(inputs * mask, places, parameters, masks)

    chain = work_through(np.split(scores, np.cumsum(lengths)[:-1]), parameters.transitions)
    error = (chain.marginals[chain.inside] - np.concatenate([piece.marks for piece in batch])) / len(batch)
    pairs = chain.pairs().sum((0, 1)) - sum(piece.pairs for piece in batch)
    above, to_inputs = _backward(error, layers, masks, places, size, parameters)
    flow = (to_inputs[:, :EMBEDDING] * mask[:, :EMBEDDING])[places]
    ones = np.ones(len(flow), np.float32)
    to_words = sparse.csr_matrix((ones, (rows[1:], np.arange(len(flow)))), shape=(len(words), len(flow))) @ flow
    to_spellings = spellings.T @ (to_words * seen * (1 - embedded * embedded))
    return Parameters(np.asarray(to_spellings, np.float32), *above, (pairs / len(batch)).astype(np.float32))


def _backward(
    error: Floats, layers: Layers, masks: list[Floats], places: NDArray[np.intp], size: int, parameters: Parameters
) -> tuple[list[Floats], Floats]:
    """Return the gradients of the layers' weights, and that of the inputs laid out."""
    through = error @ parameters.scores.T
    second = through[:, HIDDEN:] * masks[1] * (layers.second > 0)
    to_triples = second @ parameters.second.T
    laid = np.zeros((size, HIDDEN), np.float32)
    for at, shift in enumerate((-1, 0, 1)):
        laid[places + shift] += to_triples[:, at * HIDDEN : (at + 1) * HIDDEN]
    first = (through[:, :HIDDEN] + laid[places]) * masks[0] * (layers.first > 0)
    to_windows = first @ parameters.first.T
    width = to_windows.shape[1] // (2 * REACH + 1)
    to_inputs = np.zeros((size, width), np.float32)
    for at, shift in enumerate(range(-REACH, REACH + 1)):
        to_inputs[places + shift] += to_windows[:, at * width : (at + 1) * width]
    weights = [
        layers.windows.T @ first,
        first.sum(0),
        layers.triples.T @ second,
        second.sum(0),
        layers.both.T @ error,
        error.sum(0),
    ]
    return weights, to_inputs
