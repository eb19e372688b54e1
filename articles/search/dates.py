"""Dates in queries: `من:2017-12`, `في:تموز 2018`, and a month with its year among the words."""

import datetime
import re
from typing import Any

from whoosh import query as q
from whoosh.qparser import Plugin, syntax
from whoosh.qparser.taggers import Tagger

from articles.arabic import Period, find_period, parse_period
from articles.search.language import ANY, BOUNDS, DATE, spellings

MOST_WORDS = 6
"""A date is written with at most so many words: 24 أيار / مايو 2018."""

_BOUND_OF = {spelling: bound for bound, names in BOUNDS.items() for name in names for spelling in spellings(name)}
_BOUND = re.compile(rf"(?<![^\s(-])({'|'.join(_BOUND_OF)}):[ \t]*", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"')
_VALUE = re.compile(rf'[^\s"()]+(?:[ \t]+[^\s"()]+){{0,{MOST_WORDS - 1}}}')
_WORD = re.compile(r'[^\s"()]+')
_YEAR = re.compile(r"\d{4}")


def date_range(bound: str, period: Period) -> q.NumericRange:
    """Return the node for a period as a bound ("from", "to", "in"), in days of the common era."""
    first = None if bound == "to" else period.first.toordinal()
    last = None if bound == "from" else period.last.toordinal()
    return q.NumericRange(DATE, first, last)


def days(node: q.NumericRange) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and the last day of a range, None where it is open."""
    first = None if node.start is None else datetime.date.fromordinal(node.start)
    last = None if node.end is None else datetime.date.fromordinal(node.end)
    return first, last


def unread_dates(text: str) -> list[str]:
    """Return what stands in a query where a date is asked for and is none: `من:أمس`."""
    outside = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text)
    bounds = [found for found in _BOUND.finditer(outside) if outside[found.end() - 1 : found.end() + 1].strip()[1:]]
    return [text[found.start() :].split(maxsplit=1)[0] for found in bounds if not _read(text, found.end())]


class DatePlugin(Plugin):
    """Reads bounds with their dates, and months with their year, as one node each."""

    def taggers(self, parser: Any) -> list[tuple[Tagger, int]]:
        return [(_BoundTagger(), -2), (_PeriodTagger(), -1)]

    def filters(self, parser: Any) -> list:
        return []


class _DateNode(syntax.SyntaxNode):
    """A part of a query that stands for a finished node."""

    has_fieldname = False

    def __init__(self, node: q.Query) -> None:
        self._node = node

    def r(self) -> str:
        return str(self._node)

    def query(self, parser: Any) -> q.Query:
        return self._node


class _BoundTagger(Tagger):
    def match(self, parser: Any, text: str, pos: int) -> syntax.SyntaxNode | None:
        found = _BOUND.match(text, pos)
        read = found and _read(text, found.end())
        if not found or not read:
            return None
        period, end = read
        bound = _BOUND_OF[found[1].lower()]
        return _DateNode(date_range(bound, period)).set_range(pos, end)


class _PeriodTagger(Tagger):
    """A month with its year among the words stands for the period, and for the words themselves."""

    def match(self, parser: Any, text: str, pos: int) -> syntax.SyntaxNode | None:
        if pos and not (text[pos - 1].isspace() or text[pos - 1] == "("):
            return None
        value = _VALUE.match(text, pos)
        if not value or not _YEAR.search(value[0]):
            return None
        words = list(_WORD.finditer(text, pos, value.end()))
        found = find_period([word[0] for word in words])
        if not found or found[0] > 0:
            return None
        _start, end, period = found
        phrase = q.Phrase(ANY, [word[0] for word in words[:end]], slop=2)
        return _DateNode(q.Or([date_range("in", period), phrase])).set_range(pos, words[end - 1].end())


def _read(text: str, at: int) -> tuple[Period, int] | None:
    """Return the period that begins at a place, in quotation marks or as many words as make one, and its end."""
    quoted = _QUOTED.match(text, at)
    if quoted:
        period = _period(quoted[1])
        return (period, quoted.end()) if period else None
    value = _VALUE.match(text, at)
    words = list(_WORD.finditer(value[0])) if value else []
    for last in reversed(words):
        end = at + last.end()
        period = _period(text[at:end])
        if period:
            return period, end
    return None


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except ValueError:
        return None
