"""What a hand does wrong on a keyboard: other spellings that a mistyped word may stand for."""

from collections.abc import Iterator

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"

# The letters of the keys of a Latin keyboard on the Arabic (101) layout.
_KEYS = dict(zip("qwertyuiop[]asdfghjkl;'zxcvnm,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", strict=True)) | {"b": "لا"}


def on_arabic_keyboard(typed: str) -> str:
    """Return what the keys of a Latin word write on an Arabic keyboard, "" where a key writes no letter.

    >>> on_arabic_keyboard("gfkhk"), on_arabic_keyboard("hgsvh[")
    ('لبنان', 'السراج')
    """
    letters = [_KEYS.get(key, "") for key in typed.lower()]
    return "".join(letters) if all(letters) else ""


def slips(word: str) -> Iterator[str]:
    """Yield the spellings one slip away from a folded word: two letters exchanged, one missing, too many or wrong."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        if after:
            yield before + after[1:]
        for letter in LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
