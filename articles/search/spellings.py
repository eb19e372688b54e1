"""The folded spellings of a vocabulary as arrays: which of them are a slip away from a word, which sound like one.

A letter of U+0620–064A takes two bytes of UTF-8, and the last six bits of the second tell which it is: spellings are
compared as they lie in the mapped file. What stays in memory, 30 bytes a spelling, is which letters it has, once and
twice or more. A slip changes at most two of these signs, one where it changes the length: one pass of a few
instructions leaves some hundreds of several hundred thousand spellings, and these are measured all at once.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from articles.arabic import LONGEST_SKELETON, TAKEN_FOR_EACH_OTHER, WEAK

SLIP = 1000
"""A cost is this much for each slip, and its weight besides."""
EXCHANGED, DOUBLED, MISSING, EXTRA, ALIKE, UNLIKE = 0, 2, 5, 25, 25, 40
"""Weights of slips: two letters exchanged; one written twice, or once for twice; one missing; one too many; one taken
for one that looks or sounds alike or is next to it; one for any other. Ten are worth a word 2.7 times as frequent.
There is one way to leave a letter out, and thirty to add one or to write another: each of these is less likely."""

LONGEST = 24
_FIRST_BYTES = (0xD8, 0xD9)
_BEYOND = np.int16(30_000)


def codes_of(word: str) -> list[int]:
    """Return the number of each letter of a folded word, nothing where one is not of the Arabic alphabet."""
    if not all("\u0620" <= letter <= "\u064a" for letter in word):
        return []
    return [ord(letter) & 0x3F for letter in word]


HEH = codes_of("ه")[0]


class Near(NamedTuple):
    """Spellings near a word in one vocabulary: their letters, one row a place in the word, lengths, and rows."""

    letters: np.ndarray
    lengths: np.ndarray
    rows: np.ndarray


class Spellings:
    """The spellings behind a prefix of one byte in the keys of a vocabulary; words of other scripts are left out."""

    def __init__(self, text: np.ndarray, ends: np.ndarray, counts: np.ndarray) -> None:
        """Take what `FieldPostings.keys_with_counts` returns."""
        starts = ends[:-1].astype(np.int64) + 1
        sizes = ends[1:].astype(np.int64) - starts
        kept = np.flatnonzero((sizes >= 4) & (sizes <= 2 * LONGEST) & (sizes % 2 == 0))
        kept = kept[np.argsort(sizes[kept], kind="stable")]
        once, twice = np.zeros((2, len(kept)), np.uint64)
        arabic = np.ones(len(kept), bool)
        starts, lengths = starts[kept].astype(np.uint32), (sizes[kept] // 2).astype(np.uint8)
        for at in range(LONGEST):
            first = np.searchsorted(lengths, at + 1)
            places = starts[first:].astype(np.int64) + 2 * at
            arabic[first:] &= np.isin(text[places], _FIRST_BYTES)
            letter = np.uint64(1) << (text[places + 1] & 0x3F).astype(np.uint64)
            twice[first:] |= once[first:] & letter
            once[first:] |= letter
        self._text = text
        self._starts, self._lengths, self._counts = starts[arabic], lengths[arabic], counts[kept][arabic]
        self._once, self._twice = once[arabic], twice[arabic]

    def resembling(self, codes: list[int], slips: int) -> Near:
        """Return the spellings that can be at most so many slips from a word: nearly the same letters in any order."""
        first, end = np.searchsorted(self._lengths, (len(codes) - slips, len(codes) + slips + 1))
        once, twice = _signs(codes)
        changed = np.bitwise_count(self._once[first:end] ^ once) + np.bitwise_count(self._twice[first:end] ^ twice)
        apart = np.abs(self._lengths[first:end].astype(np.int16) - len(codes))
        rows = np.flatnonzero(changed <= 2 * slips - apart) + first
        places = self._starts[rows].astype(np.int64) + 1 + 2 * np.arange(len(codes) + slips)[:, None]
        # What stands behind a word does not matter.
        letters = self._text[np.minimum(places, len(self._text) - 1)] & 0x3F
        return Near(letters, self._lengths[rows], rows)

    def spelling(self, row: int) -> str:
        start = int(self._starts[row])
        return bytes(self._text[start : start + 2 * int(self._lengths[row])]).decode()

    def count(self, row: int) -> int:
        """Return how many postings a spelling has, in whatever form."""
        return int(self._counts[row])

    def with_skeletons(self, skeletons: set[str]) -> list[str]:
        """Return the spellings that have one of these sequences of consonants (`articles.arabic.skeleton`).

        A final ه, which stands for a vowel too, is left out of it.
        """
        packed, rows = self._skeletons
        wanted = np.array([_packed(codes_of(skeleton)) for skeleton in skeletons], np.uint64)
        firsts, ends = np.searchsorted(packed, wanted), np.searchsorted(packed, wanted, side="right")
        return [
            self.spelling(int(row))
            for first, end in zip(firsts.tolist(), ends.tolist(), strict=True)
            for row in rows[first:end]
        ]

    @cached_property
    def _skeletons(self) -> tuple[np.ndarray, np.ndarray]:
        """The skeletons in order, six bits a letter, 0 for one that is too long, and the row that each belongs to."""
        packed = np.zeros(len(self._lengths), np.uint64)
        places = np.zeros(len(self._lengths), np.uint8)
        for at in range(LONGEST):
            first = np.searchsorted(self._lengths, at + 1)
            letter = self._text[self._starts[first:].astype(np.int64) + 2 * at + 1] & 0x3F
            strong = ~np.isin(letter, codes_of("".join(WEAK))) & ~((letter == HEH) & (self._lengths[first:] == at + 1))
            packed[first:] = np.where(strong, packed[first:] << np.uint64(6) | letter, packed[first:])
            places[first:] += strong
        packed[places > LONGEST_SKELETON] = 0
        order = np.argsort(packed, kind="stable").astype(np.uint32)
        return packed[order], order


def near(parts: Sequence[Spellings], word: str, slips: int) -> Iterator[tuple[int, Spellings, int]]:
    """Yield the spellings at most so many slips from a folded word: cost, where it stands, and its row there."""
    codes = codes_of(word)
    if not codes or not parts:
        return
    found = [part.resembling(codes, slips) for part in parts]
    of = np.repeat(np.arange(len(parts)), [len(one.rows) for one in found])
    letters, lengths, rows = (np.concatenate(column, axis=-1) for column in zip(*found, strict=True))
    costs = _costs(codes, letters, lengths, slips)
    for at in np.flatnonzero(costs < (slips + 1) * SLIP):
        yield int(costs[at]), parts[of[at]], int(rows[at])


def _signs(codes: list[int]) -> tuple[np.uint64, np.uint64]:
    once = twice = 0
    for code in codes:
        twice |= once & 1 << code
        once |= 1 << code
    return np.uint64(once), np.uint64(twice)


def _packed(codes: list[int]) -> int:
    packed = 0
    for code in codes:
        packed = packed << 6 | code
    return packed


def _wrong_letter() -> np.ndarray:
    """Return what it costs to write one letter for another."""
    costs = np.full((64, 64), SLIP + UNLIKE, np.int16)
    np.fill_diagonal(costs, 0)
    for pair in TAKEN_FOR_EACH_OTHER:
        codes = codes_of("".join(pair))
        if len(codes) == 2:
            costs[codes[0], codes[1]] = costs[codes[1], codes[0]] = SLIP + ALIKE
    return costs


_WRONG_LETTER = _wrong_letter()


def _costs(codes: list[int], letters: np.ndarray, lengths: np.ndarray, slips: int) -> np.ndarray:
    """Return what it costs to write a word for each of many spellings: their optimal string alignment.

    Damerau 1964, Levenshtein 1966: letters exchanged, too many, missing, wrong. Only `slips` places beside the diagonal
    are looked at.
    """
    size, number = letters.shape
    beyond = np.full(number, _BEYOND)
    missing = np.full((size, number), SLIP + MISSING, np.int16)
    missing[1:][letters[1:] == letters[:-1]] = SLIP + DOUBLED
    rows = [[beyond] * (size + 1) for _ in range(len(codes) + 1)]
    rows[0][0] = np.zeros(number, np.int16)
    for end in range(1, min(slips, size) + 1):
        rows[0][end] = rows[0][end - 1] + missing[end - 1]
    for at, code in enumerate(codes):
        above, row = rows[at], rows[at + 1]
        extra = SLIP + (DOUBLED if at and codes[at - 1] == code else EXTRA)
        for end in range(max(0, at + 1 - slips), min(size, at + 1 + slips) + 1):
            best = np.minimum(above[end] + np.int16(extra), _BEYOND)
            if end:
                letter = letters[end - 1]
                best = np.minimum(best, above[end - 1] + _WRONG_LETTER[code][letter])
                best = np.minimum(best, row[end - 1] + missing[end - 1])
            if end > 1 and at:
                exchanged = (letters[end - 2] == code) & (letter == codes[at - 1]) & (letter != code)
                best = np.where(exchanged, np.minimum(best, rows[at - 1][end - 2] + (SLIP + EXCHANGED)), best)
            row[end] = np.minimum(best, _BEYOND)
    return np.stack(rows[-1])[lengths, np.arange(number)]
