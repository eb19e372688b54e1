import pytest

from tests.ingest import made
from tests.ingest.samples import OTHER, PARAGRAPH

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_are_articles(read_bytes, name):
    bare = f"<html><body><article><p>{PARAGRAPH}</p><p>{OTHER}</p></article></body></html>".encode()
    whole = made.warc_of(
        ("http://news.example/robots.txt", "200 OK", "text/plain", b"Disallow:"),
        ("http://news.example/1", "200 OK", HTML, made.page(PARAGRAPH, OTHER)),
        ("http://news.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("http://news.example/gone", "404 Not Found", HTML, made.page(PARAGRAPH, OTHER)),
        ("http://news.example/2", "200 OK", HTML, bare),
        ("http://news.example/3", "200 OK", HTML, b"<html></html>"),
        compressed=name.endswith(".gz"),
    )
    first, second, refused = read_bytes(name, whole)
    assert (first.file, first.url) == (f"{name}/news.example/1", "https://news.example/2018/library")
    assert (second.url, str(second.date), second.date_estimated) == ("http://news.example/2", "2019-02-03", True)
    assert second.body == f"{PARAGRAPH}\n{OTHER}"
    assert (refused.file, refused.reason) == (f"{name}/news.example/3", "no_main_text")


def test_an_archive_without_pages_is_refused(read_bytes):
    whole = made.warc_of(("http://news.example/logo.png", "200 OK", "image/png", b"\x89PNG"))
    assert [item.reason for item in read_bytes("crawl.warc", whole)] == ["no_pages"]
    assert [item.reason for item in read_bytes("crawl.warc", b"something else entirely\n")] == ["damaged"]
    assert [item.reason for item in read_bytes("crawl.warc.gz", b"something else")] == ["broken_gzip"]
