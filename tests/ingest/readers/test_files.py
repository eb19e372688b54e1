"""Files and folders as they are given: which are read, in which order, and what is said of the others."""

import gzip
import os
from pathlib import Path

import pytest

from articles import ingest
from tests.ingest.samples import PARAGRAPH, row, text, write_jsonl


def short(items):
    """Identifiers of records, reasons of refusals, names of files passed over."""
    return [
        item.identifier
        if isinstance(item, ingest.Record)
        else getattr(item, "reason", "") or f"({Path(item.file).name})"
        for item in items
    ]


def test_a_folder_is_read_in_order_at_any_depth(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "c.txt", "a/z/0.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text(name), encoding="utf-8")
    write_jsonl(tmp_path / "b" / "3.jsonl", [row(1), row(2)])
    assert short(ingest.read([tmp_path])) == ["0", "1", "2", "news-1", "news-2", "c"]


def test_other_files_in_a_folder_are_named(tmp_path):
    for name in ("1.txt", "1.toml", "2.toml", "README.md", ".hidden.txt", "photo.jpg"):
        (tmp_path / name).write_text("" if name.endswith("toml") else PARAGRAPH, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    found = short(ingest.read([tmp_path]))
    assert found == ["(.git)", "(.hidden.txt)", "1", "(2.toml)", "(README.md)", "(loop)", "(photo.jpg)"]


def test_files_that_are_given_are_read_or_refused(tmp_path):
    for name in ("1.txt", "1.toml", "2.toml", "README.md", ".hidden.txt"):
        (tmp_path / name).write_text("" if name.endswith("toml") else text(name), encoding="utf-8")
    given = [tmp_path / name for name in ("1.txt", "1.toml", "2.toml", "README.md", ".hidden.txt", "none.txt")]
    assert short(ingest.read(given)) == ["1", "unknown_kind", "unknown_kind", ".hidden", "not_found"]


def test_a_folder_without_articles_is_refused(tmp_path):
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    assert short(ingest.read([tmp_path])) == ["(README.md)", "nothing_found"]


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert short(ingest.read([tmp_path / "pipe.txt"])) == ["not_a_file"]
    assert short(ingest.read([tmp_path])) == ["(pipe.txt)", "nothing_found"]


def test_what_cannot_be_read_is_refused(tmp_path):
    # The memory of a process, a file of which the first page is never there; also for the administrator.
    (tmp_path / "news.jsonl").symlink_to("/proc/self/mem")
    (refused,) = ingest.read([tmp_path / "news.jsonl"])
    assert refused.reason == "unreadable"
    assert "Input/output error" in ingest.explain(refused.reason, refused.details)


def test_a_name_that_is_no_text_is_refused(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(PARAGRAPH, encoding="utf-8")
    (refused,) = ingest.read([tmp_path])
    assert refused.reason == "broken_encoding"
    assert refused.file.endswith("\N{REPLACEMENT CHARACTER}.txt")


def test_a_file_with_another_name(tmp_path):
    stored = tmp_path / "4f2a"
    stored.write_text(PARAGRAPH, encoding="utf-8")
    (record,) = ingest.read_file(stored, name="خبر.txt")
    assert (record.identifier, record.file) == ("خبر", "خبر.txt")
    (refused,) = ingest.read_file(stored, name="خبر.odt")
    assert (refused.reason, refused.file) == ("unknown_kind", "خبر.odt")


def test_bytes_are_counted(tmp_path):
    write_jsonl(tmp_path / "1.jsonl", [row(number) for number in range(50)])
    (tmp_path / "2.txt.gz").write_bytes(gzip.compress(text(99).encode()))
    heard = []
    assert len([*ingest.read([tmp_path], on_bytes=heard.append)]) == 51
    assert sum(heard) == ingest.total_bytes([tmp_path]) == sum(path.stat().st_size for path in tmp_path.iterdir())


@pytest.mark.parametrize("name", ["news.jsonl.gz", "news.csv.gz", "news.txt.gz"])
@pytest.mark.parametrize("content", [b"", b"no gzip at all", gzip.compress(PARAGRAPH.encode() * 99)[:-20]])
def test_a_damaged_archive_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    *_read, refused = ingest.read([tmp_path / name])
    assert refused.reason in ("broken_gzip", "empty_file")


def test_what_stands_before_the_damage_is_read(tmp_path):
    lines = write_jsonl(tmp_path / "news.jsonl", [row(number) for number in range(3000)]).read_bytes()
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(lines)[:-3000])
    *records, refused = ingest.read([tmp_path / "news.jsonl.gz"])
    assert len(records) > 100
    assert refused.reason == "broken_gzip"
    assert refused.line == records[-1].line + 1


@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.csv.gz"])
def test_an_archive_that_unpacks_without_end_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(b"text\n" + b" " * 60_000_000))
    *_read, refused = ingest.read([tmp_path / name])
    assert refused.reason == "gzip_bomb"


@pytest.mark.parametrize("name", ["large.jsonl.gz", "large.csv.gz", "large.txt.gz"])
def test_the_size_unpacked_has_a_bound_of_its_own(tmp_path, name):
    stored = tmp_path / "4f2a"
    stored.write_bytes(gzip.compress(b"text\n" + b" " * 3_000_000))
    *_read, refused = ingest.read_file(stored, name=name, limits=ingest.Limits(unpacked_megabytes=2))
    assert (refused.reason, refused.details) == ("unpacks_too_large", {"limit": 2})
