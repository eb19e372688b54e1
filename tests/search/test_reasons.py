"""Why an article was found, and forms that shall not count."""

import pytest

from articles import search
from tests.factories import make_article


def reasons(query: str, **fields) -> list[tuple]:
    (hit,) = search.run(search.SearchRequest(query=query, **fields)).hits
    return [tuple(reason) for reason in hit.reasons]


@pytest.fixture
def article(db, archive_index):
    text = "وصل الوزير إلى باريس. وقال وزراء إن الوزير، فى الولاياتالمتحدة، تحدث."
    # As an editor wrote it: what is received is repaired.
    make_article(title="وزير في باريس", edited_body=text)
    search.drain()


def test_every_word_is_named_with_its_forms_and_how_they_answer_it(article):
    assert reasons("وزير باريس") == [
        ("وزير", "الوزير", "form", 2),
        ("وزير", "وزير", "exact", 1),
        ("باريس", "باريس", "exact", 2),
    ]


def test_related_words_and_spellings_are_told_apart(article):
    assert ("وزير", "وزراء", "related", 1) in reasons("وزير", level="wide")
    assert ("فى باريس", "في", "spelling", 1) in reasons("«فى باريس»")


def test_a_joined_word_answers_the_words_it_is_made_of(article):
    assert reasons("الولايات") == [("الولايات", "الولاياتالمتحدة", "exact", 1)]


def test_a_dropped_form_does_not_count_and_is_not_marked(db, archive_index):
    make_article(identifier="a", title="خبر", text="قالت الحكومة")
    make_article(identifier="b", title="خبر", text="قالت حكومتهم والحكومة")
    make_article(identifier="c", title="خبر", text="قالت حكومتهم")
    search.drain()
    request = search.SearchRequest(query="حكومة", dropped=("حكومتهم",))
    results = search.run(request)
    assert sorted(hit.article.identifier for hit in results.hits) == ["a", "b"]
    assert not [hit for hit in results.hits if "<mark>حكومتهم" in hit.snippets[0]]
    # They stay in the list of forms, to be taken back.
    assert dict(search.forms_found(request)["حكومة"])["حكومتهم"] == 2


def test_a_dropped_form_does_not_count_in_phrases(db, archive_index):
    make_article(identifier="a", title="خبر", text="مجلس الأمن")
    make_article(identifier="b", title="خبر", text="مجلسنا الأمن")
    search.drain()
    request = search.SearchRequest(query="«مجلس الأمن»", dropped=("مجلسنا",))
    assert [hit.article.identifier for hit in search.run(request).hits] == ["a"]
