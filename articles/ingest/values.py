"""Single values of a row: dates, addresses, names, lists; each checked, each refused with its reason."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import slugify

from articles.arabic import PartialDate, letters_of_shapes, name_key, parse_date, parse_period, readable, sort_key
from articles.ingest.records import PersonName, RefusalError, excerpt

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_WEB_ADDRESS = URLValidator(schemes=["http", "https"])
_SEPARATOR = re.compile("[;؛]")
_NAMED_MONTH = re.compile(r"[^\W\d_]{2}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_FLAGS = {"1": True, "true": True, "yes": True, "نعم": True, "0": False, "false": False, "no": False, "لا": False}


def wrong_type(field: str, expected: str, value: object) -> RefusalError:
    return RefusalError("wrong_type", field=field, expected=expected, value=excerpt(value))


def not_text(field: str, value: object) -> RefusalError:
    return RefusalError("not_text", field=field, value=excerpt(value))


def check_length(field: str, value: str, limit: int) -> None:
    if len(value) > limit:
        raise RefusalError("too_long", field=field, length=len(value), limit=limit)


def unstorable(value: str) -> str:
    """Return the reason why a database cannot store a text, "" where it can.

    Bytes that are no text in the file's encoding arrive here as the halves of characters U+DC80 to U+DCFF.
    """
    match = _UNSTORABLE.search(value)
    if not match:
        return ""
    return "broken_encoding" if "\udc80" <= match[0] <= "\udcff" else "not_characters"


def storable(value: str) -> str:
    """Return a text as every database takes it: half characters and NUL become U+FFFD."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)


def date(value: object) -> PartialDate | None:
    """Return a date given as text or, a year, as a number; None where there is none.

    Months may stand in words: 24 أيار 2018. Of digits alone the year comes first, since 5/6/2018 means two days.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise wrong_type("date", "2018-05-24", value)
    try:
        parsed = _in_words(str(value)) or parse_date(str(value))
        if parsed.instant:
            parsed.instant.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise RefusalError("bad_date", value=excerpt(value)) from None
    return parsed


def _in_words(text: str) -> PartialDate | None:
    """Return a date whose month is named; None for one in digits. Raises ValueError for what is none."""
    if not _NAMED_MONTH.search(text):
        return None
    period = parse_period(text)
    if period.hijri and period.precision != "day":
        raise ValueError(f"of two months, or two years, of the other calendar: {text!r}")
    return PartialDate(period.first, period.precision)


def flag(field: str, value: object) -> bool:
    known = _FLAGS.get(str(value).strip().lower()) if value is not None else False
    if known is None:
        raise wrong_type(field, "true / false", value)
    return known


def language(value: str) -> str:
    if not _LANGUAGE.match(value):
        raise RefusalError("bad_language", value=excerpt(value))
    return value


def url(value: str) -> str:
    if value:
        try:
            _WEB_ADDRESS(value)
        except ValidationError:
            raise RefusalError("bad_url", value=excerpt(value)) from None
    return value


def source_key(given: str) -> str:
    """Return the key of a source that a file names so: letters and digits in lower case, hyphens between words."""
    return slugify(given, allow_unicode=True)


def subjects(*fields: object) -> tuple[str, ...]:
    """Return the subjects that the fields name, each once, in order."""
    names = [_on_one_line(name) for field in fields for name in _texts("subjects", field)]
    for name in names:
        check_length("subjects", name, 100)
    return tuple(dict.fromkeys(name for name in names if name))


def people(field: object) -> tuple[PersonName, ...]:
    """Return the persons a field names: names parted by ; or ؛, or a list of names and of objects."""
    entries = field if isinstance(field, list) else _texts("people", field)
    return tuple(_person(entry) for entry in entries)


def _person(entry: object) -> PersonName:
    fields = entry if isinstance(entry, dict) else {"name": entry}
    if not fields.keys() <= {"name", "aliases", "role"}:
        raise wrong_type("people", "name, aliases, role", ", ".join(fields))
    name = _name(fields.get("name", ""))
    role = fields.get("role", "")
    if not isinstance(role, str):
        raise not_text("people.role", role)
    role = _on_one_line(role)
    check_length("people.role", role, 200)
    aliases = (_name(alias) for alias in _texts("people.aliases", fields.get("aliases")))
    return PersonName(name, tuple(dict.fromkeys(alias for alias in aliases if alias != name)), role)


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise not_text("people", value)
    name = _on_one_line(value)
    key = name_key(name)
    if not key:
        raise RefusalError("bad_person", value=excerpt(value))
    # Keys are kept beside the name, and may be a little longer.
    check_length("people", max(name, key, sort_key(name), key=len), 200)
    return name


def _on_one_line(value: str) -> str:
    return " ".join(letters_of_shapes(readable(value)).split())


def _texts(field: str, value: object) -> list[str]:
    """Return a list of texts as it is, and one text parted at ; and ؛."""
    if value is None:
        return []
    if isinstance(value, str):
        return [part for part in _SEPARATOR.split(value) if part.strip()]
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise wrong_type(field, '["…", "…"]', value)
    return value
