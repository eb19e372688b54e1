"""Answers for what is not there, and for what went wrong."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token


class Way(NamedTuple):
    """A link that leads on from a dead end."""

    label: str
    url: str


class NotFound(Http404):
    """A page that does not exist: what the reader is told, and where to go from here."""

    def __init__(self, message: str, ways: Sequence[Way] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.ways = tuple(ways)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    explained = exception if isinstance(exception, NotFound) else None
    return render(request, "404.html", {"explained": explained}, status=404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without request and context processors: whatever failed, one of them may be its cause."""
    try:
        return HttpResponseServerError(loader.render_to_string("500.html"))
    except ValueError:
        # Static files were not collected, so even this page's styles have no address.
        return HttpResponseServerError("500 Server Error", content_type="text/plain")
