from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import surfaces, tokens


def test_harakat_and_tatweel_stand_inside_a_word():
    assert surfaces("كِتَابُ الرَّئِيـــسِ") == ["كِتَابُ", "الرَّئِيـــسِ"]


def test_punctuation_of_both_scripts_parts_words():
    assert surfaces("«لبنان»، سوريا؛ “العراق”؟ (مصر) #عاصي_الحلاني") == [
        "لبنان", "سوريا", "العراق", "مصر", "عاصي", "الحلاني",
    ]  # fmt: skip


def test_words_part_where_scripts_meet():
    assert surfaces("لـCNN إف16 iPhone8 3,5") == ["لـ", "CNN", "إف", "16", "iPhone8", "3", "5"]


@given(st.text() | st.text(alphabet="ابتةىئؤ ًّـ\u200b،؟.aZ9٣"))
def test_tokens_are_in_order_and_hold_what_stands_there(text):
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.surface
        at = token.end
    assert [token.surface for token in tokens(text)] == surfaces(text)
