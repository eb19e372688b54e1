"""Whatever is typed is a query: it is answered, and what was understood can be written down and read again."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import search
from articles.search.language import BOUNDS, FIELDS, OPERATORS
from articles.search.parse import parse
from articles.search.written import written
from tests.factories import make_article, make_person, make_source, name_in

PIECES = (
    *(
        "السراج",
        "ليبيا",
        "الولاياتالمتحدة",
        "عبدالله",
        "في",
        "من",
        "وَلِلحُكُومَةِ",
        "مايو",
        "رمضان",
        "2018",
        "١٤٣٩",
        "12",
        "CNN",
        "kbd",
    ),
    *(
        "أو",
        "OR",
        "|",
        "AND",
        "NOT",
        "بدون",
        "-",
        "--",
        "(",
        ")",
        '"',
        "«",
        "»",
        "”",
        "~5",
        "~999",
        "*",
        "؟",
        "?",
        "سر*",
        "ك؟تب",
    ),
    *(f"{name}:" for names in (*FIELDS.values(), *BOUNDS.values()) for name in names),
    *(
        "2018-05",
        "24/5/2018",
        "2018-13",
        "أيار/مايو",
        "هـ",
        ":",
        "،",
        ".",
        "\\",
        "'",
        "[",
        "]",
        "{",
        "^2",
        "\u200f",
        "\u0640",
        "ّ",
        "\0",
        "😀",
    ),
    *(operator.example for operator in OPERATORS),
)
PARTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12)


def strings(number: int) -> list[str]:
    chance = random.Random(1439)
    glue = (" ", " ", " ", "", "\n", "\t")
    return [
        "".join(chance.choice(PIECES) + chance.choice(glue) for _ in range(chance.randint(1, 7))) for _ in range(number)
    ]


@pytest.fixture
def archive(db, archive_index):
    article = make_article(
        title="السراج في ليبيا", text="كتب عبد الله عن الولايات المتحدة في مايو 2018.", date="2018-05-01"
    )
    name_in(article, make_person("فائز السراج"))
    make_article(text="ليبيا والحكومة في رمضان", source=make_source("wasat"), byline="سالم", place="باريس")
    search.drain()


def test_ten_thousand_random_queries_are_answered(archive):
    for number, query in enumerate(strings(10_000)):
        request = search.SearchRequest(query=query, level=search.LEVELS[number % 3])
        total, ranked = search.ranking(request, 0, 10)
        assert len(ranked) == total <= 2, query
        if number % 10 == 0:
            assert len(search.run(request).hits) == total, query


def test_a_page_is_shown_for_random_queries(archive, client):
    for number, query in enumerate(strings(100)):
        level = search.LEVELS[number % 3]
        response = client.get("/search/", {"q": query, "level": level})
        # A NUL is refused, with a message in the form.
        assert response.status_code == 200, query


def test_random_queries_are_said_in_words(archive):
    for query in strings(500):
        request = search.SearchRequest(query=query)
        if parse(query).tree is not None:
            assert search.sentence(request), query


@settings(max_examples=1000)
@given(PARTS.map(" ".join) | PARTS.map("".join))
def test_what_was_understood_can_be_written_and_read_again(query):
    tree = parse(query).tree
    if tree is not None:
        again = parse(written(tree))
        assert again.tree == tree, written(tree)
        assert again.notices == ()
