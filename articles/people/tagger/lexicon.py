"""What the tagger knows of words before it reads: how often news have them, their company, and who is called so.

Figures and lists only, made by `tools/persons` (docs/persons.md has the sources).
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.arabic import frequency
from articles.people.tagger.words import EDGE, LATIN

Floats = NDArray[np.float32]

PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "فب", "وك")
"""What Arabic writes onto a word; ل before ال is written لل."""
LISTED = 5
_SHORTEST = 3
# One bearer of a given name may be a slip of a list.
_BEARERS = 2
# A word is read with a particle where what is left is this much better known than the whole.
_BETTER_KNOWN = 3
# How many occurrences in news one person of that name, or one transcription of it, counts for.
_WORTH_OF_A_NAME = 20
_CERTAIN_VECTOR = 50
# Occurrences at which a word's letters count half: ترامب looks like a noun, and its company tells that it is none.
_WELL_KNOWN = 3000
# Who is president is in the news more than any name of other years: beyond this, occurrences tell nothing.
_ENOUGH = 100

TITLES = frozenset(
    "الرييس رييس السيد الدكتور الشيخ الملك الامام الامير الوزير وزير الفنان اللاعب الجنرال العقيد اللواء الفريق المدرب "
    "النايب السفير المستشار الامين القايد المخرج الكاتب الشاعر النجم الفنانه السيده المهندس العميد الاستاذ السناتور "
    "السيناتور المهاجم الحارس القديس البابا المفكر الاديب الروايي الناطق المتحدث زعيم الزعيم مدير قايد".split()
)
_SAYING = frozenset("قال اعلن اكد صرح اضاف اوضح اشار ذكر يقول قالت اكدت اعتبر راي شدد دعا طالب نفي كشف تابع".split())


class Called(NamedTuple):
    """How many persons of Wikidata bear a word as the first, a middle, the last word of their name."""

    first: int
    middle: int
    last: int


_NOBODY = Called(0, 0, 0)


class Lexicon:
    """The knowledge. All words are forms as `words.form_of` gives them."""

    def __init__(
        self,
        counts: Mapping[str, int],
        vectors: Floats,
        called: Mapping[str, Called],
        transcribed: frozenset[str],
        full_names: frozenset[str],
        places: frozenset[str],
    ) -> None:
        """Take occurrences in news by word, a vector for each of them in order, bearers by word, and lists.

        `transcribed` are words that Wikidata has in Latin letters as a name; `full_names` of persons, and `places` with
        bodies and makes, are of one word or several, parted by blanks.
        """
        self._counts = counts
        self._rows = {word: row for row, word in enumerate(counts)}
        self._vectors = vectors
        self._called = called
        self._transcribed = transcribed
        self._full_names = full_names
        self._places = places
        self._place_beginnings = frozenset(place.partition(" ")[0] for place in places)
        self.base = lru_cache(maxsize=1 << 16)(self._base)
        self.width = vectors.shape[1] + len(self._figures(EDGE))

    def _base(self, word: str) -> str:
        """Return a word without the particle written onto it, where it is better known so."""
        best, evidence = word, _BETTER_KNOWN * self._known(word) + 1
        for rest in without_particles(word):
            known = self._known(rest)
            if known > evidence:
                best, evidence = rest, known
        return best

    def _known(self, word: str) -> int:
        bearers = self.bearers(word) + (word in self._transcribed)
        return self._counts.get(word, 0) + _WORTH_OF_A_NAME * bearers

    def called(self, word: str) -> Called:
        """Return how many persons of Wikidata's Arab countries are called by a word, its particle left out."""
        return self._called.get(self.base(word), _NOBODY)

    def bearers(self, word: str) -> int:
        """Return how many persons of Wikidata's Arab countries have a word in their name."""
        return sum(self._called.get(word, _NOBODY))

    def is_given(self, word: str) -> bool:
        """Say whether somebody is called by a word first, or it is transcribed as a name."""
        return self.called(word).first >= _BEARERS or self.base(word) in self._transcribed

    def describe(self, word: str) -> Floats:
        """Return what is known of a word as `width` numbers."""
        return np.concatenate([self._vector(word), np.array(self._figures(word), np.float32)])

    def _vector(self, word: str) -> Floats:
        """Return the vector of a word: its own as far as it is frequent enough, for the rest that of its base."""
        base = self.base(word)
        own, other = self._rows.get(word), self._rows.get(base)
        if own is None and other is None:
            return np.zeros(self._vectors.shape[1], np.float32)
        if own is None or other is None or own == other:
            return self._vectors[other if own is None else own]
        share = min(1.0, self._counts[word] / _CERTAIN_VECTOR)
        mixed: Floats = self._vectors[own] * np.float32(share) + self._vectors[other]
        return mixed / (np.linalg.norm(mixed) + np.float32(1e-6))

    def _figures(self, word: str) -> list[float]:
        base = self.base(word)
        count, base_count = self._counts.get(word, 0), self._counts.get(base, 0)
        first, middle, last = self._called.get(base, _NOBODY)
        bearers = first + middle + last
        figures = [
            1.0,
            _log(min(count, _ENOUGH)),
            _log(min(base_count, _ENOUGH)),
            math.log(frequency(word) * 1e9) / 15,
            math.log(frequency(base) * 1e9) / 15,
            word in self._transcribed,
            base in self._transcribed,
            _log(first),
            first > 0,
            _log(last),
            last > 0,
            _log(middle),
            _log(self.bearers(word)),
            # Whom the lists lack may still be named often: ترامب.
            math.log(bearers / (frequency(base) * 1e6 + 0.1)) / 8 if bearers else 0.0,
            base != word,
            word.startswith("ال"),
            base.startswith("ال"),
            len(word) / 8,
            len(word) < _SHORTEST,
            word[0].isdigit(),
            word == LATIN,
            not word[0].isalnum(),
            word == EDGE,
            base in TITLES,
            base in _SAYING,
            base.startswith("ال") and base.endswith("ي"),
            base.endswith("ه"),
            count == 0,
            base_count == 0,
        ]
        return [float(figure) for figure in figures]

    def spellings(self, word: str) -> list[str]:
        """Return what of a word's letters may tell a name: the word, its base, beginnings, endings, pieces."""
        if not word[0].isalpha():
            return ["w" + word]
        base = self.base(word)
        framed = f"^{base}$"
        pieces = [framed[at : at + size] for size in (2, 3, 4) for at in range(len(framed) - size + 1)]
        edges = [part for size in (1, 2, 3) for part in ("p" + word[:size], "s" + word[-size:])]
        return ["w" + word, "b" + base, *pieces, *edges]

    def share_of_letters(self, word: str) -> float:
        """Return how far a word's letters count beside its company, 0 to 1: the less, the better it is known."""
        return 1 / (1 + self._counts.get(self.base(word), 0) / _WELL_KNOWN)

    def listed(self, words: Sequence[str]) -> Floats:
        """Mark in a sentence what stands in the lists, in LISTED columns.

        Where whole names of persons begin, go on and end; which words are a place, and which are one of several words.
        """
        marks = np.zeros((len(words), LISTED), np.float32)
        at = 0
        while at < len(words):
            base = self.base(words[at])
            length = self._listed_at(words, at, base)
            if length:
                marks[at, 0] = marks[at + length - 1, 2] = 1
                marks[at + 1 : at + length, 1] = 1
            elif length := self._place_at(words, at, base):
                marks[at : at + length, 3] = 1
                marks[at : at + length, 4] = length > 1
            at += length or 1
        return marks

    def is_place(self, words: Sequence[str]) -> bool:
        """Say whether words are, as a whole, a place or body of several words, or of one that nobody is called by."""
        named = len(words) == 1 and self.called(words[0]) != _NOBODY
        return not named and self._place_at(words, 0, self.base(words[0])) == len(words)

    def _listed_at(self, words: Sequence[str], at: int, base: str) -> int:
        if self._called.get(base, _NOBODY).first:
            for length in range(min(5, len(words) - at), 1, -1):
                if " ".join((base, *words[at + 1 : at + length])) in self._full_names:
                    return length
        return 0

    def _place_at(self, words: Sequence[str], at: int, base: str) -> int:
        for first in (words[at], base):
            if first in self._place_beginnings:
                for length in range(min(3, len(words) - at), 0, -1):
                    if " ".join((first, *words[at + 1 : at + length])) in self._places:
                        return length
        return 0


def _log(count: int) -> float:
    return math.log1p(count) / 6


def without_particles(word: str) -> list[str]:
    """Return what is left of a word without each particle it may begin with; takes any spelling, folded or plain."""
    rests = [word[len(one) :] for one in PARTICLES if word.startswith(one) and len(word) - len(one) >= _SHORTEST]
    rests += ["ال" + word[len(one) :] for one in ("لل", "ولل") if word.startswith(one) and len(word) > len(one) + 2]
    return rests
