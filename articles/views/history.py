"""The reader's last searches: kept in a signed cookie of the browser's session, and nowhere else.

Nothing is written to the database, which a search never waits for, and nobody but the reader has the list.
"""

import datetime
import re
from dataclasses import replace
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles import preferences, search
from articles.views.kept import kept_requests

MOST = 30
_MOST_BYTES = 3000  # Browsers keep 4,096 of a cookie, its name and its attributes included.
_SALT = "articles.history.1"
_ROBOT = re.compile("bot|crawl|spider|slurp|preview", re.IGNORECASE)
_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz", "HX-Preloaded")
"""Headers by which browsers and htmx say that nobody has asked for the page yet."""


class Past(NamedTuple):
    """A search that was made: its `canonical` query, the number of articles found, and when (seconds since 1970)."""

    query: str
    total: int
    at: int


class Row(NamedTuple):
    """A past search as the page shows it."""

    sentence: str
    url: str
    total: int
    when: datetime.datetime
    ago: str


def past(request: HttpRequest) -> list[Past]:
    """Return the reader's last searches, the latest first."""
    if preferences.current().history == "off":
        return []
    try:
        rows = signing.loads(request.COOKIES.get(settings.HISTORY_COOKIE_NAME, ""), salt=_SALT)
    except signing.BadSignature:
        return []
    return [Past(*row) for row in rows]


def remember(request: HttpRequest, response: HttpResponse, *, query: str, total: int) -> None:
    """Put a search on top of the list, in place of the same one if that is there already; the oldest make room.

    A search too long for the cookie is not remembered, and the others stay.
    """
    if not _is_wanted(request):
        return
    earlier = past(request)
    if earlier and earlier[0].query == query:
        del earlier[0]
    kept = [Past(query, total, int(timezone.now().timestamp())), *earlier][:MOST]
    text = _written(kept)
    while len(text) > _MOST_BYTES:
        kept.pop()
        if not kept:
            return
        text = _written(kept)
    response.set_cookie(
        settings.HISTORY_COOKIE_NAME, text, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def history(request: HttpRequest) -> HttpResponse:
    """Show the reader's last searches; `do=clear` empties the list, `do=off` also ends it, `do=on` begins it again."""
    if request.method == "POST":
        return _act(request, request.POST.get("do", ""))
    context = {"rows": _rows(past(request)), "kept": preferences.current().history == "on"}
    return render(request, "searches/history.html", context)


def _act(request: HttpRequest, what: str) -> HttpResponse:
    response = redirect(request.path)
    if what in ("on", "off"):
        preferences.keep(response, replace(preferences.current(), history=what))
    if what == "clear":
        response.delete_cookie(settings.HISTORY_COOKIE_NAME, samesite="Lax")
    return response


def _rows(entries: list[Past]) -> list[Row]:
    requests = kept_requests(entry.query for entry in entries)
    readable = [(entry, asked) for entry, asked in zip(entries, requests, strict=True) if asked]
    sentences = search.sentences([asked for _entry, asked in readable])
    page = reverse("articles:search")
    rows = []
    for (entry, _asked), sentence in zip(readable, sentences, strict=True):
        when = datetime.datetime.fromtimestamp(entry.at, datetime.UTC)
        rows.append(Row(sentence, f"{page}?{entry.query}", entry.total, when, _ago(when)))
    return rows


def _ago(when: datetime.datetime) -> str:
    if timezone.now() - when < datetime.timedelta(minutes=1):
        return _("just now")
    return preferences.written(_("%(time)s ago") % {"time": timesince(when, depth=1)})


def _is_wanted(request: HttpRequest) -> bool:
    """Say whether a reader has opened the page and wants a list to be kept."""
    return (
        request.method == "GET"
        and preferences.current().history == "on"
        and not is_ahead(request)
        and not _ROBOT.search(request.headers.get("User-Agent", ""))
    )


def is_ahead(request: HttpRequest) -> bool:
    """Say whether a page is fetched ahead, before anybody has asked for it."""
    return any(request.headers.get(name) for name in _AHEAD)


def _written(entries: list[Past]) -> str:
    return signing.dumps(entries, salt=_SALT, compress=True)
