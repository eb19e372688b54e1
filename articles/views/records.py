"""Records of persons are merged and split, mentions refused, and all of it can be taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles import people
from articles.arabic import name_key
from articles.models import (
    AliasKind,
    Mention,
    MentionState,
    Operation,
    Person,
)
from articles.views.deciding import decided, for_editors, keys, person_on_record
from articles.views.errors import NotFound, Way
from articles.views.lists import paginate

FOUND = 12
DECISIONS_A_PAGE = 50
ARTICLES_TO_PART = 60


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge a person into another: `?q=` finds whom, `?into=` shows what would move; what is sent does so."""
    person = person_on_record(pk)
    asked = request.POST.get("into") or request.GET.get("into", "")
    into = Person.objects.on_record().exclude(pk=pk).filter(pk__in=keys([asked])).first()
    if request.method == "POST":
        if into is None:
            messages.error(request, _("Choose a person on record."))
            return redirect(request.path)
        message = _("%(one)s was merged into %(other)s.") % {"one": person, "other": into}
        done = decided(request, lambda: people.merge(person, into, user=request.user), message)  # type: ignore[arg-type]
        return redirect(into if done else request.path)
    query = request.GET.get("q", "").strip()[:200]
    found = Person.objects.on_record().exclude(pk=pk).matching(query) if name_key(query) else Person.objects.none()
    context = {
        "person": person,
        "into": into,
        "preview": people.preview_merge(person, into) if into else None,
        "query": query,
        "found": found.with_counts()[:FOUND],
    }
    return render(request, "people/merge.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Part a new person from another: some of the names, and articles in which the new one is meant."""
    person = person_on_record(pk)
    if request.method == "POST":
        name = request.POST.get("name", "").strip()[:200]
        if not name_key(name) or Person.objects.named(name).exists():
            messages.error(
                request,
                _("The new person needs a name that nobody has on record, such as “%(name)s (poet)”.")
                % {"name": person},
            )
            return redirect(request.path)
        done = decided(
            request,
            lambda: people.split(
                person,
                name,
                names_moved=request.POST.getlist("names"),
                articles=keys(request.POST.getlist("article")),
                user=request.user,  # type: ignore[arg-type]
            ),
            _("%(new)s is a person of their own now.") % {"new": name},
        )
        return redirect(done.other if done else request.path)
    mentions = person.mentions.exclude(state=MentionState.REFUSED).select_related("article__source")
    mentions = mentions.defer("article__body", "article__edited_body").order_by("-article__date", "pk")
    page = paginate(request, mentions, ARTICLES_TO_PART)
    numbers = people.numbers_by_name(person)
    names = [(alias, numbers[alias.name]) for alias in person.aliases.exclude(kind=AliasKind.DISPLAY)]
    return render(request, "people/split.html", {"person": person, "names": names, "page": page})


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def decisions(request: HttpRequest) -> HttpResponse:
    """What was decided about persons, the latest first, with a way to take each back; `?person=` that of one."""
    if request.method == "POST":
        operation = Operation.objects.filter(pk__in=keys([request.POST.get("undo", "")])).first()
        if operation:
            _undo(request, operation)
        return redirect(request.get_full_path())
    found = Operation.objects.for_list()
    person = Person.objects.filter(pk__in=keys([request.GET.get("person", "")])).first()
    if person:
        found = found.concerning(person)
    context = {"page": paginate(request, found, DECISIONS_A_PAGE), "person": person}
    return render(request, "people/decisions.html", context)


def _undo(request: HttpRequest, operation: Operation) -> None:
    message = _("Taken back: %(what)s") % {"what": operation}
    decided(request, lambda: people.undo(operation, user=request.user), message)  # type: ignore[arg-type]


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def merges(request: HttpRequest) -> HttpResponse:
    """Persons on record who may be one, with what speaks for it and against it; `apart` says of two that they are not.

    It holds both primary keys: "3-17".
    """
    if request.method == "POST":
        pair = Person.objects.filter(pk__in=keys(request.POST.get("apart", "").split("-"))).order_by("pk")
        if len(pair) == 2:
            message = _("Kept apart: %(one)s and %(other)s.") % {"one": pair[0], "other": pair[1]}
            decided(request, lambda: people.keep_apart(*pair, user=request.user), message)  # type: ignore[arg-type]
        else:
            messages.error(request, _("Nothing was chosen."))
        return redirect(request.path)
    return render(request, "people/merges.html", {"pairs": people.suggested_merges()})


@for_editors
@require_POST
def mention(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or refuse a mention, as `state` says, and go back to the page one came from (`next`)."""
    found = Mention.objects.select_related("article", "person").filter(pk=pk).first()
    state = request.POST.get("state", "")
    if found is None or state not in (MentionState.CONFIRMED, MentionState.REFUSED):
        raise NotFound(_("There is no such mention."), [Way(_("Persons"), reverse("articles:people"))])
    message = (
        _("Refused: %(person)s is not meant in this article.")
        if state == MentionState.REFUSED
        else _("Confirmed: %(person)s is named in this article.")
    )
    decided(
        request,
        lambda: people.decide(found, MentionState(state), user=request.user),  # type: ignore[arg-type]
        message % {"person": found.person},
    )
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else found.article)
