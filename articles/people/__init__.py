"""Who is named where."""

from articles.people.evidence import CONFIDENT, explain_evidence
from articles.people.linking import KnownNames, Naming, find_in, link, link_everywhere, passages_of
from articles.people.matcher import Hit, Matcher
from articles.people.shown import places

__all__ = [
    "CONFIDENT",
    "Hit",
    "KnownNames",
    "Matcher",
    "Naming",
    "explain_evidence",
    "find_in",
    "link",
    "link_everywhere",
    "passages_of",
    "places",
]
