"""Repair of articles that are in the archive, and what people are told of the rules."""

from collections.abc import Callable, Collection, Iterable, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.ingest.records import Details
from articles.models import Article, IndexChange, note, remember

ARTICLES_AT_ONCE = 500

_LABELS = {
    "mojibake": _("wrongly read encoding"),
    "html_entities": _("HTML entities"),
    "html_tags": _("HTML tags"),
    "reversed_lines": _("reversed lines"),
    "presentation_forms": _("shapes of letters"),
    "hyphens": _("words parted at line ends"),
    "invisible_signs": _("invisible signs"),
    "foreign_letters": _("Persian and Urdu letters"),
    "tatweel": _("tatweel"),
    "blanks": _("blanks and empty lines"),
    "glued_words": _("words written in one"),
    "boilerplate": _("lines that are no part of the article"),
    "broken_lines": _("broken lines"),
}

_NOTHING_DONE: Details = {"applied": {}, "declined": []}

OnBatch = Callable[[list[int]], object]


def repair_label(rule: str) -> str:
    """Return in the current language what a rule of REPAIR_RULES mends; of a rule of other versions its name."""
    return str(_LABELS.get(rule, rule))


def repair_articles(
    article_ids: Iterable[int], *, declined: Collection[str] | None = None, on_batch: OnBatch | None = None
) -> list[int]:
    """Mend the received texts of articles anew; return the primary keys of those whose text is another now.

    `declined` are the rules that are not applied to any of them; by default each article keeps its own. Every 500
    articles are one transaction, with their rows in the index's outbox; `on_batch` gets the primary keys of those that
    changed, inside it. Their histories have what they were, to be returned to. Raises ValueError for a rule that there
    is not.
    """
    keys = [*article_ids]
    changed: list[int] = []
    for start in range(0, len(keys), ARTICLES_AT_ONCE):
        with transaction.atomic():
            batch = _repair(keys[start : start + ARTICLES_AT_ONCE], declined)
            IndexChange.objects.enqueue(batch)
            if on_batch:
                on_batch(batch)
        changed += batch
    return changed


def _repair(keys: Sequence[int], declined: Collection[str] | None) -> list[int]:
    changed: list[int] = []
    clean: list[int] = []
    written: dict[int, Details] = {}
    articles = (
        Article.objects.filter(pk__in=keys).select_related("source").order_by("pk").select_for_update(of=("self",))
    )
    for article in articles:
        before, repairs = article.text, article.repairs
        article.repair(declined)
        if article.repairs == _NOTHING_DONE and not article.repaired_body and before == article.text:
            clean += [article.pk] if repairs != article.repairs else []
            continue
        fields = {"repaired_body": article.repaired_body, "repairs": article.repairs}
        if article.text != before:
            fields["changed"] = timezone.now()
            changed.append(article.pk)
        written[article.pk] = fields
    remember(Article, changed)
    for pk, fields in written.items():
        Article.objects.filter(pk=pk).update(**fields)
    # Most of them, in one go.
    Article.objects.filter(pk__in=clean).update(repaired_body="", repairs=_NOTHING_DONE)
    # Of the others those alone that have a history, whose last row is to be what they are.
    told = Article.history.filter(id__in=[*written, *clean]).order_by().values_list("id", flat=True).distinct()
    note(Article, [*told], reason="repaired", only_changed=True)
    return changed
