"""What the archive holds already, and what therefore becomes of a record."""

import datetime
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from articles.ingest import given
from articles.ingest.authorities import portions
from articles.ingest.fields import FINGERPRINT_VERSION
from articles.ingest.records import Details, Record
from articles.models import IN_TRASH, Article, DatePrecision, FormerIdentifier, Outcome, Source, Status


@dataclass(slots=True)
class Held:
    """What is compared of an article that is in the archive, or that this import puts there.

    `article_id` is None as long as the article is not in the database. `title` is "" for one that was not given.
    `pieces` are what else came with it; None for an article in the database, where they are seldom needed.
    """

    identifier: str
    checksum: str
    fingerprint: str
    source: str
    title: str
    date: datetime.date | None
    precision: str
    article_id: int | None = None
    in_trash: bool = False
    pieces: given.Pieces | None = None

    def differences(self, other: "Held") -> list[str]:
        """Return the names of what `other` gives and gives differently; what it leaves out is no difference."""
        differs = {
            "text": self.checksum != other.checksum,
            "title": other.title not in ("", self.title),
            "date": other.date is not None and (self.date, self.precision) != (other.date, other.precision),
            "source": other.source not in ("", self.source),
        }
        return [name for name, does in differs.items() if does]

    def says_all_of(self, other: "Held") -> bool:
        """True where nothing else came with `other` that did not come with this one."""
        if self.pieces is None and self.article_id is not None:
            self.pieces = given.by_article(self.article_id)
        return (other.pieces or frozenset()) <= (self.pieces or frozenset())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a record; `held` is the article it is, repeats, or was printed after."""

    outcome: Outcome
    reason: str = ""
    details: Details = field(default_factory=dict)
    held: Held | None = None


class Holdings:
    """The articles with which a record may collide: those `look_up` asked for and those `add` brought."""

    def __init__(self) -> None:
        self._by_identifier: dict[str, Held] = {}
        self._by_checksum: dict[str, list[Held]] = defaultdict(list)
        self._merged: dict[str, str] = {}

    def look_up(self, records: Sequence[Record]) -> None:
        """Learn of the articles that have the identifiers or the texts of these records."""
        for identifiers in portions(record.identifier for record in records):
            self._note_all(Q(identifier__in=identifiers))
            former = FormerIdentifier.objects.filter(identifier__in=identifiers)
            self._merged.update(former.values_list("identifier", "article__identifier"))
        for checksums in portions(record.checksum for record in records):
            self._note_all(Q(checksum__in=checksums))

    def _note_all(self, condition: Q) -> None:
        columns = ("identifier", "checksum", "record_checksum", "source__key", "title", "date", "date_precision", "pk")
        found = list(Article.objects.filter(condition).order_by("pk").values_list(*columns, "status"))
        trashed = any(status == Status.TRASHED for *_columns, status in found)
        gone = {*Article.objects.taken_back().filter(condition).values_list("pk", flat=True)} if trashed else set()
        for identifier, checksum, fingerprint, source, title, date, precision, pk, status in found:
            # What went with its upload is no reason not to come again.
            if identifier not in self._by_identifier and pk not in gone:
                comparable = fingerprint if fingerprint.startswith(FINGERPRINT_VERSION) else ""
                held = Held(identifier, checksum, comparable, source or "", title, date, precision, pk)
                held.in_trash = status == Status.TRASHED
                self.add(held)

    def add(self, held: Held) -> None:
        self._by_identifier[held.identifier] = held
        self._by_checksum[held.checksum].append(held)

    def judge(self, record: Record, candidate: Held) -> Verdict:
        """Return what becomes of a record; `candidate` is what would be held of it."""
        held = self._by_identifier.get(record.identifier)
        if record.identifier in self._merged:
            return Verdict(Outcome.DUPLICATE, "merged", {"identifier": self._merged[record.identifier]}, held)
        if held and held.in_trash:
            return _duplicate(held)
        if held:
            return _same_identifier(held, candidate, is_made=record.identifier_made)
        same_text = self._by_checksum[record.checksum]
        for other in same_text:
            if other.source == candidate.source:
                return _duplicate(other)
        same_text = [other for other in same_text if not other.in_trash]
        if same_text:
            first = min(same_text, key=lambda other: other.article_id or math.inf)
            return Verdict(Outcome.ADDED, "reprint", {"identifier": first.identifier}, first)
        return Verdict(Outcome.ADDED)


def _same_identifier(held: Held, candidate: Held, *, is_made: bool) -> Verdict:
    if held.fingerprint == candidate.fingerprint:
        return Verdict(Outcome.UNCHANGED, held=held)
    differences = held.differences(candidate)
    # Written in the admin, or read by an older version: there is no more to compare.
    if not differences and (not held.fingerprint or held.says_all_of(candidate)):
        return Verdict(Outcome.UNCHANGED, held=held)
    if is_made and not {"text", "source"} & {*differences}:
        return _duplicate(held)
    return Verdict(Outcome.REFUSED, "identifier_taken", {"fields": differences or ["other"]}, held)


def _duplicate(held: Held) -> Verdict:
    reason = IN_TRASH if held.in_trash else "duplicate"
    return Verdict(Outcome.DUPLICATE, reason, {"identifier": held.identifier}, held)


def candidate(record: Record, source: Source | None) -> Held:
    """Return what is compared of a record of this source."""
    date, precision = (record.date.first, record.date.precision) if record.date else (None, DatePrecision.UNKNOWN.value)
    title = "" if record.title_derived else record.title
    return Held(
        identifier=record.identifier,
        checksum=record.checksum,
        fingerprint=record.fingerprint,
        source=source.key if source else "",
        title=title,
        date=date,
        precision=precision,
        pieces=given.by_record(record, source.time_zone if source else ""),
    )
