"""How many articles there are of each day, month or year, as bars; and the ways from a period to a longer one."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from articles import search
from articles.addresses import changed, periods, with_query
from articles.arabic import PartialDate, last_day
from articles.models import Holding
from articles.preferences import in_words, written
from articles.views.calendars import by_months
from articles.views.errors import Way

UNITS: tuple[tuple[search.Unit, int, int], ...] = (("year", 2000, 0), ("month", 60, 6), ("day", 62, 3))
"""From coarse to fine: the most bars of a unit, and the most of the unit before it that are worth a look."""

LOWEST = 2
"""No bar is so low, in hundredths of the highest, that it cannot be seen."""

MOST_TICKS = 8

NEAR_AN_EDGE = 3
"""In percent of the drawing: half of a year's digits on a phone, almost."""


class Slot(NamedTuple):
    """A day, month or year of a timeline: in words, its numbers of articles, its address, its place in the drawing.

    `x` counts slots from the left, `height` is in hundredths of the highest bar.
    """

    date: PartialDate
    label: str
    articles: int
    in_archive: int
    url: str
    x: int
    height: int

    @property
    def top(self) -> int:
        return 100 - self.height


class Stretch(NamedTuple):
    """Slots next to each other, as a place in the drawing."""

    x: int
    width: int


class Tick(NamedTuple):
    """A label below the bars; `x` is its middle, in percent of the drawing."""

    label: str
    x: float

    @property
    def anchor(self) -> str:
        """What of the label stands at `x`, as SVG calls it: near an edge it would reach beyond the bars."""
        return "start" if self.x < NEAR_AN_EDGE else "end" if self.x > 100 - NEAR_AN_EDGE else "middle"


class Timeline(NamedTuple):
    """Slots of one unit from the earliest to the latest, none left out.

    `uncovered` are those of which the archive has no article at all, None where the archive was not counted. `unplaced`
    articles are dated less exactly, or not at all. `address` is that of a range, with {first} and {last} for its ends.
    `shown` are the slots in the period that the page is narrowed to.
    """

    unit: search.Unit
    slots: list[Slot]
    uncovered: list[Stretch] | None
    ticks: list[Tick]
    unplaced: int
    address: str
    shown: Stretch | None = None

    @property
    def filled(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.articles]

    @property
    def most(self) -> int:
        return max(slot.articles for slot in self.slots)


def of_search(request: HttpRequest, asked: search.SearchRequest, total: int) -> Timeline | None:
    """Return the timeline of the `total` articles that a search found, None where a single bar would stand.

    It spans the period asked for, as far as the archive reaches.
    """
    drawn: tuple[search.Unit, list[PartialDate], dict[str, int], dict[str, int]] | None = None
    before = 0
    for unit, most, worth in UNITS:
        if before > worth or not (counts := search.histogram(asked, unit)):
            break
        archive = search.histogram(search.SearchRequest(), unit)
        dates = _dates(*_ends(asked, counts, archive), unit)
        if len(dates) > most:
            break
        drawn, before = (unit, dates, counts, archive), len(dates)
    if not drawn or before < 2:
        return None
    unit, dates, counts, archive = drawn
    return _drawn(unit, dates, counts, archive, periods(request.GET), total)


def of_holdings(
    holdings: Iterable[Holding],
    address: Callable[[str, str], str],
    shown: tuple[datetime.date | None, datetime.date | None] = (None, None),
) -> Timeline | None:
    """Return the timeline of these articles, None where a single bar would stand.

    `address` leads to a period, `shown` are the ends of the one that is shown, None for an open end.
    """
    held = list(holdings)
    by_month, alone = by_months(held)
    total = sum(holding.number for holding in held)
    if not by_month and not alone:
        return None
    counts = {f"{year:04}-{month:02}": number for (year, month), number in sorted(by_month.items())}
    unit: search.Unit = "month"
    _name, most, _worth = UNITS[1]
    if not counts or len(dates := _dates(min(counts), max(counts), "month")) > most:
        by_year = alone.copy()
        for (year, _month), number in by_month.items():
            by_year[year] += number
        unit, counts = "year", {f"{year:04}": number for year, number in sorted(by_year.items())}
        dates = _dates(min(counts), max(counts), "year")
    if len(dates) < 2:
        return None
    drawn = _drawn(unit, dates, counts, None, address, total)
    return drawn._replace(shown=_shown(drawn.slots, *shown)) if any(shown) else drawn


def ways_out(request: HttpRequest, asked: search.SearchRequest) -> list[Way]:
    """Return the same search in longer periods: everything, then the year and the month that hold the period."""
    first, last = asked.date_from, asked.date_to
    if not first and not last:
        return []
    params = changed(request.GET, **{"page": None, "from": None, "to": None})
    ways = [Way(_("All dates"), with_query(request.path, params))]
    for unit, length in (("year", 4), ("month", 7)):
        if not first or not last or (name := first.isoformat()[:length]) != last.isoformat()[:length]:
            break
        start = datetime.date.fromisoformat(f"{name}-01-01"[:10])
        if (first, last) == (start, last_day(start, unit)):
            break
        url = with_query(request.path, changed(params, **{"from": name, "to": name}))
        ways.append(Way(in_words(start, unit), url))
    return ways


def _ends(asked: search.SearchRequest, counts: Mapping[str, int], archive: Mapping[str, int]) -> tuple[str, str]:
    """Return the first and the last period to draw: those of the articles, and of the search as far as there is any."""
    first, last = min(counts), max(counts)
    if asked.date_from and archive:
        first = min(first, max(asked.date_from.isoformat()[: len(first)], min(archive)))
    if asked.date_to and archive:
        last = max(last, min(asked.date_to.isoformat()[: len(last)], max(archive)))
    return first, last


def _dates(first: str, last: str, unit: search.Unit) -> list[PartialDate]:
    """Return all days, months or years from one to another, as they are named in addresses."""
    day, end = (datetime.date.fromisoformat(f"{name}-01-01"[:10]) for name in (first, last))
    found = []
    while day <= end:
        found.append(PartialDate(day, unit))
        if (until := last_day(day, unit)) == datetime.date.max:
            break
        day = until + datetime.timedelta(days=1)
    return found


def _drawn(
    unit: search.Unit,
    dates: list[PartialDate],
    counts: Mapping[str, int],
    archive: Mapping[str, int] | None,
    address: Callable[[str, str], str],
    total: int,
) -> Timeline:
    """Return the drawing. Time runs as the page's language does: in Arabic from right to left."""
    mirrored = get_language_bidi()
    most = max(counts.values())
    slots = []
    for number, date in enumerate(dates):
        articles = counts.get(name := str(date), 0)
        height = max(round(100 * articles / most), LOWEST) if articles else 0
        place = len(dates) - 1 - number if mirrored else number
        label = in_words(date.first, date.precision)
        in_archive = (archive or counts).get(name, 0)
        slots.append(Slot(date, label, articles, in_archive, address(name, name), place, height))
    uncovered = None if archive is None else _uncovered(slots)
    unplaced = total - sum(counts.values())
    return Timeline(unit, slots, uncovered, _ticks(unit, slots), unplaced, address("{first}", "{last}"))


def _shown(slots: list[Slot], first: datetime.date | None, last: datetime.date | None) -> Stretch | None:
    """Return the slots that lie in a period or partly in it."""
    places = [
        slot.x
        for slot in slots
        if (first is None or slot.date.last >= first) and (last is None or slot.date.first <= last)
    ]
    return Stretch(min(places), len(places)) if places else None


def _uncovered(slots: list[Slot]) -> list[Stretch]:
    stretches = []
    for held, run in groupby(sorted(slots, key=lambda slot: slot.x), key=lambda slot: slot.in_archive > 0):
        places = [slot.x for slot in run]
        if not held:
            stretches.append(Stretch(places[0], len(places)))
    return stretches


def _ticks(unit: search.Unit, slots: list[Slot]) -> list[Tick]:
    """Return labels for round years, for the Januaries among many months, for some days of a month."""
    starts = [(slot.date.first, slot.x) for slot in slots]
    if unit == "day":
        labelled = [(day.day, x) for day, x in starts if day.day in (1, 5, 10, 15, 20, 25)]
    elif unit == "month" and len(slots) <= 12:
        labelled = [(month.month, x) for month, x in starts]
    else:
        years = [(month.year, x) for month, x in starts if month.month == 1]
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500) if len(years) <= step * MOST_TICKS)
        labelled = [(year, x) for year, x in years if year % step == 0]
    return [Tick(written(str(label)), round(100 * (x + 0.5) / len(slots), 1)) for label, x in labelled]
