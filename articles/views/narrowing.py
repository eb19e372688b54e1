"""Narrowing a list of articles by links: `?with=` a person, `?source=`, `?period=`; each can be taken back."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.addresses import changed, with_query
from articles.arabic import Period, parse_period
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
    articles: ArticleQuerySet
    pills: list[Pill]


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
        without = with_query(request.path, changed(request.GET, **{name: None, "page": None}))
        if found is None:
            raise NotFound(_("There is no such list of articles."), [Way(_("Without this condition"), without)])
        articles, meant = found
        pills.append(Pill(label, meant, without))
    return Narrowed(articles, pills)


def narrowed_to(request: HttpRequest, **conditions: str | int) -> str:
    """Return the address of the same list, from its first page, with these conditions set anew."""
    return with_query("", changed(request.GET, page=None, **conditions)) + "#articles"


class Share(NamedTuple):
    """A source, its number of the articles of a list, and the address of these."""

    source: Source
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


def _within(articles: ArticleQuerySet, value: str) -> tuple[ArticleQuerySet, Period] | None:
    try:
        period = parse_period(value)
    except ValueError:
        return None
    # As the tables count that lead here: an article of the year alone is in none of its months.
    return articles.wholly_within(period.first, period.last), period


CONDITIONS: dict[str, tuple[Promise, Callable[[ArticleQuerySet, str], tuple[ArticleQuerySet, Asked] | None]]]
CONDITIONS = {
    "with": (gettext_lazy("Together with"), _with),
    "source": (gettext_lazy("Source"), _of),
    "period": (gettext_lazy("Period"), _within),
}
