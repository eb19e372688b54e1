"""In which encoding a file is written, told from its bytes."""

import codecs
import re

from charset_normalizer import from_bytes

from articles.ingest.records import RefusalError

SAMPLE = 1 << 20
"""Number of bytes by which a file is judged."""

_GUESS_BYTES = 1 << 16
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f"))
# Documents whose first megabyte may be almost without control characters.
_DOCUMENTS = (b"%PDF-", b"{\\rtf", b"PK\x03\x04")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1256": "Windows-1256",
    "iso8859_6": "ISO-8859-6",
}
"""What a reader calls the encodings that `recognise` returns."""


def recognise(sample: bytes) -> str:
    """Return Python's name of the encoding of a file that begins with `sample`, one of those in `NAMES`.

    A file of which the larger part is UTF-8 is UTF-8, broken as it may be: taken for Windows-1256, it would be read
    as garbage that looks like Arabic. Raises RefusalError for binary data and for encodings that are not recognised.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # One of them may stray into a text; its row is refused then, and the others are not.
    if sample.startswith(_DOCUMENTS) or controls > len(sample) // 100:
        raise RefusalError("binary")
    first = _NOT_ASCII.search(sample)
    if not first or _is_mostly_utf8(sample):
        return "utf-8"
    # Of twenty letters the library tells the two apart, of a hundred it is always right.
    guesses = from_bytes(sample[first.start() : first.start() + _GUESS_BYTES], cp_isolation=["cp1256", "iso8859_6"])
    best = guesses.best()
    if best is None:
        raise RefusalError("unknown_encoding")
    return best.encoding


def _is_mostly_utf8(sample: bytes) -> bool:
    """True for UTF-8, the last character of which may be cut, and for text most of whose characters are."""
    decoder = codecs.getincrementaldecoder("utf-8")
    try:
        decoder().decode(sample)
    except UnicodeDecodeError:
        text = decoder("replace").decode(sample)
        broken = text.count("\N{REPLACEMENT CHARACTER}")
        return sum(character > "\x7f" for character in text) > 2 * broken
    return True
