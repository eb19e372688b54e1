"""`manage.py import_articles`, as its user sees it."""

import os
import pty
import signal
import termios
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles import search
from articles.ingest import uploads
from articles.models import Article, IndexChange, Upload
from tests.factories import make_article
from tests.ingest.samples import PARAGRAPH, row, text, write_jsonl
from tests.own_archive import ENDLESS, ask, assert_whole, change, finish, has_committed, is_writing, start, stop_when


def run(*paths, **options):
    """Run the command; return its output, its errors, and its last words where it fails."""
    out, errors = StringIO(), StringIO()
    try:
        call_command("import_articles", *map(str, paths), stdout=out, stderr=errors, **options)
    except CommandError as failure:
        return out.getvalue(), errors.getvalue(), str(failure)
    return out.getvalue(), errors.getvalue(), ""


def find(query):
    return {hit.article.identifier for hit in search.run(search.SearchRequest(query=query, per_page=100)).hits}


@pytest.fixture
def news(tmp_path, db, archive_index):
    return write_jsonl(tmp_path / "news.jsonl", [row(1), row(2), row(3, text=text(1)), row(4, date="2018-13-45")])


@pytest.fixture(autouse=True)
def _english(monkeypatch, settings, tmp_path):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    settings.MEDIA_ROOT = tmp_path / "uploads"


def test_what_came_of_it(news):
    out, errors, failure = run(news)
    assert "added: 2 · already there: 0 · duplicate: 1 · refused: 1" in out
    assert errors == (f"{news}:4: “2018-13-45” is not a date. Write 2018-05-24, 2018-05 or 2018, or leave it out.\n")
    assert "refused" in failure
    assert find("المخطوطات") == {"news-1", "news-2"}
    assert not IndexChange.objects.exists()


def test_the_second_run_adds_nothing(news):
    run(news)
    out, _errors, failure = run(news)
    assert "added: 0 · already there: 2 · duplicate: 1 · refused: 1" in out
    assert failure


def test_an_import_is_an_upload_that_can_be_undone(news):
    run(news)
    upload = Upload.objects.get()
    assert (upload.door, upload.state, upload.user) == ("command", "imported", None)
    assert [*upload.rows.values_list("line", "outcome")] == [
        (1, "added"),
        (2, "added"),
        (3, "duplicate"),
        (4, "refused"),
    ]
    (kept,) = upload.files.all()
    assert (kept.name, kept.file.read()) == (str(news), news.read_bytes())
    kept.file.close()
    assert "2018-13-45" in "".join(uploads.refused_as_csv(upload))
    assert not uploads.undo(upload)
    call_command("upload_worker", once=True)
    assert not Article.objects.out_of_trash().exists()
    assert not find("المخطوطات")


def test_an_import_that_brings_nothing_leaves_no_upload(news):
    good = write_jsonl(news.parent / "good.jsonl", [row(1)])
    run(good, no_originals=True)
    run(good)
    assert [upload.files.get().file.name for upload in Upload.objects.all()] == [""]


def test_a_dry_run_tells_the_same_and_changes_nothing(news):
    out, errors, failure = run(news, dry_run=True)
    assert "Nothing was changed" in out
    assert not Article.objects.exists()
    assert not find("المخطوطات")
    real, *others = run(news)
    assert (out.splitlines()[:-1], errors, failure) == (real.splitlines(), *others)


def test_the_user_of_an_arabic_console_reads_arabic(news, monkeypatch):
    monkeypatch.setenv("LC_ALL", "ar_TN.UTF-8")
    out, errors, _failure = run(news)
    assert "مرفوض: 1" in out
    assert "2018-13-45" in errors
    assert "is not a date" not in errors


def test_drafts_are_not_found(news):
    run(news, status="draft")
    assert {*Article.objects.values_list("status", flat=True)} == {"draft"}
    assert not find("المخطوطات")


def test_what_an_earlier_run_left_behind_is_indexed(news):
    IndexChange.objects.enqueue([make_article(identifier="left", text="خبر منسي").pk])
    assert not find("منسي")
    (news.parent / "empty").mkdir()
    run(news.parent / "empty")
    assert find("منسي") == {"left"}


def test_an_index_of_another_version_is_said_and_nothing_is_lost(news):
    run(news)
    for stamp in Path(settings.INDEX_ROOT).glob("*/stamp"):
        stamp.write_text("another", encoding="utf-8")
    _out, _errors, failure = run(write_jsonl(news, [row(5)]))
    assert "another version" in failure
    assert "rebuild_index" in failure
    search.rebuild()
    assert find("المخطوطات") == {"news-1", "news-2", "news-5"}


def test_files_passed_over_are_named(news):
    (news.parent / "README.md").write_text("", encoding="utf-8")
    assert f"{news.parent}/README.md: passed over" in run(news.parent)[0]


def test_nothing_but_refusals_is_said_where_nothing_is_asked(news):
    out, errors, _failure = run(news, verbosity=0)
    assert not out
    assert errors.count("\n") == 1


def test_each_duplicate_is_told_on_demand(news):
    out, _errors, _failure = run(news, verbosity=2)
    assert f"{news}:3: The same text from the same source is in the archive already: news-1." in out


def test_a_line_of_progress_every_five_thousand(tmp_path, db, archive_index):
    path = write_jsonl(tmp_path / "news.jsonl", [row(number, text="س") for number in range(5200)])
    out, errors, _failure = run(path, dry_run=True)
    assert out.count(" a second") == 1
    assert out.startswith("5,000 articles, ")
    assert not errors


@pytest.mark.parametrize("wrong", [["none.jsonl"], []])
def test_wrong_arguments(wrong, db, archive_index):
    _out, _errors, failure = run(*wrong)
    assert failure


# Below: the command as a process of its own, with an archive of its own.


@pytest.mark.faults
@pytest.mark.parametrize(
    ("event", "articles"),
    [
        ("AFTER INSERT ON articles_article WHEN NEW.identifier = 'news-550'", 500),
        ("AFTER DELETE ON articles_indexchange", 600),
    ],
    ids=["while it loads", "while it indexes"],
)
def test_killed_half_way_the_second_run_completes_it(home, tmp_path, event, articles):
    path = write_jsonl(tmp_path / "news.jsonl", [row(number, people="عمر حسن") for number in range(600)])
    change(home, ENDLESS.format(event=event))
    process = start(home, "import_articles", path)
    status, *_ = stop_when(process, lambda: has_committed(home, articles) and is_writing(home), signal.SIGKILL)
    assert status == -signal.SIGKILL
    assert ask(home, "SELECT count(*) FROM articles_article") == (articles,)
    assert ask(home, "SELECT count(DISTINCT article_id) FROM articles_indexchange") == (articles,)
    change(home, "DROP TRIGGER hang; DROP VIEW endless")
    status, _out, errors = finish(start(home, "import_articles", path))
    assert status == 0, errors
    assert_whole(home, 600)
    assert ask(home, "SELECT count(*) FROM articles_person") == (1,)


def test_interrupted_it_says_how_to_go_on(home, tmp_path):
    path = write_jsonl(tmp_path / "news.jsonl", [row(number) for number in range(600)])
    process = start(home, "import_articles", path)
    status, _out, errors = stop_when(process, lambda: has_committed(home, 1), signal.SIGINT)
    assert status == 130
    assert "the same command completes it" in errors
    assert "Traceback" not in errors


def test_two_at_the_same_time(home, tmp_path):
    numbers = (range(600), range(300, 900))
    paths = [
        write_jsonl(tmp_path / f"{part[0]}.jsonl", [row(number, people="عمر حسن", source="المدينة") for number in part])
        for part in numbers
    ]
    for status, _out, errors in map(finish, [start(home, "import_articles", path) for path in paths]):
        assert status == 0, errors
        assert not errors
    assert_whole(home, 900)
    assert ask(home, "SELECT (SELECT count(*) FROM articles_person), (SELECT count(*) FROM articles_source)") == (1, 1)


def test_a_bar_on_a_terminal(home, tmp_path):
    write_jsonl(tmp_path / "news.jsonl", [row(number) for number in range(20)])
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    process = start(home, "import_articles", tmp_path / "news.jsonl", stderr=theirs)
    os.close(theirs)
    shown = b""
    while chunk := read_terminal(ours):
        shown += chunk
    os.close(ours)
    assert finish(process)[0] == 0
    assert "100%|" in shown.decode()
    assert "20 articles, " in shown.decode()


def read_terminal(terminal):
    try:
        return os.read(terminal, 1000)
    except OSError:  # The other side has closed it.
        return b""


def test_an_archive_without_tables_is_no_traceback(tmp_path):
    (tmp_path / "1.txt").write_text(PARAGRAPH, encoding="utf-8")
    status, _out, errors = finish(start(tmp_path / "home", "import_articles", tmp_path / "1.txt"))
    assert status == 1
    assert "no such table" in errors
    assert "Traceback" not in errors
