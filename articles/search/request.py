"""What is asked and what is answered: the same two shapes for page, command and every later way in."""

import datetime
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from articles.models import Article

Sort = Literal["relevance", "newest", "oldest", "added"]
Operator = Literal["and", "or"]
Level = Literal["exact", "default", "wide"]
LEVELS: tuple[Level, ...] = ("exact", "default", "wide")
"""How far spelling and grammar may differ: letters as typed, one word in all its forms, related words and names too."""

QUERY_LIMIT = 1000
"""Longest query in characters; what stands behind is not searched, and the answer says so."""

WORD_LIMIT = 64
"""Most words of a query, those of its phrases and its dates included; the others are not searched, as is said."""


@dataclass(frozen=True)
class SearchRequest:
    """One search. `sources` are keys of sources, `people` and `subjects` primary keys, `places` as articles have them;
    several of a kind are alternatives. `excluded` are (key field, key): articles with one of these are left out.

    Dates are inclusive. An article dated by month or year lies in a range that its period touches. `added_after` asks
    for what became public in the archive later than that, whatever its date; the order "added" has the latest of these
    first. An empty query asks
    for every article that the filters leave. `operator` joins words that have no operator between them. `level` says
    how far a form may differ from the word as typed; `dropped` are forms that shall not count although they match.
    """

    query: str = ""
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    sources: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    subjects: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    added_after: datetime.datetime | None = None
    sort: Sort = "relevance"
    page: int = 1
    per_page: int = 10
    operator: Operator = "and"
    level: Level = "default"
    dropped: tuple[str, ...] = ()

    def chosen(self, field: str) -> tuple[str, ...]:
        """Return the keys asked for in a key field of the index."""
        of: dict[str, tuple] = {
            "source": self.sources,
            "person": self.people,
            "subject": self.subjects,
            "place": self.places,
        }
        return tuple(map(str, of[field]))


Kinship = Literal["exact", "spelling", "form", "related"]
"""How a form answers a word: the same letters, the same but for spelling, the same word, or a related one."""


class Reason(NamedTuple):
    """A word or phrase of the query, a form of the article that answers it and how, and how often it stands there."""

    wanted: str
    form: str
    kinship: Kinship
    times: int


@dataclass(frozen=True)
class Hit:
    """An article found: its rank (from 1), score, title and snippets with <mark> in them, and why it was found."""

    article: Article
    rank: int
    score: float
    title: SafeString
    snippets: tuple[SafeString, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class SearchResults:
    """What a search found. `total` is exact; `pages` is at least 1; `page` may lie beyond `pages`, with no hits then.

    `notices` are sentences for the reader in the reader's language: what was left out or read differently.
    """

    request: SearchRequest
    total: int
    hits: tuple[Hit, ...]
    notices: tuple[str | Promise, ...] = field(default=())

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.request.per_page))
