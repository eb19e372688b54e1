"""What tables have in common: rows of values under headings, each an article; and a look at the first of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from articles.ingest.readers.headings import OUR_NAMES, TEXT, names_of
from articles.ingest.readers.opening import InputFile
from articles.ingest.records import Given, Refusal, RefusalError, excerpt

SAMPLE_ROWS = 5
_CELL_LENGTH = 200
_COMMAS = re.compile("[,،|]")

Raw: TypeAlias = tuple[int, dict[str, Any]]
"""A row as it stands in its file: line and values by heading."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings of a table, and its first rows as one sees them: a text for each heading, long ones cut."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def look(raw: Iterable[Raw | Refusal]) -> Columns:
    """Return headings and first rows of a table; headings are all that these rows have."""
    rows = [row for row in islice(raw, 4 * SAMPLE_ROWS) if not isinstance(row, Refusal)]
    headings = [*dict.fromkeys(heading for _line, values in rows for heading in values)]
    shown = (
        tuple(excerpt("" if values.get(name) is None else values[name], _CELL_LENGTH) for name in headings)
        for _line, values in rows[:SAMPLE_ROWS]
    )
    return Columns((*headings,), (*shown,))


def as_given(file: InputFile, raw: Iterable[Raw | Refusal]) -> Iterator[Given | Refusal]:
    """Yield rows with the names of our fields for their headings; one of strange columns without a text is refused."""
    known: dict[tuple[str, ...], dict[str, str]] = {}
    for row in raw:
        if isinstance(row, Refusal):
            yield row
            continue
        line, values = row
        keys = (*values,)
        if keys not in known:
            if len(known) > 1000:  # Objects of which no two are alike.
                known.clear()
            known[keys] = names_of(keys, file.mapping)
        names = known[keys]
        fields = {names[heading]: _value(value, names[heading], heading) for heading, value in values.items()}
        fields.pop("", None)
        if TEXT.isdisjoint(fields) and not fields.keys() <= OUR_NAMES:
            yield Refusal(file.label, line, "column_missing", {"columns": listed(keys)}, fields=fields)
        else:
            yield Given(file.label, line, fields)


def need_text(headings: Iterable[str], mapping: Mapping[str, str] | None, line: int) -> None:
    """Raise RefusalError for a table none of whose columns is a text: no row can be read."""
    headings = [*headings]
    if TEXT.isdisjoint(names_of(headings, mapping).values()):
        raise RefusalError("column_missing", line=line, columns=listed(headings))


def listed(headings: Iterable[str]) -> str:
    return excerpt(", ".join(headings), 200)


def _value(value: Any, name: str, heading: str) -> Any:
    """Return a value as our field takes it: key words, which others part by commas, are parted by semicolons here."""
    if name in ("subjects", "people") and heading != name and isinstance(value, str) and not re.search("[;؛]", value):
        return _COMMAS.sub(";", value)
    return value
