"""Refused rows as a file: with the reason beside each, to be mended in a spreadsheet and uploaded again."""

import csv
import json
from collections.abc import Iterator

from articles.ingest.cells import csv_cell
from articles.ingest.fields import REFUSED
from articles.ingest.reasons import explain
from articles.ingest.uploads.rows import details_of
from articles.models import Outcome, Upload

_FIRST = ("id", "identifier", "title", "date", "source", "byline", "people", "subjects", "category", "url")
_LAST = ("body",)


class _Echo:
    """Lets the writer of the library give back what it would write."""

    def write(self, text: str) -> str:
        return text


def refused_as_csv(upload: Upload) -> Iterator[str]:
    """Yield a CSV file in parts: of each refused row file, line, reason, and what it held.

    What a spreadsheet would take for a formula has an apostrophe before it, which reading takes away again.
    """
    rows = upload.rows.filter(outcome=Outcome.REFUSED).select_related("file")
    names = {name for fields in rows.values_list("fields", flat=True).iterator() for name in fields}
    middle = sorted(names - {*_FIRST, *_LAST})
    columns = [*(name for name in _FIRST if name in names), *middle, "text"]
    writer = csv.writer(_Echo())
    # The mark by which spreadsheets know UTF-8.
    yield "\ufeff" + writer.writerow([f"{REFUSED}file", f"{REFUSED}line", f"{REFUSED}reason", *columns])
    for row in rows.iterator(500):
        held = details_of(row)
        place = [row.name or row.file.name, row.line or "", explain(row.reason, row.details)]
        yield writer.writerow(map(csv_cell, [*place, *(_cell(held.get(name, "")) for name in columns)]))


def _cell(value: object) -> str:
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    if isinstance(value, list) and all(isinstance(part, dict) and isinstance(part.get("name"), str) for part in value):
        return "; ".join(part["name"] for part in value)
    return json.dumps(value, ensure_ascii=False)
