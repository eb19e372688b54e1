"""Persons, sources and subjects by their names: which of them a query means, as keys of the index.

The index holds their keys alone, so that renaming one changes no article; their names are looked up here.
"""

from collections.abc import Iterable

from whoosh import query as q

from articles.models import PersonAlias, Source, Subject
from articles.search.highlight import Marker
from articles.search.request import Level

NAMED_FIELDS = ("person", "source", "subject")


def keys_named(node: q.Term | q.Phrase | q.Wildcard, level: Level) -> tuple[str, ...]:
    """Return the keys of those in the node's field whose name has its word or phrase, in order.

    The level is that of the search: the names are read as texts are.
    """
    marker = Marker(_of_text(node), level)
    return tuple(sorted({key for key, name in _names(node.fieldname) if marker.spans(name)}))


def _of_text(node: q.Term | q.Phrase | q.Wildcard) -> q.Query:
    if isinstance(node, q.Phrase):
        return q.Phrase("text", node.words, slop=node.slop)
    return type(node)("text", node.text)


def _names(field: str) -> Iterable[tuple[str, str]]:
    if field == "person":
        return ((str(pk), name) for pk, name in PersonAlias.objects.values_list("person_id", "name").order_by())
    if field == "subject":
        return ((str(pk), name) for pk, name in Subject.objects.values_list("pk", "name").order_by())
    names = Source.objects.values_list("key", "name_ar", "name_latin").order_by()
    return ((key, f"{arabic}\n{latin}\n{key}") for key, arabic, latin in names)
