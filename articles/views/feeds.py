"""Feeds: what was added to the archive last, of all of it, or of a search, a person, a source, a subject."""

from dataclasses import replace

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from articles import search
from articles.addresses import moved_to
from articles.feeds import Channel, feed
from articles.forms import SearchForm
from articles.models import Person, Source, Subject
from articles.views.kept import canonical

ENTRIES = 50
FRESH = 600
"""Seconds for which a feed need not be asked for again."""
TRY_AGAIN = 300
"""Seconds after which it should be, where search is being prepared."""


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """The whole archive."""
    return _feed(request, search.SearchRequest(), _("Arabic Article Archive"), reverse("articles:home"))


@require_safe
def of_search(request: HttpRequest) -> HttpResponse:
    """A search with everything its address asks for; a search that is not valid is answered with what is wrong."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        wrong = [message for messages in form.errors.values() for message in messages]
        return _told(400, _("There is no feed of this search."), *map(str, wrong))
    if form.asks_nothing():
        return redirect("articles:feed")
    asked = form.search_request(page=1)
    query = canonical(form)
    level = "" if asked.level == "default" else str(dict(SearchForm.LEVELS)[asked.level])
    page = f"{reverse('articles:search')}?{query}"
    return _feed(request, asked, _of_archive(search.sentence(asked)), page, query=query, subtitle=level)


@require_safe
def of_person(request: HttpRequest, pk: int) -> HttpResponse:
    named = get_object_or_404(Person, pk=pk)
    if named.present.pk != pk:
        return moved_to(reverse("articles:person_feed", args=[named.present.pk]))
    person = get_object_or_404(Person.objects.in_use(), pk=pk)
    asked = search.SearchRequest(people=(person.pk,))
    return _feed(request, asked, _of_archive(str(person)), person.get_absolute_url())


@require_safe
def of_source(request: HttpRequest, key: str) -> HttpResponse:
    source = get_object_or_404(Source.objects.in_use(), key=key)
    asked = search.SearchRequest(sources=(source.key,))
    return _feed(request, asked, _of_archive(str(source)), source.get_absolute_url())


@require_safe
def of_subject(request: HttpRequest, pk: int) -> HttpResponse:
    subject = get_object_or_404(Subject.objects.in_use(), pk=pk)
    asked = search.SearchRequest(subjects=(subject.pk,))
    return _feed(request, asked, _of_archive(str(subject)), subject.get_absolute_url())


def _of_archive(title: str) -> str:
    return f"{title} · {_('Arabic Article Archive')}"


# The tag is made of what is sent: whatever changes it, a new name of a person too, is noticed. No date would do: that
# of the newest article moves back when it is withdrawn.
@conditional_page
def _feed(
    request: HttpRequest, asked: search.SearchRequest, title: str, page: str, *, query: str = "", subtitle: str = ""
) -> HttpResponse:
    """Answer with the articles of a search that became public last; `page` shows the same ones."""
    try:
        with search.names_read_once():
            found = search.run(replace(asked, sort="added", per_page=ENTRIES))
    except search.IndexNotReady:
        response = _told(503, _("Search is being prepared"))
        response["Retry-After"] = str(TRY_AGAIN)
        return response
    prefetch_related_objects([hit.article for hit in found.hits], "subjects")
    channel = Channel(
        title=title,
        subtitle=" · ".join(map(str, filter(None, (subtitle, *found.notices)))),
        address=f"{request.path}?{query}" if query else request.path,
        page=page,
        publisher=_("Arabic Article Archive"),
    )
    made = feed(channel, found.hits, request.build_absolute_uri)
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


def _told(status: int, *sentences: str) -> HttpResponse:
    return HttpResponse("\n".join((*sentences, "")), status=status, content_type="text/plain; charset=utf-8")
