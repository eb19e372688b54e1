"""What came of an import, row by row."""

from collections import Counter
from dataclasses import dataclass, field

from articles.arabic import PartialDate
from articles.ingest.reasons import explain
from articles.ingest.records import Details
from articles.models import Outcome


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one article of a file, or of a file as a whole (line 0).

    `article_id` is the article added, or the one that is there already; None for what was refused and in a dry run for
    what is not there yet. `source` is the source's key.
    """

    outcome: Outcome
    file: str
    line: int
    identifier: str = ""
    title: str = ""
    date: PartialDate | None = None
    date_estimated: bool = False
    source: str = ""
    reason: str = ""
    details: Details = field(default_factory=dict)
    article_id: int | None = None

    @property
    def explanation(self) -> str:
        """The reason in the current language; "" where there is none."""
        return explain(self.reason, self.details)

    @property
    def place(self) -> str:
        """The file, with the line where there is one: `news.jsonl:12`."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass
class Report:
    """The rows of an import in the order of the files, and the files in its folders that were passed over."""

    rows: list[Row] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Outcome]:
        """Number of rows by outcome."""
        return Counter(row.outcome for row in self.rows)

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if row.outcome == Outcome.REFUSED]
