"""A user's saved searches: how many articles each finds, and what is new since the last visit."""

import datetime
import time
from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import search
from articles.forms import SavedSearchForm, SearchForm
from articles.models import SavedSearch, TooManySaved
from articles.preferences import grouped
from articles.views.errors import NotFound, Way
from articles.views.history import is_ahead
from articles.views.kept import canonical, kept_requests, time_written
from articles.views.lists import paginate

PER_PAGE = 20


class Offer(NamedTuple):
    """What a page of results offers to save: its query, a name for it, and the search where it is saved already."""

    query: str
    name: str
    saved: SavedSearch | None
    name_most: int = SavedSearch.NAME_MOST


class Row(NamedTuple):
    """A saved search, what it asks in words ("" where its name says it), and its numbers.

    There are none without an index, where the search cannot be read any more, and where the page has taken too long
    (`is_late`).
    """

    saved: SavedSearch
    sentence: str
    total: int | None
    new: int | None
    feed: str
    is_late: bool


def offer(request: HttpRequest, form: SearchForm, *, query: str, sentence: str) -> Offer | None:
    """Return what a page of results offers to save; None to who has not signed in."""
    if not request.user.is_authenticated:
        return None
    asked = _canonical(form, query)
    if not asked:
        return None
    return Offer(asked, _shortened(sentence), SavedSearch.objects.of(request.user).filter(query=asked).first())


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_searches(request: HttpRequest) -> HttpResponse:
    """Show the user's saved searches with their numbers; save the `query` of a page of results that is sent."""
    if request.method == "POST":
        return _save(request)
    page = paginate(request, SavedSearch.objects.of(request.user), PER_PAGE)
    try:
        with search.names_read_once():
            rows, is_ready = _rows(list(page)), True
    except search.IndexNotReady:
        rows, is_ready = [_row(saved, None, "") for saved in page], False
    return render(request, "searches/saved.html", {"page": page, "rows": rows, "is_ready": is_ready})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a saved search, which marks it as seen; `?new` shows only what is new. Or change it, as `do` says."""
    saved = _own(request, pk)
    if request.method == "POST":
        return _act(request, saved)
    params = QueryDict(saved.query, mutable=True)
    if "new" in request.GET:
        params["added-after"] = time_written(saved.seen_up_to)
    if request.method == "GET" and not is_ahead(request):
        saved.mark_seen(_seen_by_now())
    return redirect(f"{reverse('articles:search')}?{params.urlencode()}")


def _own(request: HttpRequest, pk: int) -> SavedSearch:
    """Return a saved search of the user; raise NotFound for one of somebody else as for one that is not there."""
    found = SavedSearch.objects.of(request.user).filter(pk=pk).first()
    if found is None:
        way = Way(_("Saved searches"), reverse("articles:saved_searches"))
        raise NotFound(_("You have no such saved search."), [way])
    return found


def _save(request: HttpRequest) -> HttpResponse:
    form = SearchForm(QueryDict(request.POST.get("query", "")))
    asked = _canonical(form) if form.is_valid() else ""
    if not asked:
        messages.error(request, _("This search cannot be saved."))
        return redirect("articles:search")
    name = request.POST.get("name", "").replace("\0", "").strip() or _name(form)
    saved = SavedSearch(user_id=request.user.pk, query=asked, name=_shortened(name), seen_up_to=_seen_by_now())  # type: ignore[misc]
    try:
        if SavedSearch.objects.keep(saved):
            messages.success(request, _("The search is saved."))
        else:
            messages.info(request, _("You have saved this search before."))
    except TooManySaved:
        limit = _("You have %(number)s saved searches, and there is room for no more. Delete one that you do not need.")
        messages.error(request, limit % {"number": grouped(SavedSearch.MOST)})
    return redirect(f"{reverse('articles:search')}?{asked}")


def _name(form: SearchForm) -> str:
    """Return a search in words, for a name; a query of signs alone names itself."""
    return search.sentence(form.search_request(page=1)) or form.cleaned_data["q"]


def _act(request: HttpRequest, saved: SavedSearch) -> HttpResponse:
    what = request.POST.get("do", "")
    if what == "seen":
        saved.mark_seen(_seen_by_now())
    elif what == "delete":
        saved.delete()
        messages.success(request, _("The saved search “%(name)s” is deleted.") % {"name": saved.name})
    elif what == "rename":
        form = SavedSearchForm(request.POST, instance=saved)
        if form.is_valid():
            form.save()
        else:
            wrong = _("A name has at least one and at most %(most)s characters.")
            messages.error(request, wrong % {"most": grouped(SavedSearch.NAME_MOST)})
    return redirect("articles:saved_searches")


def _seen_by_now() -> datetime.datetime:
    """Return up to when articles became public that a reader can have seen: what the index lacks is still to come."""
    try:
        return search.latest_addition() or search.EPOCH
    except search.IndexNotReady:
        return search.EPOCH


def _rows(page: Sequence[SavedSearch]) -> list[Row]:
    """Return the saved searches of a page with their numbers, from the index; the database is asked for names alone.

    All together have the time of one query: what is not counted by then comes without numbers.
    """
    end = time.monotonic() + settings.QUERY_SECONDS
    requests = kept_requests(saved.query for saved in page)
    sentences = iter(search.sentences([asked for asked in requests if asked]))
    rows = []
    for saved, asked in zip(page, requests, strict=True):
        is_late = time.monotonic() >= end
        rows.append(_row(saved, None if is_late else asked, next(sentences) if asked else "", is_late=is_late))
    return rows


def _row(saved: SavedSearch, asked: search.SearchRequest | None, sentence: str, *, is_late: bool = False) -> Row:
    total, new = search.count_with_new(asked, saved.seen_up_to) if asked else (None, None)
    feed = f"{reverse('articles:search_feed')}?{saved.query}"
    return Row(saved, "" if saved.name == _shortened(sentence) else sentence, total, new, feed, is_late)


def _canonical(form: SearchForm, query: str | None = None) -> str:
    # What is new is the matter of the saved search itself.
    return canonical(form, query=query, leave_out=("added_after",))


def _shortened(name: str) -> str:
    """Return a name that a saved search can have."""
    return name if len(name) <= SavedSearch.NAME_MOST else f"{name[: SavedSearch.NAME_MOST - 1]}…"
