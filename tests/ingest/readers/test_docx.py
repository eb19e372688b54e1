import io
import zipfile

import docx
import pytest

from tests.ingest import made
from tests.ingest.samples import OTHER, PARAGRAPH


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_and_properties(read_bytes):
    (record,) = read_bytes("خبر.docx", made.docx_of(PARAGRAPH, "", OTHER, title="عنوان الخبر", author="سلمى حداد"))
    assert record.body.split("\n") == [PARAGRAPH, OTHER]
    assert (record.title, record.byline, record.identifier_made) == ("عنوان الخبر", "سلمى حداد", True)
    assert record.date_estimated


def test_a_first_paragraph_in_the_style_of_titles_is_the_title(read_bytes):
    (record,) = read_bytes("خبر.docx", made.docx_of("قمة في باريس", PARAGRAPH, style="Title"))
    assert (record.title, record.body, record.title_derived) == ("قمة في باريس", PARAGRAPH, False)
    (record,) = read_bytes("خبر.docx", made.docx_of("قمة في باريس", style="Title"))
    assert record.body == "قمة في باريس"


def test_names_that_programs_put_in_are_none(read_bytes):
    (record,) = read_bytes("خبر.docx", made.docx_of(PARAGRAPH, title="Document1", author="python-docx"))
    assert (record.title_derived, record.byline) == (True, "")


@pytest.mark.parametrize(
    ("xml", "body"),
    [
        (f"<w:p>{run('أول')}<w:r><w:tab/></w:r>{run('ثان')}<w:r><w:br/></w:r>{run('ثالث')}</w:p>", "أول\tثان\nثالث"),
        (f'<w:p><w:ins w:id="1" w:author="س">{run("مضاف ")}</w:ins>{run("باق")}</w:p>', "مضاف باق"),
        (f'<w:p><w:del w:id="1" w:author="س"><w:r><w:delText>محذوف</w:delText></w:r></w:del>{run("باق")}</w:p>', "باق"),
        (f"<w:sdt><w:sdtContent><w:p>{run('في حقل')}</w:p></w:sdtContent></w:sdt>", "في حقل"),
        (f"<w:p><w:hyperlink>{run('رابط')}</w:hyperlink></w:p>", "رابط"),
        (f"<w:tbl><w:tr><w:tc><w:p>{run('خلية')}</w:p></w:tc></w:tr></w:tbl><w:p>{run('بعدها')}</w:p>", "خلية\nبعدها"),
        (
            f"<w:p>{run('قبل ')}<w:r><w:pict><w:txbxContent><w:p>{run('في إطار')}</w:p></w:txbxContent></w:pict></w:r>"
            f"{run('بعد')}</w:p>",
            "قبل بعد\nفي إطار",
        ),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('نص')}</w:p>", "نص"),
    ],
    ids=["tabs", "inserted", "deleted", "control", "link", "table", "box", "field"],
)
def test_text_wherever_it_stands(read_bytes, xml, body):
    (record,) = read_bytes("خبر.docx", made.docx_of_xml(xml))
    assert record.body == body


def test_footnotes_come_last(read_bytes):
    document = docx.Document()
    document.add_paragraph(PARAGRAPH)
    out = io.BytesIO()
    document.save(out)
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1">'
        f"<w:p>{run('حاشية في آخر الصفحة')}</w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(out) as opened:
        relations = opened.read("word/_rels/document.xml.rels").decode()
        types = opened.read("[Content_Types].xml").decode()
    relations = relations.replace(
        "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    )
    types = types.replace(
        "</Types>",
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>',
    )
    whole = made.with_part(out.getvalue(), "word/_rels/document.xml.rels", relations)
    whole = made.with_part(whole, "[Content_Types].xml", types)
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr("word/footnotes.xml", notes)
    (record,) = read_bytes("خبر.docx", out.getvalue())
    assert record.body == f"{PARAGRAPH}\nحاشية في آخر الصفحة"


def test_other_documents_of_the_same_packing_are_told(read_bytes):
    (refused,) = read_bytes("خبر.docx", made.xlsx_of(["text"], [PARAGRAPH]))
    assert (refused.reason, refused.details) == ("wrong_kind", {"expected": "DOCX", "found": "ZIP"})
    # ZIP is what a document is inside, which is nobody's name for it.
    (refused,) = read_bytes("خبر.docx", b"%PDF-1.4")
    assert (refused.reason, refused.details) == ("wrong_kind", {"expected": "DOCX", "found": "PDF"})
    (refused,) = read_bytes("خبر.docx", bytes(600))
    assert (refused.reason, refused.details) == ("no_kind", {"expected": "DOCX"})
    (refused,) = read_bytes("خبر.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refused.reason == "old_office"
    assert read_bytes("خبر.docx", made.docx_of("…"))[0].reason == "no_text"
