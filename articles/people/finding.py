"""One pass over a text for all names at once: an Aho–Corasick automaton over the consonants of names.

Consonants bring together all spellings of a name; `likeness` then tells apart what is no spelling of it. The automaton
holds names of several words. A name of one word is looked up as a word: as the end of words it would be found everywhere.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Generic, NamedTuple

from ahocorasick_rs import AhoCorasick

from articles.arabic import DIFFERENT, Likeness, consonants, likeness
from articles.people.naming import Name, Who
from articles.people.passage import Passage, key_of

# Particles that are written onto a word and can stand before a name: و ف ب ل ك and pairs of them.
_PARTICLES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "فب", "وك")
# علي is a name, على a preposition: the same folded. Papers that write فى write على for both.
_ON_FOLDED, _ON_WRITTEN = "علي", "على"
_EGYPTIAN = ("فى ", "الذى ", "التى ")
_REBUILT_AT = 8
"""The automaton of names added later is at most this part of all; beyond, one is built of all."""
_WORDS_REMEMBERED = 1 << 17


class Place(NamedTuple, Generic[Who]):
    """A stretch of a passage that may be a name: its first and last word, whose name and how alike, its particle."""

    first: int
    last: int
    names: tuple[tuple[Name[Who], Likeness], ...]
    particle: str


@lru_cache(maxsize=1 << 16)
def opening(written: str, name: str) -> tuple[Likeness, str]:
    """Compare a folded word of a text to the first word of a name, with the particles that may be written onto it.

    >>> opening("للسراج", "السراج"), opening("وترمب", "ترامب"), opening("وليد", "وليد")
    ((2, 'ل'), (1, 'و'), (2, ''))
    """
    best: tuple[Likeness, str] = DIFFERENT, ""
    for particle in _PARTICLES:
        if written.startswith(particle) and len(written) > len(particle) + 1:
            rest = written[len(particle) :]
            options = (rest, "ا" + rest) if particle.endswith("ل") and rest.startswith("ل") else (rest,)
            best = max(best, *((likeness(option, name), particle) for option in options), key=lambda one: one[0])
    return best


@lru_cache(maxsize=1 << 16)
def _keys(written: str) -> tuple[str, ...]:
    """Return the consonants of a word, with and without the particles that may be written onto it."""
    rests = (written[len(one) :] for one in _PARTICLES if written.startswith(one) and len(written) > len(one) + 1)
    return tuple({consonants("ا" + rest if rest.startswith("لل") else rest) for rest in rests} | {consonants(written)})


class Names(Generic[Who]):
    """Names to look for. Built at the first look after names were added; of few new names only these are built."""

    def __init__(self) -> None:
        self._alone: dict[str, list[Name[Who]]] = defaultdict(list)
        self._of_words: dict[str, tuple[Name[Who], ...]] = {}
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
            self._of_words.clear()
        elif key in self._several:
            self._several[key].append(name)
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
        found: dict[tuple[int, int], list[tuple[Name[Who], Likeness]]] = {}
        particles: dict[tuple[int, int], str] = {}
        for automaton, base in self._automata:
            for number, start, end in automaton.find_matches_as_indexes(passage.key, overlapping=True):
                where = passage.numbers(start, end)
                if where is None:
                    continue
                for name in self._several[self._keys[base + number]]:
                    alike, particle = compare(passage, *where, name)
                    if alike:
                        found.setdefault(where, []).append((name, alike))
                        particles[where] = particle
        return [Place(*where, tuple(names), particles[where]) for where, names in found.items()]

    def alone(self, passage: Passage) -> Iterator[Place[Who]]:
        """Yield the places of names of one word in a passage."""
        if not self._alone:
            return
        if len(self._of_words) > _WORDS_REMEMBERED:
            self._of_words.clear()
        known = self._of_words
        for number, surface in enumerate(passage.surfaces):
            names = known.get(surface)
            if names is None:
                known[surface] = names = self._looked_up(passage.words(number, number))
            if names:
                compared = [(name, *compare(passage, number, number, name)) for name in names]
                alike = tuple((name, how) for name, how, _particle in compared if how)
                if alike:
                    yield Place(number, number, alike, next(particle for _name, how, particle in compared if how))

    def _looked_up(self, words: tuple[str, ...]) -> tuple[Name[Who], ...]:
        """Return the names of one word that a word of a text may be."""
        if len(words) != 1:
            return ()
        names = (name for key in _keys(words[0]) for name in self._alone.get(key, ()))
        return tuple(dict.fromkeys(name for name in names if opening(words[0], name.words[0])[0]))


def compare(passage: Passage, first: int, last: int, name: Name[Who]) -> tuple[Likeness, str]:
    """Compare the words of a passage, from one to another, to a name; return how alike they are, and the particle."""
    written = passage.words(first, last)
    surplus = len(written) - len(name.words)
    if surplus < 0:
        return DIFFERENT, ""
    alike, particle = opening(written[surplus], name.words[0])
    for one, other in zip(written[surplus + 1 :], name.words[1:], strict=True):
        if not alike:
            break
        alike = min(alike, likeness(one, other))
    if not alike or any(passage.parted(number) for number in range(first, last)):
        return DIFFERENT, ""
    if _ON_FOLDED in name.words and not _is_name(passage, first, last):
        return DIFFERENT, ""
    return alike, particle


def _is_name(passage: Passage, first: int, last: int) -> bool:
    """Say whether no word from one to another is the preposition على."""
    if all(passage.surfaces[number] != _ON_WRITTEN for number in range(first, last + 1)):
        return True
    return any(word in passage.text for word in _EGYPTIAN)
