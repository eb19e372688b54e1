"""An .eml message: its text with subject, date and sender; attached files of known formats are items of their own."""

import email
import email.policy
import io
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial

from articles.ingest.readers import found, html, kinds
from articles.ingest.readers.formats import ending, given
from articles.ingest.readers.opening import InputFile, content
from articles.ingest.readers.sidecar import metadata
from articles.ingest.records import Details, Given, Refusal, RefusalError

_MOST_PARTS = 500
"""So many parts may a message have."""


def read(file: InputFile) -> Iterator[Given | Refusal]:
    """Yield the article of a message, then what its attachments give. Raises RefusalError where it is no message."""
    message = parsed(content(file))
    parts = [*message.walk()]
    if len(parts) > _MOST_PARTS:
        raise RefusalError("too_many_entries", found=len(parts), limit=_MOST_PARTS)
    attachments = [part for part in parts if part.get_filename() and ending(str(part.get_filename()))]
    fields = {**headers(message), **_body(message)}
    if fields.get("body") or not attachments:
        yield Given(file.label, 0, {**fields, **metadata(file)})
    for part in attachments:
        if file.depth + 1 >= file.limits.depth:
            yield Refusal(file.label, 0, "too_deep", {"limit": file.limits.depth})
            return
        yield from given(file.inner(str(part.get_filename()), partial(io.BytesIO, payload(part))))


def parsed(whole: bytes) -> EmailMessage:
    """Return a message by its bytes. Raises RefusalError where they are none."""
    found_kind = kinds.kind(whole[:1024])
    if found_kind:
        raise kinds.wrong("EML", found_kind)
    message = email.message_from_bytes(whole, policy=email.policy.default)
    if not message.keys():
        raise kinds.wrong("EML")
    return message


def headers(message: EmailMessage) -> Details:
    """Return subject, date and sender as title, date and author."""
    try:
        sent = parsedate_to_datetime(str(message.get("Date", "")))
        date = sent.isoformat(timespec="seconds")
    except (TypeError, ValueError, IndexError, OverflowError):
        date = ""
    name, address = parseaddr(str(message.get("From", "")))
    return found.metadata(title=str(message.get("Subject", "")), date=date, author=name or address)


def payload(part: EmailMessage) -> bytes:
    """Return the bytes of a part, unpacked from its transfer encoding; of a message within a message the message."""
    if part.is_multipart():
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner and hasattr(inner[0], "as_bytes") else b""
    whole = part.get_payload(decode=True)
    return whole if isinstance(whole, bytes) else b""


def text_of(part: EmailMessage) -> str:
    """Return a part as text in the encoding it names; bytes that are none in it become U+FFFD."""
    whole = payload(part)
    try:
        return whole.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return whole.decode("utf-8", "replace")


def _body(message: EmailMessage) -> Details:
    """Return the text of a message: the plain one where there is one, else that of the page."""
    plain = message.get_body(("plain",))
    if isinstance(plain, EmailMessage) and text_of(plain).strip():
        return {"body": text_of(plain).replace("\r\n", "\n")}
    page = message.get_body(("html",))
    if isinstance(page, EmailMessage):
        return {"body": html.lines(html.parsed(text_of(page)))}
    return {}
