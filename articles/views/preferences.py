"""The page of the reader's preferences."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.forms import PreferencesForm
from articles.preferences import Preferences, current, keep


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show what can be chosen, and keep what is; then back to the page that the reader came from.

    What is not sent stays as it was: a control on another page sends its own choice alone. A link or GET form does so
    with a choice to confirm (`?size=large`) and the way back (`?next=`). A script, which asks for no page (`Accept`),
    gets none.
    """
    sent = request.POST if request.method == "POST" else request.GET
    back = _of_this_site(request, sent.get("next") or request.headers.get("Referer", ""))
    chosen = asdict(current())
    offered = asdict(Preferences.of(chosen | request.GET.dict()))
    form = PreferencesForm(chosen | request.POST.dict() if request.method == "POST" else None, initial=offered)
    if request.method == "POST" and form.is_valid():
        wants_page = request.accepts("text/html")
        response = redirect(back or request.path) if wants_page else HttpResponse(status=204)
        keep(response, Preferences.of(form.cleaned_data))
        if wants_page:
            messages.success(request, _("Your preferences are kept in this browser."))
        return response
    return render(request, "preferences/preferences.html", {"form": form, "back": back})


def _of_this_site(request: HttpRequest, url: str) -> str:
    """Return an address where it is one of this site and not of this page; else ""."""
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe and not url.partition("?")[0].endswith(request.path) else ""
