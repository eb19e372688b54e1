"""Why a stretch of text is taken for the name of a person: codes, and what they say to readers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONFIDENT = 0.6
"""What is at least so likely is linked and shown; what is less is proposed to editors."""

_IN_WORDS: dict[str, str | Promise] = {
    "full_name": _("the full name"),
    "short_name": _("part of a name that stands in full in the same article"),
}


def explain_evidence(code: str) -> str:
    """Return what an evidence code says, in the language of the page."""
    return str(_IN_WORDS[code])
