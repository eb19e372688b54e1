"""Repair of received texts: named rules, in order, each a function from a text to the text and what was changed.

A rule changes what is certainly damage and leaves the rest: a text that is clean comes through as it is. No rule costs
a word, but for `html_tags` and `boilerplate`, and these say what they took. docs/repair.md has what each mends, on what
evidence, and how often it was right in 31,525 articles.
"""

from articles.arabic.repair.boilerplate import RecurringLine, recurring_lines
from articles.arabic.repair.changes import RepairChange, Repaired
from articles.arabic.repair.run import REPAIR_RULES, repair

__all__ = ["REPAIR_RULES", "RecurringLine", "RepairChange", "Repaired", "recurring_lines", "repair"]
