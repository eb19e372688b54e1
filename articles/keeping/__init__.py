"""Keeping: what editors do with articles that are there, so that nothing is lost by it.

Every function is one transaction with its rows in the histories, in the log and in the index's outbox. Whoever changed
texts or names by one of them looks for persons anew (`people.link`), and takes the outbox into the index.
"""

from articles.keeping.bulk import BulkChange, Difference, change_all, differences_of
from articles.keeping.merging import PARTS, Part, merge
from articles.keeping.parting import Parting, part_sources, parting_of
from articles.keeping.returning import return_to
from articles.keeping.sources import merge_sources
from articles.keeping.trash import purge, purge_expired
from articles.keeping.versions import FieldChange, Version, changes_between, reason_in_words, versions

__all__ = [
    "PARTS",
    "BulkChange",
    "Difference",
    "FieldChange",
    "Part",
    "Parting",
    "Version",
    "change_all",
    "changes_between",
    "differences_of",
    "merge",
    "merge_sources",
    "part_sources",
    "parting_of",
    "purge",
    "purge_expired",
    "reason_in_words",
    "return_to",
    "versions",
]
