"""What an archive held before an update is there after it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles import people
from articles.models import Mention, Operation, PersonAlias
from tests.factories import make_user

BEFORE = "0003_saved_searches_and_times_of_publication"
AFTER = "0007_authority"
BEFORE_RULINGS, RULINGS = "0008_history_of_all_fields", "0009_rulings"


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
    merge = hold_a_merge(migrated(BEFORE_RULINGS))
    migrated(RULINGS)
    assert_the_merge_can_be_taken_back(merge)


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


def hold_a_merge(apps):
    """Let a person be merged into another, as was noted before there were rulings; return the operation."""
    models = {name: apps.get_model("articles", name).objects for name in ("Article", "Person", "Mention", "Operation")}
    article = models["Article"].create(identifier="c", title="خبر", body="قالت سلمى ناجي", checksum="3")
    kept, gone = (
        models["Person"].create(display_name=name, sort_key=name, letter="س") for name in ("سعاد", "سلمى ناجي")
    )
    for name, kind in (("سعاد", "display"), ("سلمى ناجي", "spelling")):
        kept.aliases.create(name=name, key=name, kind=kind, script="arabic")
    models["Person"].filter(pk=gone.pk).update(retired=True, merged_into=kept)
    spans = [["text", 5, 14, "سلمى ناجي", ""]]
    was = {"method": "metadata", "state": "confirmed", "spans": spans}
    models["Mention"].create(article=article, person=kept, state="confirmed", claims=[gone.pk], spans=spans, count=1)
    return models["Operation"].create(
        act="merge",
        person=kept,
        other=gone,
        articles=1,
        moved={
            "mentions": [{"article": article.pk, "spans": spans, "claims": [gone.pk], "before": was, "held": None}],
            "names": [{"name": "سلمى ناجي", "kind": "display", "source": "", "kept": False}],
            "statements": {"offices": [], "same_as": [], "filled": []},
        },
    )


def assert_the_merge_can_be_taken_back(merge):
    assert len(people.undo(Operation.objects.get(pk=merge.pk), user=None)) == 1
    (mention,) = Mention.objects.filter(article__identifier="c")
    assert (mention.person_id, mention.state, mention.count) == (merge.other_id, "confirmed", 1)
    names = PersonAlias.objects.filter(person__in=(merge.person_id, merge.other_id))
    assert {*names.values_list("person", "name")} == {(merge.person_id, "سعاد"), (merge.other_id, "سلمى ناجي")}
