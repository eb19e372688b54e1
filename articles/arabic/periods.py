"""Days, months and years as readers type them: in digits or with the month's name, in either calendar.

Which forms there are was counted in news: أيار/مايو 2018 in either order, also with blanks around the stroke or without
a stroke, a month or year that is said to be one (شهر مايو 2018, مايو من عام 2018), and 2018م.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.arabic.dates import FIRST_YEAR, LAST_YEAR, PartialDate, last_day, parse_date
from articles.arabic.months import LONGEST_NAME, MONTHS_BY_NAME, Month
from articles.arabic.normalize import fold, folded
from articles.arabic.ummalqura import HijriDate, from_hijri, hijri, last_hijri_day

# Years that mean the Hijri calendar wherever a month stands beside them: no newspaper is that old.
_HIJRI_YEARS = range(1300, 1501)

# Folded; True for the Hijri era.
_ERAS = {
    **dict.fromkeys(("ه", "هجري", "هجريه", "ah", "h"), True),
    **dict.fromkeys(("م", "ميلادي", "ميلاديه", "ad", "ce"), False),
}
_ERA = r"[\s_]*(?P<era>[^\W\d_]*)"
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})(?:[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?)?{_ERA}")
_DAY_FIRST = re.compile(rf"(?:(?P<day>\d{{1,2}})[-/.])?(?P<month>\d{{1,2}})[-/.](?P<year>\d{{4}}){_ERA}")

# A word may hold several parts of a date (24-أيار/مايو_2018) and be in parentheses: أيار (مايو) 2018. One that begins
# with a hyphen is not of a date: in a query it is excluded.
_WORD = re.compile(r"[(/]*[^\W_]+(?:[-_/.,،()]+[^\W_]+)*[-_/.,،()]*|/")
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_APOSTROPHES = re.compile("['’‘`ʻʼʿ]")

# What a piece is, by a letter. D: 1 or 2 digits, Y: 4 digits, M: a month's name, E: an era.
_SAID = {"شهر": "S", "عام": "A", "العام": "A", fold("سنة"): "A", "من": "O"}
_DATE = re.compile("(?:DO?)?S?M+(?:O?A)?YE?|M+DYE?|A?YE?")
# A day, a month said to be one by two names of two words each with a stroke between, the year said to be one, the era.
_MOST_WORDS = 13


@dataclass(frozen=True)
class Period:
    """A day, month or year ("day", "month", "year") of either calendar; `first` is its first day.

    Printed it is what `parse_period` reads again: 2018-05, 1439-09هـ.
    """

    first: datetime.date
    precision: str
    hijri: bool = False

    @property
    def last(self) -> datetime.date:
        """The last day of the period."""
        return (last_hijri_day if self.hijri else last_day)(self.first, self.precision)

    def __str__(self) -> str:
        if self.hijri:
            year, month, day = hijri(self.first)
            return f"{year}-{month:02}-{day:02}"[: {"year": 4, "month": 7}.get(self.precision, 10)] + "هـ"
        digits = str(PartialDate(self.first, self.precision))
        return f"{digits}م" if self.precision != "year" and self.first.year in _HIJRI_YEARS else digits


@dataclass
class _Reading:
    """The parts of a date in words: their kinds in order, the months named, the numbers (the year last), the era."""

    kinds: str = ""
    months: list[Month] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    hijri: bool | None = None

    def period(self) -> Period:
        """Raises ValueError where the parts contradict each other or the calendar."""
        if not _DATE.fullmatch(self.kinds):
            raise ValueError(f"not a date: {self.kinds}")
        year, day = self.numbers[-1], self.numbers[0] if len(self.numbers) > 1 else None
        if not self.months:
            return _period(year, None, None, hijri=bool(self.hijri))
        month = self.months[0]
        if any(other[:2] != month[:2] for other in self.months):
            raise ValueError("the names are of different months")
        if self.hijri not in (None, month.hijri):
            raise ValueError("month and era are of different calendars")
        if month.hijri and year not in _HIJRI_YEARS:
            raise ValueError(f"not a Hijri year: {year}")
        return _period(year, month.number, day, hijri=month.hijri)


def parse_period(text: str) -> Period:
    """Read a day, month or year; raises ValueError (OutsideCalendar for a Hijri year beyond its tables).

    It reads what `parse_date` reads, day or month first (24/5/2018, 5/2018), months by every Arabic name and in
    English, by one name or more (24 أيار/مايو 2018), and Hijri dates. Underscores and hyphens may stand for blanks.
    A year from 1300 to 1500 is Hijri beside a month (1439-09, 9/9/1439) or with its era (1439 هـ), and Gregorian alone.

    >>> str(parse_period("24 أيار/مايو 2018")), str(parse_period("جويلية_2018")), str(parse_period("رمضان 1439"))
    ('2018-05-24', '2018-07', '1439-09هـ')
    """
    typed = folded(text).strip()
    if (match := _YEAR_FIRST.fullmatch(typed) or _DAY_FIRST.fullmatch(typed)) and match["era"] in {"", *_ERAS}:
        year = int(match["year"])
        month, day = (int(match[name]) if match[name] else None for name in ("month", "day"))
        return _period(year, month, day, hijri=_ERAS.get(match["era"], month is not None and year in _HIJRI_YEARS))
    pieces = [_pieces(word) for word in typed.split()]
    reading = None if None in pieces else _reading([piece for word in pieces for piece in word or ()])
    if reading:
        return reading.period()
    date = parse_date(text)
    return Period(date.first, date.precision)


def find_period(words: Sequence[str]) -> tuple[int, int, Period] | None:
    """Return the longest stretch of words that is a month by its name with its year: start, end, and the period.

    Of two as long the first; None where there is none. Names that are everyday words (Libya's before 2011) do not
    count by themselves.

    >>> start, end, period = find_period("أحداث تموز 2018 في حلب".split())
    >>> start, end, str(period)
    (1, 3, '2018-07')
    """
    pieces = [_pieces(folded(word)) for word in words]
    for length in range(min(_MOST_WORDS, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            stretch = pieces[start : start + length]
            if None in stretch or not stretch[0] or not _may_end(stretch[-1]):
                continue
            reading = _reading([piece for word in stretch for piece in word or ()])
            if not reading or all(month.everyday for month in reading.months):
                continue
            try:
                return start, start + length, reading.period()
            except ValueError:
                continue
    return None


def _pieces(word: str) -> list[str] | None:
    """Return the parts of a folded word, [] for a stroke between two names, None where it is not of a date."""
    word = _APOSTROPHES.sub("", word)
    return _PIECE.findall(word) if _WORD.fullmatch(word) else None


def _may_end(pieces: list[str] | None) -> bool:
    """True where the last piece is a year or an era."""
    last = pieces[-1] if pieces else ""
    return last in _ERAS or (last.isdecimal() and len(last) == 4)


def _reading(pieces: list[str]) -> _Reading | None:
    """Return what the pieces are; None where there are none, or one is nothing that dates are made of."""
    reading = _Reading()
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        month, length = _month_at(pieces, at)
        if month:
            reading.kinds += "M"
            reading.months.append(month)
        elif piece.isdecimal() and len(piece) in (1, 2, 4):
            reading.kinds += "Y" if len(piece) == 4 else "D"
            reading.numbers.append(int(piece))
        elif piece in _ERAS:
            reading.kinds += "E"
            reading.hijri = _ERAS[piece]
        elif piece in _SAID:
            reading.kinds += _SAID[piece]
        else:
            return None
        at += length
    return reading if pieces else None


def _month_at(pieces: list[str], at: int) -> tuple[Month | None, int]:
    """Return the month whose name begins there, and the pieces of its name."""
    for length in range(LONGEST_NAME, 0, -1):
        month = MONTHS_BY_NAME.get(tuple(pieces[at : at + length]))
        if month:
            return month, length
    return None, 1


def _period(year: int, month: int | None, day: int | None, *, hijri: bool) -> Period:
    precision = "year" if month is None else "month" if day is None else "day"
    date = HijriDate(year, 1 if month is None else month, 1 if day is None else day)
    if hijri:
        return Period(from_hijri(date), precision, hijri=True)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"not a plausible year: {year}")
    return Period(datetime.date(*date), precision)
