"""Browse by source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Source
from articles.views.errors import NotFound, Way
from articles.views.lists import by_date, paginate


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    context = {
        "sources": Source.objects.in_use().largest_first().with_period(),
        "without_source": Article.objects.published().without_source().count(),
    }
    return render(request, "sources/sources.html", context)


@require_safe
def source(request: HttpRequest, key: str) -> HttpResponse:
    found = Source.objects.in_use().with_period().filter(key=key).first()
    if found is None:
        raise NotFound(_("The archive has no such source."), [Way(_("All sources"), reverse("articles:sources"))])
    articles = found.articles.published()
    years = articles.counts_by_year()
    context = {
        "source": found,
        "years": sorted(years.items(), reverse=True),
        "most": max(years.values(), default=0),
        "page": paginate(request, by_date(request, articles).for_cards()),
    }
    return render(request, "sources/source.html", context)
