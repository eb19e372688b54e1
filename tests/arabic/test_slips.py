import pytest

from articles.arabic import TAKEN_FOR_EACH_OTHER, on_arabic_keyboard, on_latin_keyboard


@pytest.mark.parametrize(
    ("typed", "meant"), [("gfkhk", "لبنان"), ("hgsvh[", "السراج"), ("lwv", "مصر"), ("rhk,k", "قانون"), ("bpm", "لاحة")]
)
def test_arabic_typed_on_a_latin_keyboard(typed, meant):
    assert on_arabic_keyboard(typed) == (meant,)


def test_a_capital_may_be_meant_or_the_devices_own():
    assert on_arabic_keyboard("Gfkhk")[0] == "لبنان"
    assert on_arabic_keyboard("Hpl]")[1] == "أحمد"


@pytest.mark.parametrize(("typed", "meant"), [("ؤىى", "cnn"), ("ىثصس", "news"), ("لاةص", "bmw")])
def test_latin_typed_on_an_arabic_keyboard(typed, meant):
    assert on_latin_keyboard(typed)[0] == meant


@pytest.mark.parametrize("typed", ["a1", "", "é"])
def test_keys_without_a_letter_are_no_word(typed):
    assert not any(on_arabic_keyboard(typed))


@pytest.mark.parametrize("typed", ["كتاب", "", "پ"])
def test_letters_without_a_letter_key_are_no_word(typed):
    assert not any(on_latin_keyboard(typed))


@pytest.mark.parametrize("pair", ["ذز", "ضظ", "تط", "سص", "شس", "لا", "بي", "قف", "هخ"])
def test_letters_that_look_or_sound_alike_or_are_next_to_each_other(pair):
    assert frozenset(pair) in TAKEN_FOR_EACH_OTHER


@pytest.mark.parametrize("pair", ["سخ", "مب", "كش", "دل"])
def test_letters_that_nobody_takes_for_each_other(pair):
    assert frozenset(pair) not in TAKEN_FOR_EACH_OTHER
