"""Decisions are taken back: at any later time, in any order. What is so then follows from those that are in force."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Act, IndexChange, Operation, Person, Proposal, ProposalState, RefusedName, Ruling
from articles.people.authority import names, rulings, written
from articles.people.authority.errors import CannotDecide
from articles.people.authority.whereabouts import Whereabouts, retire_made_in_vain


def undo(operation: Operation, *, user: User | None) -> list[int]:
    """Take a decision back; return the articles (primary keys) concerned, whose mentions are what they were without it.

    Later decisions stay in force: what they gave to somebody stays there. Raises CannotDecide for one that is undone
    already.
    """
    with transaction.atomic():
        operation = Operation.objects.select_for_update().get(pk=operation.pk)
        if operation.undone:
            raise CannotDecide("undone")
        before = Whereabouts()
        involved = {pk for pk in (operation.person_id, operation.other_id) if pk}
        holders = {present for pk in involved if (present := before.of(pk))}
        articles = _concerned(operation, involved, holders)
        rulings.adopt(articles)
        operation.undone, operation.undone_by_id = timezone.now(), user.pk if user else None
        operation.save(update_fields=["undone", "undone_by"])
        _MORE.get(Act(operation.act), lambda _operation: None)(operation)
        for person in retire_made_in_vain():
            articles.update(person.mentions.values_list("article", flat=True))
            holders.add(person.pk)
        names.settle(holders, Whereabouts())
        rulings.settle(articles)
        IndexChange.objects.enqueue(sorted(articles))
        return sorted(articles)


def _concerned(operation: Operation, involved: set[int], holders: set[int]) -> set[int]:
    """Return the articles in which somebody else may be named without a decision.

    Besides those that it moved, articles where the names that go back were found since, and those with a ruling about
    one of these persons, under whatever record.
    """
    moved = operation.moved
    articles = {*moved.get("articles", ())}
    if operation.act in _MOVING:
        for holder in Person.objects.filter(pk__in=holders):
            articles |= written.articles_named_by(holder, moved["names"])
        groups = set[int]().union(*(Whereabouts().group(person) for person in involved))
        articles.update(Ruling.objects.in_force().filter(person__in=groups).values_list("article", flat=True))
    return articles


def _undo_merge(operation: Operation) -> None:
    source, target = operation.other, operation.person
    if source is None or target is None:
        return
    source.retired, source.merged_into = False, None
    source.save()
    names.return_statements(operation.moved["statements"], source, target)


def _undo_confirmation(operation: Operation) -> None:
    """Of a proposal, as a new person or as a name of one: what was found is proposed again."""
    Proposal.objects.filter(pk__in=operation.moved["proposals"], state=ProposalState.CONFIRMED).update(
        state=ProposalState.OPEN, person=None
    )


def _undo_refusal(operation: Operation) -> None:
    moved = operation.moved
    RefusedName.objects.filter(group__in=moved["refused"]).delete()
    Proposal.objects.filter(pk__in=moved["proposals"]).exclude(state=ProposalState.CONFIRMED).update(
        state=ProposalState.OPEN
    )


_MOVING = (Act.NEW, Act.ALIAS, Act.MERGE, Act.SPLIT)
_MORE = {
    Act.NEW: _undo_confirmation,
    Act.ALIAS: _undo_confirmation,
    Act.REFUSE: _undo_refusal,
    Act.MERGE: _undo_merge,
}
