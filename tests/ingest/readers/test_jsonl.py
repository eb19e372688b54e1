import gzip
import json

import pytest

from articles import ingest
from articles.ingest.readers import jsonl, opening
from tests.ingest.samples import PARAGRAPH, row, text, write_jsonl


@pytest.fixture
def read(tmp_path):
    """Read a file of these lines (bytes or text)."""

    def read_lines(*lines, end=b"\n", name="news.jsonl"):
        path = tmp_path / name
        path.write_bytes(b"".join((line if isinstance(line, bytes) else line.encode()) + end for line in lines))
        return [*ingest.read([path])]

    return read_lines


def line(number, **fields):
    return json.dumps(row(number, **fields), ensure_ascii=False)


def test_one_article_a_line(tmp_path):
    path = write_jsonl(tmp_path / "news.jsonl", [row(1), row(2, abstract="ملخص")])
    first, second = ingest.read([path])
    assert (first.identifier, first.title, first.body, first.line) == ("news-1", "العنوان 1", text(1), 1)
    assert (second.line, second.extra) == (2, {"abstract": "ملخص"})
    assert first.file == str(path)


def test_empty_lines_and_line_ends(read):
    items = read(b"", line(1), b"  ", line(2), end=b"\r\n")
    assert [(item.identifier, item.line) for item in items] == [("news-1", 2), ("news-2", 4)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_encodings(tmp_path, encoding):
    plain = text(1).replace("ً", "")
    path = tmp_path / "news.jsonl"
    path.write_bytes("\n".join(line(number, text=f"{plain} {number}") for number in range(9)).encode(encoding))
    assert [item.body for item in ingest.read([path])] == [f"{plain} {number}" for number in range(9)]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"id": "a", "text": "نص', "not_json"),
        ('{"id": "a" "text": "نص"}', "not_json"),
        ("نص بلا أقواس", "not_json"),
        ('{"id": ' + "9" * 5000 + "}", "not_json"),
        ('{"a": ' * 100_000, "not_json"),
        ('["نص"]', "not_an_object"),
        ('"نص"', "not_an_object"),
        ("null", "not_an_object"),
        ("{}", "no_text"),
        (line(1, text=None), "no_text"),
        ('{"text": null}', "no_text"),
        (line(1, text=PARAGRAPH + "\0"), "not_characters"),
        ('{"text": "نص \\ud800 مقطوع"}', "not_characters"),
        (line(1, date="2018-13-45"), "bad_date"),
        (line(1, page=float("nan")), "wrong_type"),
        ('{"text": "نص", "page": 1e999}', "wrong_type"),
        (line(1).encode()[:80] + b"\xff" + line(1).encode()[80:], "broken_encoding"),
    ],
)
def test_a_broken_line_spares_the_others(read, broken, reason):
    first, refused, last = read(line(1), broken, line(3))
    assert (refused.reason, refused.line) == (reason, 2)
    assert (first.identifier, last.identifier, last.line) == ("news-1", "news-3", 3)


def test_a_line_without_end_is_refused_and_not_kept_in_memory(read, monkeypatch):
    monkeypatch.setattr(jsonl, "LINE_LIMIT", 1000)
    monkeypatch.setattr(opening, "LINE_LIMIT", 1000)
    first, refused, last = read(line(1), "x" * 10_000, line(3))
    assert (refused.reason, refused.line) == ("line_too_long", 2)
    assert (first.line, last.line, last.identifier) == (1, 3, "news-3")


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_file_is_refused(read, content):
    (refused,) = read(content, end=b"")
    assert refused.reason == "empty_file"


def test_a_compressed_file(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(f"{line(1)}\n{line(2)}\n".encode()))
    assert [item.identifier for item in ingest.read([path])] == ["news-1", "news-2"]
