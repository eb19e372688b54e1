"""What the pages for deciding about persons have in common: who may, passages with marks, what follows a decision."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import wraps
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from articles import people, search
from articles.models import KEY_DIGITS, Article, IndexChange, Person, Sighting, Span
from articles.people import CannotDecide, Displayed
from articles.views.errors import NotFound, Way

AROUND = 90
"""Characters shown on either side of a name."""

PROBLEMS = {
    "same": gettext_lazy("A person cannot be merged with themselves."),
    "retired": gettext_lazy("This person is merged into another one already."),
    "nothing": gettext_lazy("Nothing was chosen."),
    "display": gettext_lazy("The display name stays with the person: choose another display name first."),
    "decided": gettext_lazy("This was decided already: %(name)s"),
    "undone": gettext_lazy("This decision was taken back already."),
    "on record": gettext_lazy("A person of this name is on record: %(name)s. Confirm it as a name of theirs."),
}


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view be seen by editors alone; others sign in, or read that they may not. Nothing is kept by caches."""
    allowed = login_required(permission_required("articles.change_person", raise_exception=True)(view))
    return never_cache(wraps(view)(allowed))


def person_on_record(pk: int) -> Person:
    """Return a person with a record of their own; raise NotFound where there is none."""
    found = Person.objects.on_record().filter(pk=pk).first()
    if found is None:
        raise NotFound(
            _("The archive has no such person."), [Way(_("Alphabetical index of persons"), reverse("articles:people"))]
        )
    return found


def decided(request: HttpRequest, act: Callable[[], Any], message: str) -> Any:
    """Do something and say so; say why where it cannot be done. Return what it returned, None where it was not done."""
    try:
        with transaction.atomic():
            outcome = act()
    except CannotDecide as error:
        messages.error(request, PROBLEMS[error.reason] % {"name": error.name})
        return None
    messages.success(request, message)
    transaction.on_commit(search.drain_quietly)
    return outcome


def search_again(articles: Iterable[int], person: Person | None = None) -> None:
    """Look for persons in texts that a decision concerns: in these articles, and wherever a person's names stand."""
    found = set(articles)
    if person:
        with suppress(search.IndexNotReady):
            found |= search.articles_with(person.aliases.values_list("name", flat=True))
    with transaction.atomic():
        IndexChange.objects.enqueue(people.link(found))


def keys(written: Iterable[str]) -> list[int]:
    """Return primary keys as a form sent them; what is none is left out."""
    return [int(key) for key in written if key.isdecimal() and len(key) <= KEY_DIGITS]


class Passage(NamedTuple):
    """An article, and where it names somebody, with the names marked."""

    article: Article
    html: SafeString


def passages_of(sightings: Sequence[Sighting]) -> dict[int, Passage]:
    """Return by sighting (primary key) its passage; of a text that was changed since, where the name stands now."""
    articles = Article.objects.for_excerpts().in_bulk({sighting.article_id for sighting in sightings})
    displayed = {pk: Displayed(article) for pk, article in articles.items()}
    found = {}
    for sighting in sightings:
        shown = displayed[sighting.article_id]
        places, _lost = shown.anchored(sighting.places, sighting.text_checksum)
        if places:
            found[sighting.pk] = Passage(articles[sighting.article_id], excerpt(shown, places))
    return found


def excerpt(displayed: Displayed, places: Sequence[Span]) -> SafeString:
    """Return what stands around the first of these places, as HTML, with all that are near it marked."""
    first = places[0]
    text = displayed.fields[first.field]
    start, end = max(first.start - AROUND, 0), min(first.end + AROUND, len(text))
    start = text.find(" ", start, first.start) + 1 if start else 0
    cut = text.rfind(" ", first.end, end)
    end = cut if end < len(text) and cut > 0 else end
    pieces = ["… " if start else ""]
    at = start
    for place in places:
        if place.field == first.field and at <= place.start and place.end <= end:
            pieces += [escape(text[at : place.start]), "<mark>", escape(text[place.start : place.end]), "</mark>"]
            at = place.end
    pieces += [escape(text[at:end]), " …" if end < len(text) else ""]
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped above
