"""From what a reader yields to the row of an upload, and from the row to the record that is imported."""

import datetime
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from articles.arabic import CONFIDENT, read_text_itself, readable, surfaces
from articles.ingest import values
from articles.ingest.fields import known_names, to_record
from articles.ingest.records import Details, Record, Refusal, excerpt
from articles.models import DatePrecision, Outcome, UploadFile, UploadRow

SHORT = 20
"""Words. Texts of fewer are headlines, captions and cut off pages more often than articles."""

PROPOSED = {
    "title": "title",
    "lead": "lead",
    "place": "place",
    "byline": "byline",
    "date": "date",
    "subjects": "subjects",
    "agency": "source",
}
"""Fields that a text gives of itself, and the names under which rows have them."""

_NAMES = {"source": ("source", "source_name", "source_name_latin"), "subjects": ("subjects", "category")}
_LIST_LIMIT = 500


def row_of(item: Record | Refusal, file: UploadFile, number: int) -> UploadRow:
    """Return the unsaved row of what a reader yields; what would become of it is not judged yet."""
    fields = storable(known_names(item.fields))
    body = fields.pop("body") if isinstance(fields.get("body"), str) else ""
    row = UploadRow(
        upload_id=file.upload_id,
        file=file,
        number=number,
        name="" if item.file == file.name else storable(excerpt(item.file, 300)),
        line=item.line,
        fields=fields,
        body=body,
        outcome=Outcome.ADDED,
    )
    if isinstance(item, Refusal):
        refuse(row, item)
    else:
        describe(row, item)
    return row


def describe(row: UploadRow, record: Record) -> None:
    """Write into a row what a list shows of its record."""
    row.identifier = record.identifier
    row.title = record.title
    row.date = record.date.first if record.date else None
    row.date_precision = record.date.precision if record.date else DatePrecision.UNKNOWN
    row.date_estimated = record.date_estimated
    row.source = record.source.given if record.source else ""
    row.byline = record.byline
    row.place = record.place
    row.length = len(surfaces(readable(record.body)))
    row.warnings = _warnings(record, row.length)


def refuse(row: UploadRow, refusal: Refusal) -> None:
    """Write into a row why no article can come of it."""
    row.outcome = Outcome.REFUSED
    row.reason = refusal.reason
    row.details = storable(refusal.details)
    row.identifier = storable(refusal.identifier)[:200]
    row.title = storable(refusal.title)[:_LIST_LIMIT]


def _warnings(record: Record, length: int) -> list[str]:
    found = {
        "title_derived": record.title_derived,
        "no_date": record.date is None,
        "no_source": record.source is None,
        "short": length < SHORT,
        "future": record.date is not None and record.date.first > timezone.localdate() + datetime.timedelta(days=1),
    }
    return [name for name, holds in found.items() if holds]


def propose(row: UploadRow, record: Record, text: str) -> None:
    """Write into a row what its repaired text says of itself and the file does not say of it."""
    category = record.subjects[0] if record.subjects else ""
    found = read_text_itself(
        readable(text),
        title="" if record.title_derived else record.title,
        date=record.date.first if record.date else None,
        category=category,
    )
    row.proposals = []
    seen = set()
    for proposal in found:
        field = PROPOSED.get(proposal.field)
        if field is None or field in seen or any(row.fields.get(name) for name in _NAMES.get(field, (field,))):
            continue
        if field == "title" and proposal.value == record.title and proposal.confidence < CONFIDENT:
            continue  # It has these words for its title anyway, marked as taken from the text.
        seen.add(field)
        row.proposals.append(
            {
                "field": field,
                "value": _plain(proposal.value),
                "confidence": round(float(proposal.confidence), 3),
                "start": proposal.start,
                "end": proposal.end,
                "rule": proposal.rule,
                "state": "",
            }
        )
    row.proposed = len(row.proposals)


def _plain(value: object) -> Any:
    return [str(one) for one in value] if isinstance(value, list | tuple) else str(value)


def record_of(row: UploadRow) -> Record | Refusal:
    """Return the record that a row makes, with what was accepted and changed; or why it makes none.

    What recognises the row when its file is sent again is made of what the file said, not of what was changed.
    """
    file, line = row.name or row.file.name, row.line
    text = {"body": row.body} if row.body else {}
    given = to_record({**row.fields, **text}, file=file, line=line)
    if isinstance(given, Record):
        given = replace(given, declined=tuple(row.repairs.get("declined", ())))
    fields = row.amended
    if fields == row.fields:
        return given
    amended = to_record({**fields, **text}, file=file, line=line)
    if isinstance(given, Refusal) or isinstance(amended, Refusal):
        return amended
    amended = replace(amended, fingerprint=given.fingerprint, declined=given.declined)
    if amended.identifier_made:
        return replace(amended, identifier=given.identifier, identifier_made=given.identifier_made)
    return amended


def storable(value: Any) -> Any:
    """Return a value as every database takes it: half characters and NUL become U+FFFD."""
    if isinstance(value, str):
        return values.storable(value)
    if isinstance(value, Mapping):
        return {values.storable(str(name)): storable(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [storable(one) for one in value]
    if value is None or isinstance(value, bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return values.storable(str(value))


def details_of(row: UploadRow) -> Details:
    """Return the row's fields with its text, as its file would have them."""
    return {**row.fields, **({"text": row.body} if row.body else {})}
