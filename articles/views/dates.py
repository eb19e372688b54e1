"""Browse by date: years, the months of a year as calendars, the days of a month, and the way to a typed date.

Articles whose date is known to the year or the month alone are listed on that year's or month's page. The pages of a
day are in `dates_day`, those of the Hijri calendar in `dates_hijri`.
"""

import calendar
import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.arabic import HijriDate, OutsideCalendar, Period, from_hijri, hijri, last_day
from articles.forms import JumpForm
from articles.models import Article, ArticleQuerySet, DatePrecision
from articles.views.calendars import WEEKDAYS, Counts, Month, Scale, day_cell, day_scale, weeks, with_gaps
from articles.views.errors import NotFound, Way
from articles.views.lists import paginate


class Place(NamedTuple):
    """A day, month or year, its page, and where that is told the number of its articles."""

    date: Period
    url: str
    number: int = 0


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """The years; with `?date=`, as typed by the reader, the way to that day, month or year."""
    jump = JumpForm(request.GET if "date" in request.GET else None)
    if jump.is_valid():
        return redirect(page_of(jump.cleaned_data["date"]))
    public = Article.objects.published()
    by_year = public.counts_by_year()
    context = {
        "jump": jump,
        "years": with_gaps(by_year, lambda year: reverse("articles:year", args=[year])),
        "most": max(by_year.values(), default=0),
        "dated": by_year.total(),
        "undated": public.undated().count(),
        "today": timezone.localdate(),
    }
    return render(request, "dates/years.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    public = Article.objects.published()
    counts = public.in_year(year).counts_by_date()
    scale = day_scale(counts)
    before = public.last_date_before(datetime.date(year, 1, 1))
    after = public.first_date_after(datetime.date(year, 12, 31))
    alone = public.dated_by_year_alone(year)
    context = {
        "trail": trail(),
        "year": year,
        "in_hijri": hijri_periods(datetime.date(year, 1, 1), datetime.date(year, 12, 31), DatePrecision.YEAR),
        "number": counts.total(),
        "months": [_month(datetime.date(year, month, 1), counts, scale) for month in range(1, 13)],
        "weekdays": WEEKDAYS,
        "scale": scale,
        "page": paginate(request, alone.in_reading_order().for_cards()),
        **neighbours(before, after, DatePrecision.YEAR),
    }
    return render(request, "dates/year.html", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first = day_of_calendar(year, month, 1)
    public = Article.objects.published()
    counts = public.in_month(year, month).counts_by_date()
    scale = day_scale(counts)
    before = public.known_to_the_month().last_date_before(first)
    after = public.known_to_the_month().first_date_after(last_day(first, DatePrecision.MONTH))
    alone = public.dated_by_month_alone(year, month)
    context = {
        "trail": trail(year),
        "first": first,
        "in_hijri": hijri_periods(first, last_day(first, DatePrecision.MONTH), DatePrecision.MONTH),
        "number": counts.total(),
        "month": _month(first, counts, scale),
        "weekdays": WEEKDAYS,
        "scale": scale,
        "page": paginate(request, alone.in_reading_order().for_cards()),
        "less_exact": less_exact(public.dated_by_year_alone(year)),
        **neighbours(before, after, DatePrecision.MONTH),
    }
    return render(request, "dates/month.html", context)


@require_safe
def undated(request: HttpRequest) -> HttpResponse:
    articles = Article.objects.published().undated().in_reading_order().for_cards()
    return render(request, "dates/undated.html", {"trail": trail(), "page": paginate(request, articles)})


def page_of(period: Period) -> str:
    """Return the address of a day, month or year; a Hijri day has the page of its Gregorian one."""
    prefix, numbers = "", (period.first.year, period.first.month, period.first.day)
    if period.hijri and period.precision != DatePrecision.DAY:
        prefix, numbers = "hijri_", hijri(period.first)
    length = (DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.DAY).index(DatePrecision(period.precision)) + 1
    return reverse(f"articles:{prefix}{period.precision}", args=numbers[:length])


def neighbours(
    before: datetime.date | None, after: datetime.date | None, precision: DatePrecision, *, in_hijri: bool = False
) -> dict[str, Place | None]:
    """Return `before` and `after` for a page: the days, or the months or years that they lie in; None at an end."""
    periods = {"before": _around(before, precision, in_hijri), "after": _around(after, precision, in_hijri)}
    return {name: Place(period, page_of(period)) if period else None for name, period in periods.items()}


def _around(day: datetime.date | None, precision: DatePrecision, in_hijri: bool) -> Period | None:
    """Return the day, month or year that a day lies in; None where the tables of the Hijri calendar do not reach."""
    if day is None:
        return None
    try:
        date = hijri(day) if in_hijri else HijriDate(day.year, day.month, day.day)
    except OutsideCalendar:
        return None
    # The first of the month, or of the year.
    start = {DatePrecision.MONTH: date._replace(day=1), DatePrecision.YEAR: date._replace(month=1, day=1)}
    date = start.get(precision, date)
    return Period(from_hijri(date) if in_hijri else datetime.date(*date), precision, in_hijri)


def hijri_periods(first: datetime.date, last: datetime.date, precision: DatePrecision) -> list[Place]:
    """Return the Hijri months or years that these days touch, as far as the tables reach."""
    periods: list[Place] = []
    day = first
    while day <= last and (period := _around(day, precision, in_hijri=True)):
        periods.append(Place(period, page_of(period)))
        day = period.last + datetime.timedelta(days=1)
    return periods


def less_exact(articles: ArticleQuerySet) -> list[Place]:
    """Return the months and years that are all that is known of the dates of these articles, with their numbers."""
    periods = [(Period(date, precision), number) for (date, precision), number in articles.counts_by_date().items()]
    return [Place(period, page_of(period), number) for period, number in periods]


def trail(year: int | None = None) -> list[Way]:
    """Return the ways back from a page of dates: all years, and a year."""
    ways = [Way(_("Dates"), reverse("articles:dates"))]
    if year:
        ways.append(Way(str(year), reverse("articles:year", args=[year])))
    return ways


def day_of_calendar(year: int, month: int, day: int) -> datetime.date:
    """Return a day; raises NotFound where the calendar has none such."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise no_such_date() from None


def no_such_date() -> NotFound:
    return NotFound(_("The calendar has no such date."), [Way(_("Browse by date"), reverse("articles:dates"))])


def _month(first: datetime.date, counts: Counts, scale: Scale) -> Month:
    url = reverse("articles:month", args=[first.year, first.month])
    length = calendar.monthrange(first.year, first.month)[1]
    table = weeks(first, length, day_cell(counts, scale))
    alone = counts[first, DatePrecision.MONTH]
    number = alone + sum(cell.number for week in table for cell in week if cell)
    return Month(first, number, url, table)
