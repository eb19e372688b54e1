"""A .jsonl file: one JSON object a line, one article an object."""

import json
from collections.abc import Iterator
from typing import Any

from articles.ingest.readers.opening import LINE_LIMIT, InputFile, open_lines
from articles.ingest.readers.tables import Raw, as_given
from articles.ingest.records import Given, Refusal, RefusalError, excerpt


def read(file: InputFile) -> Iterator[Given | Refusal]:
    """Yield what each line gives; empty lines give nothing. Raises RefusalError where the file cannot be read on."""
    return as_given(file, raw(file))


def raw(file: InputFile) -> Iterator[Raw | Refusal]:
    """Yield the objects as they stand in the file."""
    empty = True
    with open_lines(file) as lines:
        for line in lines:
            if line.isspace():
                continue
            empty = False
            try:
                yield lines.number, _parsed(line)
            except RefusalError as problem:
                yield Refusal(file.label, lines.number, problem.reason, problem.details)
    if empty:
        raise RefusalError("empty_file")


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
