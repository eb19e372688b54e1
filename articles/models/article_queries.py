"""What is asked of the articles: which are public, of when, in which order, how many."""

import calendar
import datetime
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, Self

from django.db import models
from django.db.models import Count, F, Max, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from articles.arabic import last_day
from articles.models.mention import Mention, shown_states
from articles.models.status import StatusQuerySet

if TYPE_CHECKING:
    from articles.models.article import Article
    from articles.models.person import Person
    from articles.models.subject import Subject


LONG_FIELDS = ("body", "repaired_body", "repairs", "edited_body", "extra")
"""Of an article, what lists of articles leave in the database."""

FEW = 200
"""So many articles are sooner read by their keys, texts and all, than found by walking the index of what is public."""


class DatePrecision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


class Holding(NamedTuple):
    """How many articles of a source (its primary key) the archive has of a date, which has a precision."""

    source: int | None
    date: datetime.date | None
    precision: str
    number: int


class ArticleQuerySet(StatusQuerySet):
    def dated(self) -> Self:
        return self.filter(date__isnull=False)

    def undated(self) -> Self:
        return self.filter(date__isnull=True)

    def without_source(self) -> Self:
        return self.filter(source__isnull=True)

    def naming(self, person: models.Model) -> Self:
        """Articles in which a person is named."""
        return self.filter(mentions__person=person, mentions__state__in=shown_states())

    def published_naming(self, person: "Person") -> Self:
        """Published articles in which a person is named; most persons are named in few."""
        mentions = self.model.people.through.objects.shown().filter(person=person).order_by()
        keys = list(mentions.values_list("article", flat=True)[: FEW + 1])
        # SQLite goes from all that is public to the mentions, never from these to their articles.
        return self.published_among(keys) if len(keys) <= FEW else self.published().naming(person)

    def about(self, subject: "Subject | int") -> Self:
        """Articles of a subject."""
        # As a list of keys: joined, SQLite would ask every article for its subjects.
        return self.filter(pk__in=self.model.subjects.through.objects.filter(subject=subject).values("article"))

    def in_year(self, year: int) -> Self:
        """Articles of a year, those dated by month or by year alone included."""
        return self.filter(date__gte=datetime.date(year, 1, 1), date__lte=datetime.date(year, 12, 31))

    def in_month(self, year: int, month: int) -> Self:
        """Articles of a month, those dated by the month alone included, those dated by the year alone not."""
        first = datetime.date(year, month, 1)
        last = last_day(first, DatePrecision.MONTH)
        return self.filter(date__gte=first, date__lte=last).exclude(date_precision=DatePrecision.YEAR)

    def within(self, first: datetime.date | None, last: datetime.date | None) -> Self:
        """Dated articles of a range, its ends included, None for an open end.

        One dated by month or year lies in a range that its period touches, as in a search.
        """
        found = self.dated()
        if last:
            found = found.filter(date__lte=last)
        if first:
            found = found.filter(
                Q(date__gte=first)
                | Q(date_precision=DatePrecision.MONTH, date__gte=first.replace(day=1))
                | Q(date_precision=DatePrecision.YEAR, date__gte=first.replace(month=1, day=1))
            )
        return found

    def wholly_within(self, first: datetime.date | None, last: datetime.date | None) -> Self:
        """Dated articles that lie in a range for sure, None for an open end.

        One dated by month or year does only if its whole period does.
        """
        found = self.filter(date__gte=first) if first else self.dated()
        if last is None:
            return found
        after = last + datetime.timedelta(days=1)
        return found.filter(
            Q(date_precision=DatePrecision.DAY, date__lt=after)
            | Q(date_precision=DatePrecision.MONTH, date__lt=after.replace(day=1))
            | Q(date_precision=DatePrecision.YEAR, date__lt=after.replace(month=1, day=1))
        )

    def dated_by_year_alone(self, year: int) -> Self:
        return self.filter(date=datetime.date(year, 1, 1), date_precision=DatePrecision.YEAR)

    def dated_by_month_alone(self, year: int, month: int) -> Self:
        return self.filter(date=datetime.date(year, month, 1), date_precision=DatePrecision.MONTH)

    def on(self, day: datetime.date) -> Self:
        """Articles dated to this very day."""
        return self.filter(date=day, date_precision=DatePrecision.DAY)

    def dated_around(self, day: datetime.date) -> Self:
        """Articles of which no more is known than that they are of this day's month, or of its year."""
        month = Q(date=day.replace(day=1), date_precision=DatePrecision.MONTH)
        return self.filter(month | Q(date=day.replace(month=1, day=1), date_precision=DatePrecision.YEAR))

    def on_this_day(self, month: int, day: int) -> Self:
        """Articles dated to this day of whatever year."""
        first, last = self.period()
        years = range(first.year, last.year + 1) if first and last else ()
        # Named one by one, the days are looked up in the index; a condition on the month would read all dates.
        days = [datetime.date(year, month, day) for year in years if (month, day) != (2, 29) or calendar.isleap(year)]
        return self.known_to_the_day().filter(date__in=days)

    def in_reading_order(self) -> Self:
        """Oldest first; within a day by time of publication, then by identifier."""
        return self.order_by(F("date").asc(nulls_last=True), F("published_at").asc(nulls_last=True), "identifier")

    def newest_first(self) -> Self:
        return self.order_by(F("date").desc(nulls_last=True), F("published_at").desc(nulls_last=True), "identifier")

    def for_cards(self) -> Self:
        """With what a list shows of each article, in a few queries; bodies stay in the database."""
        mentions = Prefetch("mentions", Mention.objects.shown().select_related("person").defer("spans"))
        return self.select_related("source").prefetch_related(mentions).defer(*LONG_FIELDS)

    def for_links(self) -> Self:
        """With what a link to each article says of it: title, source and date."""
        return self.select_related("source").defer("lead", *LONG_FIELDS)

    def for_excerpts(self) -> Self:
        """Like `for_cards`, with the text: for short lists that show its beginning."""
        return self.for_cards().defer(None).defer("repairs", "extra")

    def for_reading(self) -> Self:
        """With all that the page of one article shows of it."""
        return self.for_cards().prefetch_related("subjects").defer(None)

    def known_to_the_day(self) -> Self:
        return self.filter(date_precision=DatePrecision.DAY)

    def known_to_the_month(self) -> Self:
        """Articles of which at least the month is known."""
        return self.dated().exclude(date_precision=DatePrecision.YEAR)

    def last_date_before(self, day: datetime.date) -> datetime.date | None:
        """The date of the articles nearest before a day; None where there are none."""
        return self.filter(date__lt=day).order_by("-date").values_list("date", flat=True).first()

    def first_date_after(self, day: datetime.date) -> datetime.date | None:
        """The date of the articles nearest after a day; None where there are none."""
        return self.filter(date__gt=day).order_by("date").values_list("date", flat=True).first()

    def around(self, article: "Article", number: int = 1) -> tuple[list["Article"], list["Article"]]:
        """The articles before and after this one in the reading order of its day, at most `number` each."""
        if article.date is None or article.date_precision != DatePrecision.DAY:
            return [], []
        day = self.on(article.date).in_reading_order().for_links()
        time = article.published_at
        untimed = Q(published_at__isnull=True)
        same_time = Q(published_at=time) if time else untimed
        # Those without a time stand behind the others.
        earlier = Q(published_at__lt=time) if time else ~untimed
        later = Q(published_at__gt=time) | untimed if time else Q(pk__in=())
        before = day.reverse().filter(earlier | same_time & Q(identifier__lt=article.identifier))[:number]
        after = day.filter(later | same_time & Q(identifier__gt=article.identifier))[:number]
        return [*reversed(before)], [*after]

    def same_text_as(self, article: "Article") -> Self:
        """The other printings of an article's text: what it is a reprint of, and the reprints of both."""
        first = article.reprint_of_id or article.pk
        return self.filter(Q(pk=first) | Q(reprint_of=first)).exclude(pk=article.pk).order_by("pk")

    def period(self) -> tuple[datetime.date | None, datetime.date | None]:
        """First and last date; None twice where no article has a date."""
        dates = self.dated().values_list("date", flat=True)
        # Two questions: SQLite answers each from the end of an index, and both at once by reading all of it.
        return dates.order_by("date").first(), dates.order_by("-date").first()

    def last_change(self) -> datetime.datetime | None:
        return self.aggregate(last=Max("changed"))["last"]

    def counts_by_date(self) -> Counter[tuple[datetime.date, str]]:
        """Number of articles by (date, precision); a date of lesser precision is the first day of its period."""
        rows = self.dated().order_by().values_list("date", "date_precision").annotate(number=Count("pk"))
        return Counter({(date, precision): number for date, precision, number in rows})

    def holdings(self) -> list[Holding]:
        """Number of articles by source, date and precision, undated ones included.

        Tables of years and months, timelines and the share of each source are made of it, at the price of one query.
        """
        rows = self.order_by().values_list("source", "date", "date_precision").annotate(number=Count("pk"))
        return [Holding(*row) for row in rows]

    def counts_by_year(self) -> Counter[int]:
        """Number of dated articles by year."""
        by_year: Counter[int] = Counter()
        for (date, _precision), number in self.counts_by_date().items():
            by_year[date.year] += number
        return by_year
