"""Words that a researcher wants beside a word: its broken plural, its tenses, other spellings of a name, of a month.

The level `wide` of search adds them. Nothing here is guessed from letters alone: plurals stand in a table, names meet
where they share a Latin spelling, tenses where both are attested as verbs.
"""

import re
from functools import lru_cache

from articles.arabic import letters
from articles.arabic.latin import arabic_of, latin_of
from articles.arabic.lexicon import Lexicon, lexicon
from articles.arabic.months import names_of_same_month
from articles.arabic.normalize import fold
from articles.arabic.plurals import counterparts
from articles.arabic.stem import stems

# Words of names that change with their place in the sentence.
_KINSHIP = {"بن": ("ابن",), "ابن": ("بن",), "ابو": ("ابي", "ابا"), "ابي": ("ابو", "ابا"), "ابا": ("ابو", "ابي")}

_IMPERFECT = "يتن"
_ARABIC = re.compile(f"[{letters.LETTERS}]+\\Z")
# Consonants that transcriptions of one foreign sound are written with, and the vowels they are written with or without.
_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("جغكقگ", "غ"),
        **dict.fromkeys("زسصث", "س"),
        **dict.fromkeys("تط", "ت"),
        **dict.fromkeys("اويه", None),
    }
)
RARE = 2e-7
_SHORTEST_NAME = 5


@lru_cache(maxsize=1 << 12)
def relatives(word: str) -> frozenset[str]:
    """Return the stems of words related to a word; those of the word itself are not among them.

    Takes the result of `plain`. Latin words give the Arabic spellings of the name, Arabic ones the Latin spellings too.
    """
    spelling = fold(word)
    own = set(stems(word))
    found: set[str] = set()
    for stem in own:
        found |= counterparts(stem)
        found |= _other_tenses(stem, lexicon())
    for other in (*_KINSHIP.get(spelling, ()), *other_spellings(spelling), *names_of_same_month(spelling)):
        found.update(stems(other))
    return frozenset(found - own)


def other_spellings(name: str) -> tuple[str, ...]:
    """Return the spellings, folded Arabic and lower-case Latin, that share a Latin spelling with a name."""
    latin = (name,) if name.isascii() else latin_of(name)
    arabic = [spelling for one in latin for spelling in arabic_of(one)]
    return tuple(dict.fromkeys((*arabic, *latin)))


def sound_key(word: str) -> str:
    """Return what spellings of one rare foreign name have in common, "" for a word that is not such a name.

    Takes a folded word. والدهاوزر, والدهاوسر and والدهاوسير have one key. Common words and short ones have none: for
    these, likeness of sound is no evidence.
    """
    if len(word) < _SHORTEST_NAME or not _ARABIC.match(word) or lexicon().with_article(word) > RARE:
        return ""
    key = word[0] + word[1:].translate(_SOUNDS)
    key = re.sub(r"(.)\1+", r"\1", key)
    return key if len(key) >= _SHORTEST_NAME - 1 else ""


def _other_tenses(stem: str, words: Lexicon) -> set[str]:
    """Return the past of an imperfect verb and the imperfect of a past one: يعلن أعلن, يقول قال, يؤكد أكد, يصل وصل."""
    found: set[str] = set()
    if len(stem) >= 3 and stem[0] in _IMPERFECT and _is_imperfect(stem[1:], words):
        rest = stem[1:]
        hollow = _hollow(rest, "وي", "ا")
        hamza = "ا" + rest[1:] if rest[0] == "و" else ""
        options = {rest, "ا" + rest, "و" + rest, hamza, hollow, "ا" + hollow}
        found = {past for past in options if _is_past(past, words)}
    if _is_past(stem, words):
        rest = stem[1:] if stem[0] == "ا" else stem
        options = {rest, *((stem, "و" + rest) if stem[0] == "ا" else (stem[1:],) if stem[0] == "و" else ())}
        options |= {_hollow(rest, "ا", "و"), _hollow(rest, "ا", "ي")}
        found |= {person + one for one in options if one and _is_imperfect(one, words) for person in "يت"}
    return found


def _hollow(rest: str, old: str, new: str) -> str:
    """Return a verb with its middle long vowel exchanged, "" where it has none there."""
    return rest[:-2] + new + rest[-1] if len(rest) >= 3 and rest[-2] in old else ""


def _is_imperfect(rest: str, words: Lexicon) -> bool:
    he, she = words.frequency("ي" + rest), words.frequency("ت" + rest)
    return he > 1e-6 and she > he * 0.05 and words.frequency("ال" + "ي" + rest) < he * 0.02


def _is_past(word: str, words: Lexicon) -> bool:
    """Say whether a word is attested as a verb of the past, though it may be a noun too: بحث, beside بحثت and بحثوا."""
    if len(word) < 3:
        return False
    strong = word[:-1] if word[-1] in "يا" else word  # أدى, أدت; دعا, دعت
    he, she, they = words.frequency(word), words.frequency(strong + "ت"), words.frequency(strong + "وا")
    return he > 1e-6 and (she > he * 0.05 or min(she, they) > 4e-7)
