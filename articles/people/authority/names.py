"""Names and statements go from one record to another, and back.

A name keeps its origins: whose it was before decisions moved it, and which these were. Where it is now follows from
those in force, so that they can be taken back in any order.
"""

from collections.abc import Collection, Iterable
from typing import Any, TypedDict

from articles.arabic import name_key
from articles.models import Act, AliasKind, Office, Operation, Person, PersonAlias, SameAs
from articles.people.authority.whereabouts import Whereabouts

# What a record without it takes over from one that is merged into it, with its source and precision.
STATEMENTS = {
    "role": ("role", "role_source"),
    "born": ("born", "born_precision", "born_source"),
    "died": ("died", "died_precision", "died_source"),
    "description": ("description", "description_source"),
    "notes": ("notes",),
}


class Origin(TypedDict):
    """Where a name comes from (primary keys): the person, with kind and source; the operation that put it on record.

    `by` is None where no operation did; `moved` are the splits that gave the name to others, each with the person.
    """

    home: int
    kind: str
    source: str
    by: int | None
    moved: list[list[int]]


def origins_of(alias: PersonAlias) -> list[Origin]:
    own: Origin = {"home": alias.person_id, "kind": alias.kind, "source": alias.source, "by": None, "moved": []}
    return alias.origins or [own]


def add(person: Person, names: Iterable[tuple[str, str, str]], operation: Operation) -> list[str]:
    """Give a person names that an operation puts on record, each with kind and source; return them."""
    added: list[str] = []
    for name, kind, source in names:
        _give(person.pk, name, {"home": person.pk, "kind": kind, "source": source, "by": operation.pk, "moved": []})
        added.append(name)
    return added


def part(person: Person, names: Collection[str], operation: Operation) -> None:
    """Note that an operation gives names of a person to `operation.other`; `settle` moves them."""
    for alias in person.aliases.filter(name__in=names):
        alias.origins = [
            {**origin, "moved": [*origin["moved"], [operation.pk, operation.other_id]]} for origin in origins_of(alias)
        ]
        alias.save()


def settle(persons: Iterable[int], where: Whereabouts) -> None:
    """Put the names that these persons (primary keys) have on the records where the decisions in force put them."""
    aliases = [*PersonAlias.objects.filter(person__in=[*persons]).order_by("pk")]
    undone = _undone(aliases)
    for alias in aliases:
        origins = origins_of(alias)
        owners = [_owner(origin, undone, where) for origin in origins]
        stay = [origin for origin, owner in zip(origins, owners, strict=True) if owner == alias.person_id]
        if len(stay) == len(origins):
            continue
        if stay:
            alias.origins = stay
            alias.save()
        else:
            alias.delete()
        for origin, owner in zip(origins, owners, strict=True):
            if owner is not None and owner != alias.person_id:
                _give(owner, alias.name, origin)


def homes(person: int) -> dict[str, int]:
    """Return whose the names of a person would be if nobody had been merged, by `name_key` (primary keys)."""
    aliases = [*PersonAlias.objects.filter(person=person).order_by("pk")]
    undone = _undone(aliases)
    found: dict[str, int] = {}
    for alias in aliases:
        theirs = {_home(origin, undone) or person for origin in origins_of(alias)}
        key = name_key(alias.name)
        found[key] = person if person in theirs or found.get(key) == person else min(theirs)
    return found


def _undone(aliases: Iterable[PersonAlias]) -> set[int]:
    origins: list[Origin] = [origin for alias in aliases for origin in alias.origins]
    operations = {operation for origin in origins for operation, _to in origin["moved"]}
    operations |= {origin["by"] for origin in origins if origin["by"]}
    asked = Operation.objects.filter(pk__in=operations, undone__isnull=False)
    return set(asked.values_list("pk", flat=True))


def _home(origin: Origin, undone: Collection[int]) -> int | None:
    """Return to whom the last decision in force gave a name, merges apart; None where that put on record is undone."""
    given = [to for operation, to in origin["moved"] if operation not in undone]
    if given:
        return given[-1]
    return None if origin["by"] in undone else origin["home"]


def _owner(origin: Origin, undone: Collection[int], where: Whereabouts) -> int | None:
    home = _home(origin, undone)
    return None if home is None else where.of(home)


def _give(person: int, name: str, origin: Origin) -> None:
    """Put a name on a record, beside other origins of it that are there."""
    alias = PersonAlias.objects.filter(person=person, name=name).first()
    if alias is None:
        kind = AliasKind.SPELLING if origin["kind"] == AliasKind.DISPLAY else origin["kind"]
        alias = PersonAlias(person_id=person, name=name, kind=kind, source=origin["source"])
        alias.origins = [] if origin["home"] == person and not origin["by"] else [origin]
    elif origin not in (there := origins_of(alias)):
        alias.origins = [*there, origin]
    alias.save()


def move_statements(source: Person, target: Person) -> dict[str, Any]:
    """Give offices and entries in catalogues to another person, and what that one's record lacks; return what moved."""
    moved: dict[str, Any] = {
        "offices": [*source.offices.values_list("pk", flat=True)],
        "same_as": [*source.same_as.values_list("pk", flat=True)],
        "filled": lacking(source, target),
    }
    source.offices.update(person=target)
    source.same_as.update(person=target)
    for statement in moved["filled"]:
        for field in STATEMENTS[statement]:
            setattr(target, field, getattr(source, field))
    if moved["filled"]:
        target.save()
    return moved


def lacking(source: Person, target: Person) -> list[str]:
    """Return the statements that one record has and another lacks."""
    return [name for name in STATEMENTS if getattr(source, name) and not getattr(target, name)]


def return_statements(moved: dict[str, Any], source: Person, target: Person) -> None:
    """Undo `move_statements`, as far as records still say what they took over; to be called when that is undone.

    What went on with later merges comes back from there.
    """
    where = Whereabouts()
    for model, kind in ((Office, "offices"), (SameAs, "same_as")):
        homes = _homes_of_statements(kind)
        for key in moved[kind]:
            if holder := where.of(homes[key]):
                model._default_manager.filter(pk=key).update(person=holder)
    blank = Person()
    for statement in moved["filled"]:
        fields = STATEMENTS[statement]
        said = [getattr(source, field) for field in fields]
        person: Person | None = target
        while person and [getattr(person, field) for field in fields] == said:
            for field in fields:
                setattr(person, field, getattr(blank, field))
            person.save()
            person = _who_took_over(statement, person)


def _homes_of_statements(kind: str) -> dict[int, int]:
    """Return whose offices or entries in catalogues (primary keys) those were that merges moved."""
    homes: dict[int, int] = {}
    merges = Operation.objects.filter(act=Act.MERGE, other__isnull=False).order_by("pk")
    for other, keys in merges.values_list("other", f"moved__statements__{kind}"):
        homes.update((key, other) for key in keys if key not in homes)
    return homes


def _who_took_over(statement: str, person: Person) -> Person | None:
    """Return into whom a person is merged, if that one's record took this statement over from theirs."""
    merge = Operation.objects.in_force().filter(act=Act.MERGE, other=person).select_related("person").first()
    return merge.person if merge and statement in merge.moved["statements"]["filled"] else None
