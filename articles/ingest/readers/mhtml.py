"""A web page saved with all that is on it as one file (.mhtml, .mht): the page itself is read, the rest is left."""

from collections.abc import Iterator
from email.message import EmailMessage

from articles.ingest.readers import eml, html
from articles.ingest.readers.opening import InputFile, content
from articles.ingest.readers.sidecar import metadata
from articles.ingest.records import Given, RefusalError


def read(file: InputFile) -> Iterator[Given]:
    """Yield the article of the page. Raises RefusalError where there is none."""
    message = eml.parsed(content(file))
    page = next((part for part in message.walk() if part.get_content_type() in html.TYPES), None)
    if not isinstance(page, EmailMessage):
        raise RefusalError("no_pages")
    address = str(page.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
    fields = html.page(eml.text_of(page), address if address.startswith("http") else "")
    yield Given(file.label, 0, {**fields, **metadata(file)})
