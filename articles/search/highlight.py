"""Marks: the words of a query in the original text, whole, harakat and all.

A word of the text is marked when it shares a key with a word of the query, the rule by which the index matches.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from whoosh import query as q

from articles.arabic import fold, matches, parts, surfaces
from articles.search.analysis import forms_of, keys_meant, keys_of, wildcard
from articles.search.language import ANY
from articles.search.request import Level
from articles.search.segment import TEXT_FIELDS


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
        self._keys = {field: _keys_of_words(wanted) for field, wanted in self._terms.items()}

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
        answers = self._answers[field]
        words = surfaces(text)
        found: dict[int, int] = {}
        for number, surface in enumerate(words):
            term = answers.get(surface)
            if term is None:
                term = answers[surface] = self._alone(surface, field)
            if term >= 0:
                found[number] = term
        several = [wanted for wanted in self._terms[field] if len(wanted.tests) > 1]
        if several:
            self._add_phrases(several, words, found, self._starts[field])
        where = [match.span() for match in matches(text)] if found else []
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
        keys = self._keys[field]
        if keys is not None and keys.isdisjoint(chain.from_iterable(map(keys_of, forms))):
            return -1  # So it is with nearly all words of a text.
        for wanted in self._terms[field]:
            if form and len(wanted.tests) == 1 and any(map(wanted.tests[0].passes, forms)):
                return wanted.number
        return -1

    @staticmethod
    def _add_phrases(
        several: list["_Wanted"], surfaces: list[str], found: dict[int, int], starts: dict[str, list["_Wanted"]]
    ) -> None:
        """Add the places of phrases to those found; `starts` keeps which phrases a form begins."""
        flat = [(part, number) for number, surface in enumerate(surfaces) for part in forms_of(surface)[1] if part]
        forms = [part for part, _ in flat]
        for wanted in several:
            for at in wanted.near(forms):
                found.setdefault(flat[at][1], wanted.number)
        for at, form in enumerate(forms):
            beginning = starts.get(form)
            if beginning is None:
                beginning = starts[form] = [wanted for wanted in several if wanted.is_begun_by(form)]
            for wanted in beginning:
                if wanted.stands_at(at, forms):
                    for place in range(at, at + len(wanted.tests)):
                        found.setdefault(flat[place][1], wanted.number)

    def marked(self, text: str, field: str = "text", anchors: Iterator[int] | None = None) -> SafeString:
        """Return the text as HTML, escaped, with <mark> around what the query asks for.

        With `anchors`, each mark has an id, `hit-` and the next number of these, for links from hit to hit.
        """
        return html(text, 0, len(text), self.spans(text, field), anchors)


def _keys_of_words(terms: Iterable["_Wanted"]) -> frozenset[str] | None:
    """Return the keys of all one-word terms, None where a pattern is among them: it may match a form by no key."""
    tests = [wanted.tests[0] for wanted in terms if len(wanted.tests) == 1]
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
