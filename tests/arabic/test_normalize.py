from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import fold, folded, letters_of_shapes, plain, readable, text_checksum

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةآأإؤئءًٌٍَُِّْٰـپچگکیھ٠١٢۳۴ \u200b\u200f\ufefb\ufdf2\ufe91aB7")


def test_harakat_tatweel_and_invisible_signs_are_no_spelling():
    assert plain("كِتَابُهُـــم") == "كتابهم"
    assert plain("الرحمٰن") == "الرحمن"
    assert plain("بي\u200bروت") == "بيروت"
    assert plain("١٩٨٥") == plain("۱۹۸۵") == "1985"
    assert plain("ﻛﺘﺎﺏ") == "كتاب"
    assert plain("اﻷردن") == "الأردن"
    assert plain("CNN") == "cnn"


def test_letters_stay_as_typed_until_they_are_folded():
    assert plain("الليبى") == "الليبى"
    assert plain("أحمد") == "أحمد"


def test_spellings_of_one_word_fold_to_one():
    for group in (
        ("أحمد", "احمد", "ٱحمد", "إحمد", "آحمد"),
        ("الليبي", "الليبى", "اللیبی"),
        ("جامعة", "جامعه"),
        ("مسؤول", "مسئول", "مسوول"),
        ("شؤون", "شئون"),
        ("هيئة", "هيأة"),
        ("کتاب", "كتاب", "ڪتاب"),
        ("فائز", "فايز"),
    ):
        assert len({folded(word) for word in group}) == 1, group


def test_a_verb_that_begins_with_ya_keeps_its_alef():
    assert folded("يأتي") == "ياتي"


def test_readable_text_keeps_what_is_seen_and_drops_what_breaks_a_page():
    assert readable("سطر\r\nسطر\rسطر") == "سطر\nسطر\nسطر"
    assert readable("\u202bلبنان\u202c\x00\ufeff") == "لبنان"
    assert readable("كِتَابٌ ـــ «نصّ»") == "كِتَابٌ ـــ «نصّ»"


def test_shapes_become_letters_and_signs_stay():
    assert letters_of_shapes("ﻻ ﷲ ﷼ ﷽") == "لا الله ﷼ ﷽"


def test_the_checksum_sees_words_not_layout():
    one = (
        "قال الرئيس إنّ الاجتماع المقبل سيعقد في العاصمة طرابلس خلال الأيام القليلة المقبلة "
        "بحضور ممثلين عن جميع الأطراف الليبية والدولية المعنية."
    )
    same = one.replace("إنّ", "ان").replace(" ", "\n").replace(".", "")
    assert text_checksum(one) == text_checksum(same)
    assert text_checksum(one) != text_checksum(one + " كلمة")
    assert text_checksum("ﻛﺘﺎﺏ ﻻ") == text_checksum("كتاب لا")


def test_texts_without_a_word_are_told_apart_by_their_signs():
    assert text_checksum("!!!") != text_checksum("؟؟؟")


@given(ARABIC)
def test_every_step_is_idempotent(text):
    assert readable(readable(text)) == readable(text)
    assert plain(plain(text)) == plain(text)
    assert fold(fold(plain(text))) == fold(plain(text))


@given(st.text())
def test_no_text_is_too_strange(text):
    folded(text)
    readable(text)
    text_checksum(text)
