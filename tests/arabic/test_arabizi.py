import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import arabizi_readings, folded, skeletons, unlikeness


def reads(typed: str, word: str) -> bool:
    spelling = folded(word)
    return any(
        spelling.startswith(article) and unlikeness(signs, spelling.removeprefix(article)) is not None
        for article, signs in arabizi_readings(typed)
    )


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("7after", "حفتر"),
        ("3arab", "عرب"),
        ("ra2ees", "رئيس"),
        ("mas2ool", "مسؤول"),
        ("5aled", "خالد"),
        ("7'aled", "خالد"),
        ("6arablus", "طرابلس"),
        ("tarablus", "طرابلس"),
        ("3'azza", "غزة"),
        ("9a7ra2", "صحراء"),
        ("9'abe6", "ضابط"),
        ("sha3b", "شعب"),
        ("madhhab", "مذهب"),
        ("el7okoma", "الحكومة"),
        ("al-sarraj", "السراج"),
        ("ash-shaab", "الشعب"),
        ("Kitab", "كتاب"),
    ],
)
def test_words_in_latin_letters_are_read(typed, word):
    assert reads(typed, word)
    assert any(skeletons(signs) for _article, signs in arabizi_readings(typed))


@pytest.mark.parametrize(
    ("typed", "word"), [("7after", "كافتر"), ("sarraj", "سراب"), ("kitab", "كتابة"), ("salam", "س")]
)
def test_other_words_are_not(typed, word):
    assert not reads(typed, word)


@pytest.mark.parametrize("typed", ["", "2018", "é", "كتاب", "a.b", "'"])
def test_what_is_no_word_in_latin_letters_has_no_reading(typed):
    assert arabizi_readings(typed) == ()


@given(st.text("abcdefghijklmnopqrstuvwxyz23456789'-", max_size=40))
def test_any_letters_are_read_or_not_without_an_error(typed):
    for _article, signs in arabizi_readings(typed):
        assert len(skeletons(signs)) <= 4096
