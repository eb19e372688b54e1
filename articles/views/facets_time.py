"""The facet of years and months: when the articles of a search were published, to choose a period from.

It sets the same two ends as the fields of the period and the timeline, so that the three always agree. Several years
are therefore a range: the period is widened to a year outside it, or loses the year at one of its ends.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import search
from articles.addresses import changed, with_query
from articles.arabic import PartialDate, folded
from articles.forms import SearchForm
from articles.preferences import in_words, month_name
from articles.views.errors import NotFound, Way
from articles.views.facets import SHOWN, list_context
from articles.views.steps import by_steps

MOST_CHOSEN = 12
"""Of a longer period no more years are shown beside the results."""
YEARS_ON_A_PAGE = 20


class Choice(NamedTuple):
    """A year or a month: its number of articles, whether it lies in the period asked for, or is just that period.

    `url` asks for it alone, or takes the period back where it is that. `widened` is the address of the period with it,
    "" where it lies inside; `without` that of the period without it, "" where it is not at an end. `anchor` is its own
    among all of a page. Of a year `months` are those that have articles, where they are shown.
    """

    name: str
    articles: int
    chosen: bool
    alone: bool
    url: str
    widened: str
    without: str
    anchor: str
    months: "tuple[Choice, ...]" = ()

    @property
    def look(self) -> str:
        """The classes of its link."""
        return "choice chosen" if self.chosen else "choice"


class Periods(NamedTuple):
    """Years beside the results, the newest first, and the address of all years and months."""

    years: list[Choice]
    more: str


def periods(request: HttpRequest, asked: search.SearchRequest) -> Periods | None:
    """Return the years of what a search found, its own period left aside; None where there is nothing to choose.

    The months are shown of a year that the period lies in, and of an only year.
    """
    numbers = _Numbers(asked)
    if len(numbers.months) < 2 and len(numbers.years) < 2 and not numbers.bounded:
        return None
    newest = sorted(numbers.years, reverse=True)
    touched = [name for name in newest if numbers.touches(name)]
    shown = [*touched, *(name for name in newest if name not in touched)][: max(SHOWN, min(len(touched), MOST_CHOSEN))]
    opened = touched if len(touched) == 1 else newest if len(newest) == 1 else []
    params = changed(request.GET, page=None)
    addresses = _Addresses(params)
    years = [
        numbers.choice(addresses, name, sorted(numbers.of_year(name), reverse=True) if name in opened else ())
        for name in sorted(shown, reverse=True)
    ]
    return Periods(years, with_query(reverse("articles:facet_dates"), params))


@require_safe
@by_steps
@vary_on_headers("HX-Request")
def dates(request: HttpRequest) -> HttpResponse:
    """Show all years with their months, by time or by number of articles, those that match `?find=` alone."""
    try:
        return _dates(request)
    except search.IndexNotReady:
        return render(request, "search/not_ready.html", status=503)


def _dates(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise NotFound(_("There is no such list."), [Way(_("Search the articles"), reverse("articles:search"))])
    numbers = _Numbers(form.search_request(page=1))
    sought = folded(request.GET.get("find", ""))
    by_number = request.GET.get("order") == "number"
    found = []
    for year in numbers.sorted(numbers.years, by_number=by_number):
        named = sought in folded(_in_words(year))
        months = [month for month in numbers.of_year(year) if named or sought in folded(_in_words(month))]
        if named or months:
            found.append((year, numbers.sorted(months, by_number=by_number)))
    orders = {"": _("Newest first"), "number": _("Most articles first")}
    context = list_context(request, _("Year and month"), found, orders, YEARS_ON_A_PAGE)
    addresses = _Addresses(context["params"])
    context["years"] = [numbers.choice(addresses, year, months) for year, months in context["page"]]
    return render(request, "search/facet.html", context)


class _Addresses:
    """The addresses of a search in other periods; `first` and `last` are the ends of its own, as they were typed."""

    def __init__(self, params: QueryDict) -> None:
        self.first, self.last = params.get("from", ""), params.get("to", "")
        self._start = with_query(reverse("articles:search"), changed(params, **{"from": None, "to": None}))

    def within(self, first: str, last: str) -> str:
        """Return the address of the search from a period to another, "" for an open end."""
        ends = urlencode({name: end for name, end in (("from", first), ("to", last)) if end})
        return f"{self._start}{'&' if '?' in self._start else '?'}{ends}" if ends else self._start


class _Numbers:
    """How many articles of a search choosing a year ("2018") or a month ("2018-05") would give, and its period.

    An article of the year alone may be of each of its months, and is found with each.
    """

    def __init__(self, asked: search.SearchRequest) -> None:
        self.first, self.last = asked.date_from or datetime.date.min, asked.date_to or datetime.date.max
        self.bounded = bool(asked.date_from or asked.date_to)
        self.years = search.histogram(asked, "year", whole=True)
        exact = search.histogram(asked, "month", whole=True)
        alone = self.years.copy()
        for month, number in exact.items():
            alone[month[:4]] -= number
        self.months = {month: number + alone[month[:4]] for month, number in exact.items()}

    def of_year(self, year: str) -> list[str]:
        return [month for month in self.months if month[:4] == year]

    def number(self, name: str) -> int:
        return self.months[name] if name in self.months else self.years[name]

    def sorted(self, names: Iterable[str], *, by_number: bool) -> list[str]:
        """Return years or months, the newest first, or those with the most articles."""
        newest = sorted(names, reverse=True)
        return sorted(newest, key=self.number, reverse=True) if by_number else newest

    def touches(self, name: str) -> bool:
        """True for a year or month that lies in the period asked for, or partly in it; never without a period."""
        date = _date(name)
        return self.bounded and date.first <= self.last and date.last >= self.first

    def choice(self, addresses: _Addresses, name: str, months: Iterable[str] = ()) -> Choice:
        """Return the choice of a year or month, of a year with these of its months."""
        date = _date(name)
        chosen = self.bounded and self.first <= date.first and date.last <= self.last
        alone = (self.first, self.last) == (date.first, date.last)
        begins, ends = date.first <= self.first <= date.last, date.first <= self.last <= date.last
        widened = without = ""
        if self.bounded and date.last < self.first:
            widened = addresses.within(name, addresses.last)
        elif self.bounded and date.first > self.last:
            widened = addresses.within(addresses.first, name)
        elif begins and not ends:
            without = addresses.within(_name(date.last + datetime.timedelta(days=1), name), addresses.last)
        elif ends and not begins:
            without = addresses.within(addresses.first, _name(date.first - datetime.timedelta(days=1), name))
        return Choice(
            _in_words(name) if date.precision == "year" else month_name(date.first),
            self.number(name),
            chosen,
            alone,
            addresses.within("", "") if alone else addresses.within(name, name),
            widened,
            without,
            name,
            tuple(self.choice(addresses, month) for month in months),
        )


def _date(name: str) -> PartialDate:
    """Return the year or month with this name."""
    return PartialDate(datetime.date.fromisoformat(f"{name}-01-01"[:10]), "month" if "-" in name else "year")


def _name(day: datetime.date, like: str) -> str:
    """Return the name of the year or month, `like` another, that a day lies in."""
    return day.isoformat()[: len(like)]


def _in_words(name: str) -> str:
    date = _date(name)
    return in_words(date.first, date.precision)
