"""`manage.py check_index`, on a real index that was led astray behind its back."""

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.models import Article, IndexChange, Mention, Status
from articles.search import store, sync
from articles.search.writer import IndexWriter
from tests.factories import make_article, make_person, make_source

pytestmark = pytest.mark.usefixtures("archive_index")


def found(query):
    return search.run(search.SearchRequest(query=query, per_page=100)).total


@pytest.fixture
def check(capsys):
    """Run the command: what it prints, and whether it found nothing wrong."""

    def run(**options):
        try:
            call_command("check_index", **options)
        except CommandError as error:
            return capsys.readouterr().out, str(error)
        return capsys.readouterr().out, ""

    return run


def test_nothing_wrong(transactional_db, check):
    make_article()
    make_article(status=Status.DRAFT)
    out, error = check()
    assert "Index and database agree: 1 articles." in out
    assert not error


def test_missing_stale_and_ghost_articles_are_named_and_repaired(transactional_db, check):
    person, source = make_person("فائز السراج"), make_source("one")
    for name in ("fine", "title", "date", "source", "person", "gone", "withdrawn", "twice", "missing"):
        make_article(identifier=name, title=f"عنوان {name}")
    kept = {article.identifier: article for article in Article.objects.all()}
    # What sends no signals and is not noted anywhere.
    Article.objects.filter(identifier="title").update(title="عنوان آخر")
    Article.objects.filter(identifier="date").update(date="2018-05-01", date_precision="month")
    Article.objects.filter(identifier="source").update(source=source)
    Mention.objects.bulk_create([Mention(article=kept["person"], person=person, count=1)])
    Article.objects.filter(identifier="withdrawn").update(status=Status.WITHDRAWN, public_since=None)
    Article.objects.filter(identifier="gone")._raw_delete("default")
    writer = IndexWriter(store.live_folder())
    writer.delete({kept["missing"].pk})
    writer.add(sync.document(kept["twice"]))
    writer.commit()

    out, error = check()
    assert error.startswith("Index and database differ")
    assert "1 not in the index: missing\n" in out
    assert "5 in the index with other words or data: title, date, source, person, twice\n" in out
    assert f"2 in the index, but not public: number {kept['gone'].pk}, withdrawn\n" in out

    before = store.live_folder()
    out, error = check(repair=True)
    assert not error
    assert "Repaired" in out
    assert store.live_folder() == before
    assert check()[1] == ""
    assert found("آخر") == 1
    assert found("عنوان") == 7


def test_what_waits_in_the_outbox_is_no_fault(db, check):
    make_article()
    assert IndexChange.objects.exists()
    out, error = check()
    assert not error
    assert "1 wait to be taken in" in out


def test_an_index_of_another_version_is_built_anew(transactional_db, check):
    make_article(text="السراج")
    (store.live_folder() / store.STAMP).write_text("format 0")
    out, error = check()
    assert "another version" in out
    assert error
    assert check(repair=True)[1] == ""
    assert found("السراج") == 1


def test_without_an_index_one_is_built(transactional_db, check):
    make_article(text="السراج")
    (store.root() / store.POINTER).unlink()
    assert check()[1]
    assert check(repair=True)[1] == ""
    assert found("السراج") == 1
