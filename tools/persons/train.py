"""Train the tagger of persons on marked sentences."""

from collections.abc import Sequence

from articles.people.tagger.lexicon import Lexicon
from articles.people.tagger.network import Parameters
from tools.persons.learn import as_piece, choose_spellings, learn
from tools.persons.sources import Marked

SEED = 7
EPOCHS = 4


def train(marked: Sequence[Marked], lexicon: Lexicon, seed: int = SEED) -> tuple[list[str], Parameters]:
    """Return the spellings that the model knows, and what it learnt."""
    pieces = [as_piece(forms, marks, lexicon) for sentence in marked for forms, marks, _places in sentence.pieces]
    spellings = choose_spellings(pieces, lexicon)
    return spellings, learn(pieces, lexicon, spellings, EPOCHS, seed)
