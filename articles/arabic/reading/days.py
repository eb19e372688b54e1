"""Days that a text names: in full, without their year, or by how long ago they were.

    24 أيار/مايو 2018        9 رمضان 1439        24 مايو        اليوم الخميس        أمس الخميس        الاثنين الماضي

What is not said in full is resolved against a known day: the one on which the text was written, or a later one.
"""

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.arabic import letters
from articles.arabic.months import LONGEST_NAME, MONTHS_BY_NAME
from articles.arabic.normalize import fold
from articles.arabic.periods import find_period, parse_period

_WEEKDAYS = {
    fold(name): number
    for number, names in enumerate(("الاثنين الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"))
    for name in names.split()
}
_SINCE = {fold(word): days for word, days in (("اليوم", 0), ("أمس", 1), ("البارحة", 1), ("غدا", -1))}
_RULES = {0: "today", 1: "yesterday", -1: "tomorrow"}
_PAST = frozenset(map(fold, ("الماضي", "الفائت", "المنصرم")))
_COMING = frozenset(map(fold, ("المقبل", "القادم")))

_HOURS = rf"(?:{fold('صباح|مساء|فجر|ظهر|عصر|ليلة|ليل|نهار|يوم')})\s+"
_DAYS_OF_WEEK = "|".join(_WEEKDAYS)
_RELATIVE = re.compile(
    rf"(?<!\w)[وفبل]?(?:(?P<since>{'|'.join(_SINCE)})[،,]?\s+(?:{_HOURS})?)?(?:{_HOURS})?\(?(?P<weekday>{_DAYS_OF_WEEK})\)?"
    rf"(?:\s+(?P<which>{'|'.join(_PAST | _COMING)}))?(?!\w)"
)
_IN_DIGITS = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d)|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
_DATE = re.compile(rf"(?:(?<![\w./-])|(?<=(?<!\w)[وبلف]))(?:{_IN_DIGITS}|\d{{1,2}}(?=\s+\(?[^\W\d_]))")
_BEFORE_DATE = re.compile(rf"(?P<weekday>{_DAYS_OF_WEEK})[،,]?\s*\(?\s*(?:الموافق(?:ه)?\s+(?:ل)?)?\Z")
_PIECE = re.compile(r"[^\W_]+")
_MONTHS_BEGIN = frozenset(name[0] for name in MONTHS_BY_NAME)
_FIRST_OF_MONTH = 4
"""Pieces within which the name of the month begins: 24, من, شهر, أيار."""
_SIGNS = "،,.؛;:!؟?)"
_LONGEST = 60
_HALF_YEAR = 183
_EASTERN = re.compile(f"[{''.join(letters.DIGITS)}]")
_DIGITS = str.maketrans(letters.DIGITS)


class DayNamed(NamedTuple):
    """A day that a text names at `text[start:end]`.

    `rule` says how: "full" or "without_year" with day and month, else "today", "yesterday", "tomorrow", "last", "next"
    or "weekday". `weekday` is the one that is named, 0 for Monday, None where none is.
    """

    day: datetime.date
    start: int
    end: int
    rule: str
    weekday: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether the weekday is named, and is that of the day."""
        return self.weekday == self.day.weekday()


def days_named(text: str, known: datetime.date | None = None) -> list[DayNamed]:
    """Return the days that a text names, in its order. `known` is the day on which it was written, or a little later.

    Without it only dates with their year are found. A weekday alone is that of the last seven days.

    >>> [str(found.day) for found in days_named("أمس الخميس ويوم 9 كانون الثاني", datetime.date(2018, 1, 12))]
    ['2018-01-11', '2018-01-09']
    """
    # Letter by letter, so that places stay.
    searched = fold(text)
    if _EASTERN.search(searched):
        searched = searched.translate(_DIGITS)
    dates = [found for match in _DATE.finditer(searched) if (found := _date(searched, match.start(), known))]
    taken = [(found.start, found.end) for found in dates]
    if known:
        dates += [
            _relative(match, known)
            for match in _RELATIVE.finditer(searched)
            if not any(start <= match.end() <= end for start, end in taken)
        ]
    return sorted(dates, key=lambda found: found.start)


def _date(text: str, start: int, known: datetime.date | None) -> DayNamed | None:
    """Return the date that begins with the number there; the weekday before it belongs to it."""
    head = text[start : start + _LONGEST].partition("\n")[0]
    words = [(match[0], match.start() + len(match[0].rstrip(_SIGNS))) for match in re.finditer(r"\S+", head)]
    before = _BEFORE_DATE.search(text, max(0, start - _LONGEST), start)
    weekday = _WEEKDAYS[before["weekday"]] if before else None
    begin = before.start() if before else start
    of_month = any(piece in _MONTHS_BEGIN for piece in _PIECE.findall(head)[1:_FIRST_OF_MONTH])
    found = find_period([word for word, _end in words]) if of_month else None
    if found and found[0] == 0 and found[2].precision == "day":
        return DayNamed(found[2].first, begin, start + words[found[1] - 1][1], "full", weekday)
    try:
        in_digits = parse_period(words[0][0].rstrip(_SIGNS)) if not words[0][0].isdecimal() else None
    except ValueError:
        in_digits = None
    if in_digits and in_digits.precision == "day":
        return DayNamed(in_digits.first, begin, start + words[0][1], "full", weekday)
    return _without_year(head, start, begin, weekday, known) if known and of_month else None


def _without_year(head: str, start: int, begin: int, weekday: int | None, known: datetime.date) -> DayNamed | None:
    pieces = [*_PIECE.finditer(head)][: 1 + LONGEST_NAME]
    for length in range(len(pieces) - 1, 0, -1):
        month = MONTHS_BY_NAME.get(tuple(piece[0] for piece in pieces[1 : 1 + length]))
        if month is None or month.hijri or month.everyday:
            continue
        days = [*_in_years_around(int(pieces[0][0]), month.number, known)]
        if not days:
            return None
        # The weekday tells the year; else it is the nearest.
        best = min(days, key=lambda day: (weekday is not None and day.weekday() != weekday, abs(day - known)))
        return DayNamed(best, begin, start + pieces[length].end(), "without_year", weekday)
    return None


def _in_years_around(day: int, month: int, known: datetime.date) -> Iterator[datetime.date]:
    for year in (known.year - 1, known.year, known.year + 1):
        try:
            found = datetime.date(year, month, day)
        except ValueError:
            continue
        if abs((found - known).days) <= _HALF_YEAR:
            yield found


def _relative(match: re.Match[str], known: datetime.date) -> DayNamed:
    weekday = _WEEKDAYS[match["weekday"]]
    ago = (known.weekday() - weekday) % 7
    which, since = match["which"], match["since"]
    if since:
        # The last day that can be the one of writing: that of which this weekday is today, yesterday or tomorrow.
        gone = _SINCE[since]
        written = (known.weekday() - weekday - gone) % 7
        rule, days = _RULES[gone], -written - gone
    elif which in _COMING:
        rule, days = "next", 7 - ago
    elif which:
        rule, days = "last", -(ago or 7)
    else:
        rule, days = "weekday", -ago
    return DayNamed(known + datetime.timedelta(days), match.start(), match.end(), rule, weekday)
