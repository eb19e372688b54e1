"""The search page."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search
from articles.arabic import PartialDate
from articles.forms import SearchForm
from articles.views.lists import changed, no_such_page, page_number, with_query

PER_PAGE = 10
QUOTATION_MARKS = frozenset('"«»“”„‟‹›″＂')
"""The signs that the query language takes for quotation marks."""
FORMS = 12
"""Forms of a word that are named; the rest is a number."""


class Pill(NamedTuple):
    """A filter in force: what it is, its value, and the address of the same search without it."""

    label: str
    value: Any
    without: str


class SortLink(NamedTuple):
    label: str
    url: str
    current: bool


class LevelLink(NamedTuple):
    """A level of matching: its name, the number of articles it gives, and the address of the same search at it."""

    label: str
    total: int
    url: str
    current: bool


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found; where there is no index that can be read, say so."""
    try:
        return _results(request)
    except search.IndexNotReady:
        return render(request, "search/not_ready.html", status=503)


def _results(request: HttpRequest) -> HttpResponse:
    """Show what was found; the start page where nothing is asked; the form with its messages where it is not valid."""
    form = SearchForm(request.GET or None)
    if not form.is_valid() or form.asks_nothing():
        return render(request, "search/search.html", {"form": form})
    number = page_number(request)
    found = search.run(form.search_request(page=max(number, 1), per_page=PER_PAGE))
    if not 1 <= number <= found.pages:
        raise no_such_page(request, found.pages)
    pills = list(_pills(form, request))
    context = {
        "form": form,
        "results": found,
        "query": found.request.query,
        "has_words": any(sign.isalnum() for sign in found.request.query),
        "has_phrase": any(sign in QUOTATION_MARKS for sign in found.request.query),
        "pills": pills,
        "without_filters": _without(request, "from", "to", "source", "person"),
        "sorts": _sorts(request, found.request.sort),
        "suggestion": _suggestion(request, found),
        "levels": _levels(request, found.request) if found.request.query else [],
        "forms": [(word, of[:FORMS], len(of) - FORMS) for word, of in search.forms_found(found.request).items()],
        "page": Paginator(range(found.total), PER_PAGE).page(number),
    }
    return render(request, "search/search.html", context)


def _pills(form: SearchForm, request: HttpRequest) -> Iterator[Pill]:
    data = form.cleaned_data
    for name, label in (("date_from", _("From")), ("date_to", _("To"))):
        date: PartialDate | None = data[name]
        if date:
            yield Pill(label, date, _without(request, form.add_prefix(name)))
    for source in data["source"]:
        yield Pill(_("Source"), source, _without_value(request, "source", source.key))
    for person in data["person"]:
        yield Pill(_("Person"), person, _without_value(request, "person", str(person.pk)))


def _sorts(request: HttpRequest, current: str) -> list[SortLink]:
    return [
        SortLink(str(label), with_query(request.path, changed(request.GET, sort=sort, page=None)), sort == current)
        for sort, label in SearchForm.SORTS
    ]


def _suggestion(request: HttpRequest, found: search.SearchResults) -> tuple[str, str] | None:
    """Return the query that may be meant and its address, None where none is known."""
    query = search.suggestion(found.request, found.total)
    return (query, with_query(request.path, changed(request.GET, q=query, page=None))) if query else None


def _levels(request: HttpRequest, asked: search.SearchRequest) -> list[LevelLink]:
    totals = search.level_totals(asked)
    return [
        LevelLink(
            str(label),
            totals[level],
            with_query(request.path, changed(request.GET, level=None if level == "default" else level, page=None)),
            level == asked.level,
        )
        for level, (_name, label) in zip(search.LEVELS, SearchForm.LEVELS, strict=True)
    ]


def _without(request: HttpRequest, *names: str) -> str:
    return with_query(request.path, changed(request.GET, **dict.fromkeys((*names, "page"))))


def _without_value(request: HttpRequest, name: str, value: str) -> str:
    params: QueryDict = changed(request.GET, page=None)
    params.setlist(name, [each for each in params.getlist(name) if each != value])
    return with_query(request.path, params)
