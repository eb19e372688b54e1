"""Narrowing a list of articles by links: `?with=` a person, `?source=`, `?from=` and `?to=`; each can be taken back."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.addresses import changed, periods, with_query
from articles.arabic import Period
from articles.forms import RangeForm
from articles.models import KEY_DIGITS, ArticleQuerySet, Holding, Person, Source, Subject
from articles.views.errors import NotFound, Way

Asked = Person | Source | Period | str
"""What a condition asks for."""


class Pill(NamedTuple):
    """A condition of a list or a search: what it is, what it asks for, and the address without it."""

    label: str | Promise
    value: Asked | Subject
    without: str


class Narrowed(NamedTuple):
    """A list of articles, its conditions, and the first and the last day of its period, None for an open end."""

    articles: ArticleQuerySet
    pills: list[Pill]
    period: tuple[datetime.date | None, datetime.date | None]


def narrowed(request: HttpRequest, articles: ArticleQuerySet) -> Narrowed:
    """Return those of the articles that the request asks for, and its conditions.

    `?source=` without a key asks for those without a source. Raises NotFound for a condition that is none.
    """
    pills = []
    for name, (label, condition) in CONDITIONS.items():
        value = request.GET.get(name)
        if value is None:
            continue
        found = condition(articles, value)
        if found is None:
            raise _no_such_list(request, name)
        articles, meant = found
        pills.append(Pill(label, meant, without(request, name)))
    form = RangeForm(request.GET)
    if not form.is_valid():
        raise _no_such_list(request, "from", "to")
    period = form.ends()
    if any(period):
        # As the tables count that lead here: an article of the year alone is in none of its months.
        articles = articles.wholly_within(*period)
    return Narrowed(articles, [*pills, *period_pills(request, form)], period)


def narrowed_to(request: HttpRequest, **conditions: str | int) -> str:
    """Return the address of the same list, from its first page, with these conditions set anew."""
    return with_query("", changed(request.GET, page=None, **conditions)) + "#articles"


def narrowed_to_period(request: HttpRequest) -> Callable[[str, str], str]:
    """Return what writes the address of the same list in a period, from its first and its last day, month or year."""
    address = periods(request.GET)
    return lambda first, last: f"{address(first, last)}#articles"


def period_pills(request: HttpRequest, form: RangeForm) -> Iterator[Pill]:
    """Yield the conditions of a valid form's period: one where it is a single day, month or year, else its ends."""
    first, last = form.cleaned_data["date_from"], form.cleaned_data["date_to"]
    if first and first == last:
        yield Pill(_("Period"), first, without(request, "from", "to"))
        return
    for name, label, end in (("from", _("From"), first), ("to", _("To"), last)):
        if end:
            yield Pill(label, end, without(request, name))


def without(request: HttpRequest, *names: str) -> str:
    """Return the address of the same page, from the first of its list, without some parameters."""
    return with_query(request.path, changed(request.GET, **dict.fromkeys((*names, "page"))))


def _no_such_list(request: HttpRequest, *conditions: str) -> NotFound:
    ways = [Way(_("Without this condition"), without(request, *conditions))]
    return NotFound(_("There is no such list of articles."), ways)


class Share(NamedTuple):
    """A source or a person, its number of the articles of a list, and the address of these."""

    of: Source | Person
    number: int
    url: str


def shares(request: HttpRequest, holdings: Sequence[Holding]) -> list[Share]:
    """Return the sources of the articles of a list, the largest first; articles without a source are left out."""
    numbers: Counter[int] = Counter()
    for holding in holdings:
        if holding.source:
            numbers[holding.source] += holding.number
    sources = Source.objects.in_bulk(list(numbers))
    return [
        Share(sources[pk], number, narrowed_to(request, source=sources[pk].key)) for pk, number in numbers.most_common()
    ]


def _with(articles: ArticleQuerySet, value: str) -> tuple[ArticleQuerySet, Person] | None:
    number = int(value) if value.isdecimal() and len(value) <= KEY_DIGITS else 0
    person = Person.objects.in_use().filter(pk=number).first()
    return (articles.naming(person), person) if person else None


def _of(articles: ArticleQuerySet, key: str) -> tuple[ArticleQuerySet, Source | str] | None:
    if not key:
        return articles.without_source(), _("none is named")
    source = Source.objects.in_use().filter(key=key.replace("\0", "")).first()
    return (articles.filter(source=source), source) if source else None


CONDITIONS: dict[str, tuple[Promise, Callable[[ArticleQuerySet, str], tuple[ArticleQuerySet, Asked] | None]]]
CONDITIONS = {
    "with": (gettext_lazy("Together with"), _with),
    "source": (gettext_lazy("Source"), _of),
}
