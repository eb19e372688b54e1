"""Browse by date: years, the months of a year, the days of a month, the articles of a day.

Articles whose date is known to the year or the month alone are listed on that year's or month's page.
"""

import calendar
import datetime
from collections import Counter
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.arabic import last_day
from articles.models import Article, DatePrecision
from articles.views.errors import NotFound, Way
from articles.views.lists import paginate

# As in Libya, Egypt, Iraq, Syria, Jordan and most states of the Gulf (CLDR, supplemental week data).
FIRST_WEEKDAY = calendar.SATURDAY


class Years(NamedTuple):
    """A year with its number of articles, or a run of years (`first` to `last`) without any."""

    first: int
    last: int
    number: int


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    public = Article.objects.published()
    by_year = public.counts_by_year()
    context = {
        "years": _rows(by_year),
        "most": max(by_year.values(), default=0),
        "dated": by_year.total(),
        "undated": public.undated().count(),
    }
    return render(request, "dates/years.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    public = Article.objects.published()
    counts = public.in_year(year).counts_by_date()
    by_month = _by_month(counts)
    months = [(first, by_month[first]) for first in (datetime.date(year, month, 1) for month in range(1, 13))]
    before = public.last_date_before(datetime.date(year, 1, 1))
    after = public.first_date_after(datetime.date(year, 12, 31))
    context = {
        "year": year,
        "number": counts.total(),
        "months": months,
        "most": max(number for _first, number in months),
        "page": paginate(request, public.dated_by_year_alone(year).in_reading_order().for_cards()),
        "before": before and before.year,
        "after": after and after.year,
    }
    return render(request, "dates/year.html", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = _day(year, month, 1)
    public = Article.objects.published()
    counts = public.in_month(year, month).counts_by_date()
    weeks = calendar.Calendar(FIRST_WEEKDAY).monthdayscalendar(year, month)
    before = public.known_to_the_month().last_date_before(first)
    after = public.known_to_the_month().first_date_after(last_day(first, DatePrecision.MONTH))
    context = {
        "first": first,
        "number": counts.total(),
        "weekdays": [(FIRST_WEEKDAY + offset) % 7 for offset in range(7)],
        "weeks": [[_cell(first, day, counts) for day in week] for week in weeks],
        "page": paginate(request, public.dated_by_month_alone(year, month).in_reading_order().for_cards()),
        "before": before and before.replace(day=1),
        "after": after and after.replace(day=1),
    }
    return render(request, "dates/month.html", context)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    date = _day(year, month, day)
    public = Article.objects.published()
    context = {
        "date": date,
        "page": paginate(request, public.on(date).in_reading_order().for_cards()),
        "before": public.known_to_the_day().last_date_before(date),
        "after": public.known_to_the_day().first_date_after(date),
    }
    return render(request, "dates/day.html", context)


@require_safe
def undated(request: HttpRequest) -> HttpResponse:
    articles = Article.objects.published().undated().in_reading_order().for_cards()
    return render(request, "dates/undated.html", {"page": paginate(request, articles)})


def _day(year: int, month: int, day: int) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise NotFound(
            _("The calendar has no such date."), [Way(_("Browse by date"), reverse("articles:dates"))]
        ) from None


def _by_month(counts: Counter[tuple[datetime.date, str]]) -> Counter[datetime.date]:
    """Number of articles by the first day of their month; those of the year alone belong to none."""
    by_month: Counter[datetime.date] = Counter()
    for (date, precision), number in counts.items():
        if precision != DatePrecision.YEAR:
            by_month[date.replace(day=1)] += number
    return by_month


def _rows(by_year: Counter[int]) -> list[Years]:
    """The years from the newest to the oldest; a run of years without articles is one row."""
    rows: list[Years] = []
    for at in sorted(by_year, reverse=True):
        if rows and rows[-1].first - at > 1:
            rows.append(Years(at + 1, rows[-1].first - 1, 0))
        rows.append(Years(at, at, by_year[at]))
    return rows


def _cell(
    first: datetime.date, day: int, counts: Counter[tuple[datetime.date, str]]
) -> tuple[datetime.date, int] | None:
    """A day of the month that starts on `first` with its number of articles; None for day 0, a gap of the table."""
    if not day:
        return None
    date = first.replace(day=day)
    return date, counts[date, DatePrecision.DAY]
