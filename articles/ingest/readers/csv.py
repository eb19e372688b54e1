"""A .csv file: the first line names the columns, each row is one article.

Columns are parted by commas; by semicolons or tabs where those part the first line into the columns we know.
"""

import csv
from collections.abc import Iterator
from itertools import chain

from articles.ingest.fields import TEXT_LIMIT, to_record
from articles.ingest.readers.opening import InputFile, Lines, open_lines
from articles.ingest.records import Record, Refusal, RefusalError, excerpt

_TEXT_COLUMNS = {"text", "body"}
_SEPARATORS = ",;\t"


def read(file: InputFile) -> Iterator[Record | Refusal]:
    """Yield what each row makes; rows without any content make nothing.

    Raises RefusalError where a column is missing or nameless, and where the file cannot be read on.
    """
    # A field may be as long as a text; the limit is the process's.
    csv.field_size_limit(max(csv.field_size_limit(), TEXT_LIMIT + 1))
    empty = True
    with open_lines(file) as lines:
        first = next(lines, "")
        rows = csv.reader(chain([first], lines), delimiter=_separator(first), strict=True)
        columns = _columns(rows, lines)
        for item in _items(rows, lines, columns, file.label):
            empty = False
            yield item
    if empty:
        raise RefusalError("no_rows")


def _separator(first_line: str) -> str:
    """Return the character that parts the columns of the first line."""
    for separator in _SEPARATORS:
        names = {name.strip(' "\r\n').lower() for name in first_line.split(separator)}
        if names & _TEXT_COLUMNS:
            return separator
    return ","


def _columns(rows: Iterator[list[str]], lines: Lines) -> list[str]:
    """Return the names of the columns in lower case."""
    try:
        names = [name.strip() for name in next(rows)]
    except csv.Error as error:
        raise RefusalError("broken_quotes", line=1, error=str(error), last=lines.number) from None
    columns = [name.lower() for name in names]
    if not _TEXT_COLUMNS & set(columns):
        raise RefusalError("column_missing", line=1, columns=excerpt(", ".join(names), 200))
    for number, column in enumerate(columns, 1):
        if not column:
            raise RefusalError("column_unnamed", line=1, number=number)
        if column in columns[: number - 1]:
            raise RefusalError("column_twice", line=1, column=excerpt(column))
    return columns


def _items(rows: Iterator[list[str]], lines: Lines, columns: list[str], file: str) -> Iterator[Record | Refusal]:
    while True:
        start = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            details = {"error": str(error), "last": lines.number}
            yield Refusal(file, start, "broken_quotes", details)
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(columns):
            yield Refusal(file, start, "wrong_columns", {"found": len(row), "expected": len(columns)})
            continue
        yield to_record(dict(zip(columns, row, strict=True)), file=file, line=start)
