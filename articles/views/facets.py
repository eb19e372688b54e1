"""The facets of a search: what its articles have in common, to choose from and to leave out."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import search
from articles.addresses import changed, is_long, with_query
from articles.arabic import folded, sort_key
from articles.forms import FACETS, SearchForm, key_of
from articles.views.errors import NotFound, Way
from articles.views.lists import paginate
from articles.views.steps import by_steps

SHOWN = 6
"""Values of a facet beside the results; the others stand on a page of their own."""
ON_A_PAGE = 100

HEADS: dict[str, str | Promise] = {
    "source": gettext_lazy("Sources"),
    "person": gettext_lazy("Persons"),
    "subject": gettext_lazy("Subjects"),
    "place": gettext_lazy("Places"),
}
LABELS: dict[str, str | Promise] = {
    "source": gettext_lazy("Source"),
    "person": gettext_lazy("Person"),
    "subject": gettext_lazy("Subject"),
    "place": gettext_lazy("Place"),
}


class Choice(NamedTuple):
    """A value of a facet: its name, how many articles it gives, whether it is chosen or excluded, and where to go.

    `toggle` chooses it, or takes back what was chosen or excluded; `exclude` leaves it out. `anchor` is its own among
    all choices of a page, as the id of an element.
    """

    name: str
    articles: int
    chosen: bool
    excluded: bool
    toggle: str
    exclude: str
    anchor: str

    @property
    def look(self) -> str:
        """The classes of its link."""
        return "choice chosen" if self.chosen else "choice excluded" if self.excluded else "choice"


class Facet(NamedTuple):
    """A facet beside the results: its first choices, and the address of them all where there are more."""

    field: str
    label: str | Promise
    choices: list[Choice]
    more: str
    number: int


def facets(request: HttpRequest, form: SearchForm, asked: search.SearchRequest) -> list[Facet]:
    """Return the facets of what a search found; those without a choice to make are left out."""
    search_page = reverse("articles:search")
    found = []
    for field, values in search.facets(asked).items():
        marked = _marked(form, field)
        shown = [*marked, *(value.key for value in values if value.key not in marked)][: max(SHOWN, len(marked))]
        counts = dict(values)
        names = search.names_of(field, shown)
        choices = [
            _choice(request.GET, search_page, field, key, names[key], counts.get(key, 0))
            for key in shown
            if key in names
        ]
        if len(values) > 1 or marked:
            params = changed(request.GET, page=None)
            more = with_query(reverse("articles:facet", args=[field]), params) if len(values) > len(shown) else ""
            found.append(Facet(field, HEADS[field], choices, more, len(values)))
    return found


@require_safe
@by_steps
@vary_on_headers("HX-Request")
def facet(request: HttpRequest, field: str) -> HttpResponse:
    """Show all values of a facet, by number of articles or by name, those that match `?find=` alone."""
    try:
        return _facet(request, field)
    except search.IndexNotReady:
        return render(request, "search/not_ready.html", status=503)


def _facet(request: HttpRequest, field: str) -> HttpResponse:
    search_page = reverse("articles:search")
    form = SearchForm(request.GET)
    if field not in FACETS or not form.is_valid():
        raise NotFound(_("There is no such list."), [Way(_("Search the articles"), search_page)])
    counts = dict(search.facets(form.search_request(page=1), (field,))[field])
    names = search.names_of(field, counts)
    sought = folded(request.GET.get("find", ""))
    keys = [key for key in counts if key in names and sought in folded(names[key])]
    if request.GET.get("order") == "name":
        keys.sort(key=lambda key: sort_key(names[key]))
    orders = {"": _("Most articles first"), "name": _("By name")}
    context = list_context(request, HEADS[field], keys, orders, ON_A_PAGE)
    context["choices"] = [
        _choice(context["params"], search_page, field, key, names[key], counts[key]) for key in context["page"]
    ]
    return render(request, "search/facet.html", context)


def list_context(
    request: HttpRequest, label: str | Promise, values: Sequence, orders: dict[str, str], on_a_page: int
) -> dict[str, Any]:
    """Return what the list of all values of a facet shows but for the values themselves.

    `orders` are the orders that can be asked for (`?order=`, "" for the first) and their names; `params` are those of
    the search. Raises NotFound where the list has no such page.
    """
    params = changed(request.GET, page=None, find=None, order=None)
    order = request.GET.get("order", "")
    order = order if order in orders else ""
    return {
        "label": label,
        "page": paginate(request, values, on_a_page),
        "params": params,
        "find": request.GET.get("find", ""),
        "order": order,
        "orders": [
            (name, with_query(request.path, changed(request.GET, order=key or None, page=None)), key == order)
            for key, name in orders.items()
        ],
        "by_form": is_long(request.GET),
        "back": with_query(reverse("articles:search"), params),
        "kept": [(name, value) for name, values in params.lists() for value in values],
    }


def _marked(form: SearchForm, field: str) -> list[str]:
    """Return the keys that the form chooses or excludes."""
    return [key_of(value) for name in (field, f"not_{field}") for value in form.cleaned_data[name]]


def _choice(params: QueryDict, path: str, field: str, key: str, name: str, number: int) -> Choice:
    chosen, excluded = key in params.getlist(field), key in params.getlist(f"not-{field}")
    add = None if chosen or excluded else field
    return Choice(
        name,
        number,
        chosen,
        excluded,
        with_query(path, _moved(params, field, key, add)),
        with_query(path, _moved(params, field, key, f"not-{field}")),
        f"choice-{field}-{quote(key, safe='')}",
    )


def _moved(params: QueryDict, field: str, key: str, to: str | None) -> QueryDict:
    """Return the parameters with a key under `to` (None for nowhere) and no longer where it was."""
    copy = changed(params, page=None)
    for name in (field, f"not-{field}"):
        copy.setlist(name, [one for one in copy.getlist(name) if one != key])
    if to:
        copy.appendlist(to, key)
    return copy
