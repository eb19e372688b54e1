"""All readings of a text."""

import datetime
import re
from collections.abc import Iterator, Sequence

from articles.arabic.reading.bylines import Line, read_bylines
from articles.arabic.reading.dateline import NONE, Dateline, read_dateline
from articles.arabic.reading.days import DayNamed, days_named
from articles.arabic.reading.proposals import Proposal
from articles.arabic.reading.subjects import subject_of
from articles.arabic.reading.titles import LONGEST as LONGEST_TITLE
from articles.arabic.reading.titles import title_from

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LINES_BEFORE_DATELINE = 3
_LINES_WITH_DATE = 3
_OPENING = 400
"""Characters of a text in which a day that is today or yesterday is looked for."""

_DATE_SAID = re.compile(
    r"\W*(?:(?:نشر|نشرت|تاريخ|التاريخ|آخر تحديث|تحديث|حرر|كتب)(?:\s+(?:النشر|في|يوم|بتاريخ))*\s*:?\s*)?"
)
_AFTER_DATE = re.compile(r"[\s،,.:|()–—-]*(?:(?:الساعة\s*)?\d{1,2}:\d{2}(?::\d{2})?[^\n]{0,25})?")
_FEWEST_WORDS_OF_LEAD, _MOST_WORDS_OF_LEAD = 12, 90
_MOST_WORDS_OF_TITLE = 16
_SENTENCE_END = (".", ":", "،", "؛")
_DAY = datetime.timedelta(1)


def read_text_itself(
    text: str, *, title: str = "", date: datetime.date | None = None, category: str = ""
) -> tuple[Proposal, ...]:
    """Return what a repaired text says of itself: title, lead, place, agency, byline, date, subjects.

    `date` is a day known from elsewhere: that of the text, or a little later. Against it are resolved أمس الخميس and
    24 مايو. `title` and `category` are what the source gave; a title is proposed only where there is none. Of a field
    there can be several proposals, of place, date, title and lead at most one.

    >>> [(found.field, found.value) for found in read_text_itself("بيروت - رويترز - رست السفينة.", title="سفينة")]
    [('place', 'بيروت'), ('agency', 'رويترز')]
    """
    lines = [Line(match[0], match.start()) for match in _LINE.finditer(text)]
    at, dateline = _dateline(lines)
    found = [*dateline.proposals, *(one for one in read_bylines(lines) if not _said(one, dateline))]
    found += _date(text, lines, dateline, date)
    found += _title_and_lead(lines, at, dateline, wanted=not title)
    subject = subject_of(category)
    if subject:
        found.append(Proposal("subjects", subject, 0.95, 0, 0, "category"))
    return tuple(found)


def read_author(author: str) -> tuple[Proposal, ...]:
    """Return place, agency and byline that stand in what a source gives as author; places are those in `author`.

    >>> [(found.field, found.value) for found in read_author("برلين - د ب أ")]
    [('place', 'برلين'), ('agency', 'د ب أ')]
    """
    return read_dateline(author, whole=True).proposals


def _dateline(lines: Sequence[Line]) -> tuple[int, Dateline]:
    """Return the dateline and the line in which it is: one of the first, below a title at most."""
    for at, line in enumerate(lines[:_LINES_BEFORE_DATELINE]):
        found = read_dateline(line.text, line.start)
        if found.proposals:
            return at, found
        if len(line.text.split()) > _MOST_WORDS_OF_TITLE:
            break
    return 0, NONE


def _said(proposal: Proposal, dateline: Dateline) -> bool:
    return any((one.field, one.value) == (proposal.field, proposal.value) for one in dateline.proposals)


def _date(text: str, lines: Sequence[Line], dateline: Dateline, known: datetime.date | None) -> Iterator[Proposal]:
    """Yield the day of the text: the surest of those that dateline, lines of their own and the opening name."""
    votes: list[Proposal] = []
    if dateline.day:
        words, start, end = dateline.day
        for day in days_named(words, known)[:1]:
            sure = 0.96 if day.rule == "full" else 0.92
            votes.append(Proposal("date", str(day.day), sure, start, end, "dateline"))
    for line in (*lines[:_LINES_WITH_DATE], *lines[-1:]):
        if len(line.text) <= _OPENING // 4:
            votes += _of_line(line, known)
    start = dateline.end
    votes += _of_opening(text[start : start + _OPENING], start, known)
    if votes:
        best = max(votes, key=lambda vote: vote.confidence)
        against = any(vote.value != best.value and vote.confidence >= 0.85 for vote in votes)
        yield best._replace(confidence=best.confidence - 0.2) if against else best


def _of_line(line: Line, known: datetime.date | None) -> Iterator[Proposal]:
    """Yield the day that a line says and nothing else, but for the hour."""
    begin = _DATE_SAID.match(line.text)
    for day in days_named(line.text, known):
        after = _AFTER_DATE.match(line.text, day.end)
        alone = begin and day.start <= begin.end() and after and after.end() >= len(line.text.rstrip())
        if alone and day.rule in ("full", "without_year"):
            sure = 0.96 if day.rule == "full" else 0.9 if day.agrees else 0.8
            yield Proposal("date", str(day.day), sure, line.start + day.start, line.start + day.end, "date_line")


def _of_opening(opening: str, start: int, known: datetime.date | None) -> Iterator[Proposal]:
    for day in days_named(opening, known):
        written, sure = _written_on(opening, day)
        if written:
            yield Proposal("date", str(written), sure, start + day.start, start + day.end, day.rule)


def _written_on(opening: str, day: DayNamed) -> tuple[datetime.date | None, float]:
    """Return the day of writing that a day in a sentence shows, and how sure that is."""
    if day.rule == "today":
        return day.day, 0.88
    if day.rule == "yesterday":
        return day.day + _DAY, 0.85
    if day.rule in ("full", "without_year"):
        before = opening[max(0, day.start - 7) : day.start].rstrip(" ،(")
        sure = 0.95 if day.agrees else 0.8
        if before.endswith("اليوم"):
            return day.day, sure
        if before.endswith("أمس"):
            return day.day + _DAY, sure - 0.02
    if day.rule == "weekday":
        return day.day, 0.6
    return None, 0.0


def _title_and_lead(lines: Sequence[Line], at: int, dateline: Dateline, *, wanted: bool) -> Iterator[Proposal]:
    """Yield the title where one is wanted, and the first paragraph as lead, both without the dateline."""
    body = [Line(line.text[max(0, dateline.end - line.start) :], max(line.start, dateline.end)) for line in lines[at:]]
    body = [line for line in body if line.text.strip()]
    above = [line for line in lines[:at] if line.text.strip()]
    heading = above[0] if above else None
    if heading is None and len(body) > 1 and _is_heading(body[0], body[1]):
        heading, body = body[0], body[1:]
    if wanted and (heading or body):
        of = heading or body[0]
        value = title_from(of.text)
        sure = 0.9 if heading and len(of.text) <= LONGEST_TITLE else 0.5
        if value:
            rule = "first_line" if heading else "first_words"
            yield Proposal("title", value, sure, of.start, of.start + len(of.text), rule)
    if len(body) > 1 and _FEWEST_WORDS_OF_LEAD <= len(body[0].text.split()) <= _MOST_WORDS_OF_LEAD:
        lead = body[0]
        yield Proposal("lead", lead.text.strip(), 0.8, lead.start, lead.start + len(lead.text), "first_paragraph")


def _is_heading(line: Line, following: Line) -> bool:
    words = len(line.text.split())
    return (
        words <= _MOST_WORDS_OF_TITLE
        and not line.text.rstrip().endswith(_SENTENCE_END)
        and (len(following.text.split()) > words)
    )
