"""How a name found in a text is written by itself, compared with others, and likely written in Latin letters."""

import re
from collections.abc import Collection
from functools import lru_cache

from articles.arabic import fold, folded, latin_of, name_key, plain, surfaces
from articles.people.tagger import TITLES, shipped, without_particles

# Words of names that change with their place in the sentence, and spellings of names that sound alike.
_ONE_SPELLING = {
    **dict.fromkeys(("ابن", "بن"), "بن"),
    **dict.fromkeys(("ابو", "ابي", "ابا", "بو"), "ابو"),
    "عبدالرحمان": "عبدالرحمن",
    "اسحق": "اسحاق",
    "داوود": "داود",
    "هارون": "هرون",
    "سليمن": "سليمان",
}
# Consonants that transcriptions of one foreign sound are written with, and the vowels they are written with or without.
_SOUNDS = str.maketrans({**dict.fromkeys("جغكقگ", "غ"), **dict.fromkeys("زسصث", "س"), **dict.fromkeys("تط", "ت")})
_VOWELS = re.compile("[اويه]")
# A word that so many persons of Wikidata's Arab countries bear is an Arabic name: سالم is not سليم.
_NATIVE = 2
_SHORTEST_SOUND = 3
_ARTICLE = "ال"
_SERVANT = "عبدال"
_KINSHIP = {"بن": "bin", "ابن": "Ibn", "بنت": "bint", "ال": "Al", "ابو": "Abu", "ابي": "Abi", "ولد": "Ould"}

_LATIN_LETTERS = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h u i".split(),
        strict=True,
    )
)


def written_alone(surface: str, *, others: Collection[str] = ()) -> str:
    """Return a name as found without the particle written onto it, without titles before it, with single blanks.

    `others` are folded words of other names in the same article: what is left of لويليامز is a name if ويليامز is one.

    >>> written_alone("للسراج"), written_alone("وليد"), written_alone("الرئيس ترامب"), written_alone("عاصي_الحلاني")
    ('السراج', 'وليد', 'ترامب', 'عاصي الحلاني')
    """
    words = surfaces(surface)
    while len(words) > 1 and folded(words[0]) in TITLES:
        del words[0]
    if words:
        words[0] = _without_particle(plain(words[0]), others)
    return " ".join(words)


def _without_particle(word: str, others: Collection[str]) -> str:
    base = shipped().lexicon.base(fold(word))
    rests = without_particles(word)
    known = next((rest for rest in rests if fold(rest) == base), None)
    return known or next((rest for rest in rests if fold(rest) in others), word)


@lru_cache(maxsize=1 << 15)
def group_key(name: str) -> str:
    """Return what the spellings of one name have in common; takes the result of `written_alone`.

    Folded, without ال, kinship words in one form; words that are no Arabic names by their sound alone.

    >>> group_key("فائز السراج") == group_key("فايز السراج"), group_key("محمد سالم") == group_key("محمد سليم")
    (True, False)
    >>> group_key("ستيفاني وليامز") == group_key("ستيفاني ويليامز")
    True
    """
    return " ".join(_word_key(word) for word in name_key(name).split())


@lru_cache(maxsize=1 << 15)
def _word_key(word: str) -> str:
    word = _ONE_SPELLING.get(word, word)
    bare = word[2:] if word.startswith(_ARTICLE) and len(word) > 4 else word
    if shipped().lexicon.bearers(word) >= _NATIVE or shipped().lexicon.bearers(bare) >= _NATIVE:
        return bare
    sound = re.sub(r"(.)\1+", r"\1", bare[0] + _VOWELS.sub("", bare[1:]).translate(_SOUNDS))
    return sound if len(sound) >= _SHORTEST_SOUND else bare


def is_called_first(word: str) -> bool:
    """Say whether a folded word is a given rather than a family name, as persons of Wikidata's Arab countries have it.

    >>> is_called_first("كارلوس"), is_called_first("زيدان"), is_called_first("عبدالعزيز")
    (True, False, True)
    """
    if word.startswith(_SERVANT):
        return True
    first, _middle, last = shipped().lexicon.called(word)
    return first >= _NATIVE and first > last


def likely_latin(name: str) -> str:
    """Return how a name is likely written in Latin letters: as Wikidata has its words, else letter by letter.

    >>> likely_latin("فايز السراج"), likely_latin("توماس والدهاوزر")
    ('Fayez al-Sarraj', 'Tomas Waldhauser')
    """
    first, *others = (_latin_word(word) for word in name_key(name).split())
    # بن at the beginning is a name of its own: بن كاردن is Ben Cardin.
    return " ".join(("Ben" if first == "bin" else first, *others))


def _latin_word(word: str) -> str:
    if word in _KINSHIP:
        return _KINSHIP[word]
    known = latin_of(word)
    if not known and word.startswith(_SERVANT):
        return f"Abd al-{_latin_letters(word.removeprefix(_SERVANT))}"
    if word.startswith(_ARTICLE) and len(word) > 4:
        return f"al-{_latin_letters(word[2:])}"
    return _latin_letters(word)


def _latin_letters(word: str) -> str:
    known = latin_of(word)
    return (known[0] if known else "".join(_LATIN_LETTERS.get(letter, "") for letter in word)).title()
