"""What an archive held before an update is there after it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import make_user

BEFORE = "0003_saved_searches_and_times_of_publication"
AFTER = "0007_authority"


def migrated(name: str):
    """Go to a migration, there or back, and return the models as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("articles", name)])
    return MigrationExecutor(connection).loader.project_state([("articles", name)]).apps


@pytest.fixture
def before(transactional_db):
    """The models of an archive before the updates; it is brought up to date at the end."""
    yield migrated(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_all_is_kept(before):
    """One update tells of all there is to tell: going back and forth takes seconds."""
    first = hold_uploads(before)
    hold_mentions(before)
    after = migrated(AFTER)
    assert_files_sent_together_are_one_upload(after, first)
    assert_mentions_and_names_have_states_and_kinds(after)


def hold_uploads(apps):
    """Let there be two files that were sent together, and one that waits; return the first of the two."""
    user = make_user("uploader")
    uploads, rows = apps.get_model("articles", "Upload").objects, apps.get_model("articles", "UploadRow").objects
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
    return first


def assert_files_sent_together_are_one_upload(apps, first):
    whole, again = apps.get_model("articles", "Upload").objects.order_by("pk")
    assert (whole.key, whole.user_id, whole.state, whole.publish) == (first.batch, first.user_id, "imported", True)
    assert [*whole.files.order_by("number").values_list("name", "file")] == [
        ("a.jsonl", "2018/05/a"),
        ("b.jsonl", "2018/05/b"),
    ]
    kept = whole.rows.order_by("file__number", "number").values_list("file__name", "number", "reason", "done")
    assert [*kept] == [("a.jsonl", 0, "", True), ("b.jsonl", 0, "not_json", True), ("b.jsonl", 1, "no_text", True)]
    came = whole.rows.get(outcome="added")
    assert (came.article.identifier, came.article_changed) == ("a", came.article.changed)
    assert (again.state, again.files.get().state, again.rows.count()) == ("examining", "waiting", 0)


def hold_mentions(apps):
    """Let persons be named in an article, each with a Latin name."""
    article = apps.get_model("articles", "Article").objects.create(identifier="b", title="خبر", body="نص", checksum="2")
    persons, mentions = (apps.get_model("articles", name).objects for name in ("Person", "Mention"))
    for name, confirmed, method in (("سالم", False, "text"), ("سلمى", True, "metadata"), ("عمر", True, "text")):
        person = persons.create(display_name=name, sort_key=name, letter=name[0])
        mentions.create(article=article, person=person, confirmed=confirmed, method=method, count=2)
        for alias, kind, script in ((name, "display", "arabic"), (f"Latin {name}", "spelling", "latin")):
            person.aliases.create(name=alias, key=alias, kind=kind, script=script)


def assert_mentions_and_names_have_states_and_kinds(apps):
    mentions = apps.get_model("articles", "Mention").objects.order_by("pk")
    assert [*mentions.values_list("person__display_name", "state", "method", "count")] == [
        ("سالم", "confident", "text", 2),
        ("سلمى", "confirmed", "metadata", 2),
        ("عمر", "confirmed", "text", 2),
    ]
    aliases = apps.get_model("articles", "PersonAlias").objects
    assert {*aliases.values_list("script", "kind")} == {("arabic", "display"), ("latin", "transliteration")}
