"""Words of names: which words are names, and which spellings of a word of a name are one.

`data/arab_names.tsv.gz` (CC0-1.0, data/README.md tells how it was made) counts the words of 74,693 names of persons. A
word is taken for a name where it is much more frequent there than in running text: محمد seventy times, لقاء half.
"""

import gzip
import re
from enum import IntEnum
from functools import cache, lru_cache
from importlib.resources import files

from articles.arabic import letters
from articles.arabic.latin import latin_of
from articles.arabic.lexicon import RAREST, lexicon
from articles.arabic.relatives import other_spellings, sound_key
from articles.arabic.stopwords import STOP_WORDS


class Likeness(IntEnum):
    """How two spellings of a word of a name compare: other names, spellings of one foreign name, the same letters."""

    DIFFERENT = 0
    VARIANT = 1
    SAME = 2


_TABLE = "data/arab_names.tsv.gz"
_ARABIC = re.compile(f"[{letters.LETTERS}]")
# Times more frequent in names than in text, and times seen there at least.
_NAME_RATIO, _NAME_COUNT = 5.0, 2
_GIVEN_RATIO, _GIVEN_COUNT = 8.0, 4
_RATHER_NAME_RATIO, _MOST_WITH_ARTICLE, _LEAST_WITH_ARTICLE = 20.0, 0.9, 0.02
_FREQUENT, _FREQUENT_GIVEN = 1e-5, 50
# Words that stand in so many names are names of their own, no spellings of foreign ones.
_KNOWN_COUNT = 10
_VOWELS = "اويءى"
_SHORTEST_CONSONANTS, _SHORT, _LEAST_OF_NOUNS = 3, 4, 0.05
# A word of the table of Latin spellings that is rarer than this is a foreign name; a more frequent one may be a word.
_FOREIGN_RARE = 3e-6

# Letters that transcriptions of one sound are written with, and those that are written or not.
_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("جغكقگچڨ", "غ"),
        **dict.fromkeys("زسصثشذظژ", "س"),
        **dict.fromkeys("تط", "ت"),
        **dict.fromkeys("دض", "د"),
        "پ": "ب",
        "ڤ": "ف",
        **dict.fromkeys("اويء", None),
    }
)
_DOUBLED = re.compile(r"(.)\1+")
# Words that change with their place in the sentence, and old spellings without a long alef.
_ONE_SPELLING = {
    **dict.fromkeys(("ابي", "ابا"), "ابو"),
    "ابن": "بن",
    "ميشيل": "ميشال",
    "اسحق": "اسحاق",
    "ابرهيم": "ابراهيم",
    "اسمعيل": "اسماعيل",
    "هرون": "هارون",
    "يسن": "ياسين",
    "رحمن": "رحمان",
    "داوود": "داود",
    "طاوس": "طاووس",
    "الرحمان": "الرحمن",
    "سليمن": "سليمان",
    "لقمن": "لقمان",
    "عثمن": "عثمان",
}


@cache
def _counts() -> tuple[int, dict[str, tuple[int, int]]]:
    """Return the number of names, and by folded word how many begin with it and in how many it stands later."""
    text = gzip.decompress(files("articles.arabic").joinpath(_TABLE).read_bytes()).decode()
    head, *lines = text.splitlines()
    rows = (line.split("\t") for line in lines)
    return int(head.lstrip("# ")), {word: (int(first), int(later)) for word, first, later in rows}


def given_count(word: str) -> int:
    """Return how many of the 74,693 names begin with a folded word: 5,206 with محمد."""
    return _counts()[1].get(word, (0, 0))[0]


@lru_cache(maxsize=1 << 14)
def is_given_name(word: str) -> bool:
    """Say whether a folded word is a given name, Arabic or foreign, rather than another word.

    >>> is_given_name("محمد"), is_given_name("دونالد"), is_given_name("لقاء"), is_given_name("قوات")
    (True, True, False, False)
    """
    total, counts = _counts()
    first = counts.get(word, (0, 0))[0]
    if first >= _GIVEN_COUNT and first / total > _GIVEN_RATIO * max(lexicon().frequency(word), RAREST):
        return True
    return _is_foreign(word)


@lru_cache(maxsize=1 << 14)
def is_name_word(word: str) -> bool:
    """Say whether a folded word is rather a word of names, given or family, than another word."""
    total, counts = _counts()
    seen = sum(counts.get(word, (0, 0)))
    if seen >= _NAME_COUNT and seen / total > _NAME_RATIO * max(lexicon().frequency(word), RAREST):
        return True
    return _is_foreign(word)


@lru_cache(maxsize=1 << 14)
def is_rather_name(word: str) -> bool:
    """Say whether a folded word that is a name and a word of the language is a name in most texts: صلاح, not أمل."""
    total, counts = _counts()
    words = lexicon()
    own = max(words.frequency(word), RAREST)
    with_article = words.frequency("ال" + word) / own
    if sum(counts.get(word, (0, 0))) / total > _RATHER_NAME_RATIO * own:
        return with_article < _MOST_WITH_ARTICLE
    return with_article < _LEAST_WITH_ARTICLE and bool(latin_of(word)) and word not in counts


def _is_foreign(word: str) -> bool:
    """Say whether a word has a Latin spelling and is no word of Arabic: it has no ال and no endings of verbs."""
    if len(word) < 3 or word in STOP_WORDS or word.startswith("ال") or not latin_of(word):
        return False
    words = lexicon()
    own = words.frequency(word)
    others = (words.frequency("ال" + word), words.frequency(word + "ت"), words.frequency(word + "وا"))
    return own < _FOREIGN_RARE or max(others) < own * 0.02


def bare(word: str) -> str:
    """Return a folded word without ال; short words keep it, as do names that have it as letters of their own.

    >>> bare("السراج"), bare("الله"), bare("سراج")
    ('سراج', 'الله', 'سراج')
    """
    return word[2:] if len(word) > 4 and word.startswith("ال") else word


@lru_cache(maxsize=1 << 16)
def consonants(word: str) -> str:
    """Return what all spellings of a word of a name have in common: ترامب and ترمب, وليامز and ويليامز, with ال or not.

    Takes a folded word. A particle written before the word stands before its consonants too, so names can be looked
    for by their ends. Many words share their consonants: `likeness` tells them apart.
    """
    if word.isascii():
        return word
    stripped = bare(_ONE_SPELLING.get(word, word))
    return _DOUBLED.sub(r"\1", stripped.translate(_SOUNDS)) or stripped


@lru_cache(maxsize=1 << 16)
def likeness(written: str, name: str) -> Likeness:
    """Say how a folded word of a text compares to a folded word of a name: DIFFERENT, VARIANT or Likeness.SAME.

    Foreign names meet in all their transcriptions, Arabic ones in their own letters: سالم is not سليم, though both are
    Salem. ال is no difference before a family name; before a frequent given one it makes another name: الحسن.

    >>> [likeness(*pair).name for pair in [("ترمب", "ترامب"), ("سراج", "السراج"), ("سليم", "سالم"), ("الحسن", "حسن")]]
    ['VARIANT', 'VARIANT', 'DIFFERENT', 'DIFFERENT']
    """
    written, name = _ONE_SPELLING.get(written, written), _ONE_SPELLING.get(name, name)
    if written == name:
        return Likeness.SAME
    one, other = bare(written), bare(name)
    if one == other:
        # صدر is no spelling of الصدر, but a verb.
        is_word = one == written and lexicon().frequency(one) > _FREQUENT
        return Likeness.DIFFERENT if is_word or given_count(one) >= _FREQUENT_GIVEN else Likeness.VARIANT
    if not (_ARABIC.match(one) and _ARABIC.match(other)) or consonants(one) != consonants(other):
        return Likeness.DIFFERENT
    counts = _counts()[1]
    if one in counts and other in counts:
        return Likeness.DIFFERENT
    if one[0] != other[0] and (one[0] in _VOWELS or other[0] in _VOWELS):
        return Likeness.DIFFERENT
    return Likeness.VARIANT if _sound_alike(one, other) else Likeness.DIFFERENT


def _sound_alike(one: str, other: str) -> bool:
    """Say whether a word with the consonants of another is a transcription of the same foreign name.

    It is where both share a Latin spelling. Of rare words that stand in no table, little may differ, and nothing of
    what makes another word: بوتينا is not بوتين, and سيولة, which takes ال as nouns do, not سيالة.
    """
    if one in other_spellings(other) or (sound_key(one) and sound_key(one) == sound_key(other)):
        return True
    if len(consonants(one)) < _SHORTEST_CONSONANTS or (one[-1] in _VOWELS) != (other[-1] in _VOWELS):
        return False
    words = lexicon()
    is_noun = words.frequency("ال" + one) > words.frequency(one) * _LEAST_OF_NOUNS
    is_known = sum(_counts()[1].get(one, (0, 0))) >= _KNOWN_COUNT
    is_rare = words.with_article(one) < _FOREIGN_RARE or latin_of(one)
    most_edits = 1 if min(len(one), len(other)) <= _SHORT else 2
    return bool(is_rare) and not is_noun and not is_known and _edits(one, other) <= most_edits


def _edits(one: str, other: str) -> int:
    """Return how many letters have to be added, left out or exchanged to make one word the other (Levenshtein)."""
    row = [*range(len(other) + 1)]
    for number, letter in enumerate(one, 1):
        before, row[0] = row[0], number
        for at, known in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != known))
    return row[-1]
