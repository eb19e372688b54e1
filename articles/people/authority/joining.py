"""Two records of one person become one, one of two persons two; each with a preview of what moves."""

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from articles.arabic import name_key
from articles.models import Act, IndexChange, MentionState, Operation, Person
from articles.people.authority import moves, names
from articles.people.authority.errors import CannotDecide
from articles.people.authority.summaries import from_to


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


class Named(NamedTuple):
    """In how many articles a name stands, and how often in all of them."""

    articles: int
    times: int


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
        moved = {
            "mentions": moves.move_all(source, target),
            "statements": names.move_statements(source, target),
            "names": names.move_names(source, target),
        }
        source.retired, source.merged_into = True, target
        source.save()
        return _noted(
            Act.MERGE, from_to(source.display_name, target.display_name), moved, person=target, other=source, user=user
        )


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
        new = Person.objects.create(display_name=display_name)
        whole = Q(article__in=[*articles])
        mentions = person.mentions.exclude(state=MentionState.REFUSED)
        moved: dict[str, object] = {"mentions": moves.move_some(mentions.filter(whole), new, None)}
        if names_moved:
            taken = surfaces_of(person, names_moved)
            moved["mentions"] += moves.move_some(mentions.exclude(whole), new, taken)  # type: ignore[operator]
        moved["names"] = names.move_names(person, new, names_moved)
        moved["made"] = display_name
        return _noted(Act.SPLIT, from_to(person.display_name, display_name), moved, person=person, other=new, user=user)


def surfaces_of(person: Person, chosen: Collection[str]) -> set[str]:
    """Return the spellings in a person's mentions that are written for these of their names rather than for others."""
    owners = {name_key(alias.name): alias.name in chosen for alias in person.aliases.all()}
    surfaces = {surface for spellings in person.mentions.values_list("spellings", flat=True) for surface in spellings}
    return {surface for surface in surfaces if owners.get(_meant(surface, owners))}


def numbers_by_name(person: Person) -> dict[str, Named]:
    """Return for each name of a person in how many articles it stands, and how often: what a split would move."""
    names_by_key: dict[str, list[str]] = defaultdict(list)
    for alias in person.aliases.all():
        names_by_key[name_key(alias.name)].append(alias.name)
    meant = cache(lambda surface: _meant(surface, names_by_key))
    articles, times = Counter[str](), Counter[str]()
    standing = person.mentions.exclude(state=MentionState.REFUSED)
    for spellings in standing.values_list("spellings", flat=True):
        articles.update({meant(surface) for surface in spellings})
        for surface, number in spellings.items():
            times[meant(surface)] += number
    return {name: Named(articles[key], times[key]) for key, theirs in names_by_key.items() for name in theirs}


def _meant(surface: str, keys: Collection[str]) -> str:
    """Return which name a surface is written for: of those it ends with, particles aside, the longest; "" for none."""
    key = name_key(surface)
    return max((name for name in keys if key.endswith(name)), key=len, default="")


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def _noted(act: Act, summary: str, moved: dict, *, person: Person, other: Person, user: User | None) -> Operation:
    articles = {move["article"] for move in moved["mentions"]}
    IndexChange.objects.enqueue(sorted(articles))
    return Operation.objects.create(
        act=act, summary=summary[:500], moved=moved, articles=len(articles), person=person, other=other, user=user
    )
