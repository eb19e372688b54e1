import pytest

from articles.arabic import Likeness, consonants, is_given_name, is_name_word, is_rather_name, likeness


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ترمب", "ترامب"),
        ("ويليامز", "وليامز"),
        ("والدهاوسير", "والدهاوزر"),
        ("جوتيريش", "غوتيريش"),
        ("نتانياهو", "نتنياهو"),
        ("بوتن", "بوتين"),
        ("سراج", "السراج"),
    ],
)
def test_transcriptions_of_one_name_are_variants(written, name):
    assert likeness(written, name) == likeness(name, written) == Likeness.VARIANT
    assert consonants(written) == consonants(name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("سليم", "سالم"),
        ("محمود", "محمد"),
        ("حسين", "حسن"),
        ("عمرو", "عمر"),
        ("الحسن", "حسن"),
        ("كوريا", "كيري"),
        ("سيوله", "سياله"),
    ],
)
def test_other_names_are_no_variants(written, name):
    assert likeness(written, name) == Likeness.DIFFERENT


@pytest.mark.parametrize(("written", "name"), [("ابي", "ابو"), ("ابن", "بن"), ("اسحق", "اسحاق"), ("حسن", "حسن")])
def test_words_that_change_with_their_place_are_the_same(written, name):
    assert likeness(written, name) == Likeness.SAME


def test_names_are_told_from_other_words():
    assert all(map(is_given_name, ["محمد", "نور", "دونالد", "ايفانكا"]))
    assert not any(map(is_given_name, ["لقاء", "قوات", "اعلن", "السراج"]))
    assert all(map(is_name_word, ["السراج", "باسندوه", "ماتيس"]))
    assert not any(map(is_name_word, ["حكومه", "الخميس", "كبير"]))


def test_words_that_are_names_in_most_texts():
    assert all(map(is_rather_name, ["صلاح", "مبارك", "محمد"]))
    assert not any(map(is_rather_name, ["امل", "سلام", "العدل"]))
