import gzip

import pytest

from articles import ingest
from tests.ingest.samples import PARAGRAPH

LINES = f"قاعة جديدة للمخطوطات\r\n{PARAGRAPH}\r\n\r\n"


@pytest.fixture
def read(tmp_path):
    """Read a text file of these bytes, and its metadata where there are any."""

    def read_file(content, metadata=None, name="خبر 1.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        if metadata is not None:
            (tmp_path / "خبر 1.toml").write_bytes(metadata.encode() if isinstance(metadata, str) else metadata)
        (item,) = ingest.read([path])
        return item

    return read_file


def test_the_name_is_the_identifier_and_the_text_stays_as_it_is(read):
    record = read(LINES.encode())
    assert (record.identifier, record.identifier_made, record.line) == ("خبر 1", False, 0)
    assert record.body == LINES
    assert (record.title, record.title_derived) == ("قاعة جديدة للمخطوطات", True)
    assert record.date is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_encodings(read, encoding):
    plain = LINES.replace("ً", "")
    assert read(plain.encode(encoding)).body == plain


def test_a_compressed_text(read):
    record = read(gzip.compress(LINES.encode()), 'title = "عنوان"', name="خبر 1.txt.gz")
    assert (record.identifier, record.body, record.title) == ("خبر 1", LINES, "عنوان")


def test_endings_in_capitals(read):
    assert read(LINES.encode(), name="خبر 1.TXT").identifier == "خبر 1"


def test_metadata_beside_the_text(read):
    record = read(
        LINES.encode(),
        """
        title = "عنوان من التحرير"
        subtitle = "في مبنى المكتبة"
        lead = "مقدمة"
        date = 2018-05-24  # a date of TOML's own
        date_estimated = true
        source = "madina"
        source_name = "صحيفة المدينة"
        source_name_latin = "Al-Madina"
        author = "سلمى حداد"
        place = "تونس"
        language = "ar"
        url = "https://news.example/1"
        subjects = ["ثقافة"]
        received = 10:30:00

        [[people]]
        name = "عمر حسن"
        aliases = ["عمر الحسن"]
        role = "مدير المكتبة"
        """,
    )
    assert (record.title, record.title_derived, record.subtitle) == ("عنوان من التحرير", False, "في مبنى المكتبة")
    assert (str(record.date), record.date_estimated) == ("2018-05-24", True)
    assert record.source == ingest.SourceName("madina", "صحيفة المدينة", "Al-Madina")
    assert record.people == (ingest.PersonName("عمر حسن", ("عمر الحسن",), "مدير المكتبة"),)
    assert (record.byline, record.subjects, record.extra) == ("سلمى حداد", ("ثقافة",), {"received": "10:30:00"})


@pytest.mark.parametrize(
    ("metadata", "line"),
    [
        ('title = "عنوان"\ndate = 2018-05-24\nplace = تونس\n', 3),
        ('title = "عنوان"\ndate = 2018-13-45\n', 2),
        ('title = "عنوان\n', 1),
        ("pages = nan\n", 2),
        ("a = " + "[" * 5000, 1),
    ],
)
def test_broken_metadata_are_refused_with_file_and_line(read, metadata, line):
    refused = read(LINES.encode(), metadata)
    assert refused.reason == "broken_sidecar"
    assert refused.file.endswith("خبر 1.toml")
    assert refused.line == line


def test_metadata_in_another_encoding_are_refused(read):
    refused = read(LINES.encode(), 'title = "عنوان"'.encode("cp1256"))
    assert (refused.reason, refused.file[-10:]) == ("broken_encoding", "خبر 1.toml")


@pytest.mark.parametrize("key", ["id", "identifier", "text", "body"])
def test_metadata_do_not_say_what_the_file_says(read, key):
    refused = read(LINES.encode(), f'{key} = "شيء"')
    assert (refused.reason, refused.details) == ("sidecar_key", {"key": key})


def test_a_bad_date_of_the_metadata_is_refused(read):
    assert read(LINES.encode(), 'date = "2018-13-45"').reason == "bad_date"


def test_an_empty_file_is_refused(read):
    assert read(b"").reason == "empty_file"
    assert read(b"\xef\xbb\xbf\r\n").reason == "no_text"


def test_a_broken_byte_is_refused_with_its_line(read):
    refused = read(LINES.encode() + b"\xff" + LINES.encode())
    assert (refused.reason, refused.line) == ("broken_encoding", 4)


def test_a_large_binary_is_refused_from_its_beginning(tmp_path):
    path = tmp_path / "صورة.txt"
    with path.open("wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n")
        out.truncate(50_000_000)
    read = []
    (refused,) = ingest.read([path], on_bytes=read.append)
    assert refused.reason == "binary"
    assert sum(read) < 3_000_000


def test_a_text_of_many_megabytes_is_refused(tmp_path):
    path = tmp_path / "كبير.txt"
    path.write_bytes(LINES.encode() * 80_000)
    (refused,) = ingest.read([path])
    assert refused.reason == "file_too_large"
