"""One pass over a text for all names at once: an Aho–Corasick automaton over the consonants of names.

Consonants bring together all spellings of a name; `likeness` then tells apart what is no spelling of it. The automaton
holds names of several words. Of one word they are looked up as words: as ends of words they would be found everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, NamedTuple

from ahocorasick_rs import AhoCorasick

from articles.arabic import Likeness, consonants, likeness
from articles.people.naming import Name, Who
from articles.people.passage import Passage, key_of, words_of

# Particles that are written onto a word and can stand before a name: و ف ب ل ك and pairs of them.
_PARTICLES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "فب", "وك")
# علي and إمام are names, على and أمام prepositions: the same folded. Papers that write فى write على for both.
_PREPOSITIONS = {"علي": "على", "امام": "أمام"}
_EGYPTIAN = ("فى ", "الذى ", "التى ")
_REBUILT_AT = 8
"""The automaton of names added later is at most this part of all; beyond, one is built of all."""
_REMEMBERED = 1 << 18


class Alike(NamedTuple, Generic[Who]):
    """A name that words of a text are, how alike they are, and the particle that is written onto them."""

    name: Name[Who]
    likeness: Likeness
    particle: str


class Place(NamedTuple, Generic[Who]):
    """A stretch of a passage that may be a name: its first and last word, whose name, and the particle before it."""

    first: int
    last: int
    names: tuple[Alike[Who], ...]
    particle: str


@lru_cache(maxsize=1 << 16)
def opening(written: str, name: str) -> tuple[Likeness, str]:
    """Compare a folded word of a text to the first word of a name, with the particles that may be written onto it.

    >>> opening("للسراج", "السراج"), opening("وترمب", "ترامب"), opening("وليد", "وليد")
    ((<Likeness.SAME: 2>, 'ل'), (<Likeness.VARIANT: 1>, 'و'), (<Likeness.SAME: 2>, ''))
    """
    best: tuple[Likeness, bool, str] = Likeness.DIFFERENT, False, ""
    for particle in _PARTICLES:
        if written.startswith(particle) and len(written) > len(particle) + 1:
            rest = written[len(particle) :]
            options = (rest, "ا" + rest) if particle.endswith("ل") and rest.startswith("ل") else (rest,)
            # A variant begins as the name does: the و of وترمب is a particle, that of ويليامز is none.
            compared = ((likeness(option, name), option[0] == name[0], particle) for option in options)
            best = max(best, *compared, key=lambda one: one[:2])
    return best[0], best[2]


@lru_cache(maxsize=1 << 16)
def _keys(written: str) -> tuple[str, ...]:
    """Return the consonants of a word, with and without the particles that may be written onto it."""
    rests = (written[len(one) :] for one in _PARTICLES if written.startswith(one) and len(written) > len(one) + 1)
    return tuple({consonants("ا" + rest if rest.startswith("لل") else rest) for rest in rests} | {consonants(written)})


class Names(Generic[Who]):
    """Names to look for. Built at the first look after names were added; of few new names only these are built."""

    def __init__(self) -> None:
        self._alone: dict[str, list[Name[Who]]] = defaultdict(list)
        # Words of texts that have been looked up, and those of them that are names.
        self._looked_at: set[str] = set()
        self._of_words: dict[str, tuple[Alike[Who], ...]] = {}
        self._remembered: dict[tuple[object, ...], tuple[Alike[Who], ...]] = {}
        self._several: dict[str, list[Name[Who]]] = {}
        self._keys: list[str] = []
        self._automata: list[tuple[AhoCorasick, int]] = []
        # How many of the keys the first automaton has, and how many all of them have.
        self._first, self._built = 0, 0

    def add(self, name: Name[Who]) -> None:
        """Look for one more name."""
        key = key_of(name.words)
        if len(name.words) == 1 and " " not in key[:-1]:
            self._alone[key[:-1]].append(name)
            self._looked_at.clear()
            self._of_words.clear()
        elif key in self._several:
            self._several[key].append(name)
            self._remembered.clear()
        else:
            self._several[key] = [name]
            self._keys.append(key)

    def build(self) -> None:
        """Build what is not built yet."""
        if self._built == len(self._keys):
            return
        if (len(self._keys) - self._first) * _REBUILT_AT > len(self._keys):
            self._first = len(self._keys)
            self._automata = [(AhoCorasick(self._keys, store_patterns=False), 0)]
        else:
            new = AhoCorasick(self._keys[self._first :], store_patterns=False)
            self._automata = [self._automata[0], (new, self._first)]
        self._built = len(self._keys)

    def several(self, passage: Passage) -> list[Place[Who]]:
        """Return the places of names of several words in a passage, overlapping ones among them."""
        self.build()
        found: dict[tuple[int, int], tuple[Alike[Who], ...]] = {}
        if len(self._remembered) > _REMEMBERED:
            self._remembered.clear()
        for automaton, base in self._automata:
            for number, start, end in automaton.find_matches_as_indexes(passage.key, overlapping=True):
                where = passage.numbers(start, end)
                if where is None:
                    continue
                # Words that have a name's consonants and are none are mostly the same few: على عدد.
                asked = (base + number, *passage.surfaces[where[0] : where[1] + 1])
                names = self._remembered.get(asked)
                if names is None:
                    names = self._compared(passage.words(*where), self._several[self._keys[base + number]])
                    self._remembered[asked] = names
                if names and not passage.parted_within(*where):
                    found[where] = (*found.get(where, ()), *names)
        places = (_place(passage, where, names) for where, names in found.items())
        return [place for place in places if place]

    def alone(self, passage: Passage) -> list[Place[Who]]:
        """Return the places of names of one word in a passage."""
        if not self._alone:
            return []
        if len(self._looked_at) > _REMEMBERED:
            self._looked_at.clear()
            self._of_words.clear()
        for surface in {*passage.surfaces} - self._looked_at:
            self._looked_at.add(surface)
            if names := self._looked_up(words_of(surface)):
                self._of_words[surface] = names
        if self._of_words.keys().isdisjoint(passage.surfaces):
            return []
        found = ((number, self._of_words.get(surface)) for number, surface in enumerate(passage.surfaces))
        places = (_place(passage, (number, number), names) for number, names in found if names)
        return [place for place in places if place]

    def _looked_up(self, words: tuple[str, ...]) -> tuple[Alike[Who], ...]:
        """Return the names of one word that a word of a text may be."""
        if len(words) != 1:
            return ()
        return self._compared(words, [name for key in _keys(words[0]) for name in self._alone.get(key, ())])

    def _compared(self, words: tuple[str, ...], names: Iterable[Name[Who]]) -> tuple[Alike[Who], ...]:
        """Return those of the names that these words are."""
        compared = (Alike(name, *compare(words, name.words)) for name in names)
        return tuple(one for one in compared if one.likeness)


def _place(passage: Passage, where: tuple[int, int], names: tuple[Alike[Who], ...]) -> Place[Who] | None:
    """Return the place of names, None where what looks like one has the preposition على or أمام."""
    names = tuple(one for one in names if not _has_preposition(passage, where, one.name))
    return Place(*where, names, names[0].particle) if names else None


@lru_cache(maxsize=1 << 15)
def compare(written: tuple[str, ...], name: tuple[str, ...]) -> tuple[Likeness, str]:
    """Compare folded words of a text to those of a name; return how alike they are, and the particle before them."""
    surplus = len(written) - len(name)
    if surplus < 0:
        return Likeness.DIFFERENT, ""
    alike, particle = opening(written[surplus], name[0])
    for one, other in zip(written[surplus + 1 :], name[1:], strict=True):
        if not alike:
            return Likeness.DIFFERENT, ""
        alike = min(alike, likeness(one, other))
    return alike, particle


def _has_preposition(passage: Passage, where: tuple[int, int], name: Name[Who]) -> bool:
    """Say whether what looks like a word of a name is a preposition as it is written."""
    for folded, written in _PREPOSITIONS.items():
        if folded in name.words and written in passage.surfaces[where[0] : where[1] + 1]:
            return written != _PREPOSITIONS["علي"] or not any(word in passage.text for word in _EGYPTIAN)
    return False


def place_of(passage: Passage, where: tuple[int, int], name: Name[Who]) -> Place[Who] | None:
    """Return the place of one name in a passage, None where the words there are not this name."""
    alike = Alike(name, *compare(passage.words(*where), name.words))
    return _place(passage, where, (alike,)) if alike.likeness and not passage.parted_within(*where) else None
