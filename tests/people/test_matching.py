"""Known persons found in texts: the matcher alone, without a database."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.people import Matcher, explain_evidence
from articles.people.evidence import CONFIDENT
from tests.people.sentences import Score, rows, score, sentences


def found(names, text, **options):
    """Return the sure mentions: whose they are, and their words."""
    hits = Matcher(names, options.pop("roles", None)).find(text, **options)
    return [(hit.person, hit.surface) for hit in hits if hit.confidence >= CONFIDENT]


def test_the_sentences_are_many_and_of_every_kind():
    kinds = {sentence.kind for sentence in sentences()}
    assert len(sentences()) == 300
    assert kinds >= {"clitic", "title", "variant", "joined", "part", "namesake", "trap", "common", "longer", "latin"}
    assert len(rows("linking-persons.tsv")) >= 40


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned on", "held out"])
def test_mentions_are_found_precisely_and_nearly_all(held_out):
    total = sum((score(one) for one in sentences() if one.held_out == held_out), Score())
    assert total.precision >= 0.97
    assert total.recall >= 0.90


@pytest.mark.parametrize("kind", ["trap", "common"])
def test_what_only_looks_like_a_name_is_none(kind):
    assert sum((score(one) for one in sentences() if one.kind == kind), Score()).wrong == 0


def test_hits_say_where_they_stand_and_why():
    text = "قال رئيس الوزراء الليبي فائز السرّاج أمس.\nثم وصل موكب وللسَّراج حراسة."
    hits = Matcher({1: ["فايز السراج"]}, {1: "رئيس حكومة الوفاق الليبية"}).find({"title": "خبر", "text": text})
    assert [(hit.field, text[hit.start : hit.end]) for hit in hits] == [("text", hit.surface) for hit in hits]
    full, short = hits
    assert (full.surface, full.name) == ("فائز السرّاج", "فائز السرّاج")
    assert full.evidence == ("full_name", "title", "role")
    assert (short.surface, short.name) == ("وللسَّراج", "السَّراج")
    assert short.evidence == ("short_name",)
    assert full.confidence > short.confidence >= CONFIDENT
    assert all(explain_evidence(code) != code for hit in hits for code in hit.evidence)


def test_fields_are_evidence_for_each_other():
    names = {1: ["فائز السراج"]}
    hits = Matcher(names).find({"title": "السراج في باريس", "text": "وصل فائز السراج إلى باريس."})
    assert [(hit.field, hit.person) for hit in hits] == [("title", 1), ("text", 1)]
    assert found(names, {"title": "السراج في باريس", "text": "وصل الوفد إلى باريس."}) == []


def test_the_longest_name_wins():
    names = {1: ["محمد سالم"], 2: ["محمد سالم باسندوة"]}
    assert found(names, "محمد سالم باسندوة ومحمد سالم") == [(2, "محمد سالم باسندوة"), (1, "ومحمد سالم")]


def test_a_particle_is_read_as_one_only_where_the_rest_is_a_name():
    names = {1: ["وليد جنبلاط"], 2: ["ليد سالم"]}
    assert found(names, "قال وليد جنبلاط إن جهود وليد سالم نجحت") == [(1, "وليد جنبلاط"), (2, "وليد سالم")]


def test_a_name_does_not_pass_a_stop_or_a_comma():
    names = {1: ["محمد سالم"]}
    assert found(names, "حضر محمد، سالم لم يحضر. كان محمد.\nسالم غائب") == []
    assert found(names, 'حضر «محمد سالم» و"محمد\nسالم"') == [(1, "محمد سالم"), (1, "محمد\nسالم")]


def test_namesakes_are_told_apart_by_the_article_or_not_at_all():
    names = {1: ["محمد سالم"], 2: ["محمد سالم"]}
    roles = {1: "وزير النفط", 2: "حارس مرمى"}
    assert found(names, "تصدى محمد سالم للكرة أمام المرمى.", roles=roles) == [(2, "محمد سالم")]
    [hit] = Matcher(names, roles).find("حضر محمد سالم متأخرا.")
    assert (hit.person, hit.persons) == (None, (1, 2))
    assert "namesake" in hit.evidence
    assert hit.confidence < CONFIDENT
    assert found(names, "حضر محمد سالم متأخرا.", roles=roles, given={2}) == [(2, "محمد سالم")]


def test_a_family_name_of_two_persons_in_the_article_is_undecided():
    matcher = Matcher({"سعد": ["سعد الحريري", "الحريري"], "رفيق": ["رفيق الحريري", "الحريري"]})
    hits = matcher.find("زار سعد الحريري قبر رفيق الحريري، وبكى الحريري.")
    assert [hit.persons for hit in hits] == [("سعد",), ("رفيق",), ("سعد", "رفيق")]


def test_who_is_known_to_be_named_may_be_called_by_a_part_of_the_name():
    names = {1: ["فائز السراج"]}
    assert found(names, "قال السراج", given={1}) == [(1, "السراج")]
    assert found(names, "قال السراج") == []


def test_names_added_later_are_found_with_those_before():
    matcher = Matcher({number: [f"سالم {'ابجدهوز'[number % 7]}{'حطيكلمن'[number // 7]}ري"] for number in range(49)})
    assert not matcher.find("قال فائز السراج إن أدونيس شاعر كبير")
    matcher.add(100, ["فائز السراج"])
    matcher.add(101, ["أدونيس"])
    assert [hit.person for hit in matcher.find("قال فائز السراج إن أدونيس شاعر كبير")] == [100, 101]
    matcher.add(100, ["فايز بن السراج"])
    assert [hit.person for hit in matcher.find("فايز بن السراج")] == [100]


@pytest.mark.parametrize("name", ["", "؟", "…", "   "])
def test_a_name_without_words_finds_nothing(name):
    assert Matcher({1: [name]}).find("؟ … قال") == []
    assert Matcher({1: [name]}).find("") == []


def test_many_names_that_begin_alike_do_not_slow_a_text_down():
    # Compared one by one, these would be a thousand million words.
    letters = "بجدزحطكلمنسعفصقر"
    names = {f"{a}{b}{c}": [f"محمد {a}{b}{c}ان"] for a in letters for b in letters for c in letters[:8]}
    assert Matcher(names).find("محمد " * 50_000) == []


PIECES = [
    "فائز السراج",
    "السراج",
    "لل",
    "وَ",
    "ـ",
    "محمد",
    "سالم",
    "بن",
    "علي",
    "على",
    "عبد",
    "الله",
    "شارع",
    "الرئيس",
    "قال",
]


@settings(suppress_health_check=[HealthCheck.too_slow])  # On a busy machine.
@given(
    st.lists(st.sampled_from([*PIECES, " ", "، ", "\n", "\u200f", "ﻻ", "Fayez", "al-Sarraj", "١", "😀"])).map("".join)
)
def test_hits_are_whole_words_in_order_whatever_the_text(text):
    names = {
        1: ["فائز السراج", "Fayez al-Sarraj"],
        2: ["محمد سالم", "علي"],
        3: ["محمد سالم"],
        4: ["عبد الله", "سالم علي"],
    }
    end = 0
    for hit in Matcher(names, {3: "الرئيس"}).find(text):
        assert hit.start >= end
        assert text[hit.start : hit.end] == hit.surface
        assert hit.persons
        assert 0 < hit.confidence < 1
        end = hit.end
