"""A .pdf file with a text layer: its characters into lines, lines into paragraphs; a scanned one is refused.

PDFium gives each character with its place. Its own order of a line is not taken: it turns ligatures round (لا becomes
ال), and puts a full stop, a bracket or a vowel mark at the wrong end. `pdf_lines` reads the places instead.
"""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from articles.ingest.readers import found, kinds
from articles.ingest.readers.opening import InputFile, content
from articles.ingest.readers.pdf_lines import Glyph, ligature, lines
from articles.ingest.readers.pdf_paragraphs import paragraphs
from articles.ingest.readers.sidecar import metadata
from articles.ingest.records import Details, Given, RefusalError

PAGE_LIMIT = 2000
_PAGE_CHARACTERS = 100_000
"""So many characters of one page are read: more is no page that anybody wrote."""

_END_WITHIN = 2048
"""A whole file ends with a mark that is no further from its end."""

_SPACE = 0x20

_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_WORD = re.compile(r"[^\W_]")


def read(file: InputFile) -> Iterator[Given]:
    """Yield the article of a document. Raises RefusalError where it is none, has a password, or has no text."""
    kinds.check(file, "PDF")
    whole = content(file)
    if b"%%EOF" not in whole[-_END_WITHIN:]:
        # PDFium would read what is there, and nobody would miss the rest.
        raise RefusalError("broken_pdf")
    try:
        document = pypdfium2.PdfDocument(whole)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise RefusalError("encrypted" if locked else "broken_pdf") from None
    try:
        if len(document) > PAGE_LIMIT:
            raise RefusalError("too_many_pages", found=len(document), limit=PAGE_LIMIT)
        body = _body(document)
        if not _WORD.search(body):
            raise RefusalError("scanned" if _has_pictures(document) else "no_text")
        yield Given(file.label, 0, {**_properties(document), "body": body, **metadata(file)})
    finally:
        document.close()


def _body(document: pypdfium2.PdfDocument) -> str:
    pages = []
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue  # A page that is not there, in a list of pages that says it is.
        text_page = page.get_textpage()
        pages.append(lines(_glyphs(text_page)))
        text_page.close()
        page.close()
    return "\n".join(paragraphs(pages))


def _glyphs(page: pypdfium2.PdfTextPage) -> list[Glyph]:
    """Return what is drawn on a page, in the order of drawing; letters with one origin are one ligature."""
    found: dict[tuple[float, float, float], list[Glyph]] = {}
    for glyph in _characters(page):
        found.setdefault((glyph.x, glyph.y, glyph.height), []).append(glyph)
    return [ligature(glyphs) for glyphs in found.values()]


def _characters(page: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """Yield the characters of a page with their places; what PDFium put in between by itself is left out.

    What takes room and says nothing comes as a glyph without text.
    """
    handle = page.raw
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF(), raw.FS_MATRIX()
    for index in range(min(page.count_chars(), _PAGE_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(handle, index)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        # Spaces between parts of a line are not said to be PDFium's own; they have no height.
        if raw.FPDFText_IsGenerated(handle, index) == 1 or (code == _SPACE and box.top <= box.bottom):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetMatrix(handle, index, matrix)
        size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
        glyph = Glyph(chr(code), x.value, y.value, box.left, box.right, size)
        if unicodedata.category(glyph.text) == "Mn":
            # Marks take no room; where they stand is told by their ink.
            left, right, _bottom, _top = _ink(handle, index)
            if left < right:
                glyph.left, glyph.right = left, right
        elif code < _SPACE or (code < 0x7F and code != _SPACE and _is_stretch(glyph, *_ink(handle, index))):
            glyph.text = ""
        yield glyph


def _ink(handle: Any, index: int) -> tuple[float, float, float, float]:
    """Return left, right, bottom and top of the ink of a character."""
    left, right, bottom, top = (ctypes.c_double() for _side in range(4))
    raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
    return left.value, right.value, bottom.value, top.value


def _is_stretch(glyph: Glyph, left: float, right: float, bottom: float, top: float) -> bool:
    """True for a hyphen or another sign that is none, but the line that stretches words in justified text.

    LibreOffice gives it any code. It lies on the base line and touches both neighbours; a hyphen floats, with room on
    both sides.
    """
    thin = 0 < top - bottom < 0.2 * glyph.height
    return thin and abs(bottom - glyph.y) < 0.1 * glyph.height and right - left > 0.95 * (glyph.right - glyph.left) > 0


def _has_pictures(document: pypdfium2.PdfDocument) -> bool:
    """True where one of the first pages has a picture: a page that was scanned is one."""
    for number in range(min(len(document), 5)):
        try:
            objects = document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            if next(iter(objects), None) is not None:
                return True
        except pypdfium2.PdfiumError:
            continue
    return False


def _properties(document: pypdfium2.PdfDocument) -> Details:
    """Return title, author and date that the document has; the date is that of the file, and so an estimate."""
    said = document.get_metadata_dict()
    made = _DATE.match(said.get("CreationDate", ""))
    return found.metadata(
        title=said.get("Title"),
        author=said.get("Author"),
        date="-".join(part for part in made.groups() if part) if made else "",
        date_estimated=True,
    )
