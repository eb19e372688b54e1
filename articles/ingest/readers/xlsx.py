"""An .xlsx workbook: each sheet is a table, the first row that names a column of texts names all columns.

Cells are read one row at a time; formulas count as the value that was saved with them.
"""

import dataclasses
import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from articles.ingest.readers.headings import TEXT, names_of
from articles.ingest.readers.opening import InputFile, shown_name
from articles.ingest.readers.packed import document
from articles.ingest.readers.tables import Raw, as_given, need_text
from articles.ingest.records import Given, Refusal, RefusalError

_HEADER_WITHIN = 10
"""A title or a note may stand above the headings; so many rows that are not empty are looked at."""


def read(file: InputFile) -> Iterator[Given | Refusal]:
    """Yield what each row of each sheet with a column of texts gives; a second sheet is called "book.xlsx/Sheet2".

    Raises RefusalError where no sheet has such a column, and where the file is damaged.
    """
    other: _Table | None = None
    found = False
    with _tables(file) as tables:
        for table in tables:
            if TEXT.isdisjoint(names_of(table.headings, file.mapping).values()):
                other = other or table
                continue
            name = f"{file.label}/{shown_name(table.sheet)}" if found else file.label
            found = True
            yield from as_given(dataclasses.replace(file, name=name), table.rows)
    if not found and other:
        need_text(other.headings, file.mapping, other.line)
    if not found:
        raise RefusalError("no_rows")


def raw(file: InputFile) -> Iterator[Raw | Refusal]:
    """Yield the rows of the first sheet that has any."""
    with _tables(file) as tables:
        for table in tables:
            yield from table.rows
            return


@dataclasses.dataclass(frozen=True, slots=True)
class _Table:
    sheet: str
    line: int
    headings: tuple[str, ...]
    rows: Iterator[Raw]


@contextmanager
def _tables(file: InputFile) -> Iterator[Iterator[_Table]]:
    """Open a workbook and yield the tables of its sheets, each to be read before the next is asked for."""
    whole = document(file, "xl/workbook.xml", "XLSX")
    book = openpyxl.load_workbook(io.BytesIO(whole), read_only=True, data_only=True, keep_links=False)
    try:
        yield (table for sheet in book.worksheets if (table := _table(sheet, file)))
    finally:
        book.close()


def _table(sheet: Any, file: InputFile) -> _Table | None:
    """Return the table of a sheet; None where it has no heading with a row below it."""
    # How large a sheet says it is would be filled up with empty cells.
    sheet.reset_dimensions()
    numbered = ((number, row) for number, row in enumerate(sheet.iter_rows(values_only=True), 1) if _any_value(row))
    first = [*islice(numbered, _HEADER_WITHIN)]
    if len(first) < 2:
        return None
    all_headings = [_headings(row) for _number, row in first]
    place = next(
        (
            place
            for place, headings in enumerate(all_headings[:-1])
            if not TEXT.isdisjoint(names_of(headings, file.mapping).values())
        ),
        0,
    )
    headings = all_headings[place]
    rows = (
        (number, {name: _value(cell) for name, cell in zip(headings, row, strict=False) if name})
        for number, row in chain(first[place + 1 :], numbered)
    )
    return _Table(sheet.title, first[place][0], tuple(name for name in headings if name), rows)


def _any_value(row: tuple[Any, ...]) -> bool:
    return any(cell is not None and cell != "" for cell in row)


def _headings(row: tuple[Any, ...]) -> list[str]:
    """Return the name of each column; a second one of a name gets the letters of its column, as does one without."""
    names: list[str] = []
    last = max((place for place, cell in enumerate(row) if cell is not None), default=-1)
    for place, cell in enumerate(row[: last + 1]):
        name = " ".join(str(cell if cell is not None else "").split())
        letters = get_column_letter(place + 1)
        names.append(f"{name} {letters}".strip() if not name or name in names else name)
    return names


def _value(cell: Any) -> Any:
    """Return what a cell holds as text: days without a time, whole numbers without a fraction."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if cell is None or isinstance(cell, str) else str(cell)
