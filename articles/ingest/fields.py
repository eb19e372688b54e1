"""From the fields of a row, whatever its format, to a checked record.

| field of the file | of the article |
|---|---|
| `id`, `identifier` | identifier; where there is none, it is made of text and source, the same each time |
| `title`, `subtitle`, `lead`, `place`, `url`, `language` | the same |
| `text`, `body` | text as received |
| `author`, `byline` | byline |
| `date`, `date_estimated` | date with its precision, and whether it is an estimate |
| `source`, `source_name`, `source_name_latin` | source: its key or a name; the names it gets where it is new |
| `category`, `subjects` | subjects |
| `people` | persons, each a name or an object with `name`, `aliases`, `role` |

Every other field is kept with the article as it came (`extra`); so is the second of two that mean the same. Not among
the known ones on purpose: `status`, since who imports decides what is public, not the file. A blank field counts as
absent. An address that is not http(s) is refused rather than set aside: once the article is in, nobody would miss it.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError

from articles.arabic import letters_of_shapes, readable, repair, text_checksum, title_from
from articles.ingest import values
from articles.ingest.cells import value_of_cell
from articles.ingest.records import TEXT_LIMIT, Details, Record, Refusal, RefusalError, SourceName, excerpt, plain_data
from articles.models import IDENTIFIER, Article

FINGERPRINT_VERSION = "1:"
"""Stands before a fingerprint. Raise it with every change of what is taken into one, or of how values are read:
fingerprints of another version count as none, so that a file imported again is not refused for what we changed."""

REFUSED = "refused:"
"""Begins the columns that a list of refused rows has beside those of the rows: file, line and reason."""

DEPTH_LIMIT = 20
"""Deepest nesting of a field that is kept in `extra`."""

_SYNONYMS = (("identifier", "id"), ("body", "text"), ("byline", "author"))
_KNOWN = frozenset(
    {
        *("identifier", "title", "subtitle", "lead", "body", "language", "place", "byline", "url"),
        *("source", "source_name", "source_name_latin", "category", "subjects", "people", "date", "date_estimated"),
    }
)
_WORD = re.compile(r"[^\W_]")
_LIMITS = {field.name: field.max_length for field in Article._meta.concrete_fields if field.max_length}


def to_record(fields: Mapping[str, Any], *, file: str, line: int) -> Record | Refusal:
    """Return the record that a row's fields make, or why they make none; both keep the fields, to be mended.

    `fields` holds strings, numbers, lists and mappings by the names above, as JSON, TOML and CSV give them.
    """
    kept = dict(fields)
    try:
        return replace(_record(known_names(fields), file, line), fields=kept)
    except RefusalError as problem:
        return Refusal(
            file,
            line,
            problem.reason,
            problem.details,
            identifier=_shown(fields.get("identifier") or fields.get("id"), _LIMITS["identifier"]),
            title=_shown(fields.get("title"), _LIMITS["title"]),
            fields=kept,
        )


def _record(fields: Details, file: str, line: int) -> Record:
    extra = {name: fields.pop(name) for name in [*fields] if name not in _KNOWN}
    for name in extra:
        _check_storable(name, name)
    for name, value in (*fields.items(), *extra.items()):
        _check_storable(name, value)
    body = _body(fields)
    given: Details = {
        "title": _text(fields, "title"),
        "subtitle": _text(fields, "subtitle"),
        "lead": _text(fields, "lead", lines=True),
        "language": values.language(_text(fields, "language") or "ar"),
        "source": _source(fields),
        "place": _text(fields, "place"),
        "byline": _text(fields, "byline"),
        "url": values.url(_text(fields, "url")),
        "subjects": values.subjects(fields.get("category"), fields.get("subjects")),
        "people": values.people(fields.get("people")),
        "date": values.date(fields.get("date")),
        "date_estimated": values.flag("date_estimated", fields.get("date_estimated")) and "date" in fields,
        "extra": extra,
    }
    fingerprint = _fingerprint(body, given)
    title = given.pop("title")
    derived = not _WORD.search(title)
    title = title_from(repair(body).text) if derived else title
    checksum = text_checksum(body)
    identifier = _identifier(fields)
    made = not identifier
    if made:
        source: SourceName | None = given["source"]
        identifier = new_identifier(checksum, values.source_key(source.given) if source else "")
    return Record(
        file=file,
        line=line,
        identifier=identifier,
        identifier_made=made,
        title=title,
        title_derived=derived,
        body=body,
        checksum=checksum,
        fingerprint=fingerprint,
        **given,
    )


def known_names(fields: Mapping[str, Any]) -> Details:
    """Return the fields that are not blank, under our own names, without what a list of refused rows adds."""
    if any(name.startswith(REFUSED) for name in fields):
        fields = {name: value_of_cell(value) for name, value in fields.items() if not name.startswith(REFUSED)}
    present = {name: value for name, value in fields.items() if not _is_blank(value)}
    for ours, theirs in _SYNONYMS:
        if theirs in present and ours not in present:
            present[ours] = present.pop(theirs)
    return present


def only_names_a_file(fields: Mapping[str, Any]) -> bool:
    """True for a row of a list of refused rows that stands for a whole file: there is nothing in it to be mended."""
    return any(name.startswith(REFUSED) for name in fields) and not known_names(fields)


def _is_blank(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, str) and value.isspace())


def _text(fields: Details, name: str, *, lines: bool = False) -> str:
    """Return a field as readable text, on one line unless `lines`; "" where there is none."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise values.not_text(name, value)
    value = letters_of_shapes(readable(value))
    value = value.strip() if lines else " ".join(value.split())
    _check_length(name, value)
    return value


def _body(fields: Details) -> str:
    """Return the text as it came, to the last blank."""
    body = fields.get("body", "")
    if not isinstance(body, str):
        raise values.not_text("text", body)
    values.check_length("text", body, TEXT_LIMIT)
    if not _WORD.search(body):
        raise RefusalError("no_text")
    return body


def _identifier(fields: Details) -> str:
    value = fields.get("identifier", "")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise values.not_text("id", value)
    value = value.strip()
    _check_length("identifier", value)
    if value:
        try:
            IDENTIFIER(value)
        except ValidationError:
            raise RefusalError("bad_identifier", value=excerpt(value)) from None
    return value


def new_identifier(checksum: str, source_key: str) -> str:
    """Return an identifier for an article that came without: the same for the same text of the same source.

    `source_key` is "" where there is no source.
    """
    return f"a-{hashlib.sha256(f'{checksum} {source_key}'.encode()).hexdigest()[:12]}"


def _source(fields: Details) -> SourceName | None:
    name, name_latin = _text(fields, "source_name"), _text(fields, "source_name_latin")
    given = _text(fields, "source") or name or name_latin
    if not given:
        return None
    key = values.source_key(given)
    if not key:
        raise RefusalError("bad_source", value=excerpt(given))
    for field, value, limit in (("source", key, 100), ("source", given, 200), ("source_name", name, 200)):
        values.check_length(field, value, limit)
    values.check_length("source_name_latin", name_latin, 200)
    return SourceName(given, name, name_latin)


def _check_length(name: str, value: str) -> None:
    values.check_length(name, value, _LIMITS.get(name, TEXT_LIMIT))


def _check_storable(name: str, value: Any, depth: int = 0) -> None:
    """Raise RefusalError for what cannot be stored: half characters, infinite numbers, deep nesting."""
    if isinstance(value, str):
        problem = values.unstorable(value)
        if problem:
            raise RefusalError(problem, field=excerpt(name), encoding="UTF-8")
    elif isinstance(value, float) and not math.isfinite(value):
        raise values.wrong_type(excerpt(name), "1.5", value)
    elif isinstance(value, dict | list):
        if depth == DEPTH_LIMIT:
            raise RefusalError("too_nested", limit=DEPTH_LIMIT)
        for part in (*value, *value.values()) if isinstance(value, dict) else value:
            _check_storable(name, part, depth + 1)


def _fingerprint(body: str, given: Details) -> str:
    """Return the version and a SHA-256 (hex) of all that was given: equal where a file says the same again."""
    metadata = json.dumps(given, default=plain_data, ensure_ascii=False, sort_keys=True)
    return FINGERPRINT_VERSION + hashlib.sha256(f"{body}\0{metadata}".encode()).hexdigest()


def _shown(value: object, limit: int) -> str:
    return excerpt(value, limit) if isinstance(value, str | int) else ""
