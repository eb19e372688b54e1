"""The data that training reads: marked news, unmarked news, lists of names. None of their texts goes into the model."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.people.tagger import chain
from articles.people.tagger.words import sentences

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
MARKED = DATA / "ner" / "persons-train.conll"
NEWS = DATA / "news-2018.jsonl.gz"
SINGLE_NAMES = DATA / "names" / "names-latin-arabic.tsv"
PLACES = Path(__file__).with_name("places.txt")
FULL_NAMES = DATA / "names" / "full-names.tsv"


class Marked(NamedTuple):
    """A sentence of the training file: its text, the places of its persons, and how the tagger reads it.

    `pieces` are the tagger's sentences, mostly one: (forms of words, marks of `chain`, places in the text).
    """

    text: str
    persons: frozenset[tuple[int, int]]
    pieces: tuple[tuple[list[str], NDArray[np.intp], list[tuple[int, int]]], ...]


def read_marked(path: Path = MARKED) -> list[Marked]:
    """Return the sentences of a file of lines `token TAB B-PER, I-PER or O`, an empty line between sentences."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [_marked([line.split("\t") for line in block.split("\n") if line]) for block in blocks]


def _marked(lines: list[list[str]]) -> Marked:
    text = " ".join(token for token, _ in lines)
    persons: list[tuple[int, int]] = []
    start = 0
    for token, tag in lines:
        end = start + len(token)
        if tag == "I-PER" and persons:
            persons[-1] = persons[-1][0], end
        elif tag != "O":
            persons.append((start, end))
        start = end + 1
    pieces = []
    for words in sentences(text):
        marks = np.zeros(len(words), np.intp)
        for begin, end in persons:
            inside = [at for at, word in enumerate(words) if word.start < end and word.end > begin]
            if len(inside) == 1:
                marks[inside] = chain.ONLY
            elif inside:
                marks[inside] = chain.INNER
                marks[inside[0]], marks[inside[-1]] = chain.FIRST, chain.LAST
        pieces.append(([word.form for word in words], marks, [(word.start, word.end) for word in words]))
    return Marked(text, frozenset(persons), tuple(pieces))


def read_news(path: Path = NEWS) -> Iterator[list[list[str]]]:
    """Yield each article's sentences, title first, as forms of words."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            text = f"{article['title'] or ''}\n{article['text'] or ''}"
            yield [[word.form for word in words] for words in sentences(text)]


def read_full_names(path: Path = FULL_NAMES) -> list[tuple[str, ...]]:
    """Return the full names that come from Wikidata (CC0), of two words and more, as forms."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    names = (forms(arabic) for arabic, _latin, _country, _count, origin in rows if origin == "wikidata")
    return [*dict.fromkeys(name for name in names if len(name) > 1)]


def read_single_names(path: Path = SINGLE_NAMES) -> list[str]:
    """Return the words of the names that Wikidata has in Latin letters too (CC0), as forms."""
    arabic = (line.split("\t")[1] for line in path.read_text(encoding="utf-8").splitlines())
    return [*dict.fromkeys(form for name in arabic for form in forms(name))]


def read_places(path: Path = PLACES) -> set[str]:
    """Return the names of places and bodies, their words as forms parted by blanks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {" ".join(forms(line)) for line in lines if not line.startswith("#")}


def forms(name: str) -> tuple[str, ...]:
    """Return the words of a name as the tagger reads them, without signs."""
    return tuple(word.form for sentence in sentences(name) for word in sentence if word.form[0].isalpha())


def count_places(names: list[tuple[str, ...]]) -> dict[str, tuple[int, int, int]]:
    """Return how many names have a word first, in the middle, last."""
    first = Counter(name[0] for name in names)
    middle = Counter(word for name in names for word in name[1:-1])
    last = Counter(name[-1] for name in names)
    return {word: (first[word], middle[word], last[word]) for word in sorted({*first, *middle, *last})}
