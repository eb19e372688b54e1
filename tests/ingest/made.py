"""Files of every format, made in memory for the tests of their readers."""

import gzip
import io
import re
import zipfile
from email.message import EmailMessage

import docx
import openpyxl
from lxml import etree

PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="{charset}">
<title>{title} - صحيفة الساحل</title><meta property="og:site_name" content="صحيفة الساحل">
<meta property="og:title" content="{title}"><link rel="canonical" href="https://news.example/2018/library">
<meta name="author" content="سالم العريبي"><meta property="article:published_time" content="2018-05-24T10:30:00+02:00">
</head><body><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">سياسة</a></li></ul></nav>
<main><article><h1>{title}</h1><p>{first}</p>{between}<h2>كتب من الجبل</h2><p>{second}</p><p>شكرا.</p></article></main>
<aside><h3>الأكثر قراءة</h3><a href="/c">خبر آخر</a></aside><footer>جميع الحقوق محفوظة</footer></body></html>"""


def page(first, second, *, title="افتتاح مكتبة في بنغازي", between="", charset="utf-8"):
    """A news page with menus around its article."""
    text = PAGE.format(title=title, first=first, second=second, between=between, charset=charset)
    return text.encode(charset)


def docx_of(*paragraphs, title="", author="", style=None):
    """A document of these paragraphs, the first in this style."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    for number, text in enumerate(paragraphs):
        document.add_paragraph(text, style=style if number == 0 else None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(package, name, content):
    """A ZIP package with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return out.getvalue()


def docx_of_xml(body):
    """A document with this XML inside its body."""
    package = docx_of("x")
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        tree = etree.fromstring(opened.read("word/document.xml"))
    head = etree.tostring(tree, encoding="unicode").partition("<w:body>")[0]
    return with_part(package, "word/document.xml", f"{head}<w:body>{body}</w:body></w:document>")


def xlsx_of(*rows, more=None):
    """A workbook with these rows; `more` is a second sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for row in more or ():
        (book.worksheets[1] if len(book.worksheets) > 1 else book.create_sheet("ورقة ثانية")).append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zip_of(files, **options):
    """An archive of these files: name and bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content, **options)
    return out.getvalue()


def eml_of(text="", html="", attachments=(), **headers):
    """A message; attachments are pairs of name and bytes."""
    message = EmailMessage()
    for name, value in {"Subject": "عنوان الرسالة", "From": "سلمى حداد <salma@news.example>", **headers}.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def warc_of(*answers, compressed=False):
    """A web archive of these answers: address, status, type, bytes."""
    records = []
    for number, (address, status, kind, content) in enumerate(answers):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
            f"WARC-Target-URI: {address}\r\nWARC-Date: 2019-02-03T04:05:06Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        records.append(gzip.compress(record) if compressed else record)
    return b"".join(records)


WIDTH = 6
SIZE = 10


def pdf_of(*pages, extra="", properties=""):
    """A PDF of these pages: lists of (x, y, glyphs), each glyph the text it stands for, drawn from left to right.

    A glyph of several letters is a ligature. `extra` are more objects, from number 100.
    """
    glyphs = sorted({glyph for page in pages for _x, _y, line in page for glyph in line})
    code = {glyph: number for number, glyph in enumerate(glyphs, 1)}
    hexed = [(number, "".join(f"{unit:04x}" for unit in _units(glyph))) for glyph, number in code.items()]
    chars = "\n".join(f"<{number:04x}> <{text}>" for number, text in hexed)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(hexed)} beginbfchar\n{chars}\nendbfchar\n"
        "endcmap end end"
    )
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{10 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R]"
        " /ToUnicode 5 0 R >>",
        4: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        f" /Supplement 0 >> /DW {1000 * WIDTH // SIZE} /FontDescriptor 6 0 R >>",
        5: _stream(cmap),
        6: "<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 -200 600 900] /ItalicAngle 0 /Ascent 900"
        " /Descent -200 /CapHeight 700 /StemV 80 >>",
        7: f"<< {properties} >>",
    }
    for number, page in enumerate(pages):
        drawn = "".join(
            f"BT /F {SIZE} Tf {x} {y} Td <{''.join(f'{code[glyph]:04x}' for glyph in line)}> Tj ET\n"
            for x, y, line in page
        )
        objects[10 + 2 * number] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>"
            f" /Contents {11 + 2 * number} 0 R >>"
        )
        objects[11 + 2 * number] = _stream(drawn)
    return _pdf(objects, extra)


def pdf_line(text, right=560, y=700, ligatures=("لا",)):
    """A line of Arabic as programs draw it: from left to right, what is read last first."""
    glyphs = []
    rest = text
    while rest:
        glyph = next((ligature for ligature in ligatures if rest.startswith(ligature)), rest[0])
        glyphs.append(glyph)
        rest = rest[len(glyph) :]
    glyphs.reverse()
    for place, run in (
        (match.start(), match[0]) for match in re.finditer("[0-9A-Za-z]+", "".join(g[0] for g in glyphs))
    ):
        glyphs[place : place + len(run)] = reversed(glyphs[place : place + len(run)])
    return (right - WIDTH * len(glyphs), y, glyphs)


def raw_pdf(objects, extra=""):
    """A PDF of these objects: number and text."""
    return _pdf(objects, extra)


def _units(text):
    whole = text.encode("utf-16-be")
    return [int.from_bytes(whole[place : place + 2]) for place in range(0, len(whole), 2)]


def _stream(text):
    return f"<< /Length {len(text.encode('latin-1'))} >>\nstream\n{text}\nendstream"


def _pdf(objects, extra):
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, text in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    out += extra.encode("latin-1")
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += f"{number} 1\n{place:010d} 00000 n \n".encode()
    info = "/Info 7 0 R" if 7 in places else ""
    out += f"trailer << /Size 1000 /Root 1 0 R {info} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
