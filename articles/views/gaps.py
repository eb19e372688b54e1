"""Which part of a search's period the archive does not cover."""

import datetime
from typing import NamedTuple

from articles import search
from articles.arabic import last_day


class Gap(NamedTuple):
    """A stretch of months without any article in the archive."""

    first: datetime.date
    last: datetime.date

    @property
    def one_month(self) -> bool:
        return (self.first.year, self.first.month) == (self.last.year, self.last.month)


def gaps(asked: search.SearchRequest) -> list[Gap]:
    """Return where the searched period has months without any article in the archive, as far as they follow each other.

    Without a period, or an archive without exact dates, there are none.
    """
    covered = [datetime.date.fromisoformat(f"{name}-01") for name in search.histogram(search.SearchRequest(), "month")]
    if not covered or not (asked.date_from or asked.date_to):
        return []
    first = (asked.date_from or min(covered)).replace(day=1)
    last = asked.date_to or last_day(max(covered), "month")
    if first > last:
        return []
    held = [first - datetime.timedelta(days=1), *(month for month in covered if first <= month <= last)]
    ends = [held[0], *(last_day(month, "month") for month in held[1:])]
    starts = [*held[1:], last + datetime.timedelta(days=1)]
    day = datetime.timedelta(days=1)
    between = [Gap(end + day, start - day) for end, start in zip(ends, starts, strict=True)]
    return [gap for gap in between if gap.first <= gap.last]
