"""The Hijri calendar, in its civil form: that of Umm al-Qura, by which Saudi Arabia dates.

Months begin by its tables (the package hijridate), which agree with the sighting of the moon to a day or so: a country
that waits for the moon may have begun a month a day later. The tables cover 1343 to 1500 (1 August 1924 to 16 November
2077); beyond them nothing is computed, since no rule says how a newspaper of those years counted.
"""

import datetime
from typing import NamedTuple

from hijridate import Gregorian, Hijri

from articles.arabic.months import HIJRI_MONTHS

FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR = 1343, 1500
_ERA = {"ar": "هـ", "en": "AH"}


class OutsideCalendar(ValueError):
    """The tables do not reach to this date."""


class HijriDate(NamedTuple):
    year: int
    month: int
    day: int


def hijri(day: datetime.date) -> HijriDate:
    """Return a day's Hijri date; raises OutsideCalendar.

    >>> hijri(datetime.date(2018, 5, 24))
    HijriDate(year=1439, month=9, day=9)
    """
    try:
        return HijriDate(*Gregorian.fromdate(day).to_hijri().datetuple())
    except OverflowError as error:
        raise OutsideCalendar(f"no Hijri date is known for {day}: {error}") from None


def from_hijri(date: HijriDate) -> datetime.date:
    """Return the day of a Hijri date; raises ValueError where there is none, OutsideCalendar beyond the tables."""
    try:
        return datetime.date.fromordinal(Hijri(*date).to_gregorian().toordinal())
    except OverflowError:
        raise OutsideCalendar(
            f"Hijri years are known from {FIRST_HIJRI_YEAR} to {LAST_HIJRI_YEAR}, not {date.year}"
        ) from None


def last_hijri_day(first: datetime.date, precision: str) -> datetime.date:
    """Return the last day of the day, Hijri month or Hijri year that starts on `first`."""
    if precision == "day":
        return first
    year, month, _day = hijri(first)
    if precision == "year":
        month = 12
    return from_hijri(HijriDate(year, month, Hijri(year, month, 1).month_length()))


def hijri_in_words(first: datetime.date, last: datetime.date, language: str = "ar") -> str:
    """Return the Hijri date of a day, or the Hijri months or year of a period; "" where the tables do not reach.

    `language` is "ar" or "en".

    >>> hijri_in_words(datetime.date(2018, 5, 24), datetime.date(2018, 5, 24))
    '9 رمضان 1439 هـ'
    >>> hijri_in_words(datetime.date(2018, 5, 1), datetime.date(2018, 5, 31))
    'شعبان – رمضان 1439 هـ'
    >>> hijri_in_words(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31), "en")
    'Rabiʻ II 1439 – Rabiʻ II 1440 AH'
    """
    names, era = HIJRI_MONTHS[language], _ERA[language]
    try:
        start, end = hijri(first), hijri(last)
    except OutsideCalendar:
        return ""
    start_month, end_month = names[start.month - 1], names[end.month - 1]
    if first == last:
        return f"{start.day} {start_month} {start.year} {era}"
    if start.year != end.year:
        return f"{start_month} {start.year} – {end_month} {end.year} {era}"
    if start[1:] == (1, 1) and last == last_hijri_day(first, "year"):
        return f"{start.year} {era}"
    months = start_month if start.month == end.month else f"{start_month} – {end_month}"
    return f"{months} {start.year} {era}"
