"""What a reader calls the same word is found; what is another word is not."""

import pytest

from articles import search
from tests.factories import make_article


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("أعلن أحمد", "احمد"),
        ("رئيس المجلس الليبى", "الليبي"),
        ("فى جامعه طرابلس", "جامعة"),
        ("كان مسئول الملف", "مسؤول"),
        ("مـــصر", "مصر"),
        ("قرأ كِتَابُهُم", "كتابهم"),
        ("الرحمٰن", "الرحمن"),
        ("سنة ١٩٨٥", "1985"),
        ("ﻛﺘﺎﺏ جديد", "كتاب"),
        ("اﻷردن", "الأردن"),
        ("لبنانی", "لبناني"),
        ("بي\u200bروت", "بيروت"),
        ("زار لبنان أمس", "\u202bلبنان\u202c"),
        ("«لبنان»، أمس", "لبنان"),
        ("قال لـCNN أمس", "cnn"),
        ("قرار وللحكومة الليبية", "حكومة"),
        ("فبالقدس", "القدس"),
        ("سمع حكومته", "الحكومة"),
        ("مع الولاياتالمتحدة وليبيا", "الولايات المتحدة"),
        ("زار عبدالله المدينة", "عبد الله"),
        ("زار عبد الله المدينة", "عبدالله"),
        ("سوريا؟", "سوريا"),
    ],
)
def test_another_form_of_the_word_is_found(text, query, texts, found):
    texts(a=text, b="شيء مختلف تماما")
    assert found(query) == ["a"]


@pytest.mark.parametrize(
    ("text", "query"), [("لبن طازج", "لبنان"), ("بحر هادئ", "البحرين"), ("سلم طويل", "سلمان"), ("بئر زير", "وزير")]
)
def test_another_word_is_not_found(text, query, texts, found):
    texts(a=text)
    assert found(query) == []


def test_all_words_are_required(texts, found):
    texts(a="التقى السراج ترامب", b="التقى السراج حفتر", c="ترامب وحده")
    assert found("السراج ترامب") == ["a"]


def test_stop_words_hold_nothing_up(texts, found):
    texts(a="الحرب الليبية", b="سلام")
    assert found("الحرب في ليبية") == ["a"]


def test_a_query_of_stop_words_alone_finds_them(texts, found):
    texts(a="مدير في المدينة", b="مدير المدينة")
    assert found("في") == ["a"]


def test_the_name_ali_is_no_stop_word(texts, found):
    texts(a="قال علي صالح", b="قال صالح")
    assert found("علي صالح") == ["a"]


@pytest.mark.parametrize("quoted", ['"مجلس الأمن"', "«مجلس الأمن»", "“مجلس الأمن”", "„مجلس الأمن“", '"مَجلِس الأمن"'])
def test_a_phrase_keeps_its_order(quoted, texts, found):
    texts(a="عقد مجلس الأمن جلسة", b="عقد الأمن مجلس جلسة", c="مجلس النواب يبحث الأمن")
    assert found(quoted) == ["a"]


def test_stop_words_count_in_phrases(texts, found):
    texts(a="الحرب على الإرهاب", b="الحرب ضد الإرهاب", c="حرب الإرهاب")
    assert found("«الحرب على الإرهاب»") == ["a"]


def test_a_phrase_meets_words_written_in_one_piece(texts, found):
    texts(a="بين الولاياتالمتحدة وليبيا", b="المتحدة الولايات")
    assert found("«الولايات المتحدة»") == ["a"]
    assert found("«الولايات المتحدة وليبيا»") == ["a"]


@pytest.mark.parametrize("query", ["السراج أو حفتر", "السراج OR حفتر", "السراج | حفتر", "(السراج) أو (حفتر)"])
def test_either_word_is_enough(query, texts, found):
    texts(a="السراج", b="حفتر", c="ترامب")
    assert sorted(found(query)) == ["a", "b"]


@pytest.mark.parametrize("query", ["ليبيا -النفط", "ليبيا NOT النفط", "ليبيا بدون النفط", "-النفط ليبيا"])
def test_a_word_can_be_excluded(query, texts, found):
    texts(a="ليبيا والسلام", b="النفط في ليبيا", c="النفط")
    assert found(query) == ["a"]


def test_groups_bind(texts, found):
    texts(a="السراج في باريس", b="حفتر في باريس", c="السراج في روما", d="باريس")
    assert sorted(found("(السراج أو حفتر) باريس")) == ["a", "b"]


def test_wildcards_stand_for_letters(texts, found):
    texts(a="كلمة", b="كلماتنا", c="علم", d="كاتب", e="كتب")
    assert sorted(found("كلم*")) == ["a", "b"]
    assert found("كا؟ب") == ["d"]


def test_an_exact_form_ranks_above_a_folded_one_and_that_above_a_stemmed_one(found):
    for identifier, word in (("stemmed", "والحكومة"), ("folded", "حكومه"), ("exact", "حكومة")):
        make_article(identifier=identifier, title="خبر", text=f"{word} {identifier}")
    assert found("حكومة") == ["exact", "folded", "stemmed"]


def test_a_title_counts_more_than_a_text(found):
    make_article(identifier="text", title="خبر", text="السراج قال كلاما")
    make_article(identifier="title", title="السراج", text="قال كلاما هنا")
    assert found("السراج") == ["title", "text"]


@pytest.mark.parametrize(
    "query", ['"مجلس الأمن', "«مجلس الأمن", "(مجلس الأمن", "مجلس الأمن))", "مجلس الأمن -", "* مجلس ؟ الأمن"]
)
def test_a_query_that_is_not_well_formed_is_searched_as_words(query, texts, found):
    texts(a="مجلس الأمن", b="مجلس النواب")
    assert found(query) == ["a"]


def test_the_reader_is_told_of_an_open_quotation_mark(db, archive_index):
    results = search.run(search.SearchRequest(query='"مجلس'))
    assert len(results.notices) == 1


@pytest.mark.parametrize("query", ["!!!", '"', "؟", "()", "* ؟", "«»", "-"])
def test_signs_alone_find_nothing_and_say_so(query, texts, found):
    texts(a="مجلس")
    assert found(query) == []
    assert search.run(search.SearchRequest(query=query)).notices


def test_a_query_that_is_too_long_is_cut_and_the_reader_told(texts, found):
    texts(a="مجلس")
    query = "مجلس " * 2000
    assert found(query) == ["a"]
    assert "1000" in " ".join(map(str, search.run(search.SearchRequest(query=query)).notices))


def test_a_wildcard_keeps_the_first_spellings_of_all_segments(texts, found, monkeypatch):
    monkeypatch.setattr("articles.search.evaluate.EXPANSIONS", 2)
    for identifier, text in (("a", "مكتب"), ("b", "مكتبة"), ("c", "مكتب ثان"), ("d", "مكيف")):
        texts(**{identifier: text})
        found("")  # each in a segment of its own
    assert sorted(found("مك*")) == ["a", "b", "c"]
    assert search.run(search.SearchRequest(query="مك*")).notices


@pytest.mark.parametrize("query", ["ه*" * 30 + "خ", '"رئيس الحكومة"~99999999999999999999', "؟*" * 50 + "ك"])
def test_no_query_takes_long(query, texts, found):
    texts(a="ه" * 60, b="رئيس " + "كلمة " * 60 + "الحكومة")
    assert found(query) == []


def test_no_phrase_reaches_from_the_lead_into_the_text(found):
    make_article(identifier="a", title="خبر", lead="قال رئيس", text="مجلس النواب انعقد")
    assert found("«رئيس مجلس»") == []
    assert found("«مجلس النواب» رئيس") == ["a"]


@pytest.mark.parametrize(
    ("written", "sought"), [("يوليو", "تموز"), ("جويلية", "يوليو"), ("فبراير", "شباط"), ("أفريل", "نيسان")]
)
def test_a_month_is_found_by_its_other_names_at_wide_alone(texts, found, written, sought):
    texts(month=f"انتخابات {written} المقبلة")
    assert found(sought, level="wide") == ["month"]
    assert found(sought) == []
