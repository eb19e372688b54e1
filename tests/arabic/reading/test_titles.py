import pytest

from articles.arabic.reading.titles import LONGEST, title_from
from tests.ingest.samples import PARAGRAPH


def test_a_short_first_line_is_the_title():
    assert title_from(f"\n  قاعة جديدة   للمخطوطات:\n{PARAGRAPH}") == "قاعة جديدة للمخطوطات"


def test_else_the_first_sentence():
    assert title_from(f"افتتحت المكتبة قاعة جديدة. {PARAGRAPH}") == "افتتحت المكتبة قاعة جديدة"
    assert title_from(f"هل تعود المخطوطات إلى المكتبة؟ {PARAGRAPH}") == "هل تعود المخطوطات إلى المكتبة؟"


def test_else_whole_words_and_an_ellipsis():
    title = title_from(PARAGRAPH)
    assert title == "افتتحت مكتبة المدينة أمس قاعة جديدة للمخطوطات، بحضور عدد من الباحثين والطلاب، وقال مديرها…"
    assert len(title) <= LONGEST + 1


def test_an_abbreviation_does_not_end_a_sentence():
    assert title_from(f"قال د. سالم إن {PARAGRAPH}").startswith("قال د. سالم إن افتتحت")


def test_a_number_does_not_end_a_sentence():
    assert title_from(f"ارتفعت الأسعار بنسبة 3.5 في المئة. {PARAGRAPH}") == "ارتفعت الأسعار بنسبة 3.5 في المئة"


def test_lines_without_words_are_no_title():
    assert title_from("***\n\u200f\n…\nقاعة جديدة\nنص") == "قاعة جديدة"


@pytest.mark.parametrize("text", ["", " \n ", "…!"])
def test_no_words_no_title(text):
    assert title_from(text) == ""
