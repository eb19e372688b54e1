"""How the pages say why somebody is taken to be named, and what is on record of them."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import preferences
from articles.arabic import PartialDate
from articles.models import Mention, MentionMethod, MentionState, Person
from articles.people import FROM_PROPOSAL, explain_evidence

register = template.Library()

_STATEMENTS = {
    "role": gettext_lazy("role"),
    "born": gettext_lazy("date of birth"),
    "died": gettext_lazy("date of death"),
    "description": gettext_lazy("description"),
    "notes": gettext_lazy("notes"),
}


_CONFIRMED_PROPOSAL = gettext_lazy("found as a proposal, which an editor confirmed")


@register.filter
def why(mention: Mention) -> list[str]:
    """Say why a person is taken to be named: who said so, or what in the text speaks for it."""
    said: list[object] = []
    if mention.method != MentionMethod.TEXT:
        said.append(mention.get_method_display())
    elif mention.state == MentionState.CONFIRMED:
        said.append(_("confirmed by an editor"))
    said.extend(_CONFIRMED_PROPOSAL if code == FROM_PROPOSAL else explain_evidence(code) for code in mention.evidence)
    return [str(one) for one in said] or [mention.get_method_display()]


@register.filter
def life_date(person: Person, which: str) -> PartialDate | None:
    """The date of birth ("born") or of death ("died") of a person, as far as it is known."""
    date = getattr(person, which)
    return PartialDate(date, getattr(person, f"{which}_precision")) if date else None


@register.filter
def statements(names: Iterable[str]) -> str:
    """Name the statements of a record, in a list."""
    return _(", ").join(str(_STATEMENTS[name]) for name in names)


@register.filter
def percent(share: float) -> str:
    """Write a share of one in percent: 93%."""
    return preferences.written(f"{round(100 * share)}%")


@register.filter
def spellings_number(number: int) -> str:
    return ngettext("%(number)s spelling", "%(number)s spellings", number) % {"number": preferences.grouped(number)}
