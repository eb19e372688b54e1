"""A newer version of an article takes the older one's place: same identifier, same address, same history."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.ingest.authorities import Sources, add_people, add_subjects
from articles.ingest.records import Record, Refusal
from articles.models import Article, DatePrecision

_TAKEN_OVER = ("title", "title_derived", "subtitle", "lead", "body", "language", "place", "byline", "url", "extra")
KEPT = (
    *(*_TAKEN_OVER, "edited_body", "date", "date_precision", "date_estimated", "published_at", "source_id"),
    *("checksum", "record_checksum", "repairs"),
)
"""What of an article a newer version may change, and undoing it brings back."""


def replace_article(article: Article, record: Record) -> dict[str, Any] | Refusal:
    """Save a record as the newer version of an article, inside the caller's transaction; return what it was before.

    What the record leaves out stays as it is, but a correction of the old text goes: it was one of another text. A
    refusal says why the database does not take it; nothing is changed then.
    """
    before = {name: getattr(article, name) for name in KEPT}
    for name in _TAKEN_OVER:
        value = getattr(record, name)
        if value or name == "title_derived":
            setattr(article, name, value)
    if record.date:
        article.date, article.date_precision = record.date.first, record.date.precision
        article.published_at, article.date_estimated = record.date.instant, record.date_estimated
    article.edited_body = ""
    article.checksum, article.record_checksum = record.checksum, record.fingerprint
    vars(article).pop("text", None)
    try:
        with transaction.atomic():
            if record.source:
                source = Sources().find(record.source)
                if source.pk is None:
                    source.save(force_insert=True)
                article.source = source
            article.repair(record.declined)
            article.save()
            _add_names(article, record)
    except (IntegrityError, ValidationError):
        return Refusal(record.file, record.line, "conflict", {"constraint": "article_text_once_a_source"})
    return before


def _add_names(article: Article, record: Record) -> None:
    """Add the subjects and persons that the article does not have yet."""
    subjects = {*article.subjects.values_list("name", flat=True)}
    people = {*article.mentions.values_list("person__aliases__name", flat=True)}
    more = replace(
        record,
        subjects=tuple(name for name in record.subjects if name not in subjects),
        people=tuple(one for one in record.people if not people & {*one.names}),
    )
    add_subjects([(more, article)])
    add_people([(more, article)])


def put_back(article: Article, before: dict[str, Any]) -> None:
    """Save an article as it was before a newer version took its place."""
    for name, value in before.items():
        setattr(article, name, value)
    if article.date is None:
        article.date_precision = DatePrecision.UNKNOWN
    article.repair()
    article.save()
