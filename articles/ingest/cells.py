"""Values for tables that people open with a spreadsheet."""

import re

_FORMULA = re.compile(r"\s*[=+\-@|%\t\r]")
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
