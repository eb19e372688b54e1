"""Who is named where."""

from articles.people.authority.errors import CannotDecide
from articles.people.authority.joining import Preview, merge, preview_merge, split
from articles.people.authority.mentions import decide
from articles.people.authority.proposing import FROM_PROPOSAL, confirm, refuse
from articles.people.authority.undoing import undo
from articles.people.evidence import explain_evidence
from articles.people.linking import KnownNames, link, link_everywhere
from articles.people.places import Displayed
from articles.people.sightings import Cluster, Seen, Spelling, propose, spellings, store_new
from articles.people.storing import Searched, store_known

__all__ = [
    "FROM_PROPOSAL",
    "CannotDecide",
    "Cluster",
    "Displayed",
    "KnownNames",
    "Preview",
    "Searched",
    "Seen",
    "Spelling",
    "confirm",
    "decide",
    "explain_evidence",
    "link",
    "link_everywhere",
    "merge",
    "preview_merge",
    "propose",
    "refuse",
    "spellings",
    "split",
    "store_known",
    "store_new",
    "undo",
]
