"""The Hijri calendar as a second way to the same days: its years, their months, and the days of a month.

A day leads to the page of its Gregorian day. Articles of which only the Gregorian month or year is known lie in no
Hijri month; the page of the years says how many these are.
"""

from bisect import bisect_right
from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.arabic import (
    FIRST_HIJRI_YEAR,
    LAST_HIJRI_YEAR,
    HijriDate,
    OutsideCalendar,
    Period,
    from_hijri,
    hijri,
    last_hijri_day,
)
from articles.models import Article, ArticleQuerySet, DatePrecision
from articles.views.calendars import WEEKDAYS, Counts, Month, Scale, day_cell, day_scale, weeks, with_gaps
from articles.views.dates import Place, neighbours, no_such_date, trail
from articles.views.errors import NotFound, Way


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    public = Article.objects.published()
    counts = public.counts_by_date()
    by_year = _by_year(counts)
    context = {
        "trail": trail(),
        "years": with_gaps(by_year, lambda year: reverse("articles:hijri_year", args=[year])),
        "most": max(by_year.values(), default=0),
        "number": by_year.total(),
        "unplaced": counts.total() - by_year.total(),
    }
    return render(request, "dates/hijri_years.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    period = _period(year)
    public = Article.objects.published().known_to_the_day()
    counts = public.within(period.first, period.last).counts_by_date()
    scale = day_scale(counts)
    context = {
        "trail": _trail(),
        "period": period,
        "number": counts.total(),
        "months": [_month(_period(year, month), counts, scale) for month in range(1, 13)],
        "weekdays": WEEKDAYS,
        "scale": scale,
        **_neighbours(public, period, DatePrecision.YEAR),
    }
    return render(request, "dates/hijri_year.html", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    period = _period(year, month)
    public = Article.objects.published().known_to_the_day()
    counts = public.within(period.first, period.last).counts_by_date()
    scale = day_scale(counts)
    context = {
        "trail": [*_trail(), Way(_("%(year)s AH") % {"year": year}, reverse("articles:hijri_year", args=[year]))],
        "period": period,
        "number": counts.total(),
        "month": _month(period, counts, scale),
        "weekdays": WEEKDAYS,
        "scale": scale,
        **_neighbours(public, period, DatePrecision.MONTH),
    }
    return render(request, "dates/hijri_month.html", context)


def _period(year: int, month: int | None = None) -> Period:
    """Return a Hijri year or month; raises NotFound where the calendar has none such, or its tables do not reach."""
    try:
        first = from_hijri(HijriDate(year, 1 if month is None else month, 1))
    except OutsideCalendar:
        years = {"first": FIRST_HIJRI_YEAR, "last": LAST_HIJRI_YEAR}
        message = _("The tables of the Hijri calendar reach from the year %(first)s to %(last)s.") % years
        raise NotFound(message, [Way(_("Hijri years"), reverse("articles:hijri_years"))]) from None
    except ValueError:
        raise no_such_date() from None
    return Period(first, DatePrecision.MONTH if month else DatePrecision.YEAR, hijri=True)


def _month(period: Period, counts: Counts, scale: Scale) -> Month:
    year, number, _day = hijri(period.first)
    length = (period.last - period.first).days + 1
    table = weeks(period.first, length, day_cell(counts, scale))
    total = sum(cell.number for week in table for cell in week if cell)
    return Month(period.first, total, reverse("articles:hijri_month", args=[year, number]), table)


def _neighbours(public: ArticleQuerySet, period: Period, precision: DatePrecision) -> dict[str, Place | None]:
    before, after = public.last_date_before(period.first), public.first_date_after(period.last)
    return neighbours(before, after, precision, in_hijri=True)


def _by_year(counts: Counts) -> Counter[int]:
    """Number of articles by Hijri year, of those whose day is known and lies in the tables."""
    days = [date for date, precision in counts if precision == DatePrecision.DAY]
    by_year: Counter[int] = Counter()
    # Years are compared by their first days: converting day by day takes long where there are thousands.
    starts = [from_hijri(HijriDate(year, 1, 1)) for year in range(FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR + 1)]
    end = last_hijri_day(starts[-1], DatePrecision.YEAR)
    for day in days:
        if starts[0] <= day <= end:
            by_year[FIRST_HIJRI_YEAR + bisect_right(starts, day) - 1] += counts[day, DatePrecision.DAY]
    return by_year


def _trail() -> list[Way]:
    return [*trail(), Way(_("Hijri years"), reverse("articles:hijri_years"))]
