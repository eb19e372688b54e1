"""What was repaired of an article, in the admin: rule by rule, before and after, with a tick to take away."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import ingest
from articles.arabic import REPAIR_RULES, RepairChange
from articles.models import Article

EXAMPLES = 3


class RepairsField(forms.MultipleChoiceField):
    """The rules that have something to do in the text of an article; those that are ticked are applied."""

    widget = forms.CheckboxSelectMultiple
    offered: frozenset[str] | set[str] = frozenset()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            label=capfirst(_("repairs")),
            help_text=_("Take a tick away to take the repair back. The text as received is kept in any case."),
            **kwargs,
        )

    def show(self, article: Article) -> None:
        changes = article.repaired_without(()).changes
        declined = article.repairs.get("declined", ())
        self.offered = {change.rule for change in changes}
        self.choices = [(change.rule, _label(change)) for change in changes]
        self.initial = [change.rule for change in changes if change.rule not in declined]
        if not changes:
            self.help_text = _("There was nothing to repair.")

    def declined(self, article: Article, ticked: Iterable[str]) -> list[str]:
        """Return the rules that are declined now; those that were not offered stay as they were."""
        before = {*article.repairs.get("declined", ())}
        return [rule for rule in REPAIR_RULES if rule in (before - self.offered) | (self.offered - {*ticked})]


def _label(change: RepairChange) -> SafeString:
    examples = format_html_join("", "{}", ((_example(*example),) for example in change.examples[:EXAMPLES]))
    return format_html("{} ({}){}", ingest.repair_label(change.rule), change.count, examples)


def _example(before: str, after: str) -> SafeString:
    if not after:
        return format_html('<span class="repair">{} <del><bdi>{}</bdi></del></span>', _("taken out:"), before)
    return format_html(
        '<span class="repair">{} <del><bdi>{}</bdi></del></span>'
        '<span class="repair">{} <ins><bdi>{}</bdi></ins></span>',
        _("before:"),
        before,
        _("after:"),
        after,
    )
