"""`manage.py link_people`, as its user sees it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.models import IndexChange, Mention
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


def run(*names, **options):
    out = StringIO()
    call_command("link_people", *names, stdout=out, **options)
    return out.getvalue()


def found(person):
    hits = search.run(search.SearchRequest(people=(person.pk,))).hits
    return {hit.article.identifier for hit in hits}


@pytest.fixture
def articles(archive_index):
    make_article(identifier="one", text="قال خالد العمري")
    make_article(identifier="two", text="قالت سلمى الهاشمي لخالد العمري")
    make_article(identifier="three", text="لا أحد")


def test_all_persons_on_record_are_looked_for_and_found(articles):
    khalid, salma = make_person("خالد العمري"), make_person("سلمى الهاشمي")
    assert "Articles whose mentions changed: 2" in run()
    assert (found(khalid), found(salma)) == ({"one", "two"}, {"two"})
    assert not IndexChange.objects.exists()
    assert "Articles whose mentions changed: 0" in run()
    assert not run(verbosity=0)


def test_only_the_persons_named_by_any_name_or_number(articles):
    khalid, salma = make_person("خالد العمري", "Khalid al-Omari"), make_person("سلمى الهاشمي")
    assert "changed: 2" in run("Khalid al-Omari")
    assert (found(khalid), found(salma)) == ({"one", "two"}, set())
    assert "changed: 1" in run(str(salma.pk))
    assert found(salma) == {"two"}


def test_a_line_of_progress(articles, monkeypatch):
    monkeypatch.setattr("articles.management.commands.link_people.LINE_EVERY", 3)
    assert run().splitlines()[0] == "3 articles …"


def test_nobody_of_that_name(articles):
    make_person("خالد العمري")
    with pytest.raises(CommandError, match="No person is called"):
        run("خالد العمري", "زيد")
    assert not Mention.objects.exists()


def test_mentions_are_saved_though_the_index_must_be_rebuilt(articles, settings, tmp_path):
    search.drain()
    make_person("خالد العمري")
    default = settings.HAYSTACK_CONNECTIONS["default"]
    settings.HAYSTACK_CONNECTIONS = {"default": {**default, "PATH": str(tmp_path)}}
    with pytest.raises(CommandError, match="The mentions are saved"):
        run()
    assert Mention.objects.count() == 2
    assert IndexChange.objects.count() == 2
