"""The first page: what the archive is, what it holds, and the ways in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.forms import SearchForm
from articles.models import Article, Person, Source, Subject

NEWEST = 7
# As many as stand in a line or two.
PERSONS = 8
YEARS = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    articles = Article.objects.published()
    first, last = articles.period()
    persons = Person.objects.in_use()
    by_year = articles.counts_by_year()
    years = sorted(by_year.items(), reverse=True)[:YEARS]
    context = {
        "form": SearchForm(),
        "articles": articles.count(),
        "first": first,
        "last": last,
        "persons": persons.count(),
        "sources": Source.objects.in_use().count(),
        "subjects": Subject.objects.in_use().count(),
        "years": years,
        "most": max(by_year.values(), default=0),
        "most_named": persons.with_counts().most_named_first()[:PERSONS],
        "newest": articles.newest_first().for_excerpts()[:NEWEST],
    }
    return render(request, "home.html", context)
