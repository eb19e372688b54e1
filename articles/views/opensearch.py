"""The archive as a search engine that a browser can be given: described in each language (OpenSearch 1.1, draft 6)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import search

A_DAY = 24 * 3600


@require_safe
@cache_control(max_age=A_DAY)
def description(request: HttpRequest) -> HttpResponse:
    """Return the description of the page's language, with whole addresses, as clients keep it apart from the site."""
    context = {
        # At most 16 characters, in every language.
        "name": _("Article Archive"),
        "language": get_language(),
        "example": search.OPERATORS[0].example,
        **{
            name: request.build_absolute_uri(reverse(f"articles:{page}"))
            for name, page in (("itself", "opensearch"), ("results", "search"), ("suggestions", "suggestions_json"))
        },
        "origin": request.build_absolute_uri("/").removesuffix("/"),
    }
    return render(request, "opensearch.xml", context, content_type="application/opensearchdescription+xml")
