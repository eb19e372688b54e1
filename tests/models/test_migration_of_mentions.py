"""What an archive holds already is kept when its tables change."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from articles import people
from articles.models import Mention, Operation, PersonAlias

BEFORE = [("articles", "0003_saved_searches_and_times_of_publication")]
AFTER = [("articles", "0007_authority")]
LATEST = [("articles", "0009_rulings")]


def migrated(to):
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.mark.django_db(transaction=True)
def test_mentions_and_names_are_kept_with_their_states_and_kinds():
    apps = migrated(BEFORE)
    article = apps.get_model("articles", "Article").objects.create(identifier="a", title="خبر", body="نص", checksum="c")
    persons, mentions = (apps.get_model("articles", name).objects for name in ("Person", "Mention"))
    for name, confirmed, method in (("سالم", False, "text"), ("سلمى", True, "metadata"), ("عمر", True, "text")):
        person = persons.create(display_name=name, sort_key=name, letter=name[0])
        mentions.create(article=article, person=person, confirmed=confirmed, method=method, count=2)
        for alias, kind, script in ((name, "display", "arabic"), (f"Latin {name}", "spelling", "latin")):
            person.aliases.create(name=alias, key=alias, kind=kind, script=script)
    apps = migrated(AFTER)
    mentions = apps.get_model("articles", "Mention").objects.order_by("pk")
    assert [*mentions.values_list("person__display_name", "state", "method", "count")] == [
        ("سالم", "confident", "text", 2),
        ("سلمى", "confirmed", "metadata", 2),
        ("عمر", "confirmed", "text", 2),
    ]
    aliases = apps.get_model("articles", "PersonAlias").objects
    assert {*aliases.values_list("script", "kind")} == {("arabic", "display"), ("latin", "transliteration")}


@pytest.mark.django_db(transaction=True)
def test_decisions_of_before_rulings_can_be_taken_back():
    apps = migrated([("articles", "0008_history_of_all_fields")])
    models = {name: apps.get_model("articles", name).objects for name in ("Article", "Person", "Mention", "Operation")}
    article = models["Article"].create(identifier="a", title="خبر", body="قالت سلمى ناجي", checksum="c")
    kept, gone = (
        models["Person"].create(display_name=name, sort_key=name, letter="س") for name in ("سعاد", "سلمى ناجي")
    )
    for name, kind in (("سعاد", "display"), ("سلمى ناجي", "spelling")):
        kept.aliases.create(name=name, key=name, kind=kind, script="arabic")
    models["Person"].filter(pk=gone.pk).update(retired=True, merged_into=kept)
    spans = [["text", 5, 14, "سلمى ناجي", ""]]
    before = {"method": "metadata", "state": "confirmed", "spans": spans}
    models["Mention"].create(article=article, person=kept, state="confirmed", claims=[gone.pk], spans=spans, count=1)
    models["Operation"].create(
        act="merge",
        person=kept,
        other=gone,
        articles=1,
        moved={
            "mentions": [{"article": article.pk, "spans": spans, "claims": [gone.pk], "before": before, "held": None}],
            "names": [{"name": "سلمى ناجي", "kind": "display", "source": "", "kept": False}],
            "statements": {"offices": [], "same_as": [], "filled": []},
        },
    )
    migrated(LATEST)
    assert people.undo(Operation.objects.get(), user=None) == [article.pk]
    (mention,) = Mention.objects.all()
    assert (mention.person_id, mention.state, mention.count) == (gone.pk, "confirmed", 1)
    assert {*PersonAlias.objects.values_list("person", "name")} == {(kept.pk, "سعاد"), (gone.pk, "سلمى ناجي")}


@pytest.fixture(autouse=True)
def _latest_again(transactional_db):
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
