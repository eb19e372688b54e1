"""What a hand does wrong on a keyboard: letters taken for each other, and words typed on the wrong layout.

The layout is Arabic (101), the one that Windows and the X Keyboard Extension call so.
"""

from itertools import combinations

from articles.arabic.normalize import fold

# The keys of a Latin keyboard, row by row, and what they write on the Arabic one; * stands for a key of two letters.
_LATIN_ROWS = ("qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
_ARABIC_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤر*ىةوزظ")
# How far to the side a row stands, in quarters of a key.
_SIDEWAYS = (0, 1, 3)

_KEYS = dict(zip("".join(_LATIN_ROWS), "".join(_ARABIC_ROWS), strict=True)) | {"b": "لا", "`": "ذ"}
_SHIFT_KEYS = {"H": "أ", "Y": "إ", "N": "آ", "G": "لأ", "T": "لإ", "B": "لآ"}
_LATIN_KEYS = {letters: key.lower() for key, letters in (_KEYS | _SHIFT_KEYS).items() if key.isalpha()}

KEYS = "".join(_KEYS)
"""The keys, in lower case, that write an Arabic letter."""

# Folded letters that are taken for each other: of one shape but for the dots, or of one sound.
_SHAPES = ("بتثني", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق")
_SOUNDS = ("زذظض", "دض", "تط", "تث", "سصث", "قك", "قغ", "جغ", "حه", "عاء", "هاء", "اوي", "ءو", "ءي")


def _neighbours() -> set[frozenset[str]]:
    """Return the pairs of folded letters whose keys touch each other."""
    keys = [
        (fold(letter), row, at * 4 + _SIDEWAYS[row])
        for row, letters in enumerate(_ARABIC_ROWS)
        for at, letter in enumerate(letters)
    ]
    return {
        frozenset((one, other))
        for (one, row, place), (other, other_row, other_place) in combinations(keys, 2)
        if (row == other_row and abs(place - other_place) <= 4)
        or (abs(row - other_row) == 1 and abs(place - other_place) <= 3)
    }


TAKEN_FOR_EACH_OTHER = frozenset(
    {frozenset(pair) for group in (*_SHAPES, *_SOUNDS) for pair in combinations(group, 2)} | _neighbours()
)
"""Pairs of folded letters of which a hand writes one for the other: they look or sound alike, or their keys touch."""


def on_arabic_keyboard(typed: str) -> tuple[str, ...]:
    """Return what the keys of a Latin word write on an Arabic keyboard, nothing where a key writes no letter.

    A capital may be one that a device puts at the beginning of a line: it is read without the shift key, then with it.

    >>> on_arabic_keyboard("gfkhk"), on_arabic_keyboard("hgsvh["), on_arabic_keyboard("Ygdh"), on_arabic_keyboard("a1")
    (('لبنان',), ('السراج',), ('غليا', 'إليا'), ())
    """
    without = [_KEYS.get(key.lower(), "") for key in typed]
    if not all(without):
        return ()
    shifted = [_SHIFT_KEYS.get(key, letters) for key, letters in zip(typed, without, strict=True)]
    return tuple(dict.fromkeys(("".join(without), "".join(shifted))))


def on_latin_keyboard(typed: str) -> tuple[str, ...]:
    """Return what the keys of an Arabic word write on a Latin keyboard, nothing where a key is no letter.

    لا has a key of its own and can be typed with two.

    >>> on_latin_keyboard("ؤىى"), on_latin_keyboard("لاةص"), on_latin_keyboard("كتاب")
    (('cnn',), ('bmw', 'ghmw'), ())
    """
    readings = (typed.replace("لا", "\0"), typed) if "لا" in typed else (typed,)
    keys = _LATIN_KEYS | {"\0": "b"}
    written = [[keys.get(letter, "") for letter in reading] for reading in readings]
    return tuple("".join(word) for word in written if all(word))
