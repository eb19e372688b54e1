"""What the archive holds of each source: by year, and by month of one year."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Holding, Source
from articles.views.calendars import Cell, Row, Scale, by_months, with_gaps
from articles.views.errors import NotFound, Way
from articles.views.memory import remembered

Sources = Sequence[tuple[Source | None, Sequence[Holding]]]
"""Sources in the order of the tables, None for articles without one, and what there is of each."""


class Head(NamedTuple):
    """A column's year or month, and where it leads."""

    date: datetime.date
    way: Way


class Table(NamedTuple):
    """Sources by years or months: the periods' names and addresses, a row a source, the sums of the columns."""

    heads: list[Head]
    rows: list[Row]
    sums: list[int]
    number: int
    scale: Scale

    @property
    def alone(self) -> int:
        """How many are known to be of the year alone."""
        return sum(row.alone for row in self.rows)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The tables; `?year=` chooses the year whose months are shown, the last one where it does not."""
    by_source: dict[int | None, list[Holding]] = defaultdict(list)
    for holding in _holdings():
        by_source[holding.source].append(holding)
    names = Source.objects.in_bulk([pk for pk in by_source if pk])
    sizes = {pk: sum(holding.number for holding in of) for pk, of in by_source.items()}
    order = sorted(by_source, key=lambda pk: (pk is None, -sizes[pk]))
    years = sorted({holding.date.year for of in by_source.values() for holding in of if holding.date})
    year = _year(request, years)
    sources = [(names[pk] if pk else None, by_source[pk]) for pk in order]
    context = {
        "years": years,
        "year": year,
        "by_year": _by_year(sources),
        "by_month": _by_month(sources, year) if year else None,
        "undated": sum(of.number for _name, holdings in sources for of in holdings if not of.date),
        "number": sum(sizes.values()),
    }
    return render(request, "coverage/coverage.html", context)


@remembered
def _holdings() -> list[Holding]:
    return Article.objects.published().holdings()


def _by_year(sources: Sources) -> Table:
    """The table of years; a run of years in which no source has anything is one column."""
    of_year: list[Counter[int]] = []
    for _source, holdings in sources:
        of_year.append(Counter())
        for holding in holdings:
            if holding.date:
                of_year[-1][holding.date.year] += holding.number
    years = reversed(with_gaps(sum(of_year, Counter()), lambda year: f"?year={year}#months"))
    heads = [
        Head(datetime.date(first, 1, 1), Way(str(first) if first == last else f"{first}–{last}", url))
        for first, last, _number, url in years
    ]
    numbers = [[of[head.date.year] for head in heads] for of in of_year]
    return _table(sources, heads, numbers, "%Y", [0] * len(sources))


def _by_month(sources: Sources, year: int) -> Table:
    """The table of a year's months; what is known to be of that year alone is in no month."""
    numbers, alone = [], []
    for _source, holdings in sources:
        of_month, of_year = by_months(holding for holding in holdings if holding.date and holding.date.year == year)
        numbers.append([of_month[year, month] for month in range(1, 13)])
        alone.append(of_year[year])
    dates = [datetime.date(year, month, 1) for month in range(1, 13)]
    heads = [Head(date, Way(str(date.month), reverse("articles:month", args=[year, date.month]))) for date in dates]
    return _table(sources, heads, numbers, "%Y-%m", alone)


def _table(
    sources: Sources,
    heads: list[Head],
    numbers: list[list[int]],
    period: str,
    alone: list[int],
) -> Table:
    """Return a table; `period` is how a date is written in the address of a source's list."""
    scale = Scale(number for of in numbers for number in of)
    rows = []
    for (source, _holdings), of, rest in zip(sources, numbers, alone, strict=True):
        url = source.get_absolute_url() if source else ""
        cells = [
            Cell(
                date.month,
                date,
                number,
                scale.shade(number),
                f"{url}?from={date:{period}}&to={date:{period}}#articles" if number and url else "",
            )
            for (date, _way), number in zip(heads, of, strict=True)
        ]
        rows.append(Row(source, url, cells, sum(of) + rest, rest))
    sums = [sum(column) for column in zip(*numbers, strict=True)] if numbers else []
    return Table(heads, rows, sums, sum(row.number for row in rows), scale)


def _year(request: HttpRequest, years: list[int]) -> int | None:
    """Return the year asked for, the last one where none is; raise NotFound for a year without articles."""
    asked = request.GET.get("year")
    if asked is None:
        return years[-1] if years else None
    for year in years:
        if asked == str(year):
            return year
    raise NotFound(
        _("The archive has no dated article of this year."), [Way(_("Coverage"), reverse("articles:coverage"))]
    )
