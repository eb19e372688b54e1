"""Dates as sources write them, with as much precision as they have."""

import calendar
import datetime
import re
import zoneinfo
from dataclasses import dataclass, field

from articles.arabic.months import MONTH_NAMES
from articles.arabic.normalize import plain

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ](.+))?)?)?\Z")


FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Years outside are placeholders (0001, 9999) or typing errors."""


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or the year ("day", "month", "year"); `first` is the first day of its period.

    `instant` is the moment of publication where the source gave a time; its zone is the source's, UTC where none stood.
    Then `has_zone` is False: who knows where the source is at home may say better (`in_zone`).
    """

    first: datetime.date
    precision: str
    instant: datetime.datetime | None = None
    # Not compared: the same was written, however it is to be read.
    has_zone: bool = field(default=True, compare=False, repr=False)

    def in_zone(self, name: str) -> datetime.datetime | None:
        """Return the moment of publication, read in a time zone where it came without one; "" is UTC."""
        if self.instant is None or self.has_zone or not name:
            return self.instant
        return self.instant.replace(tzinfo=zoneinfo.ZoneInfo(name))

    @property
    def last(self) -> datetime.date:
        """The last day of the period."""
        return last_day(self.first, self.precision)

    def __str__(self) -> str:
        return self.first.isoformat()[: {"year": 4, "month": 7}.get(self.precision, 10)]


def last_day(first: datetime.date, precision: str) -> datetime.date:
    """Return the last day of the day, month or year that starts on `first`."""
    if precision == "year":
        return first.replace(month=12, day=31)
    if precision == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first


def parse_date(text: str) -> PartialDate:
    """Read 2018, 2018-05, 2018-05-24 or 2018-05-24T10:30[:00][+02:00]; also with / or . and with Arabic digits.

    The day is the one written, in the source's own zone. Raises ValueError for anything else, 2018-13-45 included.

    >>> str(parse_date("٢٠١٧/١٢/١")), parse_date("2018-05").precision
    ('2017-12-01', 'month')
    """
    match = _DATE.match(plain(text.strip()).upper())
    if not match:
        raise ValueError(f"not a date: {text!r}")
    year, month, day, time = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"not a plausible year: {year}")
    first = datetime.date(int(year), int(month or 1), int(day or 1))
    if not day:
        return PartialDate(first, "month" if month else "year")
    if not time:
        return PartialDate(first, "day")
    instant = datetime.datetime.fromisoformat(f"{first.isoformat()}T{time.strip().replace(' ', '')}")
    if instant.tzinfo:
        return PartialDate(first, "day", instant)
    return PartialDate(first, "day", instant.replace(tzinfo=datetime.UTC), has_zone=False)


def date_in_words(first: datetime.date, precision: str, months: str = "both") -> str:
    """Return a date in Arabic words, as far as its precision goes; `months` is a key of MONTH_NAMES.

    >>> date_in_words(datetime.date(2018, 5, 24), "day"), date_in_words(datetime.date(2018, 5, 1), "month")
    ('24 أيار/مايو 2018', 'أيار/مايو 2018')
    """
    if precision == "year":
        return str(first.year)
    month = f"{MONTH_NAMES[months][first.month - 1]} {first.year}"
    return month if precision == "month" else f"{first.day} {month}"
