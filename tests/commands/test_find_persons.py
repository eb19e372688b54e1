"""`manage.py find_persons`, as its user sees it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import people, search
from articles.models import IndexChange, Mention, PersonSearch, Proposal
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


def run(*identifiers, **options):
    out = StringIO()
    call_command("find_persons", *identifiers, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def articles(archive_index):
    return [make_article(identifier=f"a-{number}", text=f"{number}: قال خالد العمري") for number in range(5)]


def test_the_whole_archive(articles):
    khalid = make_person("خالد العمري")
    assert "Articles whose persons changed: 5." in run()
    assert search.run(search.SearchRequest(people=(khalid.pk,))).total == 5
    assert "Articles whose persons changed: 0." in run()
    assert not run(verbosity=0)


def test_only_the_articles_named(articles):
    make_person("خالد العمري")
    assert "Articles whose persons changed: 2." in run("a-1", "a-3")
    assert {mention.article.identifier for mention in Mention.objects.all()} == {"a-1", "a-3"}
    with pytest.raises(CommandError, match="No article has the identifier 'b'"):
        run("a-1", "b")


def test_stopped_it_goes_on_where_it_was(articles, monkeypatch):
    monkeypatch.setattr("articles.people.everywhere.ARTICLES_AT_ONCE", 2)
    make_person("خالد العمري")

    def stop(progress):
        if progress.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        people.find_everywhere(on_batch=stop)
    assert (PersonSearch.objects.get().done, Mention.objects.count()) == (4, 4)
    heard = []
    assert people.find_everywhere(on_batch=heard.append) == 1
    assert heard == [(5, 5)]
    assert (PersonSearch.objects.get().upto, PersonSearch.objects.get().done) == (0, 0)


def test_only_what_is_new(articles):
    make_person("خالد العمري")
    assert "changed: 5." in run(new=True)
    make_article(text="ثم قال خالد العمري")
    assert "changed: 1." in run(new=True)
    assert "changed: 0." in run(new=True)


@pytest.mark.django_db(transaction=True)
def test_other_processes_help(articles, monkeypatch):
    monkeypatch.setattr("articles.people.everywhere.ARTICLES_AT_ONCE", 2)
    monkeypatch.setattr("articles.people.everywhere.WORTH_A_PROCESS", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    make_person("خالد العمري")
    assert people.find_everywhere(number=2) == 5


def test_the_worker_searches_what_came_a_portion_at_a_time(articles):
    make_person("خالد العمري")
    text = "قال الوزير سمير الحلواني إن المرفأ يفتح غدا، وأضاف الحلواني أن العمل مستمر."
    article = make_article(text=text)
    names = people.KnownNames()
    assert people.find_added(names, most=4)
    assert not Proposal.objects.exists()
    assert IndexChange.objects.filter(article_id=articles[0].pk).exists()
    assert people.find_added(names, most=4)
    assert not people.find_added(names, most=4)
    proposal = Proposal.objects.open().get(display_name="سمير الحلواني")
    assert {*proposal.names.values_list("sightings__article", flat=True)} == {article.pk}
