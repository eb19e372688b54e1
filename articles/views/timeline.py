"""When the articles of a search were published, as bars; and which part of its period the archive does not cover."""

import datetime
from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from articles import search
from articles.arabic import last_day
from articles.views.lists import changed, with_query

MOST_DAYS, MOST_MONTHS = 62, 60
"""Longer periods are shown by month, and by year."""

WIDTH, HEIGHT = 1000, 120


class Bar(NamedTuple):
    """A day, month or year with articles: its first day, their number, that of the whole archive, address and place.

    `x`, `y`, `width` and `height` are in units of the drawing, `x` from where reading begins, `y` from above.
    """

    first: datetime.date
    articles: int
    in_archive: int
    url: str
    x: float
    y: float
    width: float
    height: float


class Stretch(NamedTuple):
    """Days, months or years on end without any article in the archive, as places in the drawing."""

    x: float
    width: float


class Timeline(NamedTuple):
    """Bars from one day, month or year (the `unit`) to another, and what between them the archive does not hold."""

    unit: search.Unit
    first: datetime.date
    last: datetime.date
    bars: list[Bar]
    uncovered: list[Stretch]


class Gap(NamedTuple):
    """A stretch of months without any article in the archive."""

    first: datetime.date
    last: datetime.date

    @property
    def one_month(self) -> bool:
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)


def timeline(request: HttpRequest, asked: search.SearchRequest) -> Timeline | None:
    """Return the bars for what a search found, None where a single bar would stand."""
    years = search.histogram(asked, "year")
    if not years:
        return None
    months = search.histogram(asked, "month")
    unit: search.Unit = "year"
    counts = years
    if len(years) * 12 <= MOST_MONTHS and months:
        unit, counts = "month", months
        if _number_of_days(months) <= MOST_DAYS and (days := search.histogram(asked, "day")):
            unit, counts = "day", days
    firsts = _stretch(min(counts), max(counts), unit)
    if len(firsts) < 2:
        return None
    archive = search.histogram(search.SearchRequest(), unit)
    most = max(counts.values())
    width = WIDTH / len(firsts)
    narrow = _narrowing(request)
    bars = [
        Bar(
            first,
            counts[name],
            archive.get(name, 0),
            narrow(name),
            round(number * width, 2),
            round(HEIGHT - HEIGHT * counts[name] / most, 2),
            round(width, 2),
            round(HEIGHT * counts[name] / most, 2),
        )
        for number, (name, first) in enumerate(firsts.items())
        if name in counts
    ]
    *_, last = firsts.values()
    return Timeline(unit, next(iter(firsts.values())), last, bars, _uncovered([name in archive for name in firsts]))


def _uncovered(covered: list[bool]) -> list[Stretch]:
    width = WIDTH / len(covered)
    stretches = []
    at = 0
    for held, run in groupby(covered):
        number = len(list(run))
        if not held:
            stretches.append(Stretch(round(at * width, 2), round(number * width, 2)))
        at += number
    return stretches


def gaps(asked: search.SearchRequest) -> list[Gap]:
    """Return where the searched period has months without any article in the archive, as far as they follow each other.

    Without a period, or an archive without exact dates, there are none.
    """
    covered = [datetime.date.fromisoformat(f"{name}-01") for name in search.histogram(search.SearchRequest(), "month")]
    if not covered or not (asked.date_from or asked.date_to):
        return []
    first = (asked.date_from or min(covered)).replace(day=1)
    last = asked.date_to or last_day(max(covered), "month")
    if first > last:
        return []
    held = [first - datetime.timedelta(days=1), *(month for month in covered if first <= month <= last)]
    ends = [held[0], *(last_day(month, "month") for month in held[1:])]
    starts = [*held[1:], last + datetime.timedelta(days=1)]
    day = datetime.timedelta(days=1)
    between = [Gap(end + day, start - day) for end, start in zip(ends, starts, strict=True)]
    return [gap for gap in between if gap.first <= gap.last]


def _number_of_days(months: dict[str, int]) -> int:
    first, last = min(months), max(months)
    start, end = datetime.date.fromisoformat(f"{first}-01"), datetime.date.fromisoformat(f"{last}-01")
    return (last_day(end, "month") - start).days + 1


def _stretch(first: str, last: str, unit: search.Unit) -> dict[str, datetime.date]:
    """Return all days, months or years from one to another: how they are written, and their first days."""
    day = datetime.date.fromisoformat((first + "-01-01")[:10])
    found = {}
    while (name := day.isoformat()[: len(first)]) <= last:
        found[name] = day
        if day >= datetime.date(datetime.MAXYEAR, 12, 1):
            break
        day = last_day(day, unit) + datetime.timedelta(days=1)
    return found


def _narrowing(request: HttpRequest) -> Callable[[str], str]:
    """Return what makes the address of the same search in a period alone."""
    start = with_query(reverse("articles:search"), changed(request.GET, **{"page": None, "from": None, "to": None}))
    joint = "&" if "?" in start else "?"
    return lambda period: f"{start}{joint}from={period}&to={period}"
