"""What a text says of itself: where and when it was written, by whom, who sent it, what it is called and about.

Nothing is decided here: each reading is a proposal with a confidence. docs/repair.md has how often they are right.
"""

from articles.arabic.reading.days import DayNamed, days_named
from articles.arabic.reading.proposals import CONFIDENT, Proposal
from articles.arabic.reading.read import read_author, read_text_itself
from articles.arabic.reading.titles import title_from

__all__ = ["CONFIDENT", "DayNamed", "Proposal", "days_named", "read_author", "read_text_itself", "title_from"]
