"""What is proposed for a field of an article, and how sure that is."""

from typing import Literal, NamedTuple

CONFIDENT = 0.9
"""From this confidence on a proposal is right in at least 95 of 100 articles, as measured (docs/repair.md)."""

Field = Literal["title", "lead", "place", "agency", "byline", "date", "subjects"]


class Proposal(NamedTuple):
    """A value for a field, from 0 to 1 how sure it is, and where it was read: `text[start:end]`, or nowhere (0, 0).

    A date is a value as `parse_date` reads it: 2018-05-24, 2018-05 or 2018.
    """

    field: Field
    value: str
    confidence: float
    start: int
    end: int
    rule: str
