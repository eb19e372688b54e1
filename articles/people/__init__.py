"""Who is named where."""

from articles.people.clusters import Assigned, Assignment, Cluster, assign, cluster, joined_keys
from articles.people.linking import KnownNames, link, link_everywhere
from articles.people.tagger import CONFIDENT, LIKELY, Found, find_new, find_new_in

__all__ = [
    "CONFIDENT",
    "LIKELY",
    "Assigned",
    "Assignment",
    "Cluster",
    "Found",
    "KnownNames",
    "assign",
    "cluster",
    "find_new",
    "find_new_in",
    "joined_keys",
    "link",
    "link_everywhere",
]
