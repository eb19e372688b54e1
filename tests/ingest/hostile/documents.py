"""Documents, workbooks and PDFs that reach for files and addresses, or are larger inside than they look."""

import io
import zipfile

from tests.ingest import made
from tests.ingest.hostile.archives import ZEROS, tenths
from tests.ingest.samples import PARAGRAPH

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' if number else '<!ENTITY l0 "لول">' for number in range(10)
)
TEXT = f"<w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>"


def docx(declaration, body, part="word/document.xml"):
    """A document whose XML has a declaration of types."""
    xml = f'<?xml version="1.0"?>{declaration}<w:document {W}><w:body>{body}</w:body></w:document>'
    return made.with_part(made.docx_of("x"), part, xml)


def with_entity(entity):
    return docx(f"<!DOCTYPE d [{entity}]>", "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")


def with_more(files):
    out = io.BytesIO(made.docx_of(PARAGRAPH))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return out.getvalue()


def with_relation(kind, address):
    """A document that has something from outside: a picture, a template."""
    package = made.docx_of(PARAGRAPH)
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        relations = opened.read("word/_rels/document.xml.rels").decode()
    outside = (
        f'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{address}" TargetMode="External"/></Relationships>'
    )
    return made.with_part(package, "word/_rels/document.xml.rels", relations.replace("</Relationships>", outside))


def xlsx(sheet, strings=None):
    whole = made.xlsx_of(["text"], ["x"])
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    text = sheet if sheet.startswith("<?xml") else f"{head}{sheet}</worksheet>"
    whole = made.with_part(whole, "xl/worksheets/sheet1.xml", text)
    if not strings:
        return whole
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as opened:
        types = opened.read("[Content_Types].xml").decode()
        opened.writestr("xl/sharedStrings.xml", strings)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    more = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return made.with_part(out.getvalue(), "[Content_Types].xml", types.replace("</Types>", more))


def shared_string(times):
    """One long string, shown in so many cells."""
    text = PARAGRAPH * 400
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>text</t></si><si><t>{text}</t></si></sst>'
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>{int(row > 1)}</v></c></row>' for row in range(1, times + 1))
    return xlsx(f"<sheetData>{rows}</sheetData>", strings)


def far_cell():
    cells = '<row r="1"><c r="A1" t="str"><v>text</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return xlsx(f'<dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData>')


CATALOG = {1: "<< /Type /Catalog /Pages 2 0 R >>"}
ONE_PAGE = {
    **CATALOG,
    2: "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
}
LINE = [made.pdf_line(PARAGRAPH[:60])]


def pdf(objects):
    return made.raw_pdf({**ONE_PAGE, 4: "<< /Length 0 >>\nstream\n\nendstream", **objects})


def form_in_itself():
    drawn = "/X Do"
    form = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>"
        f"\nstream\n{drawn}\nendstream"
    )
    page = ONE_PAGE[3].replace("/Contents", "/Resources << /XObject << /X 5 0 R >> >> /Contents")
    return pdf({3: page, 4: f"<< /Length 5 >>\nstream\n{drawn}\nendstream", 5: form})


def xref_loop():
    whole = pdf({})
    start = whole.rindex(b"xref\n0 1")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def active(action):
    """A PDF with a text and something that a program is asked to do when it opens."""
    return made.pdf_of(LINE).replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << " + action.encode() + b" >>")


BAD_PDF = ("broken_pdf", "no_text", "damaged")

DOCUMENTS = {
    "entity of a file": ("a.docx", lambda: with_entity('<!ENTITY x SYSTEM "file:///etc/passwd">'), "no_text"),
    "billion laughs": ("a.docx", lambda: docx(f"<!DOCTYPE d [{LAUGHS}]>", TEXT.replace(PARAGRAPH, "&l9;")), "damaged"),
    "quadratic blowup": (
        "a.docx",
        lambda: docx(f'<!DOCTYPE d [<!ENTITY a "{"ا" * 50_000}">]>', TEXT.replace(PARAGRAPH, "&a;" * 5000)),
        "damaged",
    ),
    "bomb among the pictures": ("a.docx", lambda: with_more({"word/media/a.png": ZEROS}), "gzip_bomb"),
    "elements 100,000 deep": ("a.docx", lambda: docx("", "<w:sdt>" * 100_000), "damaged"),
    "no end of XML": ("a.docx", lambda: docx("", "<w:p><w:r><w:t>"), "damaged"),
    "no types": ("a.docx", lambda: made.with_part(made.docx_of("x"), "[Content_Types].xml", "<x/>"), "damaged"),
    "no document": ("a.docx", lambda: made.zip_of({"[Content_Types].xml": b"<x/>"}), "wrong_kind"),
    "password of Office": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9999), "old_office"),
    "entity in a workbook": (
        "a.xlsx",
        lambda: xlsx(
            '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns='
            '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="str"><v>text</v>'
            '</c></row><row r="2"><c t="str"><v>&x;</v></c></row></sheetData></worksheet>'
        ),
        ("damaged", "no_rows"),
    ),
    "laughs in a workbook": (
        "a.xlsx",
        lambda: xlsx(f'<?xml version="1.0"?><!DOCTYPE d [{LAUGHS}]><worksheet><sheetData>&l9;</sheetData></worksheet>'),
        ("damaged", "no_rows"),
    ),
    "a far cell": ("a.xlsx", far_cell, "no_text"),
    "cells without end": ("a.xlsx", lambda: xlsx("<sheetData><row><c><v>1</v>"), ("damaged", "no_rows")),
    **{
        f"document cut after {part} tenths": ("a.docx", lambda whole=whole: whole, "broken_zip")
        for part, whole in enumerate(tenths(made.docx_of(PARAGRAPH)), 1)
    },
    **{
        f"workbook cut after {part} tenths": ("a.xlsx", lambda whole=whole: whole, "broken_zip")
        for part, whole in enumerate(tenths(made.xlsx_of(["text"], [PARAGRAPH])), 1)
    },
    **{
        f"PDF cut after {part} tenths": ("a.pdf", lambda whole=whole: whole, BAD_PDF)
        for part, whole in enumerate(tenths(made.pdf_of(LINE, LINE)), 1)
    },
    "page tree in a loop": (
        "a.pdf",
        lambda: pdf({2: "<< /Type /Pages /Count 9 /Kids [2 0 R] >>"}),
        BAD_PDF,
    ),
    "a billion pages": (
        "a.pdf",
        lambda: pdf({2: "<< /Type /Pages /Count 1000000000 /Kids [3 0 R] >>"}),
        (*BAD_PDF, "too_many_pages"),
    ),
    "stream of a terabyte": ("a.pdf", lambda: pdf({4: "<< /Length 1000000000000 >>\nstream\n\nendstream"}), BAD_PDF),
    "huge page": (
        "a.pdf",
        lambda: pdf({3: ONE_PAGE[3].replace("[0 0 600 800]", "[-1e38 -1e38 1e38 1e38]")}),
        BAD_PDF,
    ),
    "arrays 100,000 deep": ("a.pdf", lambda: pdf({4: "[" * 100_000}), BAD_PDF),
    "form within itself": ("a.pdf", form_in_itself, BAD_PDF),
    "table of objects in a loop": ("a.pdf", xref_loop, BAD_PDF),
    "only a head": ("a.pdf", lambda: b"%PDF-1.7\n%%EOF", "broken_pdf"),
    "garbage": ("a.pdf", lambda: b"%PDF-1.4\n" + bytes(range(256)) * 999, "broken_pdf"),
    "password of a PDF": (
        "a.pdf",
        lambda: made.pdf_of(LINE).replace(
            b"/Root 1 0 R",
            b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O ("
            + b"a" * 32
            + b") /U ("
            + b"b" * 32
            + b") /P -4 >>",
        ),
        ("encrypted", "broken_pdf"),
    ),
}

# Documents that are read, and of which nothing but the text is taken.
HARMLESS = {
    "picture from outside": ("a.docx", lambda address: with_relation("image", address)),
    "template from outside": ("a.docx", lambda address: with_relation("attachedTemplate", address)),
    "macro": ("a.docx", lambda address: with_more({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + address.encode()})),
    "entity of an address": (
        "a.docx",
        lambda address: docx(f'<!DOCTYPE d SYSTEM "{address}" [<!ENTITY % p SYSTEM "{address}"> %p;]>', TEXT),
    ),
    "JavaScript": ("a.pdf", lambda address: active(f"/S /JavaScript /JS (app.launchURL\\('{address}'\\))")),
    "address opened": ("a.pdf", lambda address: active(f"/S /URI /URI ({address})")),
    "program started": ("a.pdf", lambda address: active("/S /Launch /F (/bin/sh)")),
    "form sent": ("a.pdf", lambda address: active(f"/S /SubmitForm /F ({address})")),
}
