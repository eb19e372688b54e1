"""Names and statements go from one record to another, and back."""

from collections.abc import Collection, Iterable
from typing import Any, TypedDict

from articles.models import AliasKind, Office, Person, PersonAlias, SameAs

# What a record without it takes over from one that is merged into it, with its source and precision.
STATEMENTS = {
    "role": ("role", "role_source"),
    "born": ("born", "born_precision", "born_source"),
    "died": ("died", "died_precision", "died_source"),
    "description": ("description", "description_source"),
    "notes": ("notes",),
}


class NameMove(TypedDict):
    """A name that went to another record; `kept` where that had it already."""

    name: str
    kind: str
    source: str
    kept: bool


def move_names(source: Person, target: Person, names: Collection[str] | None = None) -> list[NameMove]:
    """Give the names of one person, or those of them that are asked for, to another."""
    theirs = set(target.aliases.values_list("name", flat=True))
    moves: list[NameMove] = []
    for alias in source.aliases.all():
        if names is not None and alias.name not in names:
            continue
        kept = alias.name in theirs
        moves.append({"name": alias.name, "kind": alias.kind, "source": alias.source, "kept": kept})
        if kept:
            alias.delete()
        else:
            alias.person = target
            alias.kind = AliasKind.SPELLING if alias.kind == AliasKind.DISPLAY else alias.kind
            alias.save()
    return moves


def add_names(person: Person, names: Iterable[tuple[str, str, str]]) -> list[NameMove]:
    """Give a person new names, each with its kind and source; return those that are new."""
    theirs = set(person.aliases.values_list("name", flat=True))
    moves: list[NameMove] = []
    for name, kind, source in names:
        if name not in theirs:
            PersonAlias.objects.create(person=person, name=name, kind=kind, source=source)
            theirs.add(name)
            moves.append({"name": name, "kind": kind, "source": source, "kept": False})
    return moves


def return_names(moves: Iterable[NameMove], source: Person | None, target: Person) -> None:
    """Let names go back that are still the target's; with no source they are nobody's again."""
    theirs = {alias.name: alias for alias in target.aliases.all()}
    own = set(source.aliases.values_list("name", flat=True)) if source else set()
    for move in moves:
        alias = theirs.get(move["name"])
        if alias and not move["kept"] and alias.kind != AliasKind.DISPLAY:
            alias.delete()
        elif not alias:
            continue
        if source and move["name"] not in own:
            PersonAlias.objects.create(person=source, name=move["name"], kind=move["kind"], source=move["source"])


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
    """Undo `move_statements`, as far as the target's record still says what it took over."""
    Office.objects.filter(pk__in=moved["offices"], person=target).update(person=source)
    SameAs.objects.filter(pk__in=moved["same_as"], person=target).update(person=source)
    blank = Person()
    for statement in moved["filled"]:
        fields = STATEMENTS[statement]
        if [getattr(target, field) for field in fields] == [getattr(source, field) for field in fields]:
            for field in fields:
                setattr(target, field, getattr(blank, field))
    target.save()
