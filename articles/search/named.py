"""Persons, sources and subjects by their names: which of them a query means, as keys of the index.

The index holds their keys alone, so that renaming one changes no article; their names are looked up here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from whoosh import query as q

from articles.models import PersonAlias, Source, Subject
from articles.search.highlight import Marker
from articles.search.request import Level

NAMED_FIELDS = ("person", "source", "subject")


class _Read(NamedTuple):
    """What was looked up already: the names of a field, and the keys that a node means at a level."""

    names: dict[str, list[tuple[str, str]]]
    keys: dict[tuple[str, Level], tuple[str, ...]]


_read: ContextVar[_Read | None] = ContextVar("names read", default=None)


@contextmanager
def names_read_once() -> Iterator[None]:
    """Look names up once while this lasts, as for one page: its results, levels and facets ask for the same ones."""
    token = _read.set(_Read({}, {}))
    try:
        yield
    finally:
        _read.reset(token)


def keys_named(node: q.Term | q.Phrase | q.Wildcard, level: Level) -> tuple[str, ...]:
    """Return the keys of those in the node's field whose name has its word or phrase, in order.

    The level is that of the search: the names are read as texts are.
    """
    read = _read.get() or _Read({}, {})
    asked = (repr(node), level)
    if asked not in read.keys:
        if node.fieldname not in read.names:
            read.names[node.fieldname] = list(_names(node.fieldname))
        marker = Marker(_of_text(node), level)
        named = {key for key, name in read.names[node.fieldname] if marker.finds(name)}
        read.keys[asked] = tuple(sorted(named))
    return read.keys[asked]


def _of_text(node: q.Term | q.Phrase | q.Wildcard) -> q.Query:
    if isinstance(node, q.Phrase):
        return q.Phrase("text", node.words, slop=node.slop)
    return type(node)("text", node.text)


def _names(field: str) -> Iterator[tuple[str, str]]:
    if field == "person":
        return ((str(pk), name) for pk, name in PersonAlias.objects.values_list("person_id", "name").order_by())
    if field == "subject":
        return ((str(pk), name) for pk, name in Subject.objects.values_list("pk", "name").order_by())
    names = Source.objects.values_list("key", "name_ar", "name_latin").order_by()
    return ((key, f"{arabic}\n{latin}\n{key}") for key, arabic, latin in names)
