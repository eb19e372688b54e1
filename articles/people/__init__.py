"""Who is named where: names found in texts and judged by the whole article, mentions, proposals, the authority file.

`Matcher` finds known persons, `link` notes them as mentions; `find_everywhere` and `find_added` look for new ones, too,
which become proposals. What editors decide (`confirm`, `refuse`, `merge`, `split`, `decide`) can be undone (`undo`).
"""

from articles.people.authority.errors import CannotDecide
from articles.people.authority.joining import Preview, keep_apart, merge, preview_merge, split
from articles.people.authority.likeness import Candidate, Pair, candidates, suggested_merges
from articles.people.authority.mentions import decide
from articles.people.authority.proposing import FROM_PROPOSAL, confirm, refuse
from articles.people.authority.undoing import undo
from articles.people.authority.written import numbers_by_name
from articles.people.clusters import assign
from articles.people.displayed import Displayed
from articles.people.everywhere import Progress, find_added, find_everywhere
from articles.people.evidence import explain_evidence
from articles.people.linking import KnownNames, link, link_everywhere
from articles.people.matcher import Hit, Matcher
from articles.people.new_names import clusters_of
from articles.people.sightings import Seen, propose, recount, store_new
from articles.people.storing import Searched, store_known
from articles.people.tagger import Found, find_new, find_new_in

__all__ = [
    "FROM_PROPOSAL",
    "Candidate",
    "CannotDecide",
    "Displayed",
    "Found",
    "Hit",
    "KnownNames",
    "Matcher",
    "Pair",
    "Preview",
    "Progress",
    "Searched",
    "Seen",
    "assign",
    "candidates",
    "clusters_of",
    "confirm",
    "decide",
    "explain_evidence",
    "find_added",
    "find_everywhere",
    "find_new",
    "find_new_in",
    "keep_apart",
    "link",
    "link_everywhere",
    "merge",
    "numbers_by_name",
    "preview_merge",
    "propose",
    "recount",
    "refuse",
    "split",
    "store_known",
    "store_new",
    "suggested_merges",
    "undo",
]
