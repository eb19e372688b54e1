"""What else an article came with, beside title, date and source, in a form that tells less from different.

Each piece is a number: a dry run keeps them of every record.
"""

import datetime
import json
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from articles.arabic import name_key
from articles.ingest.records import Details, Record, plain_data
from articles.models import Article

Pieces: TypeAlias = frozenset[int]
"""Hashes of what was given, good within one process. Where one set holds another, the other says less."""

_TEXTS = ("body", "subtitle", "lead", "place", "byline", "url")


def by_record(record: Record, time_zone: str = "") -> Pieces:
    """Return the pieces of a record; `time_zone` is its source's.

    Arabic, the language of what names none, is no piece.
    """
    moment = record.date.in_zone(time_zone) if record.date else None
    people = [(person.names, person.role) for person in record.people]
    return _pieces(record, moment, record.subjects, people)


def by_article(article_id: int) -> Pieces:
    """Return the pieces of an article that is in the archive, as its record would have them."""
    article = Article.objects.prefetch_related("subjects", "people__aliases").get(pk=article_id)
    people = [([alias.name for alias in person.aliases.all()], person.role) for person in article.people.all()]
    return _pieces(article, article.published_at, [subject.name for subject in article.subjects.all()], people)


def _pieces(
    given: Record | Article,
    moment: datetime.datetime | None,
    subjects: Iterable[str],
    people: Iterable[tuple[Iterable[str], str]],
) -> Pieces:
    def pieces() -> Iterator[tuple[str, ...]]:
        for name in _TEXTS:
            yield name, getattr(given, name)
        yield "language", given.language if given.language != "ar" else ""
        yield "estimated", "yes" if given.date_estimated else ""
        yield "moment", moment.astimezone(datetime.UTC).isoformat() if moment else ""
        yield from (("subject", subject) for subject in subjects)
        for names, role in people:
            yield from (piece for name in names for piece in (("person", name_key(name)), (name_key(name), role)))
        yield from (("extra", name, _written(value)) for name, value in given.extra.items())

    return frozenset(hash(piece) for piece in pieces() if piece[-1])


def _written(value: Details) -> str:
    return json.dumps(value, default=plain_data, ensure_ascii=False, sort_keys=True)
