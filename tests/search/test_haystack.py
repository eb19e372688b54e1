"""Through Haystack's own API, with the faults of its stock Whoosh backend looked for one by one."""

import haystack
import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from haystack import indexes
from haystack.query import SearchQuerySet

from articles import checks
from articles.models import Article, IndexChange
from articles.search.engine import ArabicWhooshBackend
from tests.factories import make_article

pytestmark = pytest.mark.usefixtures("archive_index")


def test_the_archives_engine_is_the_one_in_use():
    assert isinstance(haystack.connections["default"].get_backend(), ArabicWhooshBackend)


def test_query_sets_find_what_the_page_finds(transactional_db):
    article = make_article(text="قرار وللحكومة الليبية")
    [result] = SearchQuerySet().auto_query("حكومة")
    assert result.object == article


def test_slices_that_are_no_pages(transactional_db):
    for number in range(5):
        make_article(title="خبر", text=f"ليبيا {number}")
    everything = [result.pk for result in SearchQuerySet().auto_query("ليبيا")]
    assert len(everything) == 5
    assert [result.pk for result in SearchQuerySet().auto_query("ليبيا")[1:3]] == everything[1:3]


def test_one_letter_is_a_word(transactional_db):
    make_article(text="الحرف ق هنا")
    assert SearchQuerySet().auto_query("ق").count() == 1


def test_or_in_arabic_is_an_operator(transactional_db):
    make_article(text="السراج هنا")
    make_article(text="حفتر هناك")
    assert SearchQuerySet().auto_query("السراج أو حفتر").count() == 2


def test_updates_and_removals_take_hold(transactional_db):
    article = make_article(text="السراج")
    backend = haystack.connections["default"].get_backend()
    Article.objects.filter(pk=article.pk).update(title="حفتر")
    backend.update(None, [article])
    assert SearchQuerySet().auto_query("حفتر").count() == 1
    Article.objects.filter(pk=article.pk).update(status="draft", public_since=None)
    backend.remove(f"articles.article.{article.pk}")
    assert SearchQuerySet().auto_query("حفتر").count() == 0


def test_an_index_is_not_emptied_under_its_readers(transactional_db):
    make_article(text="السراج")
    with pytest.raises(NotImplementedError):
        haystack.connections["default"].get_backend().clear()
    with pytest.raises(CommandError, match="rebuild_index"):
        call_command("clear_index")
    assert SearchQuerySet().auto_query("السراج").count() == 1


def test_haystacks_update_takes_in_what_waits(transactional_db, capsys):
    article = make_article(text="السراج")
    Article.objects.filter(pk=article.pk).update(title="حفتر")
    IndexChange.objects.enqueue([article.pk])
    call_command("update_index")
    assert capsys.readouterr().out == "1 articles taken in.\n"
    assert SearchQuerySet().auto_query("حفتر").count() == 1


def test_a_text_field_with_another_analyzer_is_an_error(monkeypatch):
    assert not checks.text_fields_are_arabic(None)
    unified = haystack.connections["default"].get_unified_index()
    monkeypatch.setattr(unified, "all_searchfields", lambda: {"text": indexes.CharField()})
    assert [error.id for error in checks.text_fields_are_arabic(None)] == ["articles.E001"]


def test_an_unreadable_index_is_reported_at_start(db):
    from articles.search import store

    assert "articles.W001" not in [message.id for message in run_checks()]
    (store.live_folder() / store.STAMP).write_text("analysis 0")
    assert "articles.W001" in [message.id for message in run_checks()]
