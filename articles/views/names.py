"""How the articles write a person's name: which spelling in which source, and in which year."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

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
        return redirect("articles:names", person.present.pk, permanent=True)
    mentions = Mention.objects.public().filter(person=pk).order_by()
    rows = [*mentions.values_list("spellings", "article__source", "article__date")]
    if person is None or not rows:
        way = Way(_("Alphabetical index of persons"), reverse("articles:people"))
        raise NotFound(_("The archive has no such person."), [way])
    times: Counter[str] = Counter()
    by_source: dict[int | None, Counter[str]] = defaultdict(Counter)
    by_year: dict[int, Counter[str]] = defaultdict(Counter)
    for spellings, source, date in rows:
        times.update(spellings)
        by_source[source].update(spellings)
        if date:
            by_year[date.year].update(spellings)
    shown = sorted(times, key=lambda name: (-times[name], name))[:MOST_SPELLINGS]
    sources = Source.objects.in_bulk([key for key in by_source if key])
    of_sources = [Row(sources.get(key or 0), *_counted(theirs, shown)) for key, theirs in by_source.items()]
    context = {
        "person": person,
        "aliases": person.aliases.order_by("kind", "name"),
        "spellings": [(name, times[name]) for name in shown],
        "others": len(times) - len(shown),
        "articles": sum(1 for spellings, _source, _date in rows if spellings),
        "sources": _filled(sorted(of_sources, key=lambda row: (-row.total, str(row.label))))[:MOST_SOURCES],
        "years": _filled([Row(year, *_counted(by_year[year], shown)) for year in sorted(by_year)]),
    }
    return render(request, "people/names.html", context)


def _filled(rows: list[Row]) -> list[Row]:
    """Return the rows with a number: texts that were not searched yet, or say only a role, have none."""
    return [row for row in rows if row.total]


def _counted(times: Counter[str], shown: list[str]) -> tuple[list[int], int]:
    return [times[name] for name in shown], sum(times.values())
