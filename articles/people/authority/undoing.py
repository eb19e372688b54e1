"""Decisions are taken back: at any later time, in any order, as far as later ones left something to take back."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.arabic import name_key
from articles.models import (
    Act,
    IndexChange,
    Mention,
    MentionState,
    Operation,
    Person,
    Proposal,
    ProposalState,
    RefusedName,
    Span,
)
from articles.people.authority import moves, names
from articles.people.authority.errors import CannotDecide


def undo(operation: Operation, *, user: User | None) -> list[int]:
    """Take a decision back; return the articles (primary keys) whose texts should be searched again.

    What it moved goes back from whoever has it by the decisions since: from the person it went to, or those they were
    merged into. What later decisions gave to others stays there. Raises CannotDecide for one that is undone already.
    """
    with transaction.atomic():
        operation = Operation.objects.select_for_update().get(pk=operation.pk)
        if operation.undone:
            raise CannotDecide("undone")
        operation.undone, operation.undone_by_id = timezone.now(), user.pk if user else None
        operation.save(update_fields=["undone", "undone_by"])
        articles = _ACTS[Act(operation.act)](operation)
        IndexChange.objects.enqueue(sorted(articles))
        return sorted(articles)


def _undo_merge(operation: Operation) -> set[int]:
    source, target = operation.other, operation.person
    if source is None or target is None:
        return set()
    refused_target = _refusals(target)
    target = target.present
    source.retired, source.merged_into = False, None
    moved = operation.moved
    names.return_names(moved["names"], source, target)
    moves.give_back(moved["mentions"], source, target, _refusals(source) | _left_behind(source), refused_target)
    names.return_statements(moved["statements"], source, target)
    source.save()
    _take_again(source)
    return _concerned(target, moved) | _retired_in_vain(source, into=target) | _retired_in_vain(target)


def _undo_split(operation: Operation) -> set[int]:
    person, new = operation.person, operation.other
    if person is None or new is None:
        return set()
    person, holder = person.present, new.present
    moved = operation.moved
    if person.pk != holder.pk:
        moves.give_back(moved["mentions"], person, holder)
        names.return_names(moved["names"], person, holder)
        _take_again(person)
    return _concerned(holder, moved) | _retired_in_vain(new, into=person)


def _undo_confirmation(operation: Operation) -> set[int]:
    """Of a proposal, as a new person or as a name of one: what was found is proposed again."""
    moved = operation.moved
    Proposal.objects.filter(pk__in=moved["proposals"], state=ProposalState.CONFIRMED).update(
        state=ProposalState.OPEN, person=None
    )
    made = operation.person
    if made is None:
        return set()
    holder = made.present
    moves.give_back(moved["mentions"], None, holder)
    names.return_names(moved["names"], None, holder)
    return _concerned(holder, moved) | _retired_in_vain(made)


def _take_again(person: Person) -> None:
    """Take from a person what came back to them, though the proposal that had brought it is none of theirs any more."""
    undone = Operation.objects.filter(act__in=(Act.NEW, Act.ALIAS), person=person, undone__isnull=False)
    for moved in undone.values_list("moved", flat=True):
        if not Proposal.objects.filter(pk__in=moved["proposals"], state=ProposalState.CONFIRMED).exists():
            moves.give_back(moved["mentions"], None, person)
            names.return_names(moved["names"], None, person)


def _undo_refusal(operation: Operation) -> set[int]:
    moved = operation.moved
    RefusedName.objects.filter(group__in=moved["refused"]).delete()
    Proposal.objects.filter(pk__in=moved["proposals"]).exclude(state=ProposalState.CONFIRMED).update(
        state=ProposalState.OPEN
    )
    return set()


def _undo_mention(operation: Operation) -> set[int]:
    moved = operation.moved
    if operation.person is None:
        return set()
    article, before = moved["article"], moved["before"]
    person = operation.person.present
    mention = Mention.objects.filter(article=article, person=person).first()
    if mention and mention.state == moved["state"]:
        _bring_back(mention, before)
    elif mention and moved["state"] == MentionState.REFUSED:
        # They were merged into somebody else who is named there: the names are theirs again.
        free = _free(mention, before["spans"])
        mention.place([*mention.places, *free], mention.text_checksum)
        mention.save()
    for other in moved["others"]:
        theirs = Mention.objects.filter(article=article, person=other["person"]).first()
        if theirs:
            _bring_back(theirs, other["before"])
    return {article}


def _bring_back(mention: Mention, before: dict[str, Any]) -> None:
    """Make a mention what it was, but for places that are somebody else's now."""
    mention.method, mention.state = before["method"], before["state"]
    mention.place({*mention.places, *_free(mention, before["spans"])}, mention.text_checksum)
    mention.save()


def _free(mention: Mention, spans: list[Any]) -> list[Span]:
    """Return those of the places that no mention of the article that stands has."""
    others = Mention.objects.filter(article=mention.article_id).exclude(state=MentionState.REFUSED)
    taken = [span for other in others for span in other.places]
    return [place for place in (Span(*span) for span in spans) if not any(place.meets(one) for one in taken)]


def _refusals(person: Person) -> set[int]:
    """Return the articles in which a refusal of a person by an editor is in force."""
    decided = Operation.objects.in_force().filter(act=Act.MENTION, person=person)
    return {moved["article"] for moved in decided.values_list("moved", flat=True) if moved["state"] == "refused"}


def _left_behind(person: Person) -> set[int]:
    """Return the articles in which a decision in force about somebody else left a refusal of this person behind."""
    theirs = {person.pk}
    while more := {*Person.objects.filter(merged_into__in=theirs).values_list("pk", flat=True)} - theirs:
        theirs |= more
    in_force = Operation.objects.in_force()
    splits = in_force.filter(act=Act.SPLIT, person__in=theirs).values_list("moved", flat=True)
    left = {move["article"] for moved in splits for move in moved["mentions"]}
    decided = in_force.filter(act=Act.MENTION).values_list("moved", flat=True)
    return left | {moved["article"] for moved in decided if any(other["person"] in theirs for other in moved["others"])}


def _concerned(person: Person, moved: dict[str, Any]) -> set[int]:
    """Return the articles of what was moved, and those where a name that went back was found for a person since."""
    keys = {name_key(move["name"]) for move in moved["names"]}
    mentions = person.mentions.exclude(state=MentionState.REFUSED).values_list("article", "spellings")
    since = {article for article, spellings in mentions if any(name_key(one) in keys for one in spellings)}
    return since | {move["article"] for move in moved["mentions"]}


def _retired_in_vain(person: Person, into: Person | None = None) -> set[int]:
    """Take a person off record whose making was undone, once nothing is left but what texts were found to say.

    Return the articles where that was.
    """
    making = Operation.objects.filter(Q(act=Act.NEW, person=person) | Q(act=Act.SPLIT, other=person))
    if person.retired or not making.exists() or making.in_force().exists():
        return set()
    if Operation.objects.in_force().filter(act=Act.MERGE, person=person).exists():
        return set()
    mentions = [*person.mentions.exclude(state=MentionState.REFUSED)]
    if any(one.state == MentionState.CONFIRMED or moves.claims_of(one) for one in mentions):
        return set()
    person.aliases.all().delete()
    person.mentions.all().delete()
    person.retired, person.merged_into = True, into
    person.save()
    return {mention.article_id for mention in mentions}


_ACTS = {
    Act.NEW: _undo_confirmation,
    Act.ALIAS: _undo_confirmation,
    Act.REFUSE: _undo_refusal,
    Act.MERGE: _undo_merge,
    Act.SPLIT: _undo_split,
    Act.MENTION: _undo_mention,
    # Nothing moved: the two are suggested again.
    Act.APART: lambda _operation: set(),
}
