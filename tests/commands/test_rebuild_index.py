"""`manage.py rebuild_index`: beside the live index, resumable, verified."""

import re

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.models import Article, IndexChange, Status
from articles.search import building, store, sync
from articles.search.writer import SegmentBuilder
from tests.factories import make_article

pytestmark = pytest.mark.usefixtures("archive_index")


class Killed(BaseException):
    """Ends a rebuild as a signal would."""


def found(query="السراج"):
    results = search.run(search.SearchRequest(query=query, per_page=100))
    return sorted(hit.article.identifier for hit in results.hits)


@pytest.fixture
def killed_at(monkeypatch):
    """Rebuild with a commit for every two articles, and end when so many are done."""
    monkeypatch.setattr(sync, "BATCH", 2)

    def until(number):
        def die(done, total):
            if done >= number:
                raise Killed

        with pytest.raises(Killed):
            search.rebuild(die)

    return until


@pytest.fixture
def articles(transactional_db):
    return [make_article(identifier=f"a{number}", text=f"السراج {number}") for number in range(9)]


def test_readers_keep_the_live_index_until_the_new_one_is_whole(articles):
    before = store.live_folder()
    seen = []
    search.rebuild(lambda done, total: seen.append((done, total, store.live_folder(), len(found()))))
    assert seen[0] == (0, 9, before, 9)
    assert seen[-1] == (9, 9, before, 9)
    assert store.live_folder() != before
    assert len(found()) == 9


def test_a_killed_rebuild_goes_on_where_it_was(articles, killed_at):
    killed_at(6)
    assert len(found()) == 9
    [begun] = store.half_built()
    seen = []
    search.rebuild(lambda done, total: seen.append(done))
    assert seen == [6, 8, 9]
    assert store.live_folder() == begun
    assert not store.half_built()
    assert search.check().is_clean


def test_what_is_drained_between_kill_and_resumption_is_in_the_new_index(articles, killed_at):
    killed_at(6)
    articles[0].title = "عنوان جديد"
    articles[0].save()
    articles[1].delete()
    Article.objects.set_status([articles[2].pk], status=Status.WITHDRAWN)
    make_article(identifier="new", text="السراج أخيرا")
    search.drain()
    assert not IndexChange.objects.exists()
    search.rebuild()
    assert search.check().is_clean
    assert found("جديد") == ["a0"]
    assert found() == ["a0", "a3", "a4", "a5", "a6", "a7", "a8", "new"]


def test_what_waits_between_kill_and_resumption_is_in_the_new_index(articles, killed_at):
    killed_at(6)
    (store.live_folder() / store.STAMP).write_text("format 0")
    articles[0].title = "عنوان جديد"
    articles[0].save()
    articles[1].delete()
    search.rebuild()
    assert not IndexChange.objects.exists()
    assert search.check().is_clean
    assert found("جديد") == ["a0"]


def test_what_is_drained_during_the_rebuild_is_in_the_new_index(articles, monkeypatch):
    monkeypatch.setattr(sync, "BATCH", 2)

    def change(done, total):
        article = articles[done - 1]
        article.title = f"تغير {done}"
        article.save()
        if done == 4:
            articles[0].delete()

    search.rebuild(change)
    assert not IndexChange.objects.exists()
    assert search.check().is_clean
    assert found("تغير") == ["a1", "a3", "a5", "a7", "a8"]
    assert "a0" not in found()


def test_an_article_drained_again_at_the_last_moment_is_in_the_new_index_as_it_is(articles, monkeypatch):
    verify = building._verify_sample

    def change_again(snapshot):
        verify(snapshot)
        articles[0].title = "آخر عنوان"
        articles[0].save()

    def change(done, total):
        articles[0].title = f"تغير {done}"
        articles[0].save()

    monkeypatch.setattr(building, "_verify_sample", change_again)
    search.rebuild(change)
    assert search.check().is_clean
    assert found("آخر") == ["a0"]


def test_a_half_built_index_of_another_version_or_damaged_is_begun_anew(articles, killed_at):
    killed_at(6)
    [begun] = store.half_built()
    (begun / store.STAMP).write_text("format 0")
    killed_at(4)
    [again] = store.half_built()
    assert not begun.exists()
    next(again.glob("*.arrays")).write_bytes(b"")
    search.rebuild()
    assert not again.exists()
    assert search.check().is_clean


def test_an_index_that_lacks_an_article_does_not_go_live(articles, monkeypatch, capsys):
    before = store.live_folder()
    add = SegmentBuilder.add
    lost = articles[4].pk
    monkeypatch.setattr(SegmentBuilder, "add", lambda writer, document: document["pk"] == lost or add(writer, document))
    with pytest.raises(CommandError, match="8 articles, the database 9"):
        call_command("rebuild_index")
    assert store.live_folder() == before
    assert len(found()) == 9


def test_an_index_that_does_not_find_its_articles_does_not_go_live(articles, monkeypatch):
    before = store.live_folder()
    add = SegmentBuilder.add
    monkeypatch.setattr(SegmentBuilder, "add", lambda writer, document: add(writer, {**document, "text": ["غيره"]}))
    with pytest.raises(search.RebuildFailed, match="does not find"):
        search.rebuild()
    assert store.live_folder() == before


def test_one_rebuild_at_a_time(articles):
    with store.rebuilding(), pytest.raises(CommandError, match="Another process is rebuilding"):
        call_command("rebuild_index")


def test_if_needed(articles, capsys):
    before = store.live_folder()
    call_command("rebuild_index", if_needed=True)
    assert "up to date" in capsys.readouterr().out
    assert store.live_folder() == before
    (before / store.STAMP).write_text("format 0")
    call_command("rebuild_index", if_needed=True)
    assert re.search(
        r"^9 of 9 articles, [\d,]+ a second\nThe search index holds 9 articles.$", capsys.readouterr().out, re.M
    )
    assert len(found()) == 9


def test_the_stamp_depends_on_the_data_of_the_lexicon(monkeypatch):
    store.stamp.cache_clear()
    before = store.stamp()
    store.stamp.cache_clear()
    monkeypatch.setattr(store, "version", lambda package: "another")
    assert store.stamp() != before
    monkeypatch.undo()
    store.stamp.cache_clear()
    assert store.stamp() == before


def test_the_folder_before_the_live_one_is_deleted_late(articles, monkeypatch):
    before = store.live_folder()
    search.rebuild()
    articles[0].save()
    assert before.exists()
    monkeypatch.setattr(store, "LATE", -1.0)
    articles[0].save()
    assert not before.exists()
    assert store.live_folder().exists()
