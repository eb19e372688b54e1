import re
from collections import Counter
from pathlib import Path

import pytest

from articles.arabic import fold, plain, stems
from articles.arabic.lexicon import lexicon
from articles.arabic.plurals import counterparts

TABLE = Path(__file__).resolve().parents[2] / "articles/arabic/data/broken_plurals.tsv"
TEXT = TABLE.read_text(encoding="utf-8")
LINES = [line for line in TEXT.splitlines() if not line.startswith("#")]
NOUNS = [tuple(cell.split(",") for cell in line.split("\t")) for line in LINES]


def stand_for(word: str) -> set[str]:
    """Return the stems that a word as written stands for beside its own."""
    return {other for stem in stems(plain(word)) for other in counterparts(stem)}


def met(one: str, other: str) -> bool:
    return not stand_for(one).isdisjoint(stems(plain(other)))


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("حزب", "أحزاب"),
        ("حق", "حقوق"),
        ("جبل", "جبال"),
        ("سلاح", "أسلحة"),
        ("وزير", "وزراء"),
        ("صديق", "أصدقاء"),
        ("شارع", "شوارع"),
        ("قانون", "قوانين"),
        ("مصنع", "مصانع"),
        ("مشروع", "مشاريع"),
        ("رسالة", "رسائل"),
        ("برنامج", "برامج"),
        ("أسبوع", "أسابيع"),
        ("تقرير", "تقارير"),
        ("أستاذ", "أساتذة"),
        ("قائد", "قادة"),
        ("قاضي", "قضاة"),
        ("دولة", "دول"),
        ("مدينة", "مدن"),
        ("كتاب", "كتب"),
        ("قضية", "قضايا"),
        ("طالب", "طلاب"),
        ("جار", "جيران"),
        ("مريض", "مرضى"),
        ("سهم", "أسهم"),
        ("امرأة", "نساء"),
        ("المرأة", "النساء"),
        ("شأن", "شؤون"),
        ("كبير", "كبار"),
        ("جديد", "جدد"),
        ("أجنبي", "أجانب"),
        ("عربي", "عرب"),
        ("تركي", "أتراك"),
        ("بنك", "بنوك"),
        ("فيلم", "أفلام"),
    ],
)
def test_singular_and_plural_find_each_other(singular, plural):
    assert met(singular, plural)
    assert met(plural, singular)


@pytest.mark.parametrize(
    ("form", "noun"),
    [("للوزراء", "وزير"), ("والدول", "الدولة"), ("أحزابها", "حزب"), ("الحق", "حقوقهم")],
)
def test_particles_and_pronouns_are_no_hindrance(form, noun):
    assert met(form, noun)


def test_two_plurals_of_one_noun_find_each_other():
    assert met("أشهر", "شهور")
    assert met("الأنظمة", "نظم")


def test_meanings_are_kept_apart():
    assert {"امور", "اوامر"} <= stand_for("أمر")
    assert not met("أمور", "أوامر")
    assert not met("ديون", "أديان")


@pytest.mark.parametrize(
    "word", ["لبنان", "ليبيا", "محمد", "في", "قال", "cnn", "2018", "إعلام", "الغاز", "سيارة", "ملف"]
)
def test_what_has_no_broken_plural_stands_for_itself(word):
    assert stand_for(word) == set()


@pytest.mark.parametrize(
    ("one", "other"), [("دار", "دور"), ("نهر", "انهار"), ("لغز", "الغاز"), ("علم", "إعلام"), ("قطر", "أقطار")]
)
def test_plurals_that_are_mostly_another_word_are_left_out(one, other):
    assert not met(one, other)


def test_no_stem_stands_for_itself():
    assert not [noun for noun in NOUNS for form in noun[0] + noun[1] if set(stems(plain(form))) & stand_for(form)]


def test_the_table_covers_the_nouns_of_news():
    assert len(NOUNS) >= 1_900


@pytest.mark.parametrize(
    "said", ["CC0-1.0", "by hand", "singular<TAB>plural", "Checked by program", "Left out on purpose"]
)
def test_the_head_of_the_table_says_where_it_comes_from(said):
    head = TEXT[: TEXT.index(f"\n{LINES[0]}")]
    assert said in head


def test_every_line_is_a_singular_and_its_plurals():
    word = "[ء-غف-ي]+"
    assert not [line for line in LINES if not re.fullmatch(f"{word}(,{word})*\t{word}(,{word})*", line)]
    assert [fold(line) for line in LINES] == sorted(fold(line) for line in LINES)


def test_no_pair_stands_twice():
    pairs = Counter((fold(one), fold(many)) for singulars, plurals in NOUNS for one in singulars for many in plurals)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_every_form_is_attested():
    words = lexicon()
    forms = [form for noun in NOUNS for cell in noun for form in cell]
    assert [form for form in forms if not words.with_article(fold(form))] == []


def test_what_the_stemmer_joins_is_not_listed():
    joined = [
        (one, many)
        for singulars, plurals in NOUNS
        for one in singulars
        for many in plurals
        if set(stems(plain(one))) & set(stems(plain(many)))
    ]
    assert joined == []
