"""Metadata that a document has of itself: taken where they are fit to be, left out where they would be refused.

What a person wrote beside a file is refused where it is wrong, since the person can mend it. What a program wrote into
a page or a document, often by itself, must not cost its article.
"""

import re

from articles.arabic import parse_date
from articles.ingest.records import Details

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]{2,8})*\Z")
_ADDRESS = re.compile(
    r"https?://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,60}(:\d{1,5})?([/?#]\S*)?\Z", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_]")
_STORABLE = re.compile("[^\0\ud800-\udfff]+")
# Titles and authors that programs put in where nobody wrote any.
_NO_TITLE = re.compile(
    r"(about:blank|microsoft \w+ - .*|untitled.*|document\s*\d*|word document|.*\.(docx?|pdf|rtf|odt|html?|txt))\Z",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(python-docx|openpyxl|unknown|users?|admin(istrator)?|root|owner|author|windows user|microsoft( office user)?)\Z",
    re.IGNORECASE,
)
_LONGEST = 300


def metadata(
    *,
    title: str | None = "",
    author: str | None = "",
    date: str | None = "",
    url: str | None = "",
    source: str | None = "",
    language: str | None = "",
    lead: str | None = "",
    date_estimated: bool = False,
) -> Details:
    """Return the fields that these make; what is blank, a program's own, or would be refused is left out."""
    fields = {
        "title": _line(title, _NO_TITLE),
        "author": _line(author, _NO_AUTHOR),
        "source": _line(source, longest=90),
        "lead": _line(lead, longest=2000),
        "date": _date(date or ""),
        "url": url.strip() if url and _ADDRESS.match(url.strip()) and len(url) < 1000 else "",
        "language": _language(language or ""),
    }
    found: Details = {name: value for name, value in fields.items() if value}
    if date_estimated and "date" in found:
        found["date_estimated"] = True
    return found


def _line(value: str | None, no: re.Pattern[str] | None = None, longest: int = _LONGEST) -> str:
    text = " ".join(" ".join(_STORABLE.findall(value or "")).split())
    if len(text) > longest or not _LETTER.search(text) or (no and no.match(text)):
        return ""
    return text


def _date(value: str) -> str:
    try:
        parse_date(value)
    except ValueError:
        return ""
    return value.strip()


def _language(value: str) -> str:
    match = _LANGUAGE.match(value.strip())
    return match[1].lower() if match else ""
