"""A web archive (.warc, .warc.gz): each HTML page in it that came with status 200 is an article.

Pictures, style sheets and answers that are no pages are passed over. A page
without a date of its own has that of its record as an estimate.
"""

import re
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from articles.ingest.readers import found, html
from articles.ingest.readers.opening import InputFile, open_bytes, shown_name
from articles.ingest.records import Given, Refusal, RefusalError

PAGE_LIMIT = 20
"""Largest page in megabytes."""

_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""", re.IGNORECASE)


def read(file: InputFile) -> Iterator[Given | Refusal]:
    """Yield what the pages give, each called "file.warc/address"; without an address, its line is its record's number.

    Raises RefusalError where the file is damaged, or has no page.
    """
    nothing = True
    with open_bytes(file) as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream, check_digests=False), 1):
                if _is_page(record):
                    nothing = False
                    yield _page(file, number, record)
            stream.read(1)  # Where an archive breaks off, the iterator ends without a word.
        except (ArchiveLoadFailed, ValueError, AttributeError) as error:
            raise RefusalError("damaged", error=type(error).__name__) from None
    if nothing:
        raise RefusalError("no_pages")


def _is_page(record: Any) -> bool:
    """True for the answer of a server that is a page, and that was no error or redirection."""
    answer = record.http_headers
    if record.rec_type != "response" or answer is None or answer.get_statuscode() != "200":
        return False
    return (answer.get_header("Content-Type") or "").partition(";")[0].strip().lower() in html.TYPES


def _page(file: InputFile, number: int, record: Any) -> Given | Refusal:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    # The address says which it is; where there is none, the number of the record.
    number = 0 if address else number
    label = f"{file.label}/{shown_name(address.partition('://')[2])}"
    whole = record.content_stream().read(PAGE_LIMIT * 1_000_000 + 1)
    if len(whole) > PAGE_LIMIT * 1_000_000:
        return Refusal(label, number, "file_too_large", {"limit": PAGE_LIMIT})
    charset = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    try:
        fields = html.page(html.as_text(whole, charset[1] if charset else ""), address)
    except RefusalError as problem:
        return Refusal(label, number, problem.reason, problem.details)
    fetched = (record.rec_headers.get_header("WARC-Date") or "")[:10]
    if "date" not in fields:
        fields |= found.metadata(date=fetched, date_estimated=True)
    return Given(label, number, fields)
