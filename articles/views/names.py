"""How the articles write a person's name: which spelling in which source, and in which year."""

import json
from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.addresses import moved_to
from articles.models import Mention, Person, Source
from articles.views.errors import NotFound, Way

MOST_SPELLINGS = 12
MOST_SOURCES = 20


class Row(NamedTuple):
    """A source or a year, how often it has each spelling, and how often any."""

    label: object
    numbers: list[int]
    total: int


@require_safe
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """The spellings of a person, counted in the published articles, and what is on record of the names."""
    person = Person.objects.select_related("merged_into").filter(pk=pk).first()
    if person and person.present.pk != pk:
        return moved_to(reverse("articles:names", args=[person.present.pk]))
    counted = _spelt(pk)
    if person is None or not counted:
        way = Way(_("Alphabetical index of persons"), reverse("articles:people"))
        raise NotFound(_("The archive has no such person."), [way])
    times: Counter[str] = Counter()
    by_source: dict[int | None, Counter[str]] = defaultdict(Counter)
    by_year: dict[int, Counter[str]] = defaultdict(Counter)
    for (written, source, year), articles in counted.items():
        for name, number in json.loads(written).items():
            times[name] += number * articles
            by_source[source][name] += number * articles
            if year:
                by_year[year][name] += number * articles
    shown = sorted(times, key=lambda name: (-times[name], name))[:MOST_SPELLINGS]
    sources = Source.objects.in_bulk([key for key in by_source if key])
    of_sources = [Row(sources.get(key or 0), *_counted(theirs, shown)) for key, theirs in by_source.items()]
    context = {
        "person": person,
        "aliases": person.aliases.order_by("kind", "name"),
        "spellings": [(name, times[name]) for name in shown],
        "others": len(times) - len(shown),
        "articles": sum(articles for (written, _source, _year), articles in counted.items() if written != "{}"),
        "sources": _filled(sorted(of_sources, key=lambda row: (-row.total, str(row.label))))[:MOST_SOURCES],
        "years": _filled([Row(year, *_counted(by_year[year], shown)) for year in sorted(by_year)]),
    }
    return render(request, "people/names.html", context)


def _spelt(pk: int) -> Counter[tuple[str, int | None, int | None]]:
    """Count the published articles that name a person by spellings (as JSON), source and year: few differ in these."""
    mentions = Mention.objects.public().filter(person=pk).order_by().annotate(written=Cast("spellings", TextField()))
    rows = mentions.values_list("written", "article__source", "article__date")
    return Counter((written, source, date.year if date else None) for written, source, date in rows)


def _filled(rows: list[Row]) -> list[Row]:
    """Return the rows with a number: texts that were not searched yet, or say only a role, have none."""
    return [row for row in rows if row.total]


def _counted(times: Counter[str], shown: list[str]) -> tuple[list[int], int]:
    return [times[name] for name in shown], sum(times.values())
