"""`manage.py watch_folder`: what lies in the folder is imported and moved, half of a file never."""

import os
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.models import Article, Status, Upload
from tests.uploads import HARBOUR, MARKET, lines


@pytest.fixture(autouse=True)
def _english(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def folder(tmp_path, db, archive_index):
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def put(path, content: bytes, age: float = 60.0):
    path.write_bytes(content)
    os.utime(path, (time.time() - age, time.time() - age))


def look(folder, **options):
    out = StringIO()
    call_command("watch_folder", str(folder), once=True, stdout=out, **options)
    return out.getvalue()


def names(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_files_are_imported_and_moved_with_their_reports(folder):
    put(folder / "suq.txt", MARKET.encode())
    put(folder / "suq.toml", 'title = "سوق الكتب"\n'.encode())
    put(folder / "akhbar.jsonl", lines({"id": "safina", "text": HARBOUR}, "broken"))
    said = look(folder, publish=True)
    assert names(folder) == [
        "done/suq.toml",
        "done/suq.txt",
        "done/suq.txt.report.txt",
        "refused/akhbar.jsonl",
        "refused/akhbar.jsonl.report.txt",
    ]
    assert (folder / "done/suq.txt.report.txt").read_text() == "added: 1\n"
    report = (folder / "refused/akhbar.jsonl.report.txt").read_text()
    assert report.startswith("added: 1 · refused: 1\nakhbar.jsonl:2: ")
    assert "suq.txt: added: 1" in said
    assert Article.objects.get(identifier="suq").title == "سوق الكتب"
    hits = search.run(search.SearchRequest(query="الكتب القديمة")).hits
    assert [hit.article.identifier for hit in hits] == ["suq"]


def test_drafts_are_what_comes_unless_told_otherwise(folder):
    put(folder / "suq.txt", MARKET.encode())
    look(folder)
    assert Article.objects.get().status == Status.DRAFT


def test_a_file_that_is_still_written_to_waits(folder):
    put(folder / "suq.txt", MARKET.encode(), age=0)
    put(folder / "safina.txt.part", HARBOUR.encode())
    put(folder / ".hidden.txt", HARBOUR.encode())
    look(folder)
    assert names(folder) == [".hidden.txt", "safina.txt.part", "suq.txt"]
    assert not Upload.objects.exists()


def test_the_same_file_again_adds_nothing_and_has_a_report_of_its_own(folder):
    for _time in range(2):
        put(folder / "suq.txt", MARKET.encode())
        look(folder)
    assert Article.objects.count() == 1
    assert (folder / "done/suq-2.txt.report.txt").read_text() == "already there: 1\n"


def test_what_a_killed_run_left_is_finished_first(folder):
    put(folder / "suq.txt", MARKET.encode())
    look(folder)
    Article.objects.all().delete()
    upload = Upload.objects.get()
    upload.rows.all().delete()
    upload.files.update(state="waiting")
    Upload.objects.update(state="examining", worker="1234567 killed elsewhere", lease=None)
    look(folder)
    assert Article.objects.get().identifier == "suq"


def test_a_folder_that_is_none_is_said_to_be(tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("watch_folder", str(tmp_path / "none"))
