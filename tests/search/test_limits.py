"""What a query may cost: words, time, memory; the reader is told what was left out."""

import pytest

from articles import search
from articles.search import matching, snapshot
from articles.search.request import WORD_LIMIT
from tests.factories import make_article

MANY = ["ظ" + one + other for one in "جخدرزشصض" for other in "جخدرزشصض"]
STOPPED = "توقف البحث"


@pytest.fixture
def run(db, archive_index):
    assert len(MANY) == WORD_LIMIT
    make_article(identifier="all", title="خبر", text=" ".join(MANY))
    make_article(identifier="few", title="خبر", text="النفط في ليبيا")
    search.drain()

    def run(query: str, **fields) -> tuple[list[str], str]:
        results = search.run(search.SearchRequest(query=query, **fields))
        return [hit.article.identifier for hit in results.hits], " ".join(map(str, results.notices))

    return run


@pytest.mark.parametrize("operator", ["and", "or"])
def test_words_beyond_the_limit_are_left_out_and_that_is_said(run, operator):
    assert run(" ".join(MANY), operator=operator) == (["all"], "")
    found, notices = run(" ".join([*MANY, "النفط"]), operator=operator)
    assert found == ["all"]
    assert f"{WORD_LIMIT}" in notices


def test_words_of_phrases_count_too(run):
    found, notices = run(f'"{" ".join([*MANY, "غائبة"])}"')
    assert found == ["all"]
    assert f"{WORD_LIMIT}" in notices
    assert run(f'"{" ".join(MANY[1:])}" -النفط -ليبيا')[0] == ["all"]


def test_a_query_that_takes_too_long_says_so(run, settings):
    settings.QUERY_SECONDS = 0
    for query in ("النفط", "ظج*", '"النفط في ليبيا"', "النفط -ليبيا", "النفط ليبيا", '"النفط ليبيا"~5'):
        found, notices = run(query)
        assert not found
        assert STOPPED in notices


def test_what_was_found_in_time_is_shown(run, settings):
    run("النفط")
    settings.QUERY_SECONDS = 0
    found, notices = run("النفط أو ظجخ")
    assert found == ["few"]
    assert STOPPED in notices
    # What is kept of words takes no time.
    assert run("(النفط)") == (["few"], "")


def test_a_query_that_took_too_long_is_tried_again_later(run, settings, monkeypatch):
    enough, settings.QUERY_SECONDS = settings.QUERY_SECONDS, 0
    assert STOPPED in run("النفط")[1]
    settings.QUERY_SECONDS = enough
    assert STOPPED in run("النفط")[1]
    monkeypatch.setattr(matching, "KEEP_PARTIAL", 0)
    assert run("النفط") == (["few"], "")


def test_what_is_kept_in_memory_is_bounded(run, settings):
    settings.INDEX_CACHE_BYTES = 2000
    for word in MANY:
        assert run(word)[0] == ["all"]
        assert snapshot.latest().kept_bytes <= 2000
