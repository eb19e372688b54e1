"""Date, source, subjects and status of many articles at once."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.arabic import PartialDate
from articles.models import Article, IndexChange, Source, Status, Subject, TextIsThere, acting, log_act, note, remember

AT_ONCE = 500


@dataclass(frozen=True)
class BulkChange:
    """What becomes of each article. `values` are fields and what they are set to; what is not there stays as it is."""

    values: dict[str, Any] = field(default_factory=dict)
    added: Sequence[Subject] = ()
    removed: Sequence[Subject] = ()
    status: Status | None = None

    @property
    def fields(self) -> list[str]:
        """The names of what is changed, in the current language."""
        named = {
            _("date"): "date" in self.values,
            _("source"): "source" in self.values,
            _("subjects"): self.added or self.removed,
            _("status"): self.status,
        }
        return [name for name, is_changed in named.items() if is_changed]


class Difference(NamedTuple):
    """What changes of an article: pairs of texts before and after, by the name of the field."""

    article: Article
    fields: dict[str, tuple[str, str]]


def differences_of(pks: Collection[int], change: BulkChange) -> Iterator[Difference]:
    """Yield what a change would do to each of these articles, those alone that it changes; none is in the trash."""
    keys = sorted(pks)
    for start in range(0, len(keys), AT_ONCE):
        articles = Article.objects.out_of_trash().filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")
        for article in articles.for_links().prefetch_related("subjects"):
            fields = _differences(article, change)
            if fields:
                yield Difference(article, fields)


def _differences(article: Article, change: BulkChange) -> dict[str, tuple[str, str]]:
    fields = {}
    if "date" in change.values:
        fields[_("date")] = (
            _date(article.date, article.date_precision, article.date_estimated),
            _date(change.values["date"], change.values["date_precision"], change.values["date_estimated"]),
        )
    if "source" in change.values:
        source: Source | None = change.values["source"]
        fields[_("source")] = (str(article.source or ""), str(source or ""))
    if change.added or change.removed:
        names = {subject.pk: subject.name for subject in article.subjects.all()}
        after = names | {subject.pk: subject.name for subject in change.added}
        for subject in change.removed:
            after.pop(subject.pk, None)
        fields[_("subjects")] = (_listed(names.values()), _listed(after.values()))
    if change.status:
        fields[_("status")] = (article.get_status_display(), str(change.status.label))
    return {name: pair for name, pair in fields.items() if pair[0] != pair[1]}


def _date(date: datetime.date | None, precision: str, is_estimate: bool) -> str:
    if date is None:
        return ""
    written = str(PartialDate(date, precision))
    return f"{written} ({_('estimate')})" if is_estimate else written


def _listed(names: Collection[str]) -> str:
    return _(", ").join(sorted(names))


def change_all(pks: Collection[int], change: BulkChange, *, user_id: int) -> list[int]:
    """Change these articles, all or none, and return the keys of those that became different.

    Raises TextIsThere where two of them, or one and another article, would then be the same text in one source.
    """
    with transaction.atomic(), acting(user_id, "edited"):
        changed = [difference.article.pk for difference in differences_of(pks, change)]
        if "source" in change.values:
            _refuse_same_texts(changed, change.values["source"])
        for start in range(0, len(changed), AT_ONCE):
            portion = changed[start : start + AT_ONCE]
            remember(Article, portion)
            Article.objects.filter(pk__in=portion).update(changed=timezone.now(), **change.values)
            _link_subjects(portion, change)
            note(Article, portion)
        if change.status:
            Article.objects.set_status(changed, status=change.status)
        IndexChange.objects.enqueue(changed)
        articles = Article.objects.only("pk", "title")
        for start in range(0, len(changed), AT_ONCE):
            portion = changed[start : start + AT_ONCE]
            log_act(user_id, "edited", articles.filter(pk__in=portion), fields=_listed(change.fields))
    return changed


def _link_subjects(pks: Sequence[int], change: BulkChange) -> None:
    # Without signals, which would write a row of the history for each article and subject.
    link = Article.subjects.through
    link.objects.filter(article__in=pks, subject__in=change.removed).delete()
    links = (link(article_id=pk, subject_id=subject.pk) for pk in pks for subject in change.added)
    link.objects.bulk_create(links, ignore_conflicts=True)


def _refuse_same_texts(pks: Sequence[int], source: Source | None) -> None:
    """Raise TextIsThere where these articles cannot all be of one source (None: of none)."""
    pairs: list[tuple[Article, Article]] = []
    seen: dict[str, Article] = {}
    for start in range(0, len(pks), AT_ONCE):
        portion = Article.objects.filter(pk__in=pks[start : start + AT_ONCE]).order_by("pk").for_links()
        there = Article.objects.out_of_trash().filter(checksum__in=portion.order_by().values("checksum"))
        there = there.filter(source=source) if source else there.without_source()
        seen = {other.checksum: other for other in there.for_links()} | seen
        for article in portion:
            other = seen.setdefault(article.checksum, article)
            if other.pk != article.pk:
                pairs.append((article, other))
    if pairs:
        raise TextIsThere(pairs)
