"""Train the tagger of persons: on marked sentences, then on these and on news that the first tagger marked.

The marked news are of the years to 2006. News of 2018 teach who is named there: a first tagger reads whole articles,
where دونالد ترامب makes ترامب plain, and a second one learns from its probabilities beside the marked sentences
(self-training with soft targets).
"""

from collections.abc import Sequence

import numpy as np

from articles.people.tagger.lexicon import Lexicon
from articles.people.tagger.network import Parameters
from articles.people.tagger.storage import Model
from articles.people.tagger.tagger import Tagger
from tools.persons.learn import Piece, certain, choose_spellings, learn
from tools.persons.sources import Marked

SEED = 7
EPOCHS = 4
NEWS_ARTICLES = 1600
"""How many articles the first tagger marks; each epoch of the second takes its share of them."""
_TOGETHER = 40

News = Sequence[Sequence[list[str]]]


def train(marked: Sequence[Marked], lexicon: Lexicon, news: News, seed: int = SEED) -> tuple[list[str], Parameters]:
    """Return the spellings that the model knows, and what it learnt.

    `news` are articles, of sentences, of words' forms.
    """
    pieces = [certain(forms, marks, lexicon) for sentence in marked for forms, marks, _places in sentence.pieces]
    spellings = choose_spellings(pieces, lexicon)
    if not news:
        return spellings, learn([pieces] * EPOCHS, lexicon, spellings, seed)
    numbers = {spelling: at for at, spelling in enumerate(spellings)}
    first = Tagger(Model(lexicon, numbers, learn([pieces] * EPOCHS, lexicon, spellings, seed)))
    guessed = [guess(first, lexicon, news[start::EPOCHS]) for start in range(EPOCHS)]
    spellings = choose_spellings([*pieces, *(piece for some in guessed for piece in some)], lexicon)
    return spellings, learn([[*pieces, *some] for some in guessed], lexicon, spellings, seed + 1)


def sample(articles: Sequence[list[list[str]]], seed: int = SEED) -> list[list[list[str]]]:
    """Return the articles to learn from, drawn by chance."""
    drawn = np.random.default_rng(seed).permutation(len(articles))[:NEWS_ARTICLES]
    return [articles[at] for at in drawn.tolist()]


def guess(tagger: Tagger, lexicon: Lexicon, news: News) -> list[Piece]:
    """Return the sentences of articles with the probabilities of their marks."""
    pieces: list[Piece] = []
    for start in range(0, len(news), _TOGETHER):
        read = [(number, forms) for number, article in enumerate(news[start : start + _TOGETHER]) for forms in article]
        chain, _family = tagger.read([forms for _, forms in read], [number for number, _ in read])
        pairs = chain.pairs().sum(1)
        pieces += [
            Piece(forms, lexicon.listed(forms), chain.marginals[at, : len(forms)], pairs[at])
            for at, (_, forms) in enumerate(read)
        ]
    return pieces
