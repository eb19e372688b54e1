"""What a file holds, told from its first bytes, whatever its name says."""

from articles.ingest.readers.opening import InputFile, open_bytes
from articles.ingest.records import RefusalError

_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"WARC/1.", "WARC"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
)
_BEFORE_PDF = 1024
"""So many bytes may stand before the signature of a PDF, as its readers have it."""


def kind(sample: bytes) -> str:
    """Return what begins so: PDF, ZIP, OLE (Office up to 2003, and what Office encrypted) …, "" for anything else."""
    known = next((name for signature, name in _SIGNATURES if sample.startswith(signature)), "")
    return known or ("PDF" if b"%PDF-" in sample[:_BEFORE_PDF] else "")


def check(file: InputFile, expected: str, *, promised: str = "") -> None:
    """Raise RefusalError where a file is not of a kind, and say of which it is.

    `promised` is what people call the kind that its name promises, where `expected` is what that is inside.
    """
    with open_bytes(file, metered=False) as stream:
        sample = stream.read(_BEFORE_PDF)
    if not sample:
        raise RefusalError("empty_file")
    found = kind(sample)
    if found == expected:
        return
    if found == "OLE":
        raise RefusalError("old_office")
    raise wrong(promised or expected, found)


def wrong(promised: str, found: str = "") -> RefusalError:
    """Return the error for a file that is of another kind than its name promises; `found` is "" where none is known."""
    return (
        RefusalError("wrong_kind", expected=promised, found=found)
        if found
        else RefusalError("no_kind", expected=promised)
    )
