import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.arabic import CONFIDENT, days_named, read_author, read_text_itself

FRIDAY = datetime.date(2018, 5, 25)
NEWS = "رست سفينة القمح في المرفأ، وقال المدير إن تفريغها يستغرق ثلاثة أيام."


@pytest.mark.parametrize(
    ("words", "day", "rule"),
    [
        ("24 أيار/مايو 2018", "2018-05-24", "full"),
        ("٢٤ مايو ٢٠١٨", "2018-05-24", "full"),
        ("الخميس 24 جويلية 2014", "2014-07-24", "full"),
        ("9 رمضان 1439", "2018-05-24", "full"),
        ("24/5/2018", "2018-05-24", "full"),
        ("2018-05-24", "2018-05-24", "full"),
        ("الاثنين (5 مارس", "2018-03-05", "without_year"),
        ("28 كانون الأول", "2017-12-28", "without_year"),
        ("اليوم الجمعة", "2018-05-25", "today"),
        ("صباح اليوم الخميس", "2018-05-24", "today"),
        ("أمس الخميس", "2018-05-24", "yesterday"),
        ("أمس، الجمعة", "2018-05-18", "yesterday"),
        ("غدا السبت", "2018-05-26", "tomorrow"),
        ("الاثنين الماضي", "2018-05-21", "last"),
        ("الجمعة الماضي", "2018-05-18", "last"),
        ("والأحد المقبل", "2018-05-27", "next"),
        ("مساء الأربعاء", "2018-05-23", "weekday"),
    ],
)
def test_days_are_resolved_against_a_known_one(words, day, rule):
    text = f"وصلت السفينة {words}، ثم غادرت"
    (found,) = days_named(text, FRIDAY)
    assert (str(found.day), found.rule) == (day, rule)
    assert text[found.start : found.end] in words


def test_without_a_known_day_only_full_dates_are_found():
    text = "اليوم الجمعة ويوم 24 أيار والخميس الماضي و24 أيار 2018"
    assert [str(found.day) for found in days_named(text)] == ["2018-05-24"]


@pytest.mark.parametrize("text", ["بلغ 20 مليون دولار", "30 شباط 2018", "المادة 24", "3.5 في المئة", "رقم 24/5"])
def test_other_numbers_are_no_days(text):
    assert days_named(text, FRIDAY) == []


def date_of(text: str, known: datetime.date | None = None) -> tuple[str, bool] | None:
    for one in read_text_itself(text, title="-", date=known):
        if one.field == "date":
            return one.value, one.confidence >= CONFIDENT
    return None


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        (f"القاهرة 24 مايو 2018 (أ ش أ) - {NEWS}", None, ("2018-05-24", True)),
        (f"القاهرة في 24 مايو (أ ش أ) - {NEWS}", FRIDAY, ("2018-05-24", True)),
        (f"السفينة في المرفأ\nالخميس 24 أيار 2018\n{NEWS}", None, ("2018-05-24", True)),
        (f"{NEWS}\nنشر في: 24/5/2018 10:30", None, ("2018-05-24", True)),
        (f"اليوم الخميس 24 أيار/مايو 2018 {NEWS}", None, ("2018-05-24", True)),
        (f"أمس الأربعاء 23 أيار/مايو 2018 {NEWS}", None, ("2018-05-24", True)),
        (f"قال المدير أمس الخميس إن {NEWS}", datetime.date(2018, 5, 28), ("2018-05-25", False)),
        (f"قال المدير، الأربعاء، إن {NEWS}", FRIDAY, ("2018-05-23", False)),
        (f"دبي (CNN) -- في 2 سبتمبر 1945 {NEWS}", FRIDAY, None),
        (NEWS, FRIDAY, None),
    ],
)
def test_a_text_says_its_day(text, known, expected):
    assert date_of(text, known) == expected


def proposed(text: str, field: str, title: str = "") -> tuple[str, bool] | None:
    for one in read_text_itself(text, title=title):
        if one.field == field:
            return one.value, one.confidence >= CONFIDENT
    return None


def test_a_title_is_proposed_where_there_is_none():
    text = f"وصول سفينة القمح\nطرابلس - وال - {NEWS}\n{NEWS}"
    assert proposed(text, "title") == ("وصول سفينة القمح", True)
    assert proposed(text, "title", title="عنوان") is None
    assert proposed(f"طرابلس - وال - {NEWS}", "title") == (NEWS.rstrip("."), False)


def test_the_first_paragraph_is_the_lead():
    lead = f"رست السفينة أمس. {NEWS}"
    assert proposed(f"وصول سفينة القمح\nطرابلس - وال - {lead}\n{NEWS}", "lead") == (lead, False)
    assert proposed(lead, "lead") is None


PIECES = st.sampled_from(
    [
        "بيروت",
        "رويترز",
        "أ ف ب",
        "محمد علي",
        " - ",
        " (",
        ") ",
        "/",
        ":",
        "،",
        "\n",
        "24 مايو",
        "الخميس",
        "2018",
        "كتب: ",
        "ـ",
        "_",
        " ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_every_proposal_stands_where_it_says(text):
    for one in (*read_text_itself(text, date=FRIDAY), *read_author(text)):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.value
        assert 0 < one.confidence <= 1
        if one.field == "date":
            datetime.date.fromisoformat(one.value)
