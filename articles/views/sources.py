"""Browse by source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.addresses import moved_to
from articles.models import Article, Holding, Source, source_name_key
from articles.views.calendars import coverage
from articles.views.errors import NotFound, Way
from articles.views.lists import by_date, paginate
from articles.views.memory import remembered
from articles.views.narrowing import narrowed, narrowed_to_period
from articles.views.timeline import of_holdings


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    context = {
        "sources": Source.objects.in_use().largest_first().with_period(),
        "without_source": Article.objects.published().without_source().count(),
    }
    return render(request, "sources/sources.html", context)


@require_safe
@vary_on_headers("HX-Request")
def source(request: HttpRequest, key: str) -> HttpResponse:
    """A source; `?from=`, `?to=` and `?with=` a person narrow the list of articles.

    The key of one that became part of another, and any other name of a source, leads to it.
    """
    found = Source.objects.in_use().filter(key=key).first()
    if found is None:
        merged = Source.objects.in_use().filter(aliases__key=source_name_key(key)).first()
        if merged:
            return moved_to(merged.get_absolute_url())
        raise NotFound(_("The archive has no such source."), [Way(_("All sources"), reverse("articles:sources"))])
    articles = Article.objects.published().filter(source=found)
    holdings = _holdings(found.pk)
    dates = [holding.date for holding in holdings if holding.date]
    shown, pills, period = narrowed(request, articles)
    address = narrowed_to_period(request)
    number = sum(holding.number for holding in holdings)
    context = {
        "source": found,
        "first": min(dates, default=None),
        "last": max(dates, default=None),
        "number": number,
        "timeline": of_holdings(holdings, address, period),
        "coverage": coverage(holdings, address),
        "pills": pills,
        "page": paginate(request, by_date(request, shown).for_cards(), count=None if pills else number),
    }
    return render(request, "sources/source.html", context)


@remembered
def _holdings(source: int) -> list[Holding]:
    return Article.objects.published().filter(source=source).holdings()
