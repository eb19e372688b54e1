import pytest

from articles.arabic import initial, name_key, script_of, sort_key


def test_spellings_of_a_name_compare_equal():
    assert name_key("فائز السراج") == name_key("فايز  السرّاج")
    assert name_key("عبد الله الثني") == name_key("عبدالله الثنى")
    assert name_key("Ángela MERKEL") == "ángela merkel"


def test_the_alphabet_ignores_article_son_of_and_hamza():
    names = ["السراج", "ابن خلدون", "أحمد", "إبراهيم", "خليفة حفتر", "Trump", "آمال"]
    assert sorted(names, key=sort_key) == ["إبراهيم", "أحمد", "آمال", "ابن خلدون", "خليفة حفتر", "السراج", "Trump"]


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("السراج", "س"),
        ("بن كاردن", "ب"),
        ("ابن خلدون", "خ"),
        ("إبراهيم", "ا"),
        ("trump", "T"),
        ("٥٠ سنت", "#"),
        ("ألفا", "ا"),
    ],
)
def test_each_name_has_its_letter(name, letter):
    assert initial(name) == letter


def test_scripts_are_told_apart():
    assert [script_of(name) for name in ("السراج", "Sarraj", "Путин")] == ["arabic", "latin", "other"]
