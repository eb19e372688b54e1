"""The analyzer: from text to the words that are indexed and searched. Index, query and highlighting share it.

The chain of a word, in order:

1. `tokens`  runs of one script; harakat, tatweel and invisible characters are inside the word
2. `plain`   without them; Western digits; Latin in lower case          level `exact` compares these
3. `parts`   words written in one piece are indexed as one and as parts
4. `fold`    hamza, ة/ه, ى/ي and foreign letters unified
5. `stems`   clitics and endings off, on evidence                       level `default` compares these

The index holds the plain forms alone, as they occur. Which forms a query word means follows from the segment's
vocabulary, which knows every form by its folded spelling and by its stems.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from whoosh.analysis import Analyzer, Token
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.columns import NumericColumn
from whoosh.formats import Existence

from articles.arabic import fold, parts, plain, stems, surfaces, tokens
from articles.search.codec import ArrayPositions

VERSION = "1"
"""Part of the index's stamp: change it with anything here or in `articles.arabic` that changes what is indexed."""

STEM, FOLDED = "s", "f"


class Word(NamedTuple):
    """A word of a text as it is indexed: its plain form, its parts where it is several words, its place in the text."""

    form: str
    parts: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=1 << 18)
def _forms(surface: str) -> tuple[str, tuple[str, ...]]:
    form = plain(surface)
    return form, parts(form)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order, with offsets into it; a token that is harakat alone is none."""
    for surface, start, end in tokens(text):
        form, of = _forms(surface)
        if form:
            yield Word(form, of, start, end)


@lru_cache(maxsize=1 << 18)
def keys_of(form: str) -> tuple[str, ...]:
    """Return the keys under which a segment's vocabulary lists a form: its folded spelling and its stems."""
    return (FOLDED + fold(form), *(STEM + stem for stem in stems(form)))


class ArabicAnalyzer(Analyzer):
    """The chain above as Whoosh and Haystack know analyzers: every field with text has it."""

    def __call__(self, value: str, positions: bool = False, chars: bool = False, **kwargs) -> Iterator[Token]:  # noqa: ANN003
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


class WordsField(FieldType):
    """A field of running text: positions of plain forms. Nothing is stored."""

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

    def index(self, value: str, **kwargs) -> Iterator[tuple[bytes, int, float, bytes]]:  # noqa: ANN003
        """Yield (form, frequency, weight, positions) of a text; the analyzer's work without its token objects."""
        found: dict[str, list[int]] = defaultdict(list)
        at = 0
        for surface in surfaces(value):
            form, of = _forms(surface)
            if not form:
                continue
            found[form].append(at)
            if len(of) == 1:
                at += 1
                continue
            for part in of:
                found[part].append(at)
                at += 1
        for form, positions in found.items():
            yield form.encode(), len(positions), float(len(positions)), self.format.encode(positions)

    @staticmethod
    def keys_of(form: str) -> tuple[str, ...]:
        return keys_of(form)


class KeysField(FieldType):
    """A field of keys (of sources, persons, subjects): each value is one term, taken as it is."""

    indexed = True
    scorable = False
    stored = False
    unique = False
    vector = None
    spelling = False
    column_type = None
    analyzer = None

    def __init__(self) -> None:
        self.format = Existence()

    def index(self, value: list[str], **kwargs) -> Iterator[tuple[bytes, int, float, bytes]]:  # noqa: ANN003
        for key in dict.fromkeys(value):
            yield key.encode(), 1, 1.0, b""

    @staticmethod
    def keys_of(key: str) -> tuple[str, ...]:
        return (key,)


def schema() -> Schema:
    """Return the index's schema: two fields of text, three of keys, four columns.

    Columns: `pk` of the article; `first` and `last` day of its date (proleptic Gregorian ordinals, 0 where unknown);
    `moment` of publication for sorting (minutes, from the same origin).
    """
    number = COLUMN(NumericColumn("I"))
    return Schema(
        title=WordsField(),
        text=WordsField(),
        source=KeysField(),
        person=KeysField(),
        subject=KeysField(),
        pk=number,
        first=number,
        last=number,
        moment=number,
    )
