import pytest

from articles import search
from articles.models import Article
from tests.factories import make_article, make_source


@pytest.fixture
def archive(db, archive_index):
    for number in range(3):
        make_article(title="خبر", text=f"وصل السراج إلى واشنطن {number}", source=make_source(f"s{number}"))
    for number in range(12):
        make_article(title="خبر", text=f"في الخارج الفلسطينيون {number}")
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
        ("السرج", "السراج"),
        ("واشنتن", "واشنطن"),
        ("وآشنتن", "واشنطن"),
        ("واشطن السراج", "واشنطن السراج"),
        ("«السارج إلى» OR (واشنتن -خبر)", "«السراج إلى» OR (واشنطن -خبر)"),
        ("لبنلن", "لبنان"),
    ],
)
def test_a_slip_is_mended_with_words_of_the_archive(archive, typed, meant):
    assert suggested(typed) == meant


def test_letters_exchanged_are_likelier_than_a_commoner_word_with_another_letter(archive):
    """السارج is السراج with two letters exchanged, and الخارج, four times as frequent here, with one letter changed."""
    assert suggested("السارج") == "السراج"


def test_two_slips_in_a_long_word(archive):
    assert suggested("الفلسطنييون") == "الفلسطينيون"
    assert suggested("الغلسطيينون") == "الفلسطينيون"
    assert suggested("واسنتن") == ""


def test_a_word_that_the_archive_hardly_has_is_a_slip_where_another_is_far_commoner(archive):
    make_article(title="خبر", text="قال الفلسطينيوون")
    for number in range(12):
        make_article(title="خبر", text=f"قال الفلسطينيون {number}")
    search.drain()
    assert suggested("الفلسطينيوون") == "الفلسطينيون"


@pytest.mark.parametrize("typed", ["السراج", "والسراج", "ززززز", "", "قط", "trump", "السارج*", "-السارج", "گگگگگ"])
def test_nothing_is_suggested_for_what_is_found_or_unlike_everything(archive, typed):
    assert suggested(typed) == ""


def test_a_suggestion_has_to_find_more_within_the_filters(archive):
    assert suggested("السارج", sources=("s1",)) == "السراج"
    assert suggested("السارج", sources=("unknown",)) == ""


def test_words_of_deleted_articles_are_not_suggested(archive):
    Article.objects.filter(body="لبنان").delete()
    search.drain()
    assert suggested("لبنلن") == ""


def test_an_archive_without_articles_suggests_nothing(db, archive_index):
    assert suggested("السراج") == ""


def test_a_query_of_many_unknown_words_is_no_slip(archive):
    assert suggested("السارج " * 2 + "سارجا سراجا سراجل سراجم سراجن") == ""
