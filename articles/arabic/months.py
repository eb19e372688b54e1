"""The names of months, of both calendars: as the pages write them, and all that readers and newspapers write.

Sources: Unicode CLDR 48, month names of ar, ar-DZ, ar-TN, ar-MA, ar-MR, ar-LB (as ar-IQ, ar-JO, ar-PS, ar-SY) and en,
and of the calendar islamic-umalqura in ar and en. Further spellings are those of the press: Egypt's يونيه and يوليه,
names without their article (تشرين أول), the Hijri names' genitives (ذي القعدة) and what is made of their gender
(جماد الثاني).
The names that Libya used from June 1986 to 2011: announced by the agency JANA on 22 June 1986 (reported by the Sun
Sentinel the day after), listed by an-Nahar on 17 February 2020.
"""

from collections.abc import Iterator
from typing import NamedTuple

from articles.arabic.normalize import folded

# The months of the Gregorian calendar by both of their Arabic names: those of the Levant and Iraq, those of the others.
MONTHS = (
    ("كانون الثاني", "يناير"),
    ("شباط", "فبراير"),
    ("آذار", "مارس"),
    ("نيسان", "أبريل"),
    ("أيار", "مايو"),
    ("حزيران", "يونيو"),
    ("تموز", "يوليو"),
    ("آب", "أغسطس"),
    ("أيلول", "سبتمبر"),
    ("تشرين الأول", "أكتوبر"),
    ("تشرين الثاني", "نوفمبر"),
    ("كانون الأول", "ديسمبر"),
)

MONTH_NAMES = {
    "both": tuple("/".join(names) for names in MONTHS),
    "gulf": tuple(name for _levantine, name in MONTHS),
    "levant": tuple(name for name, _other in MONTHS),
    "maghreb": (
        *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان"),
        *("جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
}
"""The names of the months as a region writes them: Egypt and the Gulf, the Levant and Iraq, Tunisia and Algeria."""

# The months of the Hijri calendar by the language of the page.
HIJRI_MONTHS = {
    "ar": (
        *("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
        *("رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"),
    ),
    "en": (
        *("Muharram", "Safar", "Rabiʻ I", "Rabiʻ II", "Jumada I", "Jumada II"),
        *("Rajab", "Shaʻban", "Ramadan", "Shawwal", "Dhuʻl-Qiʻdah", "Dhuʻl-Hijjah"),
    ),
}

# A row has the twelve months in order; "_" stands for a blank, "." for no further name of the month.
_GREGORIAN = (
    # Egypt, the Sudan, Libya today, Yemen, the Gulf
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ". . . . . يونيه يوليه أوغسطس . أوكتوبر . .",
    # the Levant and Iraq
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "كانون_ثاني . . . . . . . . تشرين_أول تشرين_ثاني كانون_أول",
    "كانون_ثان . . . . . . . . . تشرين_ثان .",
    # Tunisia and Algeria; Morocco; Mauritania
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "يناير فبراير مارس إبريل مايو يونيو يوليو أغشت شتمبر أكتوبر نوفمبر دجمبر",
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr . Jun Jul Aug Sep Oct Nov Dec",
    ". . . . . . . . Sept . . .",
)
_HIJRI = (
    "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة",
    "المحرم . ربيع_أول ربيع_الثاني جمادى_الأول جمادى_الثانية . . . . ذي_القعدة ذي_الحجة",
    ". . . ربيع_ثاني جماد_الأول جماد_الثاني . . . . ذا_القعدة ذا_الحجة",
    ". . . ربيع_آخر جماد_الأولى جماد_الآخر . . . . ذوالقعدة ذوالحجة",
    ". . . . جمادى_أول جمادى_الثاني . . . . . .",
    ". . . . جمادى_أولى جمادى_الآخر . . . . . .",
    "Muharram Safar Rabi_I Rabi_II Jumada_I Jumada_II Rajab Shaban Ramadan Shawwal Dhul_Qidah Dhul_Hijjah",
    ". . Rabi_al_Awwal Rabi_al_Thani Jumada_al_Ula Jumada_al_Thani . . . . Dhu_al_Qidah Dhu_al_Hijjah",
    ". . Rabi_al_Awal Rabi_al_Akhir Jumada_al_Awwal Jumada_al_Akhirah . . . Shawal Dhu_al_Qadah Dhu_al_Hijja",
    ". . . . . Jumada_al_Thaniyah . . . . Dhul_Qadah Dhul_Hijja",
    ". . . . . Jumada_al_Akhira . . . . Dhul_Qada .",
)
_LIBYAN = (
    "أي_النار النوار الربيع الطير الماء الصيف ناصر هانيبال الفاتح التمور الحرث الكانون",
    "أين_النار . . . . . . هنيبال . . . .",
)


class Month(NamedTuple):
    """What a name stands for. `everyday` names are words that mean a month only where a date is expected."""

    hijri: bool
    number: int
    everyday: bool


def _named(rows: tuple[str, ...], *, hijri: bool = False, everyday: bool = False) -> Iterator[tuple[str, Month]]:
    for row in rows:
        for number, name in enumerate(row.split(), start=1):
            if name != ".":
                yield folded(name), Month(hijri, number, everyday)


MONTHS_BY_NAME: dict[tuple[str, ...], Month] = {
    tuple(name.split("_")): month
    for name, month in (*_named(_LIBYAN, everyday=True), *_named(_GREGORIAN), *_named(_HIJRI, hijri=True))
}
"""From the folded words of a name to its month."""

LONGEST_NAME = max(map(len, MONTHS_BY_NAME))
"""Words of the longest name."""

_SHORTEST = 4
"""Shorter names (آب, ماي) are other words too often to stand for a month by themselves."""


def names_of_same_month(spelling: str) -> tuple[str, ...]:
    """Return the other names, folded Arabic words, of the Gregorian month that a folded word names.

    >>> names_of_same_month("تموز")
    ('يوليو', 'يوليه', 'جويليه', 'يوليوز')
    """
    month = MONTHS_BY_NAME.get((spelling,))
    if month is None or month.hijri or month.everyday or len(spelling) < _SHORTEST or spelling.isascii():
        return ()
    names = (pieces[0] for pieces, other in MONTHS_BY_NAME.items() if other == month and len(pieces) == 1)
    return tuple(name for name in names if name != spelling and len(name) >= _SHORTEST and not name.isascii())
