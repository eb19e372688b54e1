"""A merge of two sources is taken back: what it moved goes back, as long as nobody has changed it since."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from articles.keeping.returning import return_to
from articles.keeping.sources import AT_ONCE
from articles.models import (
    Article,
    ArticleQuerySet,
    FormerIdentifier,
    IndexChange,
    SavedSearch,
    Source,
    SourceAlias,
    TextIsThere,
    acting,
    details_of,
    log_act,
    note,
    remember,
    source_name_key,
)


@dataclass(frozen=True)
class Parting:
    """A merge of sources that can be taken back, as the log has it: `kept` gives back what was `gone`, unsaved."""

    kept: Source
    gone: Source
    noted: dict[str, Any]

    @property
    def time(self) -> datetime.datetime:
        """When the articles were moved, to the microsecond: nothing else has changed at it."""
        return datetime.datetime.fromisoformat(self.noted["moved"])

    @property
    def texts(self) -> list[int]:
        """The primary keys of articles of which both sources had the text."""
        return [pair[name] for pair in self.noted["merged"] for name in ("kept", "other")]

    @property
    def returning(self) -> ArticleQuerySet:
        """The articles that go back: those that came with the merge, and nobody has changed since."""
        return Article.objects.filter(source=self.kept, changed=self.time)

    @property
    def staying(self) -> ArticleQuerySet:
        """The articles that came with the merge and were changed since."""
        rows = Article.history.filter(history_change_reason="merged", source_id=self.kept.pk, changed=self.time)
        return Article.objects.filter(pk__in=rows.values("id")).exclude(source=self.kept, changed=self.time)


def parting_of(entry: LogEntry) -> Parting | None:
    """Return how the merge of an entry of the log can be taken back; None for one of anything else.

    None also for a merge that was taken back, or whose remaining source became part of a third one, which has to be
    taken back first.
    """
    if entry.content_type_id != ContentType.objects.get_for_model(Source).pk or '"fields"' not in entry.change_message:
        return None
    noted = details_of(entry).get("source")
    kept = Source.objects.filter(pk=entry.object_id or 0).first()
    if noted is None or kept is None:
        return None
    gone = Source(**noted["fields"])
    if Source.objects.filter(Q(pk=gone.pk) | Q(key=gone.key)).exists():
        return None
    return Parting(kept, gone, noted)


def part_sources(parting: Parting, *, user_id: int | None) -> tuple[int, list[Article]]:
    """Make two sources of one again; return how many articles went back, and those that stay since they were changed.

    Texts that both had are two articles again, each with what it had: of these, too, one that was changed since stays
    as it is. The caller looks for persons anew in these (`Parting.texts`).
    """
    with transaction.atomic(), acting(user_id, "parted", with_parts=True):
        kept, gone, noted = parting.kept, parting.gone, parting.noted
        staying = list(parting.staying.for_links())
        for alias in kept.aliases.filter(key__in=noted["taken"]):
            alias.delete()
        gone.save(force_insert=True)
        _give_names(gone, noted["names"])
        pks = list(parting.returning.order_by("pk").values_list("pk", flat=True))
        _move_back(pks, gone)
        for pair in noted["merged"]:
            staying += _part_articles(pair, {*pks}, user_id)
        _return_searches(noted["searches"])
        log_act(user_id, "parted", [kept], other=f"{gone} ({gone.key})", number=len(pks))
    return len(pks), staying


def _move_back(pks: Sequence[int], source: Source) -> None:
    """Let articles be of a source again, changed last when they were before they left it.

    So what was noted of them before holds again: that an upload can be undone, or an earlier merge of sources.
    """
    for start in range(0, len(pks), AT_ONCE):
        portion = pks[start : start + AT_ONCE]
        times: dict[int, datetime.datetime] = {}
        rows = Article.history.filter(id__in=portion, source_id=source.pk).order_by("history_id")
        times.update(rows.values_list("id", "changed"))
        articles = Article.objects.filter(pk__in=portion).only("pk")
        for article in articles:
            article.source, article.changed = source, times[article.pk]
        Article.objects.bulk_update(articles, ["source", "changed"], batch_size=100)
        note(Article, portion)
    IndexChange.objects.enqueue(pks)


def _give_names(source: Source, names: Sequence[str]) -> None:
    """Give a source names, as far as no other has them by now."""
    for name in names:
        if not SourceAlias.objects.filter(key=source_name_key(name)).exists():
            SourceAlias(source=source, name=name).save()


def _part_articles(pair: dict[str, Any], moved: set[int], user_id: int | None) -> list[Article]:
    """Make two articles of one again; return the one that stayed where it was changed since, and is left as it is."""
    other = Article.objects.in_trash().filter(pk=pair["other"]).first()
    if other is None or other.pk not in moved:
        return []
    try:
        Article.objects.restore([other.pk])
    except TextIsThere:
        return [other]
    former = FormerIdentifier.objects.filter(identifier__in=pair["identifiers"], article=pair["kept"])
    former.update(article=other)
    for start in range(0, len(pair["reprints"]), AT_ONCE):
        reprints = Article.objects.filter(pk__in=pair["reprints"][start : start + AT_ONCE], reprint_of=pair["kept"])
        portion = list(reprints.values_list("pk", flat=True))
        remember(Article, portion)
        Article.objects.filter(pk__in=portion).update(reprint_of=other)
        note(Article, portion)
    kept = Article.objects.out_of_trash().filter(pk=pair["kept"]).first()
    if kept is None:
        return []
    last, before = (*kept.history.all()[:2], None, None)[:2]
    if kept.changed.isoformat() != pair["changed"]:
        return [kept]
    if before and last.changed == kept.changed and last.history_change_reason == "merged":
        return_to(before, user_id=user_id or 0)
    # Persons whom the other alone had, unless an editor has decided otherwise in the meantime.
    theirs = dict(other.mentions.values_list("person", "state"))
    mentions = kept.mentions.filter(person__in=pair["persons"])
    gone = {mention.person_id: mention.pk for mention in mentions if theirs.get(mention.person_id) == mention.state}
    kept.mentions.filter(pk__in=gone.values()).delete()
    rulings = kept.rulings.select_related("person")
    kept.rulings.filter(pk__in=[one.pk for one in rulings if one.person.present.pk in gone]).delete()
    return []


def _return_searches(followed: Sequence[dict[str, Any]]) -> None:
    """Let searches that users saved be what they were, unless their users have changed or deleted them."""
    users = get_user_model()._default_manager
    for was in followed:
        if was["now"]:
            saved = SavedSearch.objects.filter(pk=was["search"], query=was["now"]).first()
        elif users.filter(pk=was["user"]).exists():
            saved = SavedSearch(user_id=was["user"], name=was["name"], seen_up_to=was["seen_up_to"])
        else:
            saved = None
        if saved and not SavedSearch.objects.filter(user=saved.user_id, query=was["query"]).exists():
            saved.query = was["query"]
            saved.save()
