from articles import ingest
from tests.ingest import made
from tests.ingest.samples import OTHER, PARAGRAPH


def test_a_message(read_bytes):
    whole = made.eml_of(PARAGRAPH, Date="Thu, 24 May 2018 10:30:00 +0200")
    (record,) = read_bytes("رسالة.eml", whole)
    assert record.body.strip() == PARAGRAPH
    assert (record.title, record.byline, str(record.date)) == ("عنوان الرسالة", "سلمى حداد", "2018-05-24")
    assert record.date.instant


def test_the_plain_part_comes_first_and_the_page_where_there_is_none(read_bytes):
    (record,) = read_bytes("رسالة.eml", made.eml_of(PARAGRAPH, html=f"<p>{OTHER}</p>"))
    assert record.body.strip() == PARAGRAPH
    (record,) = read_bytes("رسالة.eml", made.eml_of(html=f"<p>{OTHER}<br>سطر</p><script>لا</script>"))
    assert record.body == f"{OTHER}\nسطر"


def test_attachments_are_articles_of_their_own(read_bytes):
    attached = [("خبر.docx", made.docx_of(OTHER)), ("شعار.png", b"\x89PNG")]
    first, second = read_bytes("رسالة.eml", made.eml_of(PARAGRAPH, attachments=attached))
    assert (first.file, second.file, second.body) == ("رسالة.eml", "رسالة.eml/خبر.docx", OTHER)
    (alone,) = read_bytes("رسالة.eml", made.eml_of(attachments=attached))
    assert alone.file == "رسالة.eml/خبر.docx"


def test_what_is_no_message_is_refused(read_bytes):
    assert [item.reason for item in read_bytes("رسالة.eml", PARAGRAPH.encode())] == ["no_kind"]
    assert [item.reason for item in read_bytes("رسالة.eml", b"%PDF-1.4")] == ["wrong_kind"]
    assert [item.reason for item in read_bytes("رسالة.eml", made.eml_of())] == ["no_text"]


def test_messages_within_messages_are_read_to_some_depth(read_bytes):
    whole = made.eml_of(PARAGRAPH)
    for _level in range(5):
        whole = made.eml_of(attachments=[("رسالة.eml", whole)])
    assert [item.reason for item in read_bytes("رسالة.eml", whole, limits=ingest.Limits(depth=3))] == ["too_deep"]
