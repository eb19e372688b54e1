"""A newer version of an article takes the older one's place: same identifier, same address, same history."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.arabic import name_key
from articles.ingest.authorities import Sources, add_people, add_subjects
from articles.ingest.records import Record, Refusal
from articles.models import Article, DatePrecision, MentionMethod, MentionState, Subject, note

_TAKEN_OVER = ("title", "title_derived", "subtitle", "lead", "body", "language", "place", "byline", "url", "extra")
KEPT = (
    *(
        *_TAKEN_OVER,
        "repaired_body",
        "repairs",
        "edited_body",
        "date",
        "date_precision",
        "date_estimated",
        "published_at",
        "source_id",
    ),
    *("checksum", "record_checksum"),
)
"""What of an article a newer version may change, and undoing it brings back."""


def replace_article(article: Article, record: Record) -> dict[str, Any] | Refusal:
    """Save a record as the newer version of an article, inside the caller's transaction; return what it was before.

    What the record leaves out stays as it is, but a correction of the old text goes: it was one of another text. A
    refusal says why the database does not take it; nothing is changed then.
    """
    before = {name: getattr(article, name) for name in KEPT} | _names_of(article)
    for name in _TAKEN_OVER:
        value = getattr(record, name)
        if value or name == "title_derived":
            setattr(article, name, value)
    article.edited_body = ""
    article.checksum, article.record_checksum = record.checksum, record.fingerprint
    try:
        with transaction.atomic():
            if record.source:
                source = Sources().find(record.source)
                if source.pk is None:
                    source.save(force_insert=True)
                article.source = source
            _date(article, record)
            if article.source and not article.byline:
                article.byline = article.source.default_byline
            article.repair(record.declined)
            article.save()
            _add_names(article, record)
            note(Article, [article.pk])
    except (IntegrityError, ValidationError):
        return Refusal(record.file, record.line, "conflict", {"constraint": "article_text_once_a_source"})
    return before


def _date(article: Article, record: Record) -> None:
    """Give the article the date of the record, its time read in the time zone of the article's source."""
    if record.date:
        article.date, article.date_precision = record.date.first, record.date.precision
        article.date_estimated = record.date_estimated
        article.published_at = record.date.in_zone(article.source.time_zone if article.source else "")


def _names_of(article: Article) -> dict[str, Any]:
    """Return the primary keys of the subjects and persons that an article has."""
    return {
        "subjects": [*article.subjects.values_list("pk", flat=True)],
        "people": [*article.mentions.values_list("person", flat=True)],
    }


def _add_names(article: Article, record: Record) -> None:
    """Add the subjects and persons that the article does not have yet."""
    subjects = {*article.subjects.values_list("name", flat=True)}
    people = {*article.mentions.values_list("person__aliases__key", flat=True)}
    more = replace(
        record,
        subjects=tuple(name for name in record.subjects if name not in subjects),
        people=tuple(one for one in record.people if not people & {*map(name_key, one.names)}),
    )
    add_subjects([(more, article)])
    add_people([(more, article)])


def put_back(article: Article, before: dict[str, Any]) -> None:
    """Save an article as it was before a newer version took its place.

    The caller looks for persons in its text anew. What an editor decided of a person meanwhile stays.
    """
    for name in KEPT:
        setattr(article, name, before[name])
    if article.date is None:
        article.date_precision = DatePrecision.UNKNOWN
    vars(article).pop("text", None)
    article.save()
    if "subjects" in before:
        article.subjects.set(Subject.objects.filter(pk__in=before["subjects"]))
        came = article.mentions.exclude(person__in=before["people"]).filter(method=MentionMethod.METADATA)
        came.exclude(state=MentionState.REFUSED).delete()
        # A decision of somebody else in the article notes what came with it, see articles.models.Ruling.
        said = article.rulings.filter(operation=None, method=MentionMethod.METADATA)
        said.exclude(person__in=before["people"]).delete()
