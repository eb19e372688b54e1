import datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.arabic import (
    FIRST_HIJRI_YEAR,
    HIJRI_MONTHS,
    LAST_HIJRI_YEAR,
    MONTHS,
    OutsideCalendar,
    Period,
    find_period,
    hijri,
    hijri_in_words,
    parse_date,
    parse_period,
)

# Each row: the months in order. Written here anew, so that a slip in the archive's own table shows.
SETS = {
    "Egypt, Gulf": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "hamza left out": "يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
    "Egyptian spelling": "يناير فبراير مارس إبريل مايو يونية يولية أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "final ه": "يناير فبراير مارس إبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "Levant, Iraq": "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "no hamza": "كانون_الثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين_الاول تشرين_الثاني كانون_الاول",
    "no article": "كانون_ثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_أول تشرين_ثاني كانون_أول",
    "with harakat": "يَنايِر شُباط آذار نيسان أيّار حَزيران تَمّوز آب أيلول تِشرين_الأوّل تِشرين_الثاني كانون_الأوّل",
    "Tunisia, Algeria": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "Morocco": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "Mauritania": "يناير فبراير مارس إبريل مايو يونيو يوليو أغشت شتمبر أكتوبر نوفمبر دجمبر",
    "Libya until 2011": "أي_النار النوار الربيع الطير الماء الصيف ناصر هانيبال الفاتح التمور الحرث الكانون",
    "English": "January February March April May June July August September October November December",
    "English, short": "jan feb mar apr may jun jul aug sept oct nov dec",
}
HIJRI_SETS = {
    "CLDR": "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة",
    "others": "المحرم صفر ربيع_الاول ربيع_الثاني جمادي_الاول جمادي_الثانيه رجب شعبان رمضان شوال ذي_القعده ذي_الحجه",
    "English": "Muharram Safar Rabi_I Rabi_II Jumada_I Jumada_II"
    " Rajab Sha'ban Ramadan Shawwal Dhu_al-Qi’dah Dhu_al-Hijjah",
    "English, longer": "Muharram Safar Rabi’_al-Awwal Rabi’_al-Thani Jumada_al-Ula Jumada_al-Akhirah"
    " Rajab Shaban Ramadan Shawwal Dhul-Qadah Dhul-Hijja",
}


def months(sets):
    return [(name, number) for row in sets.values() for number, name in enumerate(row.split(), start=1)]


@pytest.mark.parametrize(("name", "number"), months(SETS))
def test_months_by_all_their_names(name, number):
    spaced = name.replace("_", " ")
    month = Period(datetime.date(2018, number, 1), "month")
    day = Period(datetime.date(2018, number, 24), "day")
    hyphens = name.replace("_", "-")
    for text in (f"{spaced} 2018", f"{spaced} ٢٠١٨", f"{name}_2018", f"{hyphens}-2018", f"{spaced}\xa02018"):
        assert parse_period(text) == month, text
    for text in (f"24 {spaced} 2018", f"٢٤ {spaced} ٢٠١٨", f"24_{name}_2018", f"24 {spaced}، 2018م"):
        assert parse_period(text) == day, text


@pytest.mark.parametrize(("name", "number"), months(HIJRI_SETS))
def test_hijri_months_by_all_their_names(name, number):
    spaced = name.replace("_", " ")
    for text in (f"{spaced} 1439", f"{spaced} 1439 هـ", f"{spaced} ١٤٣٩هـ", f"{name}_1439", f"{spaced} 1439 AH"):
        found = parse_period(text)
        assert (found.hijri, found.precision) == (True, "month")
        assert hijri(found.first) == (1439, number, 1)
        assert hijri(found.last)[:2] == (1439, number)
        assert hijri(found.last + datetime.timedelta(1))[2] == 1
    assert hijri(parse_period(f"9 {spaced} 1439").first) == (1439, number, 9)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("24/5/2018", "2018-05-24"),
        ("24-5-2018", "2018-05-24"),
        ("24.05.2018", "2018-05-24"),
        ("٢٤/٥/٢٠١٨", "2018-05-24"),
        ("\u200f24/5/2018م", "2018-05-24"),
        ("5/2018", "2018-05"),
        (" 2018 ", "2018"),
        ("2018م", "2018"),
        ("عام 2018", "2018"),
        ("2018-02-18T21:35:43+04:00", "2018-02-18"),
        ("أيار/مايو 2018", "2018-05"),
        ("مايو/أيار2018", "2018-05"),
        ("24 أيار/مايو 2018", "2018-05-24"),
        ("24 أيار (مايو) 2018", "2018-05-24"),
        ("كانون الثاني / يناير 2018", "2018-01"),
        ("ديسمبر/ كانون الأول 1969", "1969-12"),
        ("18 فبراير شباط 2018", "2018-02-18"),
        ("21 من شهر إبريل/ نيسان من عام 2016", "2016-04-21"),
        ("May 24, 2018", "2018-05-24"),
        ("Sept. 2018", "2018-09"),
        ("1439", "1439"),
        ("مايو 1439", "1439-05م"),
        ("1439-09م", "1439-09م"),
        ("1439-09", "1439-09هـ"),
        ("9/9/1439", "1439-09-09هـ"),
        ("1439/9/9هـ", "1439-09-09هـ"),
        ("1439 هـ", "1439هـ"),
        ("1439هـ", "1439هـ"),
        ("سنة ١٤٣٩ هجرية", "1439هـ"),
        ("1439 AH", "1439هـ"),
        ("9 رمضان 1439هـ", "1439-09-09هـ"),
        ("رمضان_1439", "1439-09هـ"),
    ],
)
def test_what_is_read_prints_in_one_form(text, period):
    assert str(parse_period(text)) == period


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "أمس",
            "رمضان",
            "تموز",
            "24 تموز",
            "20180524",
            "18-5-18",
            "2018-13",
            "2018-13-45",
            "5/24/2018",
            "0/5/2018",
        ),
        *(
            "31 شباط 2018",
            "0 مايو 2018",
            "مايو/يونيو 2018",
            "تموز آب 2018",
            "شعبان/مايو 1439",
            "تموز 2018 2019",
            "م 2018",
        ),
        *("مايو 1439 هـ", "رمضان 1439 م", "رمضان 2018", "30 صفر 1439", "1439-13", "1439-02-30", "0000", "9999", "هـ"),
        *("رمضان -1439", "تموز 2018!", "2018-05 س", "من 2018", "²018", "تموز ٢٠١²"),
    ],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the caller's to write
        parse_period(text)


@pytest.mark.parametrize("text", ["رمضان 1340", "1342-12", "1342 هـ", "2018 هـ", "1501 هـ"])
def test_hijri_years_without_tables_are_refused_for_that_reason(text):
    with pytest.raises(OutsideCalendar, match="from 1343 to 1500"):
        parse_period(text)


GREGORIAN_DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31))
HIJRI_DAYS = st.dates(datetime.date(1924, 8, 1), datetime.date(2077, 11, 16))
PRECISIONS = st.sampled_from(["day", "month", "year"])


@given(GREGORIAN_DAYS, PRECISIONS)
@example(datetime.date(1439, 9, 1), "month")
def test_a_printed_period_is_read_as_the_same(day, precision):
    first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[precision]
    period = Period(first, precision)
    assert parse_period(str(period)) == period
    assert period.first <= day <= period.last


@given(HIJRI_DAYS, PRECISIONS)
@example(datetime.date(2077, 11, 16), "year")
def test_a_printed_hijri_period_is_read_as_the_same(day, precision):
    year, month, of_month = hijri(day)
    text = {
        "day": f"{of_month} {HIJRI_MONTHS['ar'][month - 1]} {year}",
        "month": f"{HIJRI_MONTHS['en'][month - 1]} {year}",
        "year": f"{year} هـ",
    }[precision]
    period = parse_period(text)
    assert (period.hijri, period.precision) == (True, precision)
    assert parse_period(str(period)) == period
    assert parse_period(hijri_in_words(period.first, period.last)) == period
    assert period.first <= day <= period.last


@given(GREGORIAN_DAYS.filter(lambda day: not 1300 <= day.year <= 1500), st.sampled_from("-/."))
def test_all_that_sources_write_is_read(day, stroke):
    for text in (f"{day.year}", f"{day.year}{stroke}{day.month}", f"{day.year}{stroke}{day.month}{stroke}{day.day}"):
        written, typed = parse_date(text), parse_period(text)
        assert (typed.first, typed.last) == (written.first, written.last)


PIECES = st.sampled_from(
    [name.replace("_", " ") for name, _number in (*months(SETS), *months(HIJRI_SETS))]
    + ["1439", "2018", "0000", "٢٤", "31", "00", "هـ", "م", "من", "عام", "شهر", "/", "-", "_", "(", ")", "،", " ", "s"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_is_a_period_or_a_value_error(text):
    words = text.split()
    found = find_period(words)
    if found:
        start, end, period = found
        assert parse_period(" ".join(words[start:end])) == period
    try:
        period = parse_period(text)
    except ValueError:
        return
    assert period.first <= period.last
    assert parse_period(str(period)) == period


@pytest.mark.parametrize(
    ("query", "stretch", "period"),
    [
        ("أحداث تموز 2018 في حلب", "تموز 2018", "2018-07"),
        ("معركة 24 تموز 2018م حلب", "24 تموز 2018م", "2018-07-24"),
        ("جويلية 2018", "جويلية 2018", "2018-07"),
        ("انتخابات أيار/مايو 2018", "أيار/مايو 2018", "2018-05"),
        ("انتخابات أيار مايو 2018", "أيار مايو 2018", "2018-05"),
        ("في شهر كانون الثاني / يناير 2018 وبعده", "شهر كانون الثاني / يناير 2018", "2018-01"),
        ("أسعار رمضان 1439 هـ في مصر", "رمضان 1439 هـ", "1439-09هـ"),
        ("أسعار رمضان_1439 في مصر", "رمضان_1439", "1439-09هـ"),
        ("من تموز 2018 إلى 3 آب 2018", "3 آب 2018", "2018-08-03"),
        ("من تموز 2018 إلى آب 2018", "تموز 2018", "2018-07"),
        ("protests in May 2018", "May 2018", "2018-05"),
        ("هانيبال/أغسطس 1990", "هانيبال/أغسطس 1990", "1990-08"),
    ],
)
def test_a_period_is_found_among_words(query, stretch, period):
    words = query.split()
    start, end, found = find_period(words)
    assert (" ".join(words[start:end]), str(found)) == (stretch, period)


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            "2018",
            "تموز",
            "تموز حلب 2018",
            "2018-05",
            "24/5/2018",
            "1439 هـ",
            "عام 2018",
            "رمضان -1439",
            "رمضان 2018",
        ),
        *("رمضان 2018", "«تموز 2018»"),
        # Words of every day that were months in Libya.
        *("الربيع 2011", "ناصر 1967", "الصيف 2018", "مياه الماء 2018"),
    ],
)
def test_a_year_or_a_month_alone_is_no_period(query):
    assert find_period(query.split()) is None


@pytest.mark.parametrize(
    ("day", "date"),
    [
        ((2018, 5, 16), (1439, 9, 1)),
        ((2018, 5, 24), (1439, 9, 9)),
        ((2018, 9, 11), (1440, 1, 1)),
        ((2000, 1, 1), (1420, 9, 24)),
        ((1924, 8, 1), (FIRST_HIJRI_YEAR, 1, 1)),
        ((2077, 11, 16), (LAST_HIJRI_YEAR, 12, 30)),
    ],
)
def test_known_hijri_dates(day, date):
    assert hijri(datetime.date(*day)) == date


@pytest.mark.parametrize("day", [datetime.date(1924, 7, 31), datetime.date(2077, 11, 17), datetime.date.min])
def test_no_hijri_date_is_made_up(day):
    with pytest.raises(OutsideCalendar):
        hijri(day)
    assert hijri_in_words(day, day) == ""


def test_hijri_years_follow_each_other():
    years = [parse_period(f"{year} هـ") for year in range(FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR + 1)]
    assert all(one.last + datetime.timedelta(1) == next_.first for one, next_ in pairwise(years))


@pytest.mark.parametrize(
    ("period", "arabic", "english"),
    [
        ("2018-05-24", "9 رمضان 1439 هـ", "9 Ramadan 1439 AH"),
        ("2018-05", "شعبان – رمضان 1439 هـ", "Shaʻban – Ramadan 1439 AH"),
        ("2018-09", "ذو الحجة 1439 – محرم 1440 هـ", "Dhuʻl-Hijjah 1439 – Muharram 1440 AH"),
        ("2018", "ربيع الآخر 1439 – ربيع الآخر 1440 هـ", "Rabiʻ II 1439 – Rabiʻ II 1440 AH"),
        ("رمضان 1439", "رمضان 1439 هـ", "Ramadan 1439 AH"),
        ("1439 هـ", "1439 هـ", "1439 AH"),
        ("1924", "", ""),
    ],
)
def test_hijri_in_words(period, arabic, english):
    read = parse_period(period)
    assert hijri_in_words(read.first, read.last) == arabic
    assert hijri_in_words(read.first, read.last, "en") == english


def test_the_names_that_pages_write_are_read():
    for number, names in enumerate(MONTHS, start=1):
        assert {str(parse_period(f"{name} 2018")) for name in (*names, "/".join(names))} == {f"2018-{number:02}"}
