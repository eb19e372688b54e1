"""A query tree written down again as a query: reading it gives the same tree."""

import datetime
from collections.abc import Callable

from whoosh import query as q

from articles.arabic import Period, hijri, parse_period
from articles.search.dates import days
from articles.search.language import AND, ANY, BOUNDS, FIELDS, NOT, OR, spellings

_OPERATORS = frozenset(spelling for name in (*AND, *OR, *NOT) for spelling in spellings(name))


def written(node: q.Query) -> str:
    """Return the query of a tree that `articles.search.parse.parse` returned, or of a part of one.

    >>> from articles.search.parse import parse
    >>> written(parse("title:السراج OR (ليبيا NOT النفط)").tree)
    'عنوان:السراج أو (ليبيا -النفط)'
    """
    if isinstance(node, q.And):
        return " ".join(map(_inside, node.subqueries))
    if isinstance(node, q.Or):
        return f" {OR[0]} ".join(map(_inside, node.subqueries))
    if isinstance(node, q.Not):
        return f"-{_inside(node.query)}"
    if isinstance(node, q.NumericRange):
        return _range(node)
    field = "" if node.fieldname == ANY else f"{FIELDS[node.fieldname][0]}:"
    if isinstance(node, q.Phrase):
        return f'{field}"{" ".join(node.words)}"' + (f"~{node.slop}" if node.slop > 1 else "")
    # A number beside a month would be its year.
    quoted = isinstance(node, q.Term) and (node.text in _OPERATORS or node.text.isdecimal())
    return f'{field}"{node.text}"' if quoted else f"{field}{node.text}"


def _inside(node: q.Query) -> str:
    return f"({written(node)})" if isinstance(node, q.And | q.Or) else written(node)


def _range(node: q.NumericRange) -> str:
    first, last = days(node)
    if first and last:
        return f"{BOUNDS['in'][0]}:{_period(first, last)}"
    if first:
        return f"{BOUNDS['from'][0]}:{_period(first, first)}"
    return f"{BOUNDS['to'][0]}:{_period(last, last)}" if last else ""


def _period(first: datetime.date, last: datetime.date) -> Period:
    """Return the day, month or year from the first to the last day, of one calendar or the other."""
    # The era is written where the year could be one of the other calendar.
    spellings: tuple[Callable[[], str], ...] = (
        lambda: f"{first}م",
        lambda: f"{first:%Y-%m}م",
        lambda: f"{first:%Y}",
        lambda: "{}-{:02}هـ".format(*hijri(first)[:2]),
        lambda: f"{hijri(first).year}هـ",
    )
    for spelling in spellings:
        period = parse_period(spelling())
        if (period.first, period.last) == (first, last):
            return period
    raise ValueError(f"no period of the query language: {first} to {last}")
