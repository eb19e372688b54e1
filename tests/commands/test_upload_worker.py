"""`manage.py upload_worker`: what a killed one left is taken up where it stood, by the next one, at once."""

import signal

import pytest

from tests.ingest.samples import row, write_jsonl
from tests.own_archive import ENDLESS, ask, assert_whole, change, finish, is_writing, run_code, start, stop_when

RECEIVE = """
from pathlib import Path
from articles.ingest import uploads
uploads.receive([uploads.from_disk(Path({path!r}))], user=None)
"""
CONFIRM = """
from articles.ingest import uploads
from articles.models import Upload
print(uploads.confirm(Upload.objects.get(), publish=True))
"""


def kill_when_it_hangs(home, event, table, rows):
    """Let a worker hang at an event in the database, when so many rows are committed, and kill it there."""
    change(home, ENDLESS.format(event=event))
    process = start(home, "upload_worker")
    status, *_ = stop_when(
        process, lambda: ask(home, f"SELECT count(*) FROM {table}") == (rows,) and is_writing(home), signal.SIGKILL
    )
    assert status == -signal.SIGKILL
    change(home, "DROP TRIGGER hang; DROP VIEW endless")
    assert ask(home, f"SELECT count(*) FROM {table}") == (rows,)


def work(home):
    status, _out, errors = finish(start(home, "upload_worker", "--once"))
    assert status == 0, errors


@pytest.mark.faults
def test_killed_in_the_middle_the_next_one_goes_on_where_it_stood(home, tmp_path):
    path = write_jsonl(tmp_path / "news.jsonl", [row(number) for number in range(300)])
    run_code(home, RECEIVE.format(path=str(path)))
    event = "AFTER INSERT ON articles_uploadrow WHEN NEW.identifier = 'news-250'"
    kill_when_it_hangs(home, event, "articles_uploadrow", 200)
    assert ask(home, "SELECT state, rows_done, worker <> '' FROM articles_upload") == ("examining", 200, 1)
    first = ask(home, "SELECT min(id) FROM articles_uploadrow")
    work(home)
    assert ask(home, "SELECT state, rows_done FROM articles_upload") == ("waiting", 300)
    assert ask(home, "SELECT min(id) FROM articles_uploadrow") == first
    assert ask(home, "SELECT count(*), count(DISTINCT identifier) FROM articles_uploadrow") == (300, 300)
    assert run_code(home, CONFIRM).strip() == "True"
    event = "AFTER INSERT ON articles_article WHEN NEW.identifier = 'news-270'"
    kill_when_it_hangs(home, event, "articles_article", 250)
    assert ask(home, "SELECT state, rows_done FROM articles_upload") == ("importing", 250)
    work(home)
    assert ask(home, "SELECT state, rows_done, worker FROM articles_upload") == ("imported", 300, "")
    assert ask(home, "SELECT count(*) FROM articles_uploadrow WHERE outcome = 'added' AND done") == (300,)
    assert_whole(home, 300)


def test_it_ends_with_the_process_beside_which_it_works(home):
    process = start(home, "upload_worker", "--beside", "1")
    status, out, errors = finish(process)
    assert status == 0, errors
    assert "Stopped." in out


def test_it_ends_when_it_is_told_to(home):
    process = start(home, "upload_worker")
    assert "Working on uploads" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    status, out, errors = finish(process)
    assert (status, out, errors) == (0, "Stopped.\n", "")
