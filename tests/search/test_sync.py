"""Index and database agree after every kind of change."""

import threading

import pytest
from django.db import transaction

from articles import search
from articles.models import Article, IndexChange, IndexChangeQuerySet, Mention, Status, Subject
from articles.search import snapshot, store
from tests.factories import make_article, make_person, make_source

pytestmark = pytest.mark.usefixtures("archive_index")


def found(query: str, **fields) -> list[str]:
    results = search.run(search.SearchRequest(query=query, per_page=100, **fields))
    return sorted(hit.article.identifier for hit in results.hits)


def test_a_saved_article_is_found_at_once(transactional_db):
    make_article(identifier="a", text="السراج")
    assert found("السراج") == ["a"]
    assert not IndexChange.objects.exists()


def test_an_edited_article_is_found_by_its_new_words_alone(transactional_db):
    article = make_article(identifier="a", title="قديم", text="كلام")
    article.title = "جديد"
    article.save()
    assert found("جديد") == ["a"]
    assert found("قديم") == []
    article.edited_body = "تصحيح"
    article.save()
    assert found("تصحيح") == ["a"]
    assert found("كلام") == []


def test_a_withdrawn_article_is_not_found_and_comes_back(transactional_db):
    article = make_article(identifier="a", text="السراج")
    article.status = Status.WITHDRAWN
    article.save()
    assert found("السراج") == []
    article.status = Status.PUBLISHED
    article.save()
    assert found("السراج") == ["a"]


def test_deleted_articles_are_gone(transactional_db):
    make_article(identifier="a", text="السراج أولا")
    make_article(identifier="b", text="السراج ثانيا")
    Article.objects.get(identifier="a").delete()
    assert found("السراج") == ["b"]
    Article.objects.all().delete()
    assert found("السراج") == []


def test_mentions_reach_the_filter(transactional_db):
    article = make_article(identifier="a", text="السراج")
    person = make_person("فائز السراج")
    mention = Mention.objects.create(article=article, person=person)
    assert found("", people=(person.pk,)) == ["a"]
    mention.delete()
    assert found("", people=(person.pk,)) == []


def test_what_is_rolled_back_is_not_indexed(transactional_db):
    with pytest.raises(RuntimeError), transaction.atomic():
        make_article(identifier="a", text="السراج")
        raise RuntimeError
    search.drain()
    assert found("السراج") == []
    assert not IndexChange.objects.exists()


def test_a_change_is_handled_twice_without_harm(transactional_db):
    article = make_article(identifier="a", text="السراج")
    for _ in range(3):
        IndexChange.objects.enqueue([article.pk, article.pk])
        search.drain()
    assert found("السراج") == ["a"]


def test_many_commits_leave_few_segments_and_lose_nothing(transactional_db):
    for number in range(60):
        make_article(identifier=f"n{number:02}", title="خبر", text=f"السراج {number}")
    for number in range(0, 60, 3):
        Article.objects.get(identifier=f"n{number:02}").delete()
    now = snapshot.latest()
    assert len(now.segments) < 20
    assert now.living == 40
    assert found("السراج") == [f"n{number:02}" for number in range(60) if number % 3]
    assert found("السراج 31") == ["n31"]
    assert found("«السراج 32»") == ["n32"]


def test_without_an_index_the_reader_is_told(db):
    store.make_live(store.create())
    (store.root() / store.POINTER).unlink()
    with pytest.raises(search.IndexNotReady):
        search.run(search.SearchRequest(query="السراج"))
    assert not search.is_ready()


def test_an_index_of_another_version_is_refused_and_rebuilt(transactional_db):
    make_article(identifier="a", text="السراج", source=make_source("one"))
    (store.live_folder() / store.STAMP).write_text("analysis 0")
    assert "another version" in search.problem()
    with pytest.raises(search.IndexNotReady):
        search.run(search.SearchRequest(query="السراج"))
    assert search.rebuild() == 1
    assert found("السراج", sources=("one",)) == ["a"]
    assert not search.problem()


def test_a_change_made_while_the_index_cannot_be_read_waits(transactional_db):
    make_article(identifier="a", text="السراج")
    (store.live_folder() / store.STAMP).write_text("analysis 0")
    make_article(identifier="b", text="السراج ايضا")
    assert IndexChange.objects.count() == 1
    search.rebuild()
    assert found("السراج") == ["a", "b"]
    assert not IndexChange.objects.exists()


def test_a_rebuild_leaves_the_new_folder_and_the_last(transactional_db):
    make_article(identifier="a", text="السراج")
    for _ in range(3):
        before = store.live_folder()
        search.rebuild()
        assert set(store.root().glob("index-*")) == {before, store.live_folder()}
    assert found("السراج") == ["a"]


def test_a_change_and_its_row_in_the_outbox_are_saved_together(transactional_db, monkeypatch):
    article = make_article(identifier="a", title="قديم")

    def die(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(IndexChangeQuerySet, "enqueue", die)
    article.title = "جديد"
    with pytest.raises(RuntimeError):
        article.save()
    assert Article.objects.get().title == "قديم"


def test_a_deleted_subject_leaves_its_articles_to_be_indexed(db):
    article = make_article()
    subject = Subject.objects.create(name="رياضة")
    article.subjects.add(subject)
    IndexChange.objects.all().delete()
    subject.delete()
    assert list(IndexChange.objects.values_list("article_id", flat=True)) == [article.pk]


def test_readers_go_on_while_the_index_is_written_and_exchanged(transactional_db):
    for number in range(5):
        make_article(identifier=f"n{number}", title="خبر", text=f"السراج {number}")
    done = threading.Event()
    problems: list[Exception] = []

    def read() -> None:
        while not done.is_set():
            try:
                total, _ = search.ranking(search.SearchRequest(query="السراج"), 0, 10)
                assert total == 5
            except Exception as problem:  # noqa: BLE001 - whatever goes wrong in the thread is told in the test
                problems.append(problem)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for number in range(40):
            if number % 10 == 9:
                search.rebuild()
            IndexChange.objects.enqueue(Article.objects.values_list("pk", flat=True))
            search.drain()
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert not problems
