"""Arabic written with Latin letters and digits: 7after is حفتر, tarablus طرابلس.

Which signs stand for which letters follows the Arabic chat alphabet as Yaghan describes it ("Arabizi: A Contemporary
Style of Arabic Slang", Design Issues 24:2, 2008), and newspapers' transcriptions. Short vowels are not written in
Arabic and long ones in many ways: a word is looked up by its consonants, and what has the same is then compared letter
by letter.
"""

import math
import re
from functools import lru_cache
from itertools import product

WEAK = frozenset("اويءع")
"""Folded letters that Latin spellings leave out or write as vowels."""

LONGEST_SKELETON = 10
_MOST_SKELETONS = 4096
# What speaks against a word: a long vowel that is not in the Latin spelling; and how much a sign may have against it.
_UNWRITTEN = 1.5
_WORST = 0.2

# A sign, and the folded letters that it may stand for with what speaks against each.
_SIGNS: dict[str, dict[str, float]] = {
    "b": {"ب": 0},
    "p": {"ب": 0.5},
    "f": {"ف": 0},
    "v": {"ف": 0.5},
    "ph": {"ف": 0.2},
    "l": {"ل": 0},
    "m": {"م": 0},
    "n": {"ن": 0},
    "r": {"ر": 0},
    "j": {"ج": 0},
    "dj": {"ج": 0},
    "q": {"ق": 0},
    "x": {"كس": 0.7},
    "t": {"ت": 0, "ط": 0.3},
    "d": {"د": 0, "ض": 0.5},
    "k": {"ك": 0, "ق": 0.7},
    "ck": {"ك": 0.2},
    "s": {"س": 0, "ص": 0.4, "ث": 1},
    "z": {"ز": 0, "ظ": 0.6, "ذ": 0.7},
    "h": {"ه": 0.1, "ح": 0.2},
    "c": {"ك": 0.7, "س": 0.7},
    "g": {"ج": 0.3, "غ": 0.4, "ق": 0.6, "ك": 0.8},
    "kh": {"خ": 0},
    "gh": {"غ": 0},
    "sh": {"ش": 0},
    "ch": {"ش": 0.1, "تش": 0.4},
    "th": {"ث": 0, "ذ": 0.6, "ته": 1},
    "dh": {"ذ": 0.1, "ض": 0.3, "ظ": 0.3, "ده": 1},
    "zh": {"ظ": 0.3, "ج": 0.3},
    "w": {"و": 0, "": 1},
    "y": {"ي": 0, "": 0.7},
    "'": {"ع": 0.1, "ء": 0.1, "": 0.1},
    "3": {"ع": 0},
    "3'": {"غ": 0},
    "5": {"خ": 0},
    "2": {"ء": 0, "ا": 0, "و": 0.1, "ي": 0.1, "ق": 0.7, "": 0.5},
    "4": {"ش": 0.3, "ذ": 0.3},
    "6": {"ط": 0},
    "6'": {"ظ": 0},
    "7": {"ح": 0},
    "7'": {"خ": 0},
    "8": {"ق": 0.2, "غ": 0.2},
    "9": {"ص": 0.1, "ق": 0.2},
    "9'": {"ض": 0},
}
_VOWELS: dict[str, dict[str, float]] = {
    "a": {"": 0.2, "ا": 0.2, "ع": 0.9, "عا": 0.9, "اع": 0.9},
    "e": {"": 0.2, "ي": 0.3, "ا": 0.6, "ع": 0.9},
    "i": {"": 0.2, "ي": 0.2, "ع": 0.9, "عي": 0.9},
    "o": {"": 0.2, "و": 0.2, "ع": 0.9, "عو": 0.9},
    "aa": {"ا": 0, "ع": 0.5, "عا": 0.5, "اع": 0.5},
    "ee": {"ي": 0},
    "oo": {"و": 0},
}
_FIRST: dict[str, dict[str, float]] = {
    "a": {"ا": 0, "ع": 0.4, "عا": 0.4},
    "e": {"ا": 0.1, "اي": 0.3, "ع": 0.4},
    "i": {"ا": 0.1, "اي": 0.1, "ع": 0.4, "عي": 0.4},
    "o": {"ا": 0.1, "او": 0.1, "ع": 0.4, "عو": 0.4},
}
_LAST: dict[str, dict[str, float]] = {
    "a": {"ه": 0.1, "ا": 0.1, "ي": 0.4, "اء": 0.4, "اع": 0.6, "ع": 0.8},
    "e": {"ه": 0.2, "ي": 0.3, "": 0.4},
    "i": {"ي": 0},
    "o": {"و": 0},
    "ah": {"ه": 0, "اه": 0.2, "ا": 0.4, "اح": 0.3, "ح": 0.3},
    "eh": {"ه": 0, "يه": 0.3, "يح": 0.3, "ح": 0.4},
}
_SAME_SOUND = (("ou", "oo"), ("uu", "oo"), ("u", "o"), ("ii", "ee"))
_ONE_SIGN = re.compile("[ae]h$|aa|ee|oo|dj|ph|ck|kh|gh|sh|ch|th|dh|zh|[3679]'|[a-z2-9']")
_DOUBLED = re.compile("([^aeoh'])\\1")
_WORD = re.compile("[a-z2-9']+")
# The article, as it is pronounced before some letters too.
_ARTICLE = re.compile("^(?:[ae]l-?|[ae](?P<sun>sh|[sndrtz])-?(?=(?P=sun)))(?=.{3})")

PARTICLES = {
    **dict.fromkeys(("bin", "ben", "bn"), "بن"),
    **dict.fromkeys(("abu", "abou", "abo"), "أبو"),
    **dict.fromkeys(("abd", "abdul", "abdel"), "عبد"),
    **dict.fromkeys(("um", "umm", "om"), "أم"),
    "ibn": "ابن",
}
"""Words of names too short to be told by their consonants."""

Sign = tuple[tuple[str, float], ...]


@lru_cache(maxsize=1 << 10)
def arabizi_readings(word: str) -> tuple[tuple[str, tuple[Sign, ...]], ...]:
    """Return the ways to read a word in Latin letters, none where it cannot be read: the Arabic article or "", and
    what each sign behind it may stand for.

    Takes one word, in which a hyphen may stand behind the article: el7okoma, al-Sarraj, ash-Sharq.
    """
    latin = word.lower().replace("\u2019", "'")
    whole, bare = latin.replace("-", ""), without_article(latin)
    bodies = [("", whole), ("ال", whole), *([("ال", bare)] if bare != whole else [])]
    return tuple((article, signs) for article, body in bodies if (signs := _signs(body)))


def without_article(word: str) -> str:
    """Return a word in Latin letters, lower case, without hyphens and without the article that it begins with."""
    return _ARTICLE.sub("", word.lower(), count=1).replace("-", "")


def _signs(latin: str) -> tuple[Sign, ...]:
    if not _WORD.fullmatch(latin) or not re.search("[a-z]", latin):
        return ()
    for typed, same in _SAME_SOUND:
        latin = latin.replace(typed, same)
    found = _ONE_SIGN.findall(_DOUBLED.sub(r"\1", latin))
    signs = [_VOWELS.get(sign) or _SIGNS.get(sign, {}) for sign in found]
    signs[-1] = _LAST.get(found[-1], signs[-1])
    signs[0] = _FIRST.get(found[0], signs[0])
    return tuple(tuple(sign.items()) for sign in signs) if all(signs) else ()


def skeletons(signs: tuple[Sign, ...]) -> set[str]:
    """Return the consonants that a reading may have, nothing where it could be anything."""
    options = [{skeleton(letters) for letters, _cost in sign} for sign in signs]
    number = 1
    for option in options:
        number *= len(option)
    if number > _MOST_SKELETONS:
        return set()
    found = {"".join(chosen) for chosen in product(*options)}
    return {one.removesuffix("ه") for one in found if 2 <= len(one.removesuffix("ه")) <= LONGEST_SKELETON}


def skeleton(word: str) -> str:
    """Return the letters of a folded word that Latin spellings do not leave out."""
    return "".join(letter for letter in word if letter not in WEAK)


def unlikeness(signs: tuple[Sign, ...], word: str) -> float | None:
    """Return how far a folded word is from a reading, 0.0 where it is what one expects, None where it is too far."""
    costs = {0: 0.0}
    for sign in signs:
        following: dict[int, float] = {}
        for at, cost in costs.items():
            skipped = at
            while True:
                for letters, more in sign:
                    if word.startswith(letters, skipped):
                        end = skipped + len(letters)
                        total = cost + more + _UNWRITTEN * (skipped - at)
                        following[end] = min(total, following.get(end, total))
                if skipped == len(word) or word[skipped] not in WEAK:
                    break
                skipped += 1
        costs = following
    farness = costs.get(len(word), math.inf)
    return farness if farness <= _WORST * len(signs) else None
