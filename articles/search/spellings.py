"""The folded spellings of one field's vocabulary as arrays: which of them are a slip away from a word.

A letter of U+0620–064A takes two bytes of UTF-8, and the last six bits of the second tell which it is: spellings are
compared as they lie in the mapped file. For each one stays in memory what letters it has, once and twice or more: a
slip changes at most two of these signs, so that one pass of a few instructions leaves some thousands of several
hundred thousand spellings, and those are measured one letter at a time, all of them at once.
"""

from functools import cached_property

import numpy as np

from articles.arabic import LONGEST_SKELETON, TAKEN_FOR_EACH_OTHER, WEAK
from articles.search.postings import Table

SLIP = 1000
"""A cost is this much for each slip, and its weight besides."""
EXCHANGED, DOUBLED, MISSING, ALIKE, UNLIKE = 0, 2, 20, 25, 45
"""Weights of slips: two letters exchanged; one written twice, or once for twice; one missing or too many; one taken for
one that looks or sounds alike or is next to it; one for any other. Ten are worth a word 2.7 times as frequent."""

LONGEST = 24
_FIRST_BYTES = (0xD8, 0xD9)
_BEYOND = np.int16(30_000)


def codes_of(word: str) -> list[int]:
    """Return the number of each letter of a folded word, nothing where one is not of the Arabic alphabet."""
    if not all("\u0620" <= letter <= "\u064a" for letter in word):
        return []
    return [ord(letter) & 0x3F for letter in word]


HEH = codes_of("ه")[0]


class Spellings:
    """The spellings that stand in a vocabulary behind a prefix of one byte; words of other scripts are left out."""

    def __init__(self, keys: Table, prefix: str) -> None:
        text, ends = keys.stretch(prefix.encode())
        starts = ends[:-1].astype(np.int64) + 1
        lengths = (ends[1:].astype(np.int64) - starts) // 2
        self._text = text
        kept = np.flatnonzero((lengths > 1) & (lengths <= LONGEST) & ((ends[1:] - starts) % 2 == 0))
        kept = kept[np.argsort(lengths[kept], kind="stable")]
        self._starts, self._lengths = starts[kept].astype(np.uint32), lengths[kept].astype(np.uint8)
        self._once = np.zeros(len(kept), np.uint64)
        self._twice = np.zeros(len(kept), np.uint64)
        arabic = np.ones(len(kept), bool)
        for at in range(LONGEST):
            first = np.searchsorted(self._lengths, at + 1)
            places = self._starts[first:].astype(np.int64) + 2 * at
            arabic[first:] &= np.isin(text[places], _FIRST_BYTES)
            letter = np.uint64(1) << (text[places + 1] & 0x3F).astype(np.uint64)
            self._twice[first:] |= self._once[first:] & letter
            self._once[first:] |= letter
        self._starts, self._lengths, self._once, self._twice = (
            column[arabic] for column in (self._starts, self._lengths, self._once, self._twice)
        )

    def near(self, word: str, slips: int) -> list[tuple[int, str]]:
        """Return the spellings at most so many slips from a folded word, with their costs."""
        codes = codes_of(word)
        if not codes:
            return []
        first, end = np.searchsorted(self._lengths, (len(codes) - slips, len(codes) + slips + 1))
        once, twice = _signs(codes)
        changed = np.bitwise_count(self._once[first:end] ^ once) + np.bitwise_count(self._twice[first:end] ^ twice)
        rows = np.flatnonzero(changed <= 2 * slips) + first
        if not len(rows):
            return []
        costs = _costs(codes, self._letters(rows), self._lengths[rows], slips)
        near = np.flatnonzero(costs < (slips + 1) * SLIP)
        return [(int(costs[at]), self._spelling(int(rows[at]))) for at in near]

    def with_skeletons(self, skeletons: set[str]) -> list[str]:
        """Return the spellings that have one of these sequences of consonants (`articles.arabic.skeleton`).

        A final ه, which stands for a vowel too, is left out of it.
        """
        packed, rows = self._skeletons
        wanted = np.array([_packed(codes_of(skeleton)) for skeleton in skeletons], np.uint64)
        firsts, ends = np.searchsorted(packed, wanted), np.searchsorted(packed, wanted, side="right")
        return [
            self._spelling(int(row))
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

    def _letters(self, rows: np.ndarray) -> np.ndarray:
        """Return the letters of spellings, one row a place in the word; what stands behind a word does not matter."""
        places = self._starts[rows].astype(np.int64) + 1 + 2 * np.arange(int(self._lengths[rows].max()))[:, None]
        return self._text[np.minimum(places, len(self._text) - 1)] & 0x3F

    def _spelling(self, row: int) -> str:
        start = int(self._starts[row])
        return bytes(self._text[start : start + 2 * int(self._lengths[row])]).decode()


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
        extra = SLIP + (DOUBLED if at and codes[at - 1] == code else MISSING)
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
    last = np.stack(rows[-1])
    return last[np.minimum(lengths, size), np.arange(number)]
