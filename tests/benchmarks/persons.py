"""How well the tagger finds persons it was never told of: five-fold cross-validation on the training file.

    make bench-persons
    .venv/bin/python tests/benchmarks/persons.py [--block SENTENCES] [--folds K]

Each fold's tagger learns from the other four and is judged by exact places in the text. Sentences are parted in blocks,
which are drawn to folds (seeded); `--block 0` makes five successive fifths, so that no article is in two folds and
hardly a subject either. The file does not tell where articles end, so the whole-article step reads blocks of fifteen
sentences. Without the shared data it says so.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SEED = 7
ARTICLE = 15
LEVELS = [step / 20 for step in range(2, 19)]


class Score(NamedTuple):
    """Exact findings at a confidence."""

    level: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)

    def __str__(self) -> str:
        return f"{self.level:10.2f} {self.precision:10.3f} {self.recall:8.3f} {self.f1:8.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--block", type=int, default=40, help="sentences that stay together; 0: successive fifths")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        validate(options.block, options.folds)


def validate(block: int, folds: int) -> None:
    """Print the scores of all folds together."""
    from articles.people.tagger import CONFIDENT, LIKELY
    from tools.persons import knowledge, sources, train

    if not sources.DATA.exists():
        sys.exit(f"Skipped: the shared data are not at {sources.DATA}.")
    marked = sources.read_marked()
    known = knowledge.gather([*sources.read_news()], train.SEED)
    started = time.monotonic()
    fold_of = parted(len(marked), block, folds)
    judged: list[tuple[Any, list[Any]]] = []
    for fold in range(folds):
        held = [sentence for sentence, own in zip(marked, fold_of, strict=True) if own == fold]
        others = [sentence for sentence, own in zip(marked, fold_of, strict=True) if own != fold]
        found = tag(others, held, known)
        judged += zip(held, found, strict=True)
        print(f"fold {fold + 1}: F1 {score(list(zip(held, found, strict=True)), LIKELY).f1:.3f}", flush=True)
    print(f"\n{'confidence':>10} {'precision':>10} {'recall':>8} {'F1':>8}")
    for level in LEVELS:
        print(score(judged, level))
    print(f"\nlikely     {score(judged, LIKELY)}\nconfident  {score(judged, CONFIDENT)}")
    print(f"{sum(len(one.persons) for one in marked)} names, {time.monotonic() - started:.0f} s")


def parted(number: int, block: int, folds: int) -> list[int]:
    """Return the fold of each sentence."""
    import numpy as np

    if not block:
        return [at * folds // number for at in range(number)]
    drawn = np.random.default_rng(SEED).permutation(-(-number // block)) % folds
    return [int(drawn[at // block]) for at in range(number)]


def tag(others: Sequence[Any], held: Sequence[Any], known: Any) -> list[list[tuple[int, int, float]]]:
    """Return what a tagger that learnt from `others` finds in `held`, with places in each sentence's text."""
    from articles.people.tagger import storage, tagger
    from tools.persons import train

    lexicon = known.lexicon()
    spellings, parameters = train.train(others, lexicon)
    model = storage.Model(lexicon, {one: at for at, one in enumerate(spellings)}, parameters)
    pieces = [(at, piece) for at, sentence in enumerate(held) for piece in sentence.pieces]
    one = tagger.Tagger(model)
    found: list[list[tuple[int, int, float]]] = [[] for _ in held]
    for start in range(0, len(held), ARTICLE):
        article = [(at, piece) for at, piece in pieces if start <= at < start + ARTICLE]
        spans = one.spans([forms for _, (forms, _, _) in article], [0] * len(article), LEVELS[0])
        for (at, (_, _, places)), names in zip(article, spans, strict=True):
            found[at] += [(places[name.start][0], places[name.end - 1][1], name.probability) for name in names]
    return found


def score(judged: Sequence[tuple[Any, list[tuple[int, int, float]]]], level: float) -> Score:
    right = told = there = 0
    for sentence, found in judged:
        places = {(start, end) for start, end, confidence in found if confidence >= level}
        right += len(places & sentence.persons)
        told += len(places)
        there += len(sentence.persons)
    return Score(level, right / max(told, 1), right / there)


if __name__ == "__main__":
    main()
