"""`manage.py repair_articles`."""

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.models import Article, Mention
from tests.factories import make_article, make_person, make_source, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unrepaired(archive_index):
    """Two articles as they were before there was repair, one of which names somebody in glued words."""
    make_person("سالم العربي")
    make_article(identifier="glued", text="قال سالمالعربي في وزارةالخارجية", source=make_source("marfa"))
    make_article(identifier="clean", text="رست السفينة في المرفأ")
    Article.objects.update(repaired_body="", repairs={})
    search.drain()


def found(query: str) -> list[str]:
    request = search.SearchRequest(query=query, level="exact")
    return [hit.article.identifier for hit in search.run(request).hits]


def test_articles_of_before_are_repaired_with_their_persons_and_the_search(unrepaired, capsys):
    Article.objects.filter(identifier="glued").update(body="قال ﺳﺎﻟﻢ ﺍﻟﻌﺮﺑﻲ في وزارةالخارجية")
    call_command("repair_articles")
    assert "Articles whose text changed: 1 of 2" in capsys.readouterr().out
    assert Article.objects.get(identifier="glued").text == "قال سالم العربي في وزارة الخارجية"
    assert Mention.objects.get().article.identifier == "glued"
    assert found('"وزارة الخارجية"') == ["glued"]
    call_command("repair_articles")
    assert "0 of 0" in capsys.readouterr().out
    call_command("repair_articles", again=True, source="marfa")
    assert "0 of 1" in capsys.readouterr().out


def test_a_repair_of_many_is_a_line_of_each_history_and_can_be_returned_from(unrepaired, client):
    call_command("repair_articles")
    glued, clean = Article.objects.order_by("-identifier")
    assert [row.history_change_reason for row in glued.history.all()] == ["repaired", None]
    # What came without a history and was not changed has none now.
    assert not clean.history.exists()
    client.force_login(make_user("editor", "editors", is_staff=True))
    page = client.get(f"/en/admin/articles/article/{glued.pk}/history/").content.decode()
    assert "Repaired anew, by the rules of that day." in page
    client.post(f"/admin/articles/article/{glued.pk}/history/{glued.history.last().pk}/return/")
    assert Article.objects.get(pk=glued.pk).text == "قال سالمالعربي في وزارةالخارجية"


def test_a_source_that_is_not_there_is_named(db):
    with pytest.raises(CommandError, match="marfa"):
        call_command("repair_articles", source="marfa")
