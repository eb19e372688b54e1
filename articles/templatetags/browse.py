"""How the pages for browsing write days of the week, Hijri dates and numbers of persons' names."""

import datetime

from django import template

from articles import preferences
from articles.arabic import HIJRI_MONTHS, hijri, hijri_in_words

register = template.Library()

# From Monday on, as CLDR writes them where there is little room.
_LETTERS = {"ar": "نثرخجسح", "en": "MTWTFSS"}


def _language() -> str:
    return "ar" if preferences.is_arabic() else "en"


@register.filter
def weekday_letter(day: int) -> str:
    """The first letter of a day of the week, from 0 (Monday) to 6."""
    return _LETTERS[_language()][day]


@register.filter
def hijri_until(first: datetime.date, last: datetime.date) -> str:
    """Write a period in the Hijri calendar: a day, months, or years; "" where its tables do not reach."""
    return hijri_in_words(first, last, _language())


@register.filter
def hijri_month_name(day: datetime.date) -> str:
    """Name the Hijri month that a day of its tables lies in, without its year."""
    return HIJRI_MONTHS[_language()][hijri(day).month - 1]
