"""Who is named where."""

from articles.people.authority.errors import CannotDecide
from articles.people.authority.joining import Preview, merge, preview_merge, split
from articles.people.authority.likeness import Candidate, Pair, candidates, suggested_merges
from articles.people.authority.mentions import decide
from articles.people.authority.proposing import FROM_PROPOSAL, confirm, refuse
from articles.people.authority.undoing import undo
from articles.people.displayed import Displayed
from articles.people.everywhere import Progress, detect, find_everywhere
from articles.people.evidence import explain_evidence
from articles.people.linking import KnownNames, link, link_everywhere
from articles.people.new_names import clusters_of
from articles.people.sightings import Seen, propose, store_new
from articles.people.storing import Searched, store_known

__all__ = [
    "FROM_PROPOSAL",
    "Candidate",
    "CannotDecide",
    "Displayed",
    "KnownNames",
    "Pair",
    "Preview",
    "Progress",
    "Searched",
    "Seen",
    "candidates",
    "clusters_of",
    "confirm",
    "decide",
    "detect",
    "explain_evidence",
    "find_everywhere",
    "link",
    "link_everywhere",
    "merge",
    "preview_merge",
    "propose",
    "refuse",
    "split",
    "store_known",
    "store_new",
    "suggested_merges",
    "undo",
]
