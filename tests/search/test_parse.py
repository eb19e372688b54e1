"""Queries as trees, without an index."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search.parse import any_word, parse


def tree(text: str) -> str:
    found = parse(text).tree
    return str(found).replace("any:", "") if found else ""


def test_words_are_joined_by_and():
    assert tree("السراج ترامب") == "(السراج AND ترامب)"


def test_harakat_go_and_letters_stay_for_the_exact_form_to_count():
    assert tree("الليبىّ") == "الليبى"


def test_every_kind_of_quotation_mark_makes_a_phrase():
    for opening, closing in ("«»", "“”", "„“", '""', "””"):
        assert tree(f"{opening}مجلس الأمن{closing}") == '"مجلس الأمن"'


def test_operators_in_arabic_and_english():
    assert tree("السراج أو حفتر") == tree("السراج OR حفتر") == "(السراج OR حفتر)"
    assert tree("ليبيا -النفط") == tree("ليبيا بدون النفط") == tree("ليبيا NOT النفط") == "(ليبيا AND NOT النفط)"
    assert tree("السراج AND حفتر") == "(السراج AND حفتر)"


def test_a_hyphen_inside_a_word_is_no_operator():
    assert tree("كوفيد-19") == "(كوفيد AND 19)"


def test_stop_words_go_from_words_and_stay_in_phrases():
    assert tree("الحرب على الإرهاب") == "(الحرب AND الإرهاب)"
    assert tree("«الحرب على الإرهاب»") == '"الحرب على الإرهاب"'
    assert tree("من هو") == "(من AND هو)"


def test_a_question_mark_at_the_end_is_punctuation_inside_a_wildcard():
    assert tree("خطاب السراج؟") == "(خطاب AND السراج)"
    assert tree("كا؟ب") == "كا?ب"
    assert tree("كلم*") == "كلم*"


def test_alternatives_take_every_word():
    assert str(any_word("-السراج «حفتر").tree).replace("any:", "") == "(السراج OR حفتر)"


def test_well_formed_queries_need_no_notice():
    for query in ("السراج", "«مجلس الأمن»", "(أ أو ب) ج", "", "كلم*"):
        assert not parse(query).notices


@settings(max_examples=500)
@given(st.text() | st.text(alphabet='ابت "«»()-*؟?| \tأوOR NOTبدون:^~[]{}\\', max_size=60))
def test_every_text_is_a_query(text):
    parse(text)
    any_word(text)
