"""The first page: what the archive is, what it holds, and the ways in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.forms import SearchForm
from articles.models import Article, Person, Source

NEWEST = 7


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    articles = Article.objects.published()
    first, last = articles.period()
    context = {
        "form": SearchForm(),
        "articles": articles.count(),
        "first": first,
        "last": last,
        "persons": Person.objects.in_use().count(),
        "sources": Source.objects.in_use().count(),
        "newest": articles.newest_first().for_excerpts()[:NEWEST],
    }
    return render(request, "home.html", context)
