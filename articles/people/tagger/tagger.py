"""Names of persons in a text, known to the archive or not."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.arabic import frequency
from articles.people.tagger.chain import FIRST, ONLY, OUTSIDE, Chain, Span, best_spans, work_through
from articles.people.tagger.consistency import HALF_SURE, SURE, raised
from articles.people.tagger.lexicon import LISTED, Lexicon
from articles.people.tagger.network import embed, evened, lay_out, run
from articles.people.tagger.storage import Model, load
from articles.people.tagger.words import EDGE, Word, sentences

Floats = NDArray[np.float32]

LIKELY = 0.45
"""Confidence from which on a finding is worth a look: precision and recall are balanced best (docs/persons.md)."""
CONFIDENT = 0.6
"""Confidence from which on seven of eight findings are exact (docs/persons.md)."""

# Words commoner than two in ten thousand, and shorter ones, are not believed for another place's sake.
_COMMON = 2e-4
_SHORTEST_REPEATED = 3
_AND = "و"
# Words whose description is kept: 30 MB.
_KEPT_WORDS = 1 << 16
# Words worked through together: enough that arrays are long, few enough that they stay small (25 MB). Of a text that
# has more, each such part is read by itself.
_TOGETHER = 8_000


class Found(NamedTuple):
    """A name found in a text: `text[start:end] == surface`.

    Whole words, with the particle written onto the first (وعمرو زكي) and without titles (الرئيس). `confidence` is the
    probability, 0 to 1, that a person is named by just these words.
    """

    start: int
    end: int
    surface: str
    confidence: float


def find_new(text: str, *, least: float = LIKELY) -> list[Found]:
    """Return the persons named in a text in its order, with at least this confidence."""
    return next(find_new_in([text], least=least))


def find_new_in(texts: Iterable[str], *, least: float = LIKELY) -> Iterator[list[Found]]:
    """Yield the same for each of many texts, in half the time or less."""
    yield from shipped().find(texts, least)


@cache
def shipped() -> "Tagger":
    """Return the tagger that comes with the archive, read at first use."""
    return Tagger(load())


class Tagger:
    """A model at work; keeps what it worked out about words."""

    def __init__(self, model: Model) -> None:
        self._model = model
        # Threads share what is kept of words.
        self._one_at_a_time = Lock()
        self._forget()

    @property
    def lexicon(self) -> Lexicon:
        """What the model knows of words."""
        return self._model.lexicon

    def find(self, texts: Iterable[str], least: float) -> Iterator[list[Found]]:
        """Yield what `find_new` tells of each text."""
        for portion in _portions(texts):
            read = [(number, words) for number, (_, article) in enumerate(portion) for words in article]
            found: list[list[Found]] = [[] for _ in portion]
            for part in _cut(read):
                spans = self.spans([[word.form for word in words] for _, words in part], [at for at, _ in part], least)
                for (number, words), names in zip(part, spans, strict=True):
                    found[number] += [_found(portion[number][0], words, name) for name in names]
            yield from found

    def spans(self, forms: Sequence[Sequence[str]], articles: Sequence[int], least: float) -> list[list[Span]]:
        """Return the names in sentences, given as their words' forms; `articles` tells which belong together."""
        if not forms:
            return []
        chain, of_family = self.read(forms, articles)
        starts = np.cumsum([0, *(len(sentence) for sentence in forms)])
        return [
            [
                part
                for span in best_spans(chain.spans(at, least))
                for part in self._persons(span, sentence, bool(of_family[starts[at] + span.start]))
            ]
            for at, sentence in enumerate(forms)
        ]

    def read(self, forms: Sequence[Sequence[str]], articles: Sequence[int]) -> tuple[Chain, NDArray[np.bool_]]:
        """Return the chain over sentences, each article's other sentences considered.

        And which words, one after the other, are family names of sure full names of their article.
        """
        lengths = [len(sentence) for sentence in forms]
        with self._one_at_a_time:
            scores = self.scores(forms)
            keys = np.array([self._repeatable[form] for sentence in forms for form in sentence])
        transitions = self._model.parameters.transitions
        chain = work_through(_parted(scores, lengths), transitions)
        named = chain.marginals[chain.inside][:, OUTSIDE + 1 :].sum(1)
        keys += (keys > 0) * np.repeat(np.array(articles, np.int64) << 32, lengths)
        of_family = np.isin(keys, [*{keys[at] for at in self._families(chain, forms)} - {0}])
        scores[:, OUTSIDE] -= raised(named, keys, of_family)
        return work_through(_parted(scores, lengths), transitions), of_family

    def _families(self, chain: Chain, forms: Sequence[Sequence[str]]) -> Iterator[int]:
        """Yield the places, counted through all sentences, of words that end the full name of a person for sure.

        Half the probability is enough behind one given name that surely begins a name: of دونالد ترمب the doubt is
        where it ends, and a given name in news has a family name behind it.
        """
        start = 0
        for at, sentence in enumerate(forms):
            for span in chain.spans(at, HALF_SURE):
                full = span.end - span.start > 1
                if full and (span.probability >= SURE or self._begins_surely(chain, at, span, sentence)):
                    yield start + span.end - 1
            start += len(sentence)

    def _begins_surely(self, chain: Chain, at: int, span: Span, forms: Sequence[str]) -> bool:
        begins = chain.marginals[at, span.start, FIRST] + chain.marginals[at, span.start, ONLY]
        return span.end - span.start == 2 and begins >= SURE and self.lexicon.is_given(forms[span.start])

    def _persons(self, span: Span, forms: Sequence[str], of_family: bool) -> list[Span]:
        """Return the persons of a name: none for a place, two where it has an "and" or begins with another's family.

        صلاح وأنشيلوتي are two, and so are those of المستشار الخاص للسراج طاهر السني.
        """
        if self.lexicon.is_place(forms[span.start : span.end]):
            return []
        if of_family and span.end - span.start > 2:
            first, second = (self.lexicon.called(forms[span.start + at]).first for at in (0, 1))
            if second > first == 0:
                return [span._replace(end=span.start + 1), span._replace(start=span.start + 1)]
        for at in range(span.start + 1, span.end):
            if forms[at] == _AND + self.lexicon.base(forms[at]):
                return [span._replace(end=at), *self._persons(span._replace(start=at), forms, of_family=False)]
        return [span]

    def scores(self, forms: Sequence[Sequence[str]]) -> Floats:
        """Return the network's scores, all sentences' words x marks."""
        if len(self._rows) > _KEPT_WORDS:
            self._forget()
        rows = np.array([self._row(form) for sentence in forms for form in sentence])
        places, size = lay_out([len(sentence) for sentence in forms])
        laid = np.zeros(size, np.intp)
        laid[places] = rows
        marks = np.zeros((size, LISTED), np.float32)
        marks[places] = np.concatenate([self._model.lexicon.listed(sentence) for sentence in forms])
        return run(np.concatenate([self._described[laid], marks], 1), places, self._model.parameters)[0]

    def _forget(self) -> None:
        """Begin anew with what is kept of words: the edge of a sentence is row 0."""
        width = self._model.parameters.spellings.shape[1] + self._model.lexicon.width
        self._described: Floats = np.zeros((1024, width), np.float32)
        self._rows: dict[str, int] = {}
        self._repeatable: dict[str, int] = {}
        self._bases: dict[str, int] = {}
        self._row(EDGE)

    def _row(self, form: str) -> int:
        """Return where the description of a word stands."""
        row = self._rows.get(form)
        if row is None:
            row = self._rows[form] = len(self._rows)
            if row == len(self._described):
                self._described = np.concatenate([self._described, np.zeros_like(self._described)])
            lexicon, numbers, parameters = self._model
            known = [numbers[spelling] for spelling in lexicon.spellings(form) if spelling in numbers]
            weight = evened(len(known), lexicon.share_of_letters(form))
            embedded = embed(np.array(known, np.intp), weight, parameters)
            self._described[row] = np.concatenate([embedded, lexicon.describe(form)])
            base = lexicon.base(form)
            repeatable = base.isalpha() and len(base) >= _SHORTEST_REPEATED and frequency(base) < _COMMON
            self._repeatable[form] = self._bases.setdefault(base, len(self._bases) + 1) if repeatable else 0
        return row


def _portions(texts: Iterable[str]) -> Iterator[list[tuple[str, list[list[Word]]]]]:
    """Yield texts with their sentences, as many as together have _TOGETHER words, but at least one."""
    portion: list[tuple[str, list[list[Word]]]] = []
    size = 0
    for text in texts:
        article = [*sentences(text)]
        length = sum(len(words) for words in article)
        if portion and size + length > _TOGETHER:
            yield portion
            portion, size = [], 0
        portion.append((text, article))
        size += length
    if portion:
        yield portion


def _cut(read: Sequence[tuple[int, list[Word]]]) -> Iterator[Sequence[tuple[int, list[Word]]]]:
    """Yield sentences in parts of at most _TOGETHER words."""
    ends = np.cumsum([len(words) for _, words in read])
    part = (ends - 1) // _TOGETHER
    for number in np.unique(part):
        first, last = np.searchsorted(part, [number, number + 1])
        yield read[first:last]


def _parted(scores: Floats, lengths: Sequence[int]) -> list[Floats]:
    return np.split(scores, np.cumsum(lengths)[:-1])


def _found(text: str, words: Sequence[Word], name: Span) -> Found:
    start, end = words[name.start].start, words[name.end - 1].end
    return Found(start, end, text[start:end], round(name.probability, 3))
