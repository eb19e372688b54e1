"""A stretch of text as names are looked for in it: its words as they are compared, and where each stands."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from articles.arabic import consonants, fold, is_name_word, matches, parts, plain, surfaces

# Between two words of a name: blanks, one end of a line, quotation marks, hyphens; and the stop of an initial.
_WITHIN = re.compile(r"[^\S\n]*[«»\"“”'’\-‐‑]?[^\S\n]*\n?[^\S\n]*[«»\"“”'’]?\Z")
_LONGEST_INITIAL = 2
_WORDS_REMEMBERED = 1 << 18
# عبد is written joined to what follows or apart; a particle may stand before it.
_SERVANT = re.compile(r"[وفبلك]{0,2}عبد\Z")

_BEHIND = re.compile("(.{2,}?)(الله|الدين)\\Z")
# The consonants of particles and ال before a word; of و there are none.
_PARTICLES = frozenset(consonants(word) for word in "ف ب ل ك فل فب بل كل فبل".split()) | {""}


class _Words(dict[str, tuple[str, ...]]):
    """The parts, folded, of words that have been seen."""

    def __missing__(self, surface: str) -> tuple[str, ...]:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        words = tuple(word for part in parts(plain(surface)) for word in _apart(fold(part)))
        self[surface] = words
        return words


class _Keys(dict[str, str]):
    """The consonants of words that have been seen, a blank after each: half the time of a call of a cached function."""

    def __missing__(self, surface: str) -> str:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        self[surface] = key = "".join(map(_key, _WORDS[surface]))
        return key


_WORDS, _KEYS = _Words(), _Keys()


def _apart(word: str) -> tuple[str, ...]:
    """Part الله and الدين from the word they make a name with: نصرالله, زينالدين."""
    match = _BEHIND.match(word)
    return (match[1], match[2]) if match and is_name_word(match[1]) else (word,)


def _key(word: str) -> str:
    key = consonants(word)
    return key if _SERVANT.match(word) else f"{key} "


class Passage:
    """A text, read once.

    `key` holds the consonants of its words, a blank after each: what names are looked for in. عبد has no blank after
    it, so that عبد الله and عبدالله are the same there. `surfaces` are the words as they are written.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.surfaces = surfaces(text)
        keys = [*map(_KEYS.__getitem__, self.surfaces)]
        self.key = "".join(keys)
        self._ends = [*accumulate(map(len, keys))]

    def __len__(self) -> int:
        return len(self.surfaces)

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """Where the words stand in the text: not needed where no name is found."""
        return [match.span() for match in matches(self.text)]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where words stand in the text, the last included."""
        return self._places[first][0], self._places[last][1]

    def numbers(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and the last word of a stretch of `key`.

        None where it does not end with a word, or what stands before it in the first word is no particle.
        """
        begin = self.key.rfind(" ", 0, start) + 1
        if begin != start and self.key[begin:start] not in _PARTICLES:
            return None
        last = bisect_left(self._ends, end)
        return (bisect_right(self._ends, start), last) if self._ends[last] == end else None

    def find(self, key: str) -> Iterator[tuple[int, int]]:
        """Yield the first and the last word of each place where `key` ends a word."""
        at = self.key.find(key)
        while at >= 0:
            if where := self.numbers(at, at + len(key)):
                yield where
            at = self.key.find(key, at + 1)

    def words(self, first: int, last: int) -> tuple[str, ...]:
        """Return the folded words from one to another; عبد and what follows are one."""
        if first == last and len(alone := _WORDS[self.surfaces[first]]) == 1:
            return alone
        return join(word for surface in self.surfaces[first : last + 1] for word in _WORDS[surface])

    def word(self, number: int) -> str:
        """Return a word, folded; empty before the first and behind the last."""
        return "".join(_WORDS[self.surfaces[number]]) if 0 <= number < len(self.surfaces) else ""

    def without(self, particle: str, first: int, last: int) -> str:
        """Return what is written from one word to another, without the particle that the first of them has.

        A particle's letters are counted, whatever harakat stand between. للسراج is ل and السراج, لليلى is ل and ليلى.
        """
        start, end = self.span(first, last)
        if not particle:
            return self.text[start:end]
        left, at = len(particle), start
        while at < end and (left or not plain(self.text[at])):
            left -= bool(plain(self.text[at]))
            at += 1
        rest = self.text[at:end]
        return (
            f"ا{rest}"
            if particle.endswith("ل") and rest.startswith("ل") and not is_name_word(self.word(first)[len(particle) :])
            else rest
        )

    def parted(self, number: int) -> bool:
        """Say whether more than a blank or a quotation mark stands between a word and the one after it."""
        if not 0 <= number < len(self.surfaces) - 1:
            return True
        start, end = self._places[number][1], self._places[number + 1][0]
        if self.text[start] == "." and start - self._places[number][0] <= _LONGEST_INITIAL:
            start += 1
        return end - start != 1 and not _WITHIN.match(self.text, start, end)

    def parted_within(self, first: int, last: int) -> bool:
        """Say whether words, from one to another, are not those of one name: a stop or a comma stands among them."""
        return any(self.parted(number) for number in range(first, last))


def join(words: Iterator[str]) -> tuple[str, ...]:
    """Return words with عبد joined to the one that follows.

    >>> join(iter(["عبد", "الفتاح", "السيسي"]))
    ('عبدالفتاح', 'السيسي')
    """
    joined: list[str] = []
    for word in words:
        if joined and _SERVANT.match(joined[-1]):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)


def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, as `Passage.words` has those of a text."""
    return join(word for match in matches(name) for word in _WORDS[match[0]])


def key_of(words: tuple[str, ...]) -> str:
    """Return the key of the words of a name, for looking it up in `Passage.key`.

    >>> key_of(words_of("عبد الفتاح السيسي")) == key_of(words_of("عبدالفتاح السيسى"))
    True
    """
    return "".join(
        f"عبد{consonants(word[3:])} " if word.startswith("عبد") and len(word) > 5 else f"{consonants(word)} "
        for word in words
    )
