"""The model file: what training writes and the tagger reads. Arrays and lists of words in one .npz, no programs."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.people.tagger.lexicon import Called, Lexicon
from articles.people.tagger.network import Parameters

MODEL = Path(__file__).resolve().parent / "data" / "persons.npz"


class Model(NamedTuple):
    """A trained tagger: what it knows of words, the numbers of the spellings it has met, and what it learnt."""

    lexicon: Lexicon
    spellings: dict[str, int]
    parameters: Parameters


class Knowledge(NamedTuple):
    """What a `Lexicon` is made of, as it is kept: words, their occurrences, vectors as bytes with units, lists."""

    words: list[str]
    counts: NDArray[np.uint32]
    vectors: NDArray[np.int8]
    units: NDArray[np.float32]
    names: list[str]
    called: NDArray[np.uint16]
    transcribed: list[str]
    full_names: list[str]
    places: list[str]

    def lexicon(self) -> Lexicon:
        """Return the lexicon."""
        return Lexicon(
            dict(zip(self.words, self.counts.tolist(), strict=True)),
            self.vectors.astype(np.float32) * self.units,
            {name: Called(*bearers) for name, bearers in zip(self.names, self.called.tolist(), strict=True)},
            frozenset(self.transcribed),
            frozenset(self.full_names),
            frozenset(self.places),
        )


def save(path: Path, knowledge: Knowledge, spellings: list[str], parameters: Parameters) -> None:
    """Write a model; weights are kept in half precision."""
    arrays = {
        f"knowledge.{name}": _packed(value) if isinstance(value, list) else value
        for name, value in knowledge._asdict().items()
    }
    arrays |= {f"parameters.{name}": value.astype(np.float16) for name, value in parameters._asdict().items()}
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, spellings=_packed(spellings), **arrays)


def load(path: Path = MODEL) -> Model:
    """Read a model (a third of a second)."""
    with np.load(path, allow_pickle=False) as file:
        knowledge = Knowledge(*(_unpacked(file[f"knowledge.{name}"]) for name in Knowledge._fields))
        parameters = Parameters(*(file[f"parameters.{name}"].astype(np.float32) for name in Parameters._fields))
        spellings = _unpacked(file["spellings"])
    return Model(knowledge.lexicon(), {spelling: at for at, spelling in enumerate(spellings)}, parameters)


def _packed(words: list[str]) -> NDArray[np.bytes_]:
    """Return a list of words as one value of bytes, a line each."""
    return np.array("\n".join(words).encode())


def _unpacked(value: NDArray[np.generic]) -> Any:
    return bytes(value.item()).decode().split("\n") if value.dtype.kind == "S" else value
