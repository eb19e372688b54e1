import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import plain, stems


def met(one: str, other: str) -> bool:
    return not set(stems(plain(one))).isdisjoint(stems(plain(other)))


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("الحكومة", "حكومة"),
        ("وللحكومة", "حكومة"),
        ("فبالقدس", "القدس"),
        ("وبالحكومة", "الحكومة"),
        ("ومصر", "مصر"),
        ("بطرابلس", "طرابلس"),
        ("للرئيس", "الرئيس"),
        ("لسوريا", "سوريا"),
        ("وأضاف", "أضاف"),
        ("ستكون", "تكون"),
        ("لألمانيا", "ألمانيا"),
        ("حكومتهم", "حكومة"),
        ("حكومته", "الحكومة"),
        ("كتابها", "كتاب"),
        ("كتابه", "كتاب"),
        ("رئيسهم", "الرئيس"),
        ("مهندسون", "مهندس"),
        ("المسؤولين", "مسؤول"),
        ("طالبات", "طالبة"),
        ("سيارتين", "سيارة"),
        ("القوات", "قوة"),
        ("الليبية", "ليبي"),
        ("وقالت", "قال"),
        ("قالوا", "قال"),
        ("رئيسا", "رئيس"),
    ],
)
def test_forms_of_one_word_meet(form, word):
    assert met(form, word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("لبنان", "لبن"),
        ("البحرين", "بحر"),
        ("سلمان", "سلم"),
        ("السودان", "سود"),
        ("أمين", "أم"),
        ("فهم", "هم"),
        ("وزير", "زير"),
        ("كمال", "مال"),
        ("بلال", "لال"),
        ("قطر", "قطار"),
        ("جمال", "جمل"),
        ("مالك", "مال"),
        ("واحد", "أحد"),
        ("وسام", "سام"),
        ("فلسطين", "فلسط"),
        ("حسين", "حس"),
        ("برلمان", "برلم"),
        ("ألمانيا", "مانيا"),
        ("إلغاء", "غاء"),
        ("كوريا", "ريا"),
        ("عليه", "علي"),
    ],
)
def test_what_belongs_to_a_word_is_never_cut(one, other):
    assert not met(one, other)


def test_heh_is_his_or_the_ending_of_a_noun():
    assert set(stems("كتابه")) == {"كتاب", "كتابه"}
    assert set(stems("كتابة")) == {"كتابه"}


def test_other_scripts_and_numbers_are_left_alone():
    assert stems("cnn") == ("cnn",)
    assert stems("2018") == ("2018",)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةآأإؤئء", min_size=1, max_size=40))
def test_every_word_has_a_stem(word):
    found = stems(word)
    assert found
    assert all(found)
