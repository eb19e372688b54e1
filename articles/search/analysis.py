"""The analyzer: from text to the words that are indexed and searched. Index, query and highlighting share it.

The chain of a word, in order:

1. `tokens`  runs of one script; harakat, tatweel and invisible characters are inside the word
2. `plain`   without them; Western digits; Latin in lower case          level `exact` compares these
3. `parts`   words written in one piece are indexed as one and as parts
4. `fold`    hamza, ة/ه, ى/ي and foreign letters unified
5. `stems`   clitics and endings off, on evidence                       level `default` compares these
6. `relatives`  broken plurals, tenses, other spellings of names        level `wide` compares these too

The index holds the plain forms alone, as they occur. Which forms a query word means follows from the segment's
vocabulary, which knows every form by its folded spelling and by its stems.
"""

import fnmatch
import re
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, FieldType, Schema
from whoosh.formats import Positions

from articles.arabic import fold, matches, parts, plain, relatives, sound_key, stems
from articles.search.request import Kinship, Level
from articles.search.segment import KEY_FIELDS, WORD_FIELDS

VERSION = "3"
"""Part of the index's stamp: change it with anything here or in `articles.arabic` that changes what is indexed."""

STEM, FOLDED, SOUND = "s", "f", "n"


class Word(NamedTuple):
    """A word of a text as it is indexed: its plain form, its parts where it is several words, its place in the text."""

    form: str
    parts: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=1 << 17)
def forms_of(surface: str) -> tuple[str, tuple[str, ...]]:
    """Return the plain form of a surface, "" where it is harakat alone, and its parts, itself where it is one word."""
    form = plain(surface)
    return form, parts(form)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order, with offsets into it; a token that is harakat alone is none."""
    for match in matches(text):
        form, of = forms_of(match[0])
        if form:
            yield Word(form, of, match.start(), match.end())


@lru_cache(maxsize=1 << 17)
def keys_of(form: str) -> tuple[str, ...]:
    """Return the keys under which a segment's vocabulary lists a form: folded spelling, stems, a name's sound."""
    spelling = fold(form)
    keys = (FOLDED + spelling, *(STEM + stem for stem in stems(form)))
    sound = sound_key(spelling)
    return (*keys, SOUND + sound) if sound else keys


@lru_cache(maxsize=1 << 12)
def keys_meant(word: str, level: Level) -> frozenset[str]:
    """Return the keys that a query word stands for; at the level `exact` the form must equal the word besides."""
    if level == "exact":
        return frozenset({FOLDED + fold(word)})
    if level == "default":
        return frozenset(key for key in keys_of(word) if key[0] != SOUND)
    return frozenset(keys_of(word)) | {STEM + stem for stem in relatives(word)}


def read_data() -> None:
    """Read what words are compared by: word frequencies, plurals and names. Takes a second, once a process."""
    keys_meant("كتاب", "wide")


def kinship(form: str, word: str) -> Kinship:
    """Return how a form answers a word that it is known to answer."""
    if form == word:
        return "exact"
    if fold(form) == fold(word):
        return "spelling"
    return "related" if set(keys_of(form)).isdisjoint(keys_of(word)) else "form"


def wildcard(pattern: str) -> tuple[str, str, Callable[[str], object]]:
    """Return a word with * and ? folded, what stands before the first of these, and a test of folded spellings.

    Takes plain letters. The test takes time in proportion to the word, however many stars there are.
    """
    folded = "".join(piece if piece in "*?" else fold(piece) for piece in re.split(r"([*?])", pattern))
    start = re.split(r"[*?]", folded, maxsplit=1)[0]
    return folded, start, re.compile(fnmatch.translate(folded)).match


class ArabicAnalyzer(Analyzer):
    """The chain above as Whoosh and Haystack know analyzers: every field with text has it."""

    def __call__(self, value: str, positions: bool = False, chars: bool = False, **kwargs: Any) -> Iterator[Token]:
        token = Token(positions, chars, **kwargs)
        at = 0
        for word in words(value):
            indexed = [(word.form, at)]
            if len(word.parts) > 1:
                indexed += [(part, at + number) for number, part in enumerate(word.parts)]
            at += len(word.parts)
            for text, position in indexed:
                token.text = token.original = text
                token.boost = 1.0
                token.stopped = False
                token.pos = position
                token.startchar, token.endchar = word.start, word.end
                yield token


class ArrayPositions(Positions):
    """Word positions as an array of uint32, which is how the index keeps them."""

    def encode(self, poslist: list[int]) -> bytes:
        return array("I", poslist).tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        return array("I", valuestring).tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 4


class WordsField(FieldType):
    """A field of running text as Whoosh knows it: positions of plain forms, nothing stored."""

    indexed = True
    scorable = True
    stored = False
    unique = False
    vector = None
    spelling = False
    column_type = None

    def __init__(self) -> None:
        self.analyzer = ArabicAnalyzer()
        self.format = ArrayPositions()


def schema() -> Schema:
    """Return the index's schema: fields of words, and fields of keys."""
    return Schema(**{field: WordsField() for field in WORD_FIELDS}, **{field: ID() for field in KEY_FIELDS})
