"""Tables of days and months, shaded by how many articles each has; the pages of dates, sources, subjects share them."""

import calendar
import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from django.urls import reverse

from articles.models import DatePrecision, Holding

# As in Libya, Egypt, Iraq, Syria, Jordan and most states of the Gulf (CLDR, supplemental week data).
FIRST_WEEKDAY = calendar.SATURDAY
WEEKDAYS = tuple((FIRST_WEEKDAY + offset) % 7 for offset in range(7))

Counts = Counter[tuple[datetime.date, str]]
"""Numbers of articles by date and precision."""

SHADES = 4


class Cell(NamedTuple):
    """A day, month or year of a table: its number in its calendar, its first day, how many articles it has.

    `shade` is 0 where there are none, `url` is empty where there is nothing to lead to.
    """

    label: int
    date: datetime.date
    number: int
    shade: int
    url: str


class Month(NamedTuple):
    """A month as a table: its first day, its number of articles, its address, its weeks with None for their gaps."""

    first: datetime.date
    number: int
    url: str
    weeks: list[list[Cell | None]]


class Shade(NamedTuple):
    shade: int
    first: int
    last: int


class Scale:
    """Shades 1 to SHADES for equal parts of the largest number."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.most = max(numbers, default=0)

    def shade(self, number: int) -> int:
        """Return the shade of a number: 0 for none, SHADES for the largest."""
        return -(-SHADES * number // self.most) if number else 0

    @property
    def legend(self) -> list[Shade]:
        """Which numbers each shade stands for; shades that stand for none are left out."""
        ends = [self.most * part // SHADES for part in range(SHADES + 1)]
        return [
            Shade(part, before + 1, end) for part, (before, end) in enumerate(pairwise(ends), start=1) if end > before
        ]


def weeks(first: datetime.date, length: int, cell: Callable[[int, datetime.date], Cell]) -> list[list[Cell | None]]:
    """Return the weeks of a month of either calendar: `cell` makes a day from its number and its date."""
    before = (first.weekday() - FIRST_WEEKDAY) % 7
    days: list[Cell | None] = [None] * before
    days += [cell(number + 1, first + datetime.timedelta(days=number)) for number in range(length)]
    days += [None] * (-len(days) % 7)
    return [days[at : at + 7] for at in range(0, len(days), 7)]


def day_scale(counts: Counts) -> Scale:
    return Scale(number for (_date, precision), number in counts.items() if precision == DatePrecision.DAY)


def day_cell(counts: Counts, scale: Scale) -> Callable[[int, datetime.date], Cell]:
    """Return what makes the cell of a day of these counts."""

    @cache
    def month_url(year: int, month: int) -> str:
        return reverse("articles:month", args=[year, month])

    def cell(label: int, date: datetime.date) -> Cell:
        number = counts[date, DatePrecision.DAY]
        # A day's address is its month's and the day: working it out anew for each of a year's days takes long.
        url = f"{month_url(date.year, date.month)}{date.day:02}/" if number else ""
        return Cell(label, date, number, scale.shade(number), url)

    return cell


class Years(NamedTuple):
    """A year with its number of articles and its page, or a run of years (`first` to `last`) without any."""

    first: int
    last: int
    number: int = 0
    url: str = ""


def with_gaps(by_year: Counter[int], address: Callable[[int], str]) -> list[Years]:
    """Return the years from the newest to the oldest; a run of years without articles is one row.

    `address` leads to the page of a year.
    """
    rows: list[Years] = []
    for at in sorted(by_year, reverse=True):
        if rows and rows[-1].first - at > 1:
            rows.append(Years(at + 1, rows[-1].first - 1))
        rows.append(Years(at, at, by_year[at], address(at)))
    return rows


class Row(NamedTuple):
    """A row of a table of months or years: its name and address, its cells, the number of all its articles.

    `alone` is the number of articles of which the year alone is known. A run of years without articles has no cells.
    """

    name: object
    url: str
    cells: list[Cell]
    number: int
    alone: int = 0


class Coverage(NamedTuple):
    """Years by months: the rows, the oldest year first, and their shades."""

    rows: list[Row]
    scale: Scale

    @property
    def alone(self) -> int:
        return sum(row.alone for row in self.rows)


def coverage(holdings: Iterable[Holding], address: Callable[[str, str], str]) -> Coverage:
    """Return the table of years and months; `address` leads to a period, here of one year or month."""
    by_month, alone = by_months(holdings)
    scale = Scale(by_month.values())
    by_year = alone.copy()
    for (year, _month), number in by_month.items():
        by_year[year] += number
    rows = []
    for first, last, number, url in reversed(with_gaps(by_year, lambda year: address(str(year), str(year)))):
        cells = []
        for month in range(1, 13) if number else ():
            of_month = by_month[first, month]
            name = f"{first}-{month:02}"
            month_url = address(name, name) if of_month else ""
            cells.append(Cell(month, datetime.date(first, month, 1), of_month, scale.shade(of_month), month_url))
        rows.append(Row(str(first) if first == last else f"{first}–{last}", url, cells, number, alone[first]))
    return Coverage(rows, scale)


def by_months(holdings: Iterable[Holding]) -> tuple[Counter[tuple[int, int]], Counter[int]]:
    """Return the numbers of articles by (year, month), and by year of those of which the year alone is known."""
    by_month: Counter[tuple[int, int]] = Counter()
    alone: Counter[int] = Counter()
    for _source, date, precision, number in holdings:
        if date and precision == DatePrecision.YEAR:
            alone[date.year] += number
        elif date:
            by_month[date.year, date.month] += number
    return by_month, alone
