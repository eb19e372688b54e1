"""Sources in the admin."""

import pytest

from articles import search
from articles.models import Source
from tests.factories import make_article, make_source, make_user

NO_NAMES = {f"aliases-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}


@pytest.fixture
def administrator(client, db):
    client.force_login(make_user("administrator", is_staff=True, is_superuser=True))
    return client


def test_the_key_of_a_source_never_changes(administrator):
    source = make_source("mithal")
    data = {"key": "other", "name_ar": "صحيفة المثال", "kind": "newspaper", **NO_NAMES}
    administrator.post(f"/admin/articles/source/{source.pk}/change/", data)
    source.refresh_from_db()
    assert (source.key, source.name_ar) == ("mithal", "صحيفة المثال")


def test_a_source_with_articles_is_not_deleted_and_the_page_says_why(administrator):
    source = make_source()
    make_article(title="المقال الباقي", source=source)
    address = f"/en/admin/articles/source/{source.pk}/delete/"
    page = administrator.get(address).content.decode()
    assert "would require deleting the following protected related objects" in page
    assert "المقال الباقي" in page
    administrator.post(address, {"post": "yes"})
    assert Source.objects.filter(pk=source.pk).exists()


def test_the_list_counts_articles_and_filters_by_kind(administrator):
    source = make_source("one", kind="agency")
    make_source("two", kind="newspaper")
    make_article(source=source)
    rows = administrator.get("/admin/articles/source/?kind__exact=agency").context["cl"].result_list
    assert [(row.key, row.article_count) for row in rows] == [("one", 1)]


def test_articles_of_a_renamed_source_are_still_found(client, transactional_db, archive_index):
    client.force_login(make_user("editor", "editors", is_staff=True))
    source = make_source("one")
    make_article(identifier="a", source=source)
    data = {"name_ar": "الاسم الجديد", "kind": "site", **NO_NAMES}
    client.post(f"/admin/articles/source/{source.pk}/change/", data)
    results = search.run(search.SearchRequest(sources=("one",)))
    assert [str(hit.article.source) for hit in results.hits] == ["الاسم الجديد"]
