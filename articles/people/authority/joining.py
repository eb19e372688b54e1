"""Two records of one person become one, one of two persons two; each with a preview of what moves."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction

from articles.arabic import name_key
from articles.models import Act, IndexChange, MentionMethod, MentionState, Operation, Person, Ruling
from articles.people.authority import names, rulings, written
from articles.people.authority.errors import CannotDecide
from articles.people.authority.summaries import from_to
from articles.people.authority.whereabouts import Whereabouts


class Preview(NamedTuple):
    """What a merge would move: articles, those of them that name both, names, names both have, other statements.

    `filled` are statements that the target lacks, `left` those that it has otherwise; these stay on the old record.
    """

    articles: int
    both: int
    names: list[str]
    same_names: list[str]
    offices: int
    same_as: int
    filled: list[str]
    left: list[str]


def preview_merge(source: Person, target: Person) -> Preview:
    theirs = set(target.aliases.values_list("name", flat=True))
    own = [*source.aliases.values_list("name", flat=True)]
    filled = names.lacking(source, target)
    return Preview(
        source.mentions.exclude(state=MentionState.REFUSED).count(),
        source.mentions.filter(article__in=target.mentions.values("article")).count(),
        [name for name in own if name not in theirs],
        [name for name in own if name in theirs],
        source.offices.count(),
        source.same_as.count(),
        filled,
        [name for name in names.STATEMENTS if getattr(source, name) and name not in filled],
    )


def merge(source: Person, target: Person, *, user: User | None) -> Operation:
    """Merge one person into another: mentions, names and statements move, the old address leads to the new one.

    Raises CannotDecide for one person twice, or one that is merged already.
    """
    with transaction.atomic():
        source, target = _locked(source), _locked(target)
        if source.pk == target.pk:
            raise CannotDecide("same")
        if source.retired or target.retired:
            raise CannotDecide("retired")
        articles = set(source.mentions.values_list("article", flat=True))
        moved = {
            "articles": sorted(articles),
            "names": [*source.aliases.values_list("name", flat=True)],
            "statements": names.move_statements(source, target),
        }
        rulings.adopt(articles)
        operation = _noted(Act.MERGE, source.display_name, target.display_name, moved, target, source, user)
        source.retired, source.merged_into = True, target
        source.save()
        names.settle([source.pk], Whereabouts())
        rulings.settle(articles - _renamed(source, target))
        return operation


def _renamed(source: Person, target: Person) -> set[int]:
    """Give the target mentions that were found in texts, in articles where it has none; return these articles.

    That is most of them as a rule, and their texts need not be searched again.
    """
    ruled = Ruling.objects.in_force().filter(person__in=Whereabouts().group(target.pk))
    alone = source.mentions.undecided().filter(method=MentionMethod.TEXT)
    alone = alone.exclude(article__in=target.mentions.values("article")).exclude(article__in=ruled.values("article"))
    articles = set(alone.values_list("article", flat=True))
    alone.update(person=target)
    return articles


def keep_apart(one: Person, other: Person, *, user: User | None) -> Operation:
    """Note that two persons are not the same: they are suggested for a merge no more, until that is taken back."""
    with transaction.atomic():
        one, other = _locked(one), _locked(other)
        if one.pk == other.pk:
            raise CannotDecide("same")
        if one.retired or other.retired:
            raise CannotDecide("retired")
        summary = f"{one.display_name} ≠ {other.display_name}"
        return Operation.objects.create(act=Act.APART, summary=summary[:500], person=one, other=other, user=user)


def split(
    person: Person,
    display_name: str,
    *,
    names_moved: Collection[str] = (),
    articles: Collection[int] = (),
    user: User | None,
) -> Operation:
    """Part a new person from another: their names with the places that have them, and whole articles (primary keys).

    The operation's `other` is the new person. Raises CannotDecide where nothing would move, or the person's own
    display name would.
    """
    with transaction.atomic():
        person = _locked(person)
        if person.retired:
            raise CannotDecide("retired")
        if person.display_name in names_moved:
            raise CannotDecide("display")
        if not names_moved and not articles:
            raise CannotDecide("nothing")
        chosen = person.mentions.exclude(state=MentionState.REFUSED).filter(article__in=[*articles])
        concerned = set(chosen.values_list("article", flat=True)) | written.articles_named_by(person, names_moved)
        rulings.adopt(concerned)
        new = Person.objects.create(display_name=display_name)
        moved = {"articles": sorted(concerned), "names": [*names_moved]}
        operation = _noted(Act.SPLIT, person.display_name, display_name, moved, person, new, user)
        where = Whereabouts()
        for mention in chosen:
            rulings.give(mention, operation, mention.places)
            rulings.refuse(mention, operation, where)
        if names_moved:
            _give_confirmed(person, names_moved, operation)
            names.part(person, names_moved, operation)
            names.settle([person.pk], where)
        rulings.settle(concerned)
        return operation


def _give_confirmed(person: Person, moved: Collection[str], operation: Operation) -> None:
    """Let places that an editor confirmed go with the names that stand there; all others the search finds anew."""
    keys = {name_key(alias.name) for alias in person.aliases.all()}
    theirs = {name_key(name) for name in moved}
    confirmed = person.mentions.filter(state=MentionState.CONFIRMED).exclude(method=MentionMethod.METADATA)
    for mention in confirmed.exclude(article__in=operation.rulings.values("article")):
        places = [span for span in mention.places if written.meant(span.spelling, keys) in theirs]
        if places:
            rulings.give(mention, operation, places)


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _noted(
    act: Act, one: str, other: str, moved: dict[str, Any], person: Person, second: Person, user: User | None
) -> Operation:
    IndexChange.objects.enqueue(moved["articles"])
    number = len(moved["articles"])
    summary = from_to(one, other)[:500]
    return Operation.objects.create(
        act=act, summary=summary, moved=moved, articles=number, person=person, other=second, user=user
    )
