"""Marks: the words of a query in the original text, whole, harakat and all.

A word of the text is marked when it shares a key with a word of the query, the rule by which the index matches.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, product
from typing import NamedTuple, TypeVar

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from whoosh import query as q

from articles.arabic import fold, matches, parts, surfaces
from articles.search.analysis import forms_of, keys_meant, keys_of, wildcard
from articles.search.language import ANY
from articles.search.request import Level
from articles.search.segment import TEXT_FIELDS

Known = TypeVar("Known")


class Span(NamedTuple):
    """A stretch of a text to mark, the number of its word in the text, and of the query's term that it answers."""

    start: int
    end: int
    word: int
    term: int


class Marker:
    """Finds and marks what a query tree asks for. Excluded words, persons, dates and the like are not looked for.

    Made for one query and used on its hits: what a surface answers is worked out once.
    """

    def __init__(self, tree: q.Query | None, level: Level = "default", dropped: Iterable[str] = ()) -> None:
        self._level = level
        self._dropped = frozenset(dropped)
        self._terms: dict[str, list[_Wanted]] = {field: [] for field in TEXT_FIELDS}
        self._answers: dict[str, dict[str, int]] = {field: {} for field in TEXT_FIELDS}
        self._wanted: list[tuple[str, ...]] = []
        self._starts: dict[str, dict[str, list[_Wanted]]] = {field: {} for field in TEXT_FIELDS}
        self._collect(tree)
        self._keys = {field: _keys_to_look_for(_tests(terms, 1)) for field, terms in self._terms.items()}
        self._keys_of_starts = {field: _keys_to_look_for(_tests(terms, 2)) for field, terms in self._terms.items()}

    def _collect(self, node: q.Query | None) -> None:
        if isinstance(node, q.And | q.Or):
            for child in node.subqueries:
                self._collect(child)
        elif isinstance(node, q.Phrase):
            pieces = [part for word in node.words for part in self._parts(word)]
            self._want(node.fieldname, pieces, node.slop)
        elif isinstance(node, q.Term | q.Wildcard):
            self._want(node.fieldname, [node.text], 1)
            if isinstance(node, q.Term) and len(self._parts(node.text)) > 1:
                self._want(node.fieldname, self._parts(node.text), 1)

    def words(self, term: int) -> tuple[str, ...]:
        """Return the word of a term of the query, or its words, by the number that spans have."""
        return self._wanted[term]

    def _parts(self, word: str) -> Sequence[str]:
        return (word,) if self._level == "exact" else parts(word)

    def _want(self, field: str, words: Sequence[str], slop: int) -> None:
        wanted = _Wanted(len(self._wanted), [_Test(word, self._level, self._dropped) for word in words], slop)
        self._wanted.append(tuple(words))
        for name in TEXT_FIELDS if field == ANY else (field,):
            if name in self._terms:
                self._terms[name].append(wanted)

    def spans(self, text: str, field: str = "text") -> list[Span]:
        """Return the stretches of a text to mark, in order, none overlapping another."""
        if not self._terms[field]:
            return []
        words = surfaces(text)
        found: dict[int, int] = {}
        if self._keys[field] != frozenset():
            answers = self._answers[field]
            _learn(answers, words, self._keys[field], -1, lambda surface: self._alone(surface, field))
            found = {number: answers[surface] for number, surface in enumerate(words) if answers[surface] >= 0}
        several = [wanted for wanted in self._terms[field] if len(wanted.tests) > 1]
        if apart := [wanted for wanted in several if wanted.slop > 1]:
            self._add_apart(apart, words, found)
        if several:
            self._add_phrases(several, words, found, field)
        where = [match.span() for match in islice(matches(text), max(found) + 1)] if found else []
        return [Span(*where[number], number, found[number]) for number in sorted(found)]

    def finds(self, text: str, field: str = "text") -> bool:
        """True where something of the text would be marked; quicker than `spans` for many short texts."""
        answers = self._answers[field]
        for surface in surfaces(text):
            if surface not in answers:
                answers[surface] = self._alone(surface, field)
            if answers[surface] >= 0:
                return True
        return any(len(wanted.tests) > 1 for wanted in self._terms[field]) and bool(self.spans(text, field))

    def _alone(self, surface: str, field: str) -> int:
        """Return the number of the first one-word term that a surface, or a part of it, answers; -1 for none."""
        form, of = forms_of(surface)
        forms = (form, *of) if len(of) > 1 else (form,)
        for wanted in self._terms[field]:
            if form and len(wanted.tests) == 1 and any(map(wanted.tests[0].passes, forms)):
                return wanted.number
        return -1

    def _add_phrases(self, several: list["_Wanted"], words: list[str], found: dict[int, int], field: str) -> None:
        """Add the places of phrases to those found, whose words follow each other."""
        starts = self._starts[field]
        _learn(starts, words, self._keys_of_starts[field], [], lambda surface: _begun_by(surface, several))
        longest = max(len(wanted.tests) for wanted in several)
        for number, surface in enumerate(words):
            if beginning := starts[surface]:
                own = len(forms_of(surface)[1])
                # Twice as many words as are wanted: some may be harakat alone.
                flat = _with_parts(words[number : number + own + 2 * longest], number)
                forms = [part for part, _ in flat]
                for wanted, at in product(beginning, range(own)):
                    if wanted.stands_at(at, forms):
                        for place in range(at, at + len(wanted.tests)):
                            found.setdefault(flat[place][1], wanted.number)

    @staticmethod
    def _add_apart(apart: list["_Wanted"], words: list[str], found: dict[int, int]) -> None:
        """Add the places of words that stand near each other."""
        flat = _with_parts(words, 0)
        forms = [part for part, _ in flat]
        for wanted in apart:
            for at in wanted.near(forms):
                found.setdefault(flat[at][1], wanted.number)

    def marked(self, text: str, field: str = "text", anchors: Iterator[int] | None = None) -> SafeString:
        """Return the text as HTML, escaped, with <mark> around what the query asks for.

        With `anchors`, each mark has an id, `hit-` and the next number of these, for links from hit to hit.
        """
        return html(text, 0, len(text), self.spans(text, field), anchors)


def _learn(
    known: dict[str, Known],
    words: list[str],
    keys: frozenset[str] | None,
    nothing: Known,
    judged: Callable[[str], Known],
) -> None:
    """Note what each word is `judged` to be: where it shares none of the keys, as nearly all do, it is `nothing`."""
    for surface in set(words).difference(known):
        form, of = forms_of(surface)
        shares = (
            keys is None
            or not keys.isdisjoint(keys_of(form))
            or (len(of) > 1 and not keys.isdisjoint(chain.from_iterable(map(keys_of, of))))
        )
        known[surface] = judged(surface) if shares else nothing


def _begun_by(surface: str, phrases: list["_Wanted"]) -> list["_Wanted"]:
    """Return the phrases that may begin with a surface or with a part of it."""
    return [wanted for wanted in phrases if any(map(wanted.is_begun_by, forms_of(surface)[1]))]


def _with_parts(words: Sequence[str], first: int) -> list[tuple[str, int]]:
    """Return the parts of words with the number of their word, the first of which is `first`."""
    return [(part, number) for number, word in enumerate(words, first) for part in forms_of(word)[1] if part]


def _tests(terms: Iterable["_Wanted"], words: int) -> list["_Test"]:
    """Return the tests of one-word terms, or with 2 those of the first words of the others."""
    return [wanted.tests[0] for wanted in terms if min(len(wanted.tests), 2) == words]


def _keys_to_look_for(tests: Sequence["_Test"]) -> frozenset[str] | None:
    """Return the keys one of which a form has that passes a test; None where one is a pattern."""
    return None if any(test.is_pattern for test in tests) else frozenset().union(*(test.keys for test in tests))


class _Wanted:
    """A term of the query: one word, or several that stand together in a text, and how far apart they may."""

    def __init__(self, number: int, tests: list["_Test"], slop: int) -> None:
        self.number = number
        self.tests = tests
        self.slop = slop

    def is_begun_by(self, form: str) -> bool:
        """True for a phrase, whose words follow each other, that may begin with this form."""
        return self.slop <= 1 and self.tests[0].passes(form)

    def stands_at(self, at: int, forms: list[str]) -> bool:
        """Whether the words of a phrase, the first of which is met at this place, follow each other there."""
        return at + len(self.tests) <= len(forms) and all(
            test.passes(forms[at + step]) for step, test in enumerate(self.tests)
        )

    def near(self, forms: list[str]) -> Iterator[int]:
        """Yield the places of words that need not follow each other, of each occurrence among the forms of a text.

        As the index does (`articles.search.evaluate`): each word at most `slop` − 1 places from where it would follow
        the first one.
        """
        if self.slop <= 1:
            return
        where = [[at for at, form in enumerate(forms) if test.passes(form)] for test in self.tests]
        if not all(where):
            return
        for first in where[0]:
            near = [[at for at in of if abs(at - step - first) <= self.slop] for step, of in enumerate(where)]
            if all(near):
                yield first
                for of in near[1:]:
                    yield from of


class _Test:
    """Whether a form of a text answers a word of the query."""

    def __init__(self, word: str, level: Level, dropped: frozenset[str]) -> None:
        self._dropped = dropped
        self.keys = keys_meant(word, level)
        self._only = word if level == "exact" else None
        self._matches = wildcard(word)[2] if "*" in word or "?" in word else None
        self._known: dict[str, bool] = {}

    @property
    def is_pattern(self) -> bool:
        return self._matches is not None

    def passes(self, form: str) -> bool:
        known = self._known.get(form)
        if known is None:
            known = self._known[form] = self._judged(form)
        return known

    def _judged(self, form: str) -> bool:
        if form in self._dropped:
            return False
        if self._matches:
            return bool(self._matches(fold(form)))
        return not self.keys.isdisjoint(keys_of(form)) and self._only in (None, form)


def html(text: str, begin: int, end: int, spans: Iterable[Span], anchors: Iterator[int] | None = None) -> SafeString:
    """Return a stretch of a text as HTML, escaped, with <mark> around the spans, which lie in it in order."""
    pieces = []
    at = begin
    for span in spans:
        mark = "<mark>" if anchors is None else f'<mark id="hit-{next(anchors)}">'
        pieces += [escape(text[at : span.start]), mark, escape(text[span.start : span.end]), "</mark>"]
        at = span.end
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped above
