"""The first page: what the archive is, what it holds, and the ways in."""

import datetime
from collections import Counter
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.forms import SearchForm
from articles.models import Article, Person, Source, Subject
from articles.views.memory import remembered

NEWEST = 7
# As many as stand in a line or two.
PERSONS = 8
YEARS = 12


class _Numbers(NamedTuple):
    """What the archive holds: numbers, its first and last date, articles by year, who is named in how many of them."""

    articles: int
    persons: int
    sources: int
    subjects: int
    first: datetime.date | None
    last: datetime.date | None
    by_year: Counter[int]
    most_named: list[tuple[int, int]]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    numbers = _numbers()
    names = Person.objects.in_bulk([pk for pk, _number in numbers.most_named])
    context = {
        **numbers._asdict(),
        "form": SearchForm(),
        "years": sorted(numbers.by_year.items(), reverse=True)[:YEARS],
        "most": max(numbers.by_year.values(), default=0),
        "most_named": [(names[pk], number) for pk, number in numbers.most_named if pk in names],
        "newest": Article.objects.published().newest_first().for_excerpts()[:NEWEST],
    }
    return render(request, "home.html", context)


@remembered
def _numbers() -> _Numbers:
    articles = Article.objects.published()
    persons = Person.objects.in_use()
    most_named = persons.with_counts().most_named_first()[:PERSONS]
    return _Numbers(
        articles.count(),
        persons.count(),
        Source.objects.in_use().count(),
        Subject.objects.in_use().count(),
        *articles.period(),
        articles.counts_by_year(),
        [(person.pk, person.published_count) for person in most_named],
    )
