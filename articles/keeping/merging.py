"""Two articles that are one."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Article,
    FormerIdentifier,
    IndexChange,
    Mention,
    MentionState,
    Person,
    Ruling,
    acting,
    log_act,
    note,
    remember,
)


class Part(NamedTuple):
    """What is taken whole from one article or the other: what it is called, and its fields."""

    label: str | Promise
    fields: tuple[str, ...]


PARTS = {
    "title": Part(_("title"), ("title", "title_derived")),
    "subtitle": Part(_("subtitle"), ("subtitle",)),
    "lead": Part(_("lead"), ("lead",)),
    "text": Part(_("text"), ("body", "repaired_body", "repairs", "edited_body", "checksum", "language")),
    "source": Part(_("source"), ("source",)),
    "byline": Part(_("byline"), ("byline",)),
    "place": Part(_("place of the dateline"), ("place",)),
    "date": Part(_("date"), ("date", "date_precision", "date_estimated", "published_at")),
    "url": Part(_("original address"), ("url",)),
}


class Merged(NamedTuple):
    """What a merge took to the one that stays: primary keys of reprints and persons, former identifiers.

    `changed` is when that was changed last, as ISO 8601.
    """

    changed: str
    reprints: list[int]
    persons: list[int]
    identifiers: list[str]


def merge(kept: Article, other: Article, *, take: Collection[str], user_id: int | None) -> Merged:
    """Make one article of two: `kept` stays, with those PARTS of the other that `take` names.

    Subjects and persons are united. The other goes to the trash, from where it comes back whole; its address leads to
    the one that stays. Raises ValidationError where that would be the same text as a third one of its source.
    """
    with transaction.atomic(), acting(user_id, "merged"):
        both = Article.objects.select_for_update(of=("self",)).in_bulk([kept.pk, other.pk])
        kept, other = both[kept.pk], both[other.pk]
        # First: two of one source may not have the same text.
        Article.objects.move_to_trash([other.pk], user_id=user_id)
        for name in (name for part in take for name in PARTS[part].fields):
            setattr(kept, name, getattr(other, name))
        if kept.reprint_of_id == other.pk:
            kept.reprint_of = None
        kept.validate_constraints()
        kept.save()
        kept.subjects.add(*other.subjects.all())
        persons = _unite_mentions(kept, other, text_of_other="text" in take)
        reprints = list(Article.objects.filter(reprint_of=other).exclude(pk=kept.pk).values_list("pk", flat=True))
        remember(Article, reprints)
        Article.objects.filter(pk__in=reprints).update(reprint_of=kept)
        note(Article, reprints)
        former = FormerIdentifier.objects.filter(article=other)
        identifiers = list(former.values_list("identifier", flat=True))
        former.update(article=kept)
        FormerIdentifier.objects.filter(identifier=kept.identifier).delete()
        FormerIdentifier.objects.update_or_create(identifier=other.identifier, defaults={"article": kept})
        IndexChange.objects.enqueue([kept.pk])
        log_act(user_id, "merged", [kept], other=f"{other.title} ({other.identifier})")
        log_act(user_id, "merged_away", [other], kept=f"{kept.title} ({kept.identifier})")
    return Merged(kept.changed.isoformat(), reprints, persons, identifiers)


_BY_WEIGHT: list[str] = [
    MentionState.PROPOSED,
    MentionState.CONFIDENT,
    MentionState.REFUSED,
    MentionState.CONFIRMED,
]
"""What a finding says gives way to what an editor decided of either article; that a person is meant, prevails."""


def _unite_mentions(kept: Article, other: Article, *, text_of_other: bool) -> list[int]:
    """Give `kept` the persons of the other, too, and return those. What was decided of one in either, is so in both.

    The places of names stay those of the text that stays; the caller's search of that finds the others.
    """
    came = []
    there = {mention.person_id: mention for mention in kept.mentions.all()}
    for mention in Mention.objects.filter(article=other).select_related("person"):
        own = there.get(mention.person_id)
        if own is None or _BY_WEIGHT.index(mention.state) > _BY_WEIGHT.index(own.state):
            _rule_as_in(other, kept, mention.person)
        if own is None:
            mention.pk, mention._state.adding, mention.article = None, True, kept
            mention.save()
            came.append(mention.person_id)
            continue
        if _BY_WEIGHT.index(mention.state) > _BY_WEIGHT.index(own.state):
            for name in ("state", "method", "confidence", "evidence"):
                setattr(own, name, getattr(mention, name))
        if mention.spans and (text_of_other or not own.spans):
            own.place(mention.places, mention.text_checksum)
        own.save()
    return came


def _rule_as_in(other: Article, kept: Article, person: Person) -> None:
    """Let decisions about a person in the other article, under whatever record, be in force in the one that stays."""
    rulings = Ruling.objects.in_force().filter(article=other).select_related("person").order_by("pk")
    copied = [ruling for ruling in rulings if ruling.person.present == person]
    for ruling in copied:
        ruling.pk, ruling.article = None, kept
    Ruling.objects.bulk_create(copied)
