import datetime

from django.utils import translation

from articles.templatetags import browse


def test_letters_of_the_days():
    assert [browse.weekday_letter(day) for day in range(7)] == ["ن", "ث", "ر", "خ", "ج", "س", "ح"]
    with translation.override("en"):
        assert browse.weekday_letter(0) == "M"


def test_hijri_dates_follow_the_language():
    first, last = datetime.date(2018, 5, 1), datetime.date(2018, 5, 31)
    assert browse.hijri_until(first, last) == "شعبان – رمضان 1439 هـ"
    assert browse.hijri_until(datetime.date(1900, 1, 1), datetime.date(1900, 1, 1)) == ""
    assert browse.hijri_month_name(last) == "رمضان"
    with translation.override("en"):
        assert browse.hijri_until(first, last) == "Shaʻban – Ramadan 1439 AH"
        assert browse.hijri_month_name(last) == "Ramadan"
