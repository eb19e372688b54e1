"""Repair as a whole: clean texts stay, words survive, a second time nothing is left to do."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import REPAIR_RULES, blocks, folded, letters_of_shapes, recurring_lines, repair, surfaces
from tests import sample

SEEDS = sorted((Path(__file__).resolve().parents[3] / "seeds").glob("*.txt"))
CLEAN = (
    sample.FEATURE_TEXT,
    "قال الوزير: «لن نعود إلى الوراء»، ثم غادر القاعة في الساعة 10:30؛ فهل يعود؟\n\nوأضاف (في بيان لـCNN) أن 3.5% من "
    "المبلغ – أي 20 مليون دولار – دُفعت عام 1439هـ.\n- بند أول\n- بند ثان\n",
    "كِتَابُ الرِّحْلَةِ إِلَى الشَّرْقِ\n﷽",
    "The Élysée said: “No — it isn’t so.” AT&T and <x@example.org>",
)
# What rules look for, in any order: it must be neither lost nor take for ever.
PIECES = st.sampled_from(
    [
        *(
            "الولاياتالمتحدة",
            "إقام ةمباريات",
            "مصـــور",
            "القیادة",
            "ﻛﺘﺎﺏ",
            "ةموكحلا",
            "لـ",
            "عبدالله",
            "قال",
            "و",
            "ال",
        ),
        *(
            "Ø§Ù„",
            "ÇáÓáÇã",
            "Ã‡Ã¡",
            "ط§ظ„ط³ظ„ط§ظ…",
            "&nbsp;",
            "&amp;",
            "&Oslash;",
            "amp;",
            "<p>",
            "</p>",
            "<",
            "<!--",
            "-->",
        ),
        *("\n", "\n\n", " ", "  ", "\xa0", "\t", "\r\n", "\x85", "\u200f", "\u200d", "\xad", "\ufeff", "\u202b"),
        *(
            "ـ",
            "ة",
            "ى",
            "ه",
            "٣",
            "2018",
            "Paris",
            "(",
            "»",
            "،",
            ".",
            "-",
            "اقرأ أيضا:",
            "طباعة",
            "© المرفأ",
            "#",
            "é",
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join)
# What takes words out or makes others of bytes.
TAKING = {"html_entities", "html_tags", "boilerplate", "mojibake"}


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_text_stays_as_it_is(text):
    repaired = repair(text)
    assert not repaired.changes
    assert repaired.text is text


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2029"])
def test_line_ends_of_other_systems_are_no_damage(ending):
    text = CLEAN[1].replace("\n", ending)
    assert repair(text).text is text
    assert repair(f"الولاياتالمتحدة{ending}نص").text == "الولايات المتحدة\nنص"


def test_the_seeds_are_parted_where_words_were_glued_and_keep_their_captions():
    first, second = (path.read_text(encoding="utf-8") for path in SEEDS)
    for text in (first, second):
        repaired = repair(text).text
        assert {"الولاياتالمتحدة", "الأممالمتحدة"}.isdisjoint(repaired.split())
        assert "".join(surfaces(repaired)) == "".join(surfaces(text))
    captions = [block.text for block in blocks(repair(first).text) if block.kind == "caption"]
    assert captions == [block.text for block in blocks(first) if block.kind == "caption"] != []
    assert "glued_words" in {change.rule for change in repair(second).changes}


def test_rules_can_be_left_out_and_their_places_are_counted():
    text = "وزارةالخارجية ﻓﻲ الولاياتالمتحدة  محمـــد"
    repaired = repair(text)
    assert repaired.text == "وزارة الخارجية في الولايات المتحدة محمد"
    counts = {change.rule: change.count for change in repaired.changes}
    assert counts == {"presentation_forms": 1, "tatweel": 1, "blanks": 1, "glued_words": 2}
    assert list(counts) == [rule for rule in REPAIR_RULES if rule in counts]
    assert ("وزارةالخارجية", "وزارة الخارجية") in {
        (before.split()[0], " ".join(after.split()[:2])) for before, after in repaired.changes[-1].examples
    }
    assert repair(text, rules={*REPAIR_RULES} - {"glued_words", "tatweel"}).text == (
        "وزارةالخارجية في الولاياتالمتحدة محمـــد"
    )
    assert repair(text, rules=()).text == text


def test_damage_below_damage_is_found():
    assert (
        repair("&Oslash;&sect;&Ugrave;&bdquo;&Oslash;&sup3;&Ugrave;&bdquo;&Oslash;&sect;&Ugrave;&hellip;").text
        == "السلام"
    )
    assert repair("﻿ﻪﻴﻠﻋ ﺔﻘﻓاﻮﻤﻟا ﺖﻤﺗ ﺪﻗو ﺔﻴﻣﻮﻜﺤﻟا ﺔﻨﺠﻠﻟا ﻦﻣ").text == "من اللجنة الحكومية وقد تمت الموافقة عليه"


@given(TEXTS)
def test_a_second_time_there_is_nothing_to_do(text):
    repaired = repair(text)
    assert not repair(repaired.text).changes
    assert bool(repaired.changes) == (repaired.text != text)


@given(TEXTS)
def test_no_letter_is_lost(text):
    def letters(of: str) -> Counter[str]:
        return Counter(character for character in folded(letters_of_shapes(of)) if character.isalnum())

    assert letters(repair(text, rules={*REPAIR_RULES} - TAKING).text) == letters(text)


@given(st.text())
def test_no_text_is_too_strange(text):
    repair(text)


@pytest.mark.parametrize(
    "piece",
    ["<script>", "<!--", "<p ", "ا", "ال", "ة", "ـ", " ", "\n", "&amp", "Ø", "ط§", "\u200f", "a-\n", "اقرأ ", "ةا "],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    repair(piece * (200_000 // len(piece)))


def test_lines_that_recur_in_a_source_are_found():
    notice = "يُنشر هذا المقال بالتعاون مع صحيفة الميناء"
    texts = [f"خبر رقم {number} من المرفأ عن السفينة.\nفقرة ثانية {number}.\n* {notice}." for number in range(20)]
    texts += ["خبر آخر.\nسطر مكرر في نسخ من مقال واحد.\n" + "ذيل"] * 20
    (found,) = recurring_lines(texts)
    assert (found.line, found.texts) == (f"* {notice}.", 20)
    assert repair(texts[3], boilerplate=[found.line]).text == "خبر رقم 3 من المرفأ عن السفينة.\nفقرة ثانية 3."
    assert recurring_lines(texts[:4]) == []
