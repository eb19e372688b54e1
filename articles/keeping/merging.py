"""Two that are one: articles, and sources."""

from collections.abc import Collection
from typing import NamedTuple

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
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
    SavedSearch,
    Source,
    SourceAlias,
    acting,
    log_act,
    note,
    remember,
    source_name_key,
)

AT_ONCE = 500


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


def merge(kept: Article, other: Article, *, take: Collection[str], user_id: int | None) -> None:
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
        _unite_mentions(kept, other, text_of_other="text" in take)
        reprints = list(Article.objects.filter(reprint_of=other).exclude(pk=kept.pk).values_list("pk", flat=True))
        remember(Article, reprints)
        Article.objects.filter(pk__in=reprints).update(reprint_of=kept)
        note(Article, reprints)
        FormerIdentifier.objects.filter(article=other).update(article=kept)
        FormerIdentifier.objects.filter(identifier=kept.identifier).delete()
        FormerIdentifier.objects.update_or_create(identifier=other.identifier, defaults={"article": kept})
        IndexChange.objects.enqueue([kept.pk])
        log_act(user_id, "merged", [kept], other=f"{other.title} ({other.identifier})")
        log_act(user_id, "merged_away", [other], kept=f"{kept.title} ({kept.identifier})")


_BY_WEIGHT: list[str] = [
    MentionState.PROPOSED,
    MentionState.CONFIDENT,
    MentionState.REFUSED,
    MentionState.CONFIRMED,
]
"""What a finding says gives way to what an editor decided of either article; that a person is meant, prevails."""


def _unite_mentions(kept: Article, other: Article, *, text_of_other: bool) -> None:
    """Give `kept` the persons of the other, too. What was decided of a person in one of them, is decided in both.

    The places of names stay those of the text that stays; the caller's search of that finds the others.
    """
    there = {mention.person_id: mention for mention in kept.mentions.all()}
    for mention in Mention.objects.filter(article=other).select_related("person"):
        own = there.get(mention.person_id)
        if own is None or _BY_WEIGHT.index(mention.state) > _BY_WEIGHT.index(own.state):
            _rule_as_in(other, kept, mention.person)
        if own is None:
            mention.pk, mention._state.adding, mention.article = None, True, kept
            mention.save()
            continue
        if _BY_WEIGHT.index(mention.state) > _BY_WEIGHT.index(own.state):
            for name in ("state", "method", "confidence", "evidence"):
                setattr(own, name, getattr(mention, name))
        if mention.spans and (text_of_other or not own.spans):
            own.place(mention.places, mention.text_checksum)
        own.save()


def _rule_as_in(other: Article, kept: Article, person: Person) -> None:
    """Let decisions about a person in the other article, under whatever record, be in force in the one that stays."""
    rulings = Ruling.objects.in_force().filter(article=other).select_related("person").order_by("pk")
    copied = [ruling for ruling in rulings if ruling.person.present == person]
    for ruling in copied:
        ruling.pk, ruling.article = None, kept
    Ruling.objects.bulk_create(copied)


def merge_sources(kept: Source, gone: Source, *, user_id: int | None) -> int:
    """Make one source of two: articles and names of `gone` become those of `kept`; return the number of articles.

    Its key becomes a name, too: its address leads to the one that stays, and imports go on naming it. An article of
    which `kept` has the same text is merged into that.
    """
    with transaction.atomic(), acting(user_id, "merged", with_parts=True):
        number = gone.articles.out_of_trash().count()
        there = {article.checksum: article for article in kept.articles.out_of_trash().for_links()}
        for article in gone.articles.out_of_trash().filter(checksum__in=kept.articles.values("checksum")).for_links():
            if article.checksum in there:
                merge(there[article.checksum], article, take=(), user_id=user_id)
        pks = list(gone.articles.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(pks), AT_ONCE):
            portion = pks[start : start + AT_ONCE]
            remember(Article, portion)
            Article.objects.filter(pk__in=portion).update(source=kept, changed=timezone.now())
            note(Article, portion)
        IndexChange.objects.enqueue(pks)
        names = [gone.key, gone.name_ar, gone.name_latin, *gone.aliases.values_list("name", flat=True)]
        log_act(user_id, "merged", [kept], other=f"{gone} ({gone.key})")
        _let_searches_follow(gone.key, kept.key)
        gone.delete()
        own = {source_name_key(name) for name in (kept.key, kept.name_ar, kept.name_latin)}
        for name in names:
            key = source_name_key(name)
            if key and key not in own:
                SourceAlias.objects.get_or_create(key=key, defaults={"source": kept, "name": name})
    return number


def _let_searches_follow(gone: str, kept: str) -> None:
    """Put one key of a source for another in the searches that users saved."""
    for saved in SavedSearch.objects.filter(query__contains="source="):
        params = QueryDict(saved.query, mutable=True)
        for name in ("source", "not-source"):
            keys = params.getlist(name)
            if gone in keys:
                params.setlist(name, sorted({kept if key == gone else key for key in keys}))
        query = params.urlencode()
        if query == saved.query:
            continue
        if SavedSearch.objects.filter(user=saved.user_id, query=query).exists():
            saved.delete()
        else:
            saved.query = query
            saved.save()
