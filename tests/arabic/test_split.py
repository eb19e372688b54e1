import pytest

from articles.arabic import parts


@pytest.mark.parametrize(
    ("joined", "words"),
    [
        ("الولاياتالمتحدة", ("الولايات", "المتحدة")),
        ("الولاياتالمتحدةالامريكية", ("الولايات", "المتحدة", "الامريكية")),
        ("الأممالمتحدة", ("الأمم", "المتحدة")),
        ("وزارةالخارجية", ("وزارة", "الخارجية")),
        ("عبدالله", ("عبد", "الله")),
        ("وعبدالفتاح", ("وعبد", "الفتاح")),
        ("أبوظبي", ("أبو", "ظبي")),
    ],
)
def test_joined_words_are_parted_on_evidence(joined, words):
    assert parts(joined) == words


@pytest.mark.parametrize("word", ["الاستقلال", "بالانتقال", "والاستقالات", "أبواب", "الأفريكوم", "قال", "cnn", "2018"])
def test_one_word_stays_one(word):
    assert parts(word) == (word,)
