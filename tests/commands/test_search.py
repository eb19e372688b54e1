import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles import search
from articles.models import Mention
from tests.factories import make_article, make_person, make_source


@pytest.fixture
def archive(db, archive_index):
    one = make_source("one")
    a = make_article(identifier="a", title="زيارة السراج", text="وصل السراج إلى واشنطن", source=one, date="2018-05-24")
    make_article(identifier="b", title="مقال ثان", text="عاد السراج", date="2017-01-01", date_precision="year")
    make_article(identifier="c", title="مقال ثالث", text="حفتر في باريس")
    Mention.objects.create(article=a, person=make_person("فائز السراج", "فايز السراج"))
    search.drain()


def run(*args: str, **options) -> str:
    out = StringIO()
    call_command("search", *args, stdout=out, stderr=out, **options)
    return out.getvalue()


def hits(*args: str) -> list[str]:
    return [hit["identifier"] for hit in json.loads(run(*args, "--format", "json"))]


def test_json_has_one_object_a_hit(archive):
    first = json.loads(run("واشنطن", "--format", "json"))[0]
    assert first.pop("score") > 0
    assert first == {
        "identifier": "a",
        "title": "زيارة السراج",
        "date": "2018-05-24",
        "source": "one",
        "url": "/articles/a/",
        "snippet": "وصل السراج إلى واشنطن",
    }
    assert json.loads(run("لاشيء", "--format", "json")) == []


def test_filters_order_and_limit(archive):
    assert hits("السراج", "--sort", "oldest") == ["b", "a"]
    assert hits("السراج", "--sort", "newest", "--limit", "1") == ["a"]
    assert hits("السراج", "--from", "2018") == ["a"]
    assert hits("السراج", "--to", "2017") == ["b"]
    assert hits("السراج", "--source", "one") == ["a"]
    assert hits("السراج", "--person", "فايز السراج") == ["a"]


def test_the_table_is_shaped_for_terminals_that_cannot(archive):
    assert "زيارة السراج" in run("واشنطن", no_shape=True)
    shaped = run("واشنطن")
    assert "زيارة السراج" not in shaped
    assert "ﺝﺍﺮﺴﻟﺍ" in shaped


def test_dates_as_on_the_search_page(archive):
    assert run("السراج", "--from", "24/5/2018", "--to", "رمضان 1439").startswith("1 articles")
    with pytest.raises(CommandError, match="--from 1439-10هـ lies after --to 2018-05"):
        run("السراج", "--from", "شوال 1439", "--to", "أيار 2018")


def test_an_unknown_person_and_a_bad_date_are_said(archive):
    with pytest.raises(CommandError, match="No person"):
        run("السراج", "--person", "سعيد مجهول")
    with pytest.raises(CommandError, match="--from"):
        run("السراج", "--from", "2018-13-45")


@pytest.mark.parametrize("suffix", [".tsv", ".jsonl"])
def test_a_file_of_queries_becomes_a_trec_run(archive, tmp_path, suffix):
    queries = tmp_path / f"queries{suffix}"
    rows = [("q1", "السراج في واشنطن؟"), ("q2", "حفتر")]
    queries.write_text(
        "".join(
            f"{number}\t{text}\n" if suffix == ".tsv" else json.dumps({"id": number, "text": text}) + "\n"
            for number, text in rows
        )
    )
    out = tmp_path / "out.run"
    run("--queries", str(queries), "--run", str(out), "--limit", "5")
    lines = [line.split() for line in out.read_text().splitlines()]
    assert [line[:4] for line in lines] == [
        ["q1", "Q0", "a", "1"],
        ["q1", "Q0", "b", "2"],
        ["q2", "Q0", "c", "1"],
    ]
    assert float(lines[0][4]) > float(lines[1][4]) > 0
    assert {line[5] for line in lines} == {"archive"}


def test_a_line_that_is_no_query_is_named(archive, tmp_path):
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\tالسراج\nno tab here\n")
    with pytest.raises(CommandError, match="line 2"):
        run("--queries", str(queries), "--run", str(tmp_path / "out"))


@pytest.mark.parametrize("rows", ["q1\tأ\nq1\tب\n", "", "q 1\tأ\n"])
def test_a_file_that_is_no_list_of_queries_leaves_no_run(archive, tmp_path, rows):
    queries, out = tmp_path / "queries.tsv", tmp_path / "out.run"
    queries.write_text(rows)
    with pytest.raises(CommandError):
        run("--queries", str(queries), "--run", str(out))
    assert not out.exists()


def test_queries_that_find_nothing_are_counted(archive, tmp_path):
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\tالسراج\nq2\t!!!\n")
    assert "2 queries" in (said := run("--queries", str(queries), "--run", str(tmp_path / "out.run")))
    assert "1 found nothing" in said


def test_filters_that_cannot_be_meant_are_said(archive):
    with pytest.raises(CommandError, match="one"):
        run("السراج", "--source", "nope")
    with pytest.raises(CommandError, match="after"):
        run("السراج", "--from", "2018-06", "--to", "2017")


def test_levels(archive):
    assert hits("والسراج", "--level", "exact") == []
    assert sorted(hits("والسراج")) == ["a", "b"]
    make_article(identifier="p", text="اجتمع الوزراء")
    search.drain()
    assert hits("وزير") == []
    assert hits("وزير", "--level", "wide") == ["p"]


def test_an_archive_without_an_index_says_what_to_do(db):
    from articles.search import store

    (store.root() / store.POINTER).unlink(missing_ok=True)
    with pytest.raises(CommandError, match="rebuild_index"):
        run("السراج")


def test_rebuild_index_says_how_many(archive):
    out = StringIO()
    call_command("rebuild_index", "--if-needed", stdout=out)
    assert "up to date" in out.getvalue()
    call_command("rebuild_index", stdout=out)
    assert "holds 3 articles" in out.getvalue()


def test_what_may_be_meant_is_said_beside_the_table(archive):
    assert "Did you mean: السراج" in run("السارج", no_shape=True)
    assert "Did you mean: السراج" in run("hgsvh[", no_shape=True)
    assert "Did you mean" not in run("السراج واشنطن")
    assert json.loads(run("السارج", "--format", "json")) == []
