"""A .csv file: the first line names the columns, each row is one article.

Columns are parted by commas; by semicolons or tabs where those part the first line into the columns we know.
"""

import csv
from collections.abc import Iterator
from itertools import chain

from articles.ingest.readers.headings import TEXT, guess_mapping
from articles.ingest.readers.opening import InputFile, Lines, open_lines
from articles.ingest.readers.tables import Raw, as_given, need_text
from articles.ingest.records import TEXT_LIMIT, Given, Refusal, RefusalError, excerpt

_SEPARATORS = ",;\t"


def read(file: InputFile) -> Iterator[Given | Refusal]:
    """Yield what each row gives; rows without any content give nothing.

    Raises RefusalError where a column is missing or nameless, and where the file cannot be read on.
    """
    return as_given(file, _rows(file, text_needed=True))


def raw(file: InputFile) -> Iterator[Raw | Refusal]:
    """Yield the rows as they stand in the file, whether or not it has a column of texts."""
    return _rows(file, text_needed=False)


def _rows(file: InputFile, *, text_needed: bool) -> Iterator[Raw | Refusal]:
    # A field may be as long as a text; the limit is the process's.
    csv.field_size_limit(max(csv.field_size_limit(), TEXT_LIMIT + 1))
    empty = True
    with open_lines(file) as lines:
        first = next(lines, "")
        rows = csv.reader(chain([first], lines), delimiter=_separator(first, file), strict=True)
        columns = _columns(rows, lines)
        if text_needed:
            need_text(columns, file.mapping, 1)
        for item in _items(rows, lines, columns, file.label):
            empty = False
            yield item
    if empty:
        raise RefusalError("no_rows")


def _separator(first_line: str, file: InputFile) -> str:
    """Return the character that parts the columns of the first line: the one that makes a column of texts of it.

    Where none does, it is the one that makes the most columns.
    """
    parted = {mark: [name.strip(' "\r\n') for name in first_line.split(mark)] for mark in _SEPARATORS}
    for mark, names in parted.items():
        mapped = [(file.mapping or {}).get(name, name.lower()) for name in names]
        if not TEXT.isdisjoint(mapped) or not TEXT.isdisjoint(guess_mapping(names).values()):
            return mark
    return max(parted, key=lambda mark: len(parted[mark]))


def _columns(rows: Iterator[list[str]], lines: Lines) -> list[str]:
    """Return the headings of the columns."""
    try:
        names = [name.strip() for name in next(rows)]
    except csv.Error as error:
        raise RefusalError("broken_quotes", line=1, error=str(error), last=lines.number) from None
    columns = [name.lower() for name in names]
    for number, column in enumerate(columns, 1):
        if not column:
            raise RefusalError("column_unnamed", line=1, number=number)
        if column in columns[: number - 1]:
            raise RefusalError("column_twice", line=1, column=excerpt(column))
    return names


def _items(rows: Iterator[list[str]], lines: Lines, columns: list[str], file: str) -> Iterator[Raw | Refusal]:
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
            details = {"found": len(row), "expected": len(columns)}
            yield Refusal(file, start, "wrong_columns", details, fields=_as_far_as_possible(columns, row))
            continue
        yield start, dict(zip(columns, row, strict=True))


def _as_far_as_possible(columns: list[str], row: list[str]) -> dict[str, str]:
    """Return the fields of a row that has too many or too few, to be mended by a person."""
    rest = {f"+{number}": cell for number, cell in enumerate(row[len(columns) :], 1)}
    return {**dict(zip(columns, row, strict=False)), **rest}
