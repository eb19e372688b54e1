"""What waits in the outbox is taken in, whatever went wrong before, and who keeps the archive is told."""

import datetime
import logging
import threading

import pytest
from django.core.checks import Tags, run_checks
from django.utils import timezone

from articles import search
from articles.models import IndexChange
from articles.search import store, sync, worker
from tests.factories import make_article, make_user

pytestmark = pytest.mark.usefixtures("archive_index")


@pytest.fixture
def elsewhere(settings):
    """The web process leaves the index to the worker."""
    settings.INDEX_IN_WEB = False


@pytest.fixture
def at_every_pause(monkeypatch):
    """Let a worker that pauses do something instead, and stop at the last."""

    class Stop(threading.Event):
        def __init__(self, *acts):
            super().__init__()
            self.acts = [*acts]
            self.pauses = []

        def wait(self, timeout=None):
            self.pauses.append(timeout)
            if self.acts:
                self.acts.pop(0)()
            else:
                self.set()
            return self.is_set()

    return Stop


def found(query="السراج"):
    return search.run(search.SearchRequest(query=query)).total


def test_where_the_worker_indexes_a_save_leaves_its_row(transactional_db, elsewhere):
    make_article(text="السراج")
    assert IndexChange.objects.count() == 1
    assert found() == 0


def test_the_worker_takes_in_what_waits_and_what_comes(transactional_db, elsewhere, at_every_pause):
    make_article(text="السراج")
    search.keep_up(at_every_pause(lambda: make_article(text="السراج مرة ثانية")))
    assert found() == 2
    assert not IndexChange.objects.exists()


def test_pauses_grow_while_nothing_comes(transactional_db, at_every_pause):
    nothing = [lambda: None] * 5
    stop = at_every_pause(*nothing)
    search.keep_up(stop, worker.Pauses(1.0, 4.0))
    assert stop.pauses == [2.0, 4.0, 4.0, 4.0, 4.0, 4.0]


def test_failures_are_logged_and_tried_again_with_longer_pauses(transactional_db, elsewhere, at_every_pause, caplog):
    make_article(text="السراج")
    stamp = store.live_folder() / store.STAMP
    right = stamp.read_text()
    stamp.write_text("format 0")
    # Another article, so that this is no archive that has only just begun.
    IndexChange.objects.all().delete()
    make_article(text="السراج مرة ثانية")
    nothing = [lambda: None] * 8
    stop = at_every_pause(*nothing, lambda: stamp.write_text(right))
    with caplog.at_level(logging.WARNING, "articles.search.worker"):
        search.keep_up(stop)
    assert stop.pauses[:9] == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 9
    assert "another version" in caplog.text
    assert "takes in changes again" in caplog.text
    assert found() == 1


def test_a_busy_index_is_no_failure(transactional_db, elsewhere, at_every_pause, monkeypatch, caplog):
    monkeypatch.setattr(worker, "LOCK_TIMEOUT", 0.0)
    make_article(text="السراج")
    with store.writing(0):
        search.keep_up(at_every_pause())
    assert not caplog.records
    search.keep_up(at_every_pause())
    assert found() == 1


def test_the_web_process_takes_in_what_a_killed_one_left(transactional_db, at_every_pause):
    make_article(text="السراج")
    IndexChange.objects.enqueue([make_article(text="السراج مرة ثانية").pk])
    search.keep_up(at_every_pause(), worker.WEB)
    assert not IndexChange.objects.exists()
    assert found() == 2


def test_changes_that_wait_for_long_are_reported(db, admin_client):
    make_article()
    assert not search.waiting().overdue
    assert "messagelist" not in admin_client.get("/admin/").content.decode()
    long_ago = timezone.now() - datetime.timedelta(seconds=worker.OVERDUE + 1)
    IndexChange.objects.update(created=long_ago)
    messages = run_checks(tags=[Tags.database], databases=["default"])
    assert "articles.W002" in [message.id for message in messages]
    assert f"{long_ago:%Y-%m-%d %H:%M}" in admin_client.get("/en/admin/").content.decode()
    sync.drain()
    assert "articles.W002" not in [message.id for message in run_checks(tags=[Tags.database], databases=["default"])]


def test_staff_are_told_of_an_index_that_cannot_be_read(db, client):
    client.force_login(make_user("editor", "editors", is_staff=True))
    (store.live_folder() / store.STAMP).write_text("format 0")
    assert "check_index --repair" in client.get("/en/admin/").content.decode()
