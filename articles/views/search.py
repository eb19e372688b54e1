"""The search page."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import search
from articles.addresses import VERY_LONG, changed, is_long, with_query
from articles.forms import FACETS, PER_PAGE, SearchForm, key_of
from articles.models import Source
from articles.preferences import moment_in_words
from articles.views.facets import LABELS, facets
from articles.views.facets_time import periods
from articles.views.gaps import gaps
from articles.views.history import remember
from articles.views.kept import canonical
from articles.views.lists import no_such_page, page_number
from articles.views.narrowing import Pill, period_pills, without
from articles.views.saved import offer
from articles.views.steps import by_steps
from articles.views.timeline import of_search, ways_out

QUOTATION_MARKS = frozenset('"«»“”„‟‹›″＂')
"""The signs that the query language takes for quotation marks."""
FORMS = 24
"""Forms that are named, those of all words taken together; `?forms=all` names the rest."""
FORMS_OF_A_WORD = 12


class SortLink(NamedTuple):
    """An order or a number of results on a page: its name in addresses and for readers, where it is asked for."""

    name: str
    label: str
    url: str
    current: bool


class LevelLink(NamedTuple):
    """A level of matching: its names, the number of articles it gives, and the address of the same search at it."""

    name: str
    label: str
    total: int
    url: str
    current: bool


class FormFound(NamedTuple):
    """A form of a word: its number of articles, whether it is dropped, and the address where that is changed.

    `anchor` is its own among all forms of all words.
    """

    form: str
    articles: int
    dropped: bool
    toggle: str
    anchor: str

    @property
    def look(self) -> str:
        """The classes of its link."""
        return "form dropped" if self.dropped else "form"


@require_safe
@by_steps
@vary_on_headers("HX-Request")
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found; where there is no index that can be read, say so."""
    try:
        with search.names_read_once():
            return _results(request)
    except search.IndexNotReady:
        return render(request, "search/not_ready.html", status=503)


def _results(request: HttpRequest) -> HttpResponse:
    """Show what was found; the start page where nothing is asked; the form with its messages where it is not valid."""
    form = SearchForm(request.GET or None)
    if not form.is_valid() or form.asks_nothing():
        sources = Source.objects.in_use().largest_first()
        context = {"form": form, "sources": sources, "operators": search.OPERATORS}
        return render(request, "search/search.html", context)
    number = page_number(request)
    found = search.run(form.search_request(page=max(number, 1)))
    rescue = None if found.total else search.rescue(found.request)
    rescued = None if form.cleaned_data["literal"] else rescue
    if rescued:
        found = search.run(replace(found.request, query=rescued.query))
    if not 1 <= number <= found.pages:
        raise no_such_page(request, found.pages)
    likelier = rescue.query if rescue else search.suggestion(found.request, found.total)
    pills = list(_pills(form, request))
    forms = _forms(request, found.request)
    asked, sentence = canonical(form, query=found.request.query), search.sentence(found.request)
    context = {
        "form": form,
        "by_form": is_long(request.GET),
        "opens_by_form": is_long(request.GET, VERY_LONG),
        "results": found,
        "query": found.request.query,
        "sentence": sentence,
        "feed": with_query(reverse("articles:search_feed"), QueryDict(asked)),
        "offer": offer(request, form, query=found.request.query, sentence=sentence),
        "has_words": any(sign.isalnum() for sign in found.request.query),
        "has_phrase": any(sign in QUOTATION_MARKS for sign in found.request.query),
        "pills": pills,
        "without_filters": without(
            request, "from", "to", "added-after", "drop", *FACETS, *(f"not-{name}" for name in FACETS)
        ),
        "sorts": _sorts(request, found.request.sort),
        "suggestion": _suggestion(request, "" if rescued else likelier),
        "rescue": rescued,
        "literal": with_query(request.path, changed(request.GET, literal=1, page=None)),
        "levels": _levels(request, found.request) if found.request.query else [],
        "forms": forms,
        "all_forms": any(more for _word, _forms, more in forms)
        and with_query(request.path, changed(request.GET, forms="all", page=None)),
        "facets": facets(request, form, found.request),
        "periods": periods(request, found.request),
        "timeline": of_search(request, found.request, found.total),
        "ways_out": ways_out(request, found.request),
        "gaps": gaps(found.request),
        "sizes": _sizes(request, found.request.per_page),
        "relaxed": [] if found.total else _relaxed(request, found.request),
        "page": Paginator(range(found.total), found.request.per_page).page(number),
    }
    response = render(request, "search/search.html", context)
    if not found.request.added_after:
        remember(request, response, query=asked, total=found.total)
    return response


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show every way to write a query, and what the levels of matching mean."""
    meanings = (
        _("Only the letters as you type them; harakat, tatweel and the kind of digits aside."),
        _("One word in all its forms: hamza and final letters, the article and particles, endings and pronouns."),
        _("Plurals of every kind, tenses, other spellings of names, and names in Latin letters as well."),
    )
    levels = [(level, label, meaning) for (level, label), meaning in zip(SearchForm.LEVELS, meanings, strict=True)]
    return render(request, "search/help_page.html", {"operators": search.OPERATORS, "levels": levels})


def _pills(form: SearchForm, request: HttpRequest) -> Iterator[Pill]:
    yield from period_pills(request, form)
    data = form.cleaned_data
    if data["added_after"]:
        yield Pill(_("Added after"), moment_in_words(data["added_after"]), without(request, "added-after"))
    for name in FACETS:
        for value in data[name]:
            yield Pill(str(LABELS[name]), value, _without_value(request, name, key_of(value)))
        for value in data[f"not_{name}"]:
            excluded = _("without: %(clause)s") % {"clause": LABELS[name]}
            yield Pill(excluded, value, _without_value(request, f"not-{name}", key_of(value)))
    for form_dropped in data["drop"]:
        yield Pill(_("Form dropped"), form_dropped, _without_value(request, "drop", form_dropped))


def _sorts(request: HttpRequest, current: str) -> list[SortLink]:
    return [
        SortLink(
            sort, str(label), with_query(request.path, changed(request.GET, sort=sort, page=None)), sort == current
        )
        for sort, label in SearchForm.SORTS
    ]


def _sizes(request: HttpRequest, current: int) -> list[SortLink]:
    return [
        SortLink(
            str(number),
            str(number),
            with_query(request.path, changed(request.GET, per=number, page=None)),
            number == current,
        )
        for number in PER_PAGE
    ]


def _forms(request: HttpRequest, asked: search.SearchRequest) -> list[tuple[str, list[FormFound], int]]:
    """Return for each word the forms found, most articles first, and how many more there are."""
    found = []
    by_word = search.forms_found(asked)
    words = max(len(by_word), 1)
    most = min(FORMS // words, FORMS_OF_A_WORD)
    everything = request.GET.get("forms") == "all"
    for place, (word, forms) in enumerate(by_word.items()):
        shown = [row for number, row in enumerate(forms) if everything or number < most or row[0] in asked.dropped]
        links = [
            FormFound(form, count, form in asked.dropped, _toggled(request, form), f"form-{place}-{form}")
            for form, count in shown
        ]
        found.append((word, links, len(forms) - len(shown)))
    return found


def _toggled(request: HttpRequest, form: str) -> str:
    """Return the address of the search in which a form does not count, or counts again."""
    params = changed(request.GET, page=None)
    dropped = params.getlist("drop")
    params.setlist("drop", [one for one in dropped if one != form] if form in dropped else [*dropped, form])
    return with_query(request.path, params)


def _suggestion(request: HttpRequest, query: str) -> tuple[str, str] | None:
    """Return a query that may be meant and its address, None for ""."""
    return (query, with_query(request.path, changed(request.GET, q=query, literal=None, page=None))) if query else None


def _relaxed(request: HttpRequest, asked: search.SearchRequest) -> list[tuple[search.Relaxed, str]]:
    """Return what leaving out each condition of the query would find, with its address."""
    return [
        (one, with_query(request.path, changed(request.GET, q=one.query, page=None))) for one in search.relaxed(asked)
    ]


def _levels(request: HttpRequest, asked: search.SearchRequest) -> list[LevelLink]:
    totals = search.level_totals(asked)
    params = changed(request.GET, q=asked.query, page=None)
    return [
        LevelLink(
            level,
            str(label),
            totals[level],
            with_query(request.path, changed(params, level=None if level == "default" else level)),
            level == asked.level,
        )
        for level, (_name, label) in zip(search.LEVELS, SearchForm.LEVELS, strict=True)
    ]


def _without_value(request: HttpRequest, name: str, value: str) -> str:
    params: QueryDict = changed(request.GET, page=None)
    params.setlist(name, [each for each in params.getlist(name) if each != value])
    return with_query(request.path, params)
