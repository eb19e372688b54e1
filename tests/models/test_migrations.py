"""What an archive held before an update is there after it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import make_user


@pytest.fixture
def migrated_from(transactional_db):
    """Return to the state of a migration; go on to the last one with what is returned."""

    def back(name):
        executor = MigrationExecutor(connection)
        executor.migrate([("articles", name)])
        return executor.loader.project_state([("articles", name)]).apps

    yield back
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def forward(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("articles", name)])
    return executor.loader.project_state([("articles", name)]).apps


def _managers(apps):
    return apps.get_model("articles", "Upload").objects, apps.get_model("articles", "UploadRow").objects


def test_files_that_were_sent_together_become_one_upload(migrated_from):
    user = make_user("uploader")
    apps = migrated_from("0003_saved_searches_and_times_of_publication")
    uploads, rows = _managers(apps)
    articles = apps.get_model("articles", "Article").objects
    article = articles.create(identifier="a", title="مقال", body="نص", checksum="1")
    first = uploads.create(user_id=user.pk, name="a.jsonl", file="2018/05/a", state="imported", publish=True)
    second = uploads.create(user_id=user.pk, name="b.jsonl", file="2018/05/b", state="imported")
    second.batch = first.batch
    second.save()
    rows.create(upload=first, line=1, outcome="added", article=article, title="مقال")
    rows.create(upload=second, line=1, outcome="refused", reason="not_json", details={"error": "x"})
    rows.create(upload=second, line=2, outcome="refused", reason="no_text")
    waiting = uploads.create(user_id=user.pk, name="c.txt", file="2018/05/c", state="waiting")
    rows.create(upload=waiting, line=0, outcome="added")

    apps = forward("0005_uploads_of_many_files")
    uploads, _rows = _managers(apps)
    whole, again = uploads.order_by("pk")
    assert (whole.key, whole.user_id, whole.state, whole.publish) == (first.batch, user.pk, "imported", True)
    assert [*whole.files.order_by("number").values_list("name", "file")] == [
        ("a.jsonl", "2018/05/a"),
        ("b.jsonl", "2018/05/b"),
    ]
    kept = whole.rows.order_by("file__number", "number").values_list("file__name", "number", "reason", "done")
    assert [*kept] == [("a.jsonl", 0, "", True), ("b.jsonl", 0, "not_json", True), ("b.jsonl", 1, "no_text", True)]
    came = whole.rows.get(outcome="added")
    assert (came.article_id, came.article_changed) == (article.pk, article.changed)
    assert (again.state, again.files.get().state, again.rows.count()) == ("examining", "waiting", 0)
