"""A .jsonl file: one JSON object a line, one article an object."""

import json
from collections.abc import Iterator
from typing import Any

from articles.ingest.fields import to_record
from articles.ingest.readers.opening import LINE_LIMIT, InputFile, open_lines
from articles.ingest.records import Record, Refusal, RefusalError, excerpt


def read(file: InputFile) -> Iterator[Record | Refusal]:
    """Yield what each line makes; empty lines make nothing. Raises RefusalError where the file cannot be read on."""
    empty = True
    with open_lines(file) as lines:
        for line in lines:
            if not line.isspace():
                empty = False
                yield _read_line(line, file.label, lines.number)
    if empty:
        raise RefusalError("empty_file")


def _read_line(line: str, file: str, number: int) -> Record | Refusal:
    try:
        return to_record(_parsed(line), file=file, line=number)
    except RefusalError as problem:
        return Refusal(file, number, problem.reason, problem.details)


def _parsed(line: str) -> dict[str, Any]:
    if len(line) > LINE_LIMIT:
        raise RefusalError("line_too_long", limit=LINE_LIMIT)
    try:
        parsed = json.loads(line)
    except json.JSONDecodeError as error:
        raise RefusalError("not_json", error=error.msg, column=error.colno) from None
    except RecursionError:
        raise RefusalError("not_json", error="nested too deeply", column=1) from None
    except ValueError as error:  # A number of thousands of digits.
        raise RefusalError("not_json", error=excerpt(error), column=1) from None
    if not isinstance(parsed, dict):
        raise RefusalError("not_an_object")
    return parsed
