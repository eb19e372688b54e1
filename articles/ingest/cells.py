"""Values for tables that people open with a spreadsheet."""

import re

_FORMULA = re.compile(r"'*\s*[=+\-@|%\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?\Z")


def csv_cell(value: object) -> str:
    """Return a value for a cell of a .csv file, which spreadsheets will not take for a formula.

    What begins like one gets an apostrophe in front, which they take for a sign of text (OWASP, "CSV Injection");
    plain numbers stay numbers. NUL, at which some stop reading, is left out.

    >>> csv_cell("=cmd|' /C calc'!A0"), csv_cell(-5), csv_cell("عنوان")
    ("'=cmd|' /C calc'!A0", '-5', 'عنوان')
    """
    text = "" if value is None else str(value).replace("\0", "")
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def value_of_cell(cell: object) -> object:
    """Return what `csv_cell` made a cell of; numbers and what needed no apostrophe are as they are.

    >>> value_of_cell(csv_cell("=1+1")), value_of_cell(csv_cell("'=1")), value_of_cell("'تسعون'")
    ('=1+1', "'=1", "'تسعون'")
    """
    return cell[1:] if isinstance(cell, str) and cell.startswith("'") and _FORMULA.match(cell) else cell
