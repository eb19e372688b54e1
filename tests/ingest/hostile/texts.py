"""Texts, tables and messages in encodings, sizes and shapes that nobody should send; and files with wrong names."""

import codecs

from tests.ingest import made
from tests.ingest.samples import OTHER, PARAGRAPH

TEXT = PARAGRAPH.encode()
OLD = PARAGRAPH.encode("cp1256", "ignore")


def message(inner, levels):
    """Parts within parts."""
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(levels)
    )
    return f"Subject: x\r\n{head}Content-Type: text/plain\r\n\r\n{inner}".encode()


def warc(length):
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
    return f"{head}Content-Length: {length}\r\n\r\n".encode()


FILES = {
    "two encodings": ("a.txt", lambda: TEXT * 3 + b"\n" + OLD, "broken_encoding"),
    "two encodings in a table": (
        "a.csv",
        lambda: b"text\n" + OLD[:9] + b"\n" + b"\xff\xfe\n",
        ("unknown_encoding", "broken_encoding", "no_text"),
    ),
    "UTF-16 cut within a letter": ("a.txt", lambda: PARAGRAPH.encode("utf-16")[:-1], "broken_encoding"),
    "UTF-16 without a mark": ("a.txt", lambda: PARAGRAPH.encode("utf-16-le"), ("binary", "unknown_encoding")),
    "UTF-32": (
        "a.txt",
        lambda: codecs.BOM_UTF32_LE + PARAGRAPH.encode("utf-32-le"),
        ("binary", "broken_encoding", "not_characters", "no_text"),
    ),
    "overlong UTF-8": ("a.txt", lambda: TEXT + b"\xc0\xaf" + TEXT, "broken_encoding"),
    "NUL": ("a.txt", lambda: TEXT + b"\0", "not_characters"),
    "half a character in JSON": ("a.jsonl", lambda: b'{"text": "\\ud800 ' + TEXT + b'"}', "not_characters"),
    "half a character in a key": ("a.jsonl", lambda: b'{"\\udfff": 1, "text": "' + TEXT + b'"}', "not_characters"),
    "half a character in bytes": ("a.jsonl", lambda: b'{"text": "' + TEXT + b'\xed\xa0\x80"}', "broken_encoding"),
    "lists 100,000 deep": ("a.jsonl", lambda: b'{"text": ' + b"[" * 100_000, "not_json"),
    "objects 30 deep": ("a.jsonl", lambda: b'{"text": "x", "a": ' + b'{"a": ' * 30 + b"1" + b"}" * 31, "too_nested"),
    "number of 5,000 digits": ("a.jsonl", lambda: b'{"text": "x", "a": ' + b"9" * 5000 + b"}", "not_json"),
    "number without end": ("a.jsonl", lambda: b'{"text": "x", "a": 1e999}', "wrong_type"),
    "12 MB on a line": ("a.jsonl", lambda: b'{"text": "' + b"a" * 12_000_000 + b'"}', "line_too_long"),
    "12 MB in a cell": ("a.csv", lambda: b"text\n" + b"a" * 12_000_000, ("broken_quotes", "too_long")),
    "quotation without end": ("a.csv", lambda: b'text\n"' + TEXT * 500, "broken_quotes"),
    "10,000 columns": ("a.csv", lambda: b"," * 10_000 + b"\n1", "column_unnamed"),
    "text 6 million long": ("a.txt", lambda: b"a" * 6_000_000, "too_long"),
    "parts 1,000 deep": ("a.eml", lambda: message("", 1000), ("too_many_entries", "damaged", "no_text")),
    "message without words": (
        "a.eml",
        lambda: b"Subject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!",
        "no_text",
    ),
    "attachment with a path": (
        "a.eml",
        lambda: made.eml_of(attachments=[("../../etc/x.pdf", b"%PDF-1.4")]),
        ("broken_pdf", "unsafe_name"),
    ),
    "record of minus one": ("a.warc", lambda: warc(-1), ("no_pages", "damaged")),
    "record of a terabyte": ("a.warc", lambda: warc(10**12), ("no_pages", "damaged")),
    "half a record": (
        "a.warc.gz",
        lambda: made.warc_of(("http://a.example/", "200 OK", "text/html", TEXT), compressed=True)[:-30],
        "broken_gzip",
    ),
    "divisions 100,000 deep": ("a.html", lambda: b"<html>" + b"<div>" * 100_000, ("no_main_text", "damaged")),
    "PDF called a document": ("a.docx", lambda: b"%PDF-1.4", "wrong_kind"),
    "document called a PDF": ("a.pdf", lambda: made.docx_of(PARAGRAPH), "wrong_kind"),
    "document called a workbook": ("a.xlsx", lambda: made.docx_of(PARAGRAPH), "wrong_kind"),
    "workbook called a table": ("a.csv", lambda: made.xlsx_of(["text"], [OTHER]), "binary"),
    "program called a text": ("a.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(5000), "binary"),
    "archive called a text": ("a.txt", lambda: made.zip_of({"a.txt": TEXT}), "binary"),
    "picture called a page": ("a.html", lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), "wrong_kind"),
    "picture called an archive": ("a.zip", lambda: b"\xff\xd8\xff\xe0" + bytes(500), "wrong_kind"),
    "text called a compressed one": ("a.txt.gz", lambda: TEXT, "broken_gzip"),
    "text called a message": ("a.eml", lambda: TEXT, "no_kind"),
    "name turned round": ("\u202etxt.fdp.txt", lambda: TEXT, "unsafe_name"),
    "name of 4 KB": ("a" * 4096 + ".txt", lambda: TEXT, "unsafe_name"),
    "name with a line break": ("a\nb.txt", lambda: TEXT, "unsafe_name"),
    "name with NUL": ("a\0b.txt", lambda: TEXT, "unsafe_name"),
}

BODY = f"<article><p>{PARAGRAPH}</p><p>{OTHER}</p></article>"

# Pages that are read, and of which nothing but the text is taken; {address} is one that notes who asks.
PAGES = {
    "script": '<script>document.write("سرق"); fetch("{address}")</script>',
    "script in an attribute": '<p onclick="سرق()" onload="fetch(\'{address}\')">نص آخر هنا</p>',
    "address of JavaScript": '<p><a href="javascript:سرق()">رابط</a> <a href="java&#10;script:سرق()">رابط</a></p>',
    "SVG": "<svg onload=\"fetch('{address}')\"><script>سرق</script><foreignObject><p>سرق</p></foreignObject></svg>",
    "base": '<base href="{address}"><img src="a.png"><link rel="stylesheet" href="a.css">',
    "frames": '<iframe src="{address}" srcdoc="<script>سرق</script>"></iframe><object data="{address}">سرق</object>',
    "style": "<style>@import '{address}'; p {{ background: url({address}); content: '\\0633\\0631 سرق' }}</style>",
    "picture": '<img src="{address}" srcset="{address} 2x" alt=""><video poster="{address}"></video>',
    "refresh": '<meta http-equiv="refresh" content="0; url={address}">',
    "form": '<form action="{address}"><textarea>سرق</textarea><input value="سرق" autofocus onfocus="سرق()"></form>',
    "comment": "<!-- سرق --><!--[if IE]><p>سرق</p><![endif]-->",
    "template": "<template><p>سرق</p></template><noscript><p>سرق</p></noscript>",
}
