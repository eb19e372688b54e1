"""Why a stretch of text is taken for the name of a person: codes, what they are worth, and what they say to readers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONFIDENT = 0.6
"""What is at least so likely is linked and shown; what is less is proposed to editors."""

FULL, SPELLING, SHORTENED, COMPOUND, ONLY, SHORT, RULER, ALONE = (
    "full_name",
    "spelling",
    "shortened",
    "compound",
    "only_name",
    "short_name",
    "ruler",
    "short_alone",
)
TITLE, ROLE, SAYING, GIVEN, COMMON, CALLED, NAMESAKE, OTHER_NAME, IN_ARTICLE = (
    "title",
    "role",
    "saying",
    "given",
    "common_word",
    "called_so",
    "namesake",
    "other_name",
    "role_in_article",
)

_IN_WORDS: dict[str, str | Promise] = {
    FULL: _("the full name"),
    SPELLING: _("another spelling of a name on record"),
    SHORTENED: _("given and family name of a longer name on record"),
    COMPOUND: _("a name of several words that is not a full name"),
    ONLY: _("the only name on record"),
    SHORT: _("part of a name that stands in full in the same article"),
    RULER: _("the given name after a ruler's title"),
    ALONE: _("a short name on record, without the full name in the article"),
    TITLE: _("a title before the name"),
    ROLE: _("the title before the name is that of this person"),
    SAYING: _("a verb of saying or meeting beside the name"),
    GIVEN: _("the person is known to be named in the article"),
    COMMON: _("the name is also a common word"),
    CALLED: _("the article calls the person so elsewhere, with a title or a verb of saying"),
    NAMESAKE: _("other persons have the same name"),
    OTHER_NAME: _("the article has another name of this person"),
    IN_ARTICLE: _("the article has words of this person's role"),
}

# How sure a name alone is; what stands around it moves that.
_WORTH = {FULL: 0.95, SHORTENED: 0.85, COMPOUND: 0.75, ONLY: 0.8, SHORT: 0.9, RULER: 0.85, ALONE: 0.4}
_MORE = {TITLE: 0.03, ROLE: 0.04, SAYING: 0.02, GIVEN: 0.03, OTHER_NAME: 0.02}
_VARIANT, _BY_CONTEXT, _UNDECIDED = 0.08, 0.2, 0.5
_COMMON_WITHOUT, _COMMON_WITH, _COMMON_CALLED = 0.4, 0.75, 0.7


def confidence(evidence: tuple[str, ...]) -> float:
    """Return how sure a mention is by its evidence, 0 to 1: an order, not a probability."""
    worth = max(_WORTH[code] for code in evidence if code in _WORTH)
    supported = {TITLE, ROLE, SAYING} & {*evidence}
    if ALONE in evidence and supported & {TITLE, ROLE}:
        worth = _WORTH[ONLY]
    if COMMON in evidence:
        called = _COMMON_CALLED if CALLED in evidence else _COMMON_WITHOUT
        worth = min(worth, _COMMON_WITH if supported else called)
    if {ONLY, SPELLING} <= {*evidence} and not supported:
        worth = _COMMON_WITHOUT
    if SPELLING in evidence:
        worth -= _VARIANT
    if IN_ARTICLE in evidence:
        worth -= _BY_CONTEXT
    if NAMESAKE in evidence:
        worth = min(worth, _UNDECIDED)
    return round(min(worth + sum(_MORE.get(code, 0) for code in evidence), 0.99), 2)


def explain_evidence(code: str) -> str:
    """Return what an evidence code says, in the language of the page."""
    return str(_IN_WORDS[code])
