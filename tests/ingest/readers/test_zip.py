from articles import ingest
from tests.ingest import made
from tests.ingest.samples import OTHER, PARAGRAPH, text


def test_files_are_read_like_those_of_a_folder(read_bytes):
    whole = made.zip_of(
        {
            "أخبار/": b"",
            "أخبار/1.txt": PARAGRAPH.encode(),
            "أخبار/1.toml": 'title = "عنوان من الملف"'.encode(),
            "أخبار/2.docx": made.docx_of(OTHER),
            "أخبار/2.toml": b'id = "n2"',
            "rows.csv": f'id,text\nn3,"{text(3)}"\nn4,"{text(4)}"\n'.encode(),
            "rows.toml": b"",
            "__MACOSX/1.txt": b"\0",
            ".DS_Store": b"\0",
            "page_files/script.js": b"alert(1)",
            "photo.jpg": b"\xff\xd8\xff",
        }
    )
    items = read_bytes("حزمة.zip", whole)
    assert [(item.file, getattr(item, "reason", item.identifier)) for item in items] == [
        ("حزمة.zip/أخبار/1.txt", "1"),
        ("حزمة.zip/أخبار/2.docx", "n2"),
        ("حزمة.zip/rows.csv", "n3"),
        ("حزمة.zip/rows.csv", "n4"),
        ("حزمة.zip/rows.toml", "unknown_kind"),
        ("حزمة.zip/photo.jpg", "unknown_kind"),
    ]
    assert items[0].title == "عنوان من الملف"


def test_an_archive_in_an_archive(read_bytes):
    inner = made.zip_of({"1.txt": PARAGRAPH.encode()})
    (record,) = read_bytes("حزمة.zip", made.zip_of({"inner.zip": inner}))
    assert (record.file, record.body) == ("حزمة.zip/inner.zip/1.txt", PARAGRAPH)


def test_names_in_utf_8_that_do_not_say_so(read_bytes):
    whole = made.zip_of({"خبر.txt": PARAGRAPH.encode()})
    assert whole.count("خبر.txt".encode()) == 2
    silent = whole.replace(b"PK\x03\x04\x14\0\0\x08", b"PK\x03\x04\x14\0\0\0").replace(
        b"PK\x01\x02\x14\x03\x14\0\0\x08", b"PK\x01\x02\x14\x03\x14\0\0\0"
    )
    assert silent != whole
    assert read_bytes("حزمة.zip", silent)[0].identifier == "خبر"


def test_broken_metadata_are_told_by_their_own_name(read_bytes):
    whole = made.zip_of({"1.txt": PARAGRAPH.encode(), "1.toml": b"title = x"})
    (refused,) = read_bytes("حزمة.zip", whole)
    assert (refused.file, refused.line, refused.reason) == ("حزمة.zip/1.toml", 1, "broken_sidecar")


def test_an_empty_archive_is_refused(read_bytes):
    assert [item.reason for item in read_bytes("حزمة.zip", made.zip_of({}))] == ["nothing_found"]
    assert [item.reason for item in read_bytes("حزمة.zip", made.zip_of({"__MACOSX/x": b""}))] == ["nothing_found"]


def test_bytes_are_counted(tmp_path):
    (tmp_path / "1.zip").write_bytes(made.zip_of({f"{number}.txt": text(number).encode() for number in range(9)}))
    heard = []
    assert len([*ingest.read([tmp_path], on_bytes=heard.append)]) == 9
    assert 0 < sum(heard) <= (tmp_path / "1.zip").stat().st_size


def test_rows_of_an_archive_know_their_line(read_bytes):
    lines = made.zip_of({"news.jsonl": b'{"text": "x"}\nnot json\n'})
    assert [(item.file, item.line) for item in read_bytes("a.zip", lines)] == [
        ("a.zip/news.jsonl", 1),
        ("a.zip/news.jsonl", 2),
    ]
