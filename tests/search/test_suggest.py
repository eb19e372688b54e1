import pytest

from articles import search
from articles.arabic import on_arabic_keyboard, slips
from tests.factories import make_article, make_source


@pytest.fixture
def archive(db, archive_index):
    for number in range(3):
        make_article(title="خبر", text=f"وصل السراج إلى واشنطن {number}", source=make_source(f"s{number}"))
    make_article(title="خبر", text="لبنان")
    search.drain()


def suggested(query: str, **fields) -> str:
    request = search.SearchRequest(query=query, **fields)
    return search.suggestion(request, search.run(request).total)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("السارج", "السراج"),
        ("السراجج", "السراج"),
        ("واشنتن", "واشنطن"),
        ("واشطن السراج", "واشنطن السراج"),
        ("gfkhk", "لبنان"),
        ("hgsvh[", "السراج"),
    ],
)
def test_a_slip_is_mended_with_words_of_the_archive(archive, typed, meant):
    assert suggested(typed) == meant


@pytest.mark.parametrize("typed", ["السراج", "والسراج", "ززززز", "", "قط", "trump"])
def test_nothing_is_suggested_for_what_is_found_or_unlike_everything(archive, typed):
    assert suggested(typed) == ""


def test_a_suggestion_has_to_find_more_within_the_filters(archive):
    assert suggested("السارج", sources=("s1",)) == "السراج"
    assert suggested("السارج", sources=("unknown",)) == ""


def test_keys_without_a_letter_are_no_word():
    assert on_arabic_keyboard("a1") == ""


def test_slips_are_one_step_away():
    assert {"كتاب", "تكب", "كب", "كتبب"} <= set(slips("كتب"))
    assert "كتابي" not in set(slips("كتب"))
