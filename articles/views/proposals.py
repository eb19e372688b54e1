"""Persons found in texts who are not on record: editors confirm or refuse them, one or many at a time."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from articles import people
from articles.arabic import name_key
from articles.models import Person, Proposal, ProposedName, Sighting, Status
from articles.preferences import grouped
from articles.views.deciding import Passage, decided, for_editors, keys, passages_of, search_again
from articles.views.errors import NotFound, Way
from articles.views.lists import paginate

PER_PAGE = 15
SPELLINGS = 8
PASSAGES = 20
OTHERS = 12
_SPELLED = ("proposal", "name", "number")


class Row(NamedTuple):
    """A proposal in the list: its spellings, and passages where it stands."""

    proposal: Proposal
    spellings: list[tuple[str, int]]
    passages: list[Passage]


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest) -> HttpResponse:
    """The open proposals, those named in most articles first; `?q=` those with these words in a spelling.

    A form that is sent says in `act` what to do: "new", "once" or "forever", alone with those that are chosen, or with
    the key of a proposal behind it ("new:17"). It leads back to the proposal that followed, on which the keys go on.
    """
    query = request.GET.get("q", "").strip()[:200]
    found = Proposal.objects.open()
    if name_key(query):
        found = found.matching(name_key(query))
    if request.method == "POST":
        listed = [*found.values_list("pk", flat=True)]
        decided_on = _act(request)
        return redirect(f"{request.get_full_path()}{_following(listed, decided_on)}")
    page = paginate(request, found, PER_PAGE)
    return render(request, "people/proposals.html", {"page": page, "rows": _rows([*page]), "query": query})


def _rows(shown: list[Proposal]) -> list[Row]:
    spellings: dict[int | None, Counter[str]] = defaultdict(Counter)
    for proposal, name, number in ProposedName.objects.filter(proposal__in=shown).values_list(*_SPELLED):
        spellings[proposal][name] += number
    wanted = [pk for proposal in shown for pk in proposal.examples]
    passages = passages_of([*Sighting.objects.filter(pk__in=wanted)])
    return [
        Row(
            proposal,
            spellings[proposal.pk].most_common(SPELLINGS),
            [passages[pk] for pk in proposal.examples if pk in passages],
        )
        for proposal in shown
    ]


def _following(listed: list[int], decided_on: list[int]) -> str:
    """Return the place on the page of the proposal behind those that were decided on, as the end of an address."""
    places = [at for at, pk in enumerate(listed) if pk in decided_on]
    behind = next((pk for pk in listed[max(places, default=0) :] if pk not in decided_on), None)
    return f"#proposal-{behind}" if places and behind else ""


def _act(request: HttpRequest) -> list[int]:
    """Do what the form asks for; return the proposals (primary keys) that were decided on."""
    act, _colon, one = request.POST.get("act", "").partition(":")
    chosen = keys([one] if one else request.POST.getlist("proposal"))
    asked = [*Proposal.objects.filter(pk__in=chosen)]
    if act == "new":
        made = [each for each in asked if _confirm_as_new(request, each)]
        search_again(Sighting.objects.filter(name__proposal__in=made).values_list("article", flat=True))
        return [each.pk for each in made]
    if act in ("once", "forever"):
        message = ngettext("%(number)s proposal was refused.", "%(number)s proposals were refused.", len(asked))
        done = decided(
            request,
            lambda: people.refuse(asked, forever=act == "forever", user=request.user),  # type: ignore[arg-type]
            message % {"number": grouped(len(asked))},
        )
        return [each.pk for each in asked] if done else []
    messages.error(request, _("Nothing was chosen."))
    return []


def _confirm_as_new(request: HttpRequest, proposal: Proposal) -> bool:
    name = proposal.display_name
    message = _("%(name)s is on record now.") % {"name": name}
    return bool(decided(request, lambda: people.confirm([proposal], user=request.user), message))  # type: ignore[arg-type]


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: all its spellings, passages, and persons on record who may be meant; `?q=` finds others.

    A form confirms or refuses.
    """
    found = Proposal.objects.filter(pk=pk).first()
    if found is None:
        way = Way(_("Proposed persons"), reverse("articles:proposals"))
        raise NotFound(_("There is no such proposal."), [way])
    if request.method == "POST":
        person = _decide(request, found)
        return redirect(person or "articles:proposals") if person is not None else redirect(request.path)
    sightings = [*_sightings(found)[:PASSAGES]]
    passages = passages_of(sightings)
    query = request.GET.get("q", "").strip()[:200]
    asked_for = [*Person.objects.on_record().matching(query).with_counts()[:OTHERS]] if name_key(query) else []
    likely = people.candidates(found)
    context = {
        "proposal": found,
        "query": query,
        "asked_for": asked_for,
        "others": [one for one in asked_for if one not in [each.person for each in likely]],
        "spellings": _spellings(found),
        "passages": [passages[one.pk] for one in sightings if one.pk in passages],
        "candidates": sorted(likely, key=lambda one: one.person not in asked_for),
        "more": max(found.number - len(passages), 0),
    }
    return render(request, "people/proposal.html", context)


def _spellings(proposal: Proposal) -> list[tuple[str, int]]:
    numbers: Counter[str] = Counter()
    for name, number in proposal.names.values_list("name", "number"):
        numbers[name] += number
    return numbers.most_common()


def _sightings(proposal: Proposal) -> QuerySet[Sighting]:
    there = Sighting.objects.exclude(article__status=Status.TRASHED)
    return there.filter(name__proposal=proposal).order_by("-confidence", "pk")


def _decide(request: HttpRequest, proposal: Proposal) -> Person | str | None:
    """Do what the form asks for; return where to go on: a person, "" for the list, None where nothing was done."""
    act = request.POST.get("act", "")
    user = request.user
    if act in ("once", "forever"):
        done = decided(
            request,
            lambda: people.refuse([proposal], forever=act == "forever", user=user),  # type: ignore[arg-type]
            _("The proposal was refused."),
        )
        return "" if done else None
    person = None
    if act == "alias":
        person = Person.objects.on_record().filter(pk__in=keys([request.POST.get("person", "")])).first()
        if person is None:
            messages.error(request, _("Choose a person on record."))
            return None
    name = request.POST.get("name", "").strip()[:200]
    latin = request.POST.get("latin", "").strip()[:200]
    if act != "alias" and name and not name_key(name):
        messages.error(request, _("A name needs letters."))
        return None
    message = _("Confirmed: %(name)s") % {"name": person or name or proposal.display_name}
    done = decided(
        request,
        lambda: people.confirm([proposal], person=person, display_name=name, latin=latin, user=user),  # type: ignore[arg-type]
        message,
    )
    if not done:
        return None
    search_again(_sightings(proposal).values_list("article", flat=True), done.person)
    return done.person
