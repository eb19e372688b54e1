import pytest

from tests.ingest import made
from tests.ingest.samples import OTHER, PARAGRAPH


def test_the_article_of_a_page_and_what_the_page_says_of_it(read_bytes):
    (record,) = read_bytes("page.html", made.page(PARAGRAPH, OTHER))
    assert record.body.split("\n") == [PARAGRAPH, "كتب من الجبل", OTHER, "شكرا."]
    assert (record.title, record.byline, str(record.date)) == ("افتتاح مكتبة في بنغازي", "سالم العريبي", "2018-05-24")
    assert (record.url, record.source.given) == ("https://news.example/2018/library", "صحيفة الساحل")
    assert (record.language, record.date_estimated, record.identifier_made) == ("ar", False, True)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
def test_the_encoding_that_a_page_names(read_bytes, charset):
    first, second = PARAGRAPH.replace("ً", ""), OTHER.replace("ً", "")
    (record,) = read_bytes("page.htm", made.page(first, second, charset=charset))
    assert record.body.startswith(first)


def test_a_page_that_names_no_encoding_or_a_wrong_one(read_bytes):
    whole = made.page(PARAGRAPH, OTHER).replace(b'<meta charset="utf-8">', b"")
    assert read_bytes("page.html", whole)[0].body.startswith(PARAGRAPH)
    wrong = made.page(PARAGRAPH, OTHER).replace(b'charset="utf-8"', b'charset="ascii-9"')
    assert read_bytes("page.html", wrong)[0].body.startswith(PARAGRAPH)
    marked = b"\xef\xbb\xbf" + made.page(PARAGRAPH, OTHER).replace(b'charset="utf-8"', b'charset="windows-1256"')
    assert read_bytes("page.html", marked)[0].body.startswith(PARAGRAPH)


def test_a_page_of_a_word_processor_is_taken_whole(read_bytes):
    lines = ["عنوان قصير", PARAGRAPH, "قائمة", "بند أول", "بند ثان", f"{OTHER} CNN 2018", "خلية أولى", "خلية ثانية"]
    whole = f"""<html lang="ar-LY"><head><meta name="generator" content="LibreOffice 7.4"><title>خبر</title>
        <meta name="author" content="سلمى حداد"><style>p {{ color: red }}</style></head><body><p>{lines[0]}</p>
        <p>{PARAGRAPH}</p><div>{lines[2]}<ul><li>{lines[3]}</li><li>{lines[4]}</li></ul></div>
        <p>{OTHER}
        <span>CNN</span> <b>20</b><b>18</b></p><table><tr><td>{lines[6]}</td></tr><tr><td>{lines[7]}</td></tr></table>
        <script>alert("لا")</script></body></html>"""
    (record,) = read_bytes("page.html", whole.encode())
    assert record.body.split("\n") == lines
    assert (record.title, record.byline, record.language) == ("خبر", "سلمى حداد", "ar")


def test_old_pages_whose_columns_are_tables(read_bytes):
    menu = '<table><tr><td><a href="/">الرئيسية</a></td><td><a href="/s">سياسة</a></td></tr></table>'
    story = f"<table><tr><td><font>عنوان الخبر</font><br>{PARAGRAPH}<br><br>{OTHER}<br></td></tr></table>"
    whole = f"<html><head><title>عنوان</title></head><body>{menu}{story}<center>حقوق</center></body></html>"
    (record,) = read_bytes("page.html", whole.encode("cp1256", "ignore"))
    assert record.body.split("\n") == [
        line.encode("cp1256", "ignore").decode("cp1256") for line in ("عنوان الخبر", PARAGRAPH, OTHER)
    ]


def test_a_table_in_an_article_is_lines(read_bytes):
    table = "<table><tr><th>المدينة</th><th>العدد</th></tr><tr><td>تونس</td><td>12</td></tr></table>"
    (record,) = read_bytes("page.html", made.page(PARAGRAPH, OTHER, between=table))
    assert record.body.split("\n")[:6] == [PARAGRAPH, "المدينة", "العدد", "تونس", "12", "كتب من الجبل"]


def test_metadata_that_would_be_refused_are_left_out(read_bytes):
    whole = made.page(PARAGRAPH, OTHER).replace(b"https://news.example/2018/library", b"javascript:alert(1)")
    whole = whole.replace(b'lang="ar"', 'lang="العربية"'.encode()).replace(b"2018-05-24T", b"2918-99-99T")
    (record,) = read_bytes("page.html", whole)
    assert (record.url, record.language, record.date) == ("", "ar", None)


@pytest.mark.parametrize(
    ("whole", "reason"),
    [
        (b"", "empty_file"),
        (b"no page at all", "no_kind"),
        (b"<html><body></body></html>", "no_main_text"),
        (b"<html><body><img src='x.png'></body></html>", "no_main_text"),
        (b"%PDF-1.4", "wrong_kind"),
    ],
)
def test_what_is_no_page_is_refused(read_bytes, whole, reason):
    (refused,) = read_bytes("page.html", whole)
    assert refused.reason == reason


def test_metadata_beside_a_page_come_first(tmp_path):
    from articles import ingest

    (tmp_path / "1.html").write_bytes(made.page(PARAGRAPH, OTHER))
    (tmp_path / "1.toml").write_text('id = "n1"\ntitle = "عنوان من المكتبة"\ndate = "2018-05"\n', encoding="utf-8")
    (record,) = ingest.read([tmp_path])
    assert (record.identifier, record.title, str(record.date)) == ("n1", "عنوان من المكتبة", "2018-05")
    assert record.byline == "سالم العريبي"


def test_a_page_saved_as_one_file(read_bytes):
    whole = made.eml_of(
        html=made.page(PARAGRAPH, OTHER)
        .decode()
        .replace('<link rel="canonical" href="https://news.example/2018/library">', ""),
        Content_Location="https://news.example/seen",
        attachments=[("logo.png", b"\x89PNG")],
    )
    (record,) = read_bytes("page.mhtml", whole)
    assert record.body.startswith(PARAGRAPH)
    assert record.title == "افتتاح مكتبة في بنغازي"
    assert [item.reason for item in read_bytes("page.mht", made.eml_of(PARAGRAPH))] == ["no_pages"]
