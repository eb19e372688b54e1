"""From state to state of a page whose address is too long for a hundred links: by the buttons of one form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.encoding import iri_to_uri

from articles.addresses import STEP, stepped, with_query


def by_steps(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page be asked for by what changes (`articles.addresses.step`); the answer leads to its own address."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if STEP in request.GET:
            return HttpResponseRedirect(iri_to_uri(with_query(request.path, stepped(request.GET))))
        return view(request, *args, **kwargs)

    return answer
