import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import blocks, readable, surfaces

LONG = "أعلن المرفأ أن سفينة القمح رست صباح الخميس، وأن تفريغها يستغرق ثلاثة أيام، وأن سفينتين أخريين في الطريق."
OTHER = "وقال مدير المخازن إن القمح الذي وصل يكفي المدينة شهرًا كاملًا، وإن الأسعار في السوق ستبقى كما كانت."


def kinds(*lines: str) -> list[str]:
    return [block.kind for block in blocks("\n".join(lines))]


def test_every_line_is_a_paragraph():
    assert kinds(LONG, "", OTHER, "   ", LONG) == ["paragraph"] * 3
    assert blocks("") == blocks(" \n\n") == []


@pytest.mark.parametrize("heading", ["وصول السفينة الأولى", "من يشتري القمح؟", "الأسعار:"])
def test_a_short_line_between_paragraphs_is_a_heading(heading):
    assert kinds(LONG, heading, OTHER) == ["paragraph", "heading", "paragraph"]
    assert kinds(heading, OTHER) == ["heading", "paragraph"]
    assert kinds("وانتهى التفريغ.", heading, OTHER) == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "وانتهى التفريغ مساء السبت.",
        "1- سفينة القمح",
        "• سفينة القمح",
        "اقرأ أيضا: سفينة ثانية في الطريق",
        "وقال المدير في مؤتمر صحفي عقده أمس:",
        "-----",
        "وصل إلى المرفأ مدير المخازن ومعه أعضاء المجلس البلدي كلهم وجمع من تجار المدينة",
    ],
)
def test_other_short_lines_stay_paragraphs(line):
    assert kinds(LONG, line, OTHER) == ["paragraph"] * 3


def test_neighbouring_short_lines_are_no_headings():
    assert kinds(LONG, "ميناء طرابلس", "ميناء بنغازي", "ميناء طبرق", OTHER) == ["paragraph"] * 5
    assert kinds(LONG, "نهاية النشرة") == ["paragraph"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "سفينة القمح في المرفأ (رويترز)",
        "السفينة لدى وصولها – أ ف ب",
        "سفينة القمح © Getty Images",
        "رويترز",
        "فرانس24/ أ ف ب",
    ],
)
def test_a_credit_makes_a_caption(line):
    assert kinds(LONG, line, OTHER) == ["paragraph", "caption", "paragraph"]
    assert kinds(LONG, line) == ["paragraph", "caption"]


@pytest.mark.parametrize(
    "line", ["وصلت السفينة صباحًا ثم غادرت المرفأ مساءً، وفق ما ذكرت وكالة فرانس برس", "رست السفينة. ثم غادرت (رويترز)"]
)
def test_a_sentence_that_names_an_agency_is_no_caption(line):
    assert kinds(LONG, line, OTHER) == ["paragraph"] * 3


def test_lone_lines_of_one_text_are_of_one_kind():
    lines = (LONG, "مدير المخازن ورئيس المجلس البلدي", OTHER, "مدير المخازن خلال زيارة المرفأ", LONG)
    assert kinds(*lines) == ["paragraph", "caption", "paragraph", "caption", "paragraph"]


SIGNS = st.text(st.sampled_from("ابتجو ىة.،؟:\n\n -1(ـ\u064b\u200f")) | st.sampled_from(
    [LONG, OTHER, "وصول السفينة", "السفينة (رويترز)", "أ ف ب", "1- قمح", "\n", "\n\n", "", "AFP"]
)


@given(st.lists(SIGNS, max_size=12).map("\n".join))
def test_no_word_is_lost_or_moved(text):
    text = readable(text)
    assert surfaces("\n".join(block.text for block in blocks(text))) == surfaces(text)
    assert all(block.text.strip() and "\n" not in block.text for block in blocks(text))
