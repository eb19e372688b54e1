"""What search engines are told of: the pages of the archive in its first language, the articles first."""

import datetime

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from articles.arabic import OutsideCalendar, hijri
from articles.models import (
    Article,
    ArticleQuerySet,
    DatePrecision,
    Person,
    PersonQuerySet,
    Source,
    SourceQuerySet,
    Subject,
    SubjectQuerySet,
)

# The protocol allows 50,000; a smaller file is made faster.
PER_FILE = 5000


class ArticleSitemap(Sitemap):
    limit = PER_FILE

    def items(self) -> ArticleQuerySet:
        return Article.objects.published().order_by("pk").only("identifier", "changed")

    def lastmod(self, item: Article) -> datetime.datetime:
        return item.changed

    def get_latest_lastmod(self) -> datetime.datetime | None:
        """Asked of the database: Django's own way loads every article."""
        return Article.objects.published().last_change()


class DateSitemap(Sitemap):
    """The days that have articles, their months and years in both calendars, and their day in every year."""

    limit = PER_FILE

    def items(self) -> list[str]:
        addresses = {reverse("articles:dates"), reverse("articles:hijri_years")}
        for date, precision in Article.objects.published().counts_by_date():
            addresses.add(reverse("articles:year", args=[date.year]))
            if precision != DatePrecision.YEAR:
                addresses.add(reverse("articles:month", args=[date.year, date.month]))
            if precision == DatePrecision.DAY:
                addresses.add(reverse("articles:day", args=[date.year, date.month, date.day]))
                addresses.add(reverse("articles:every_year", args=[date.month, date.day]))
                addresses |= _hijri_addresses(date)
        return sorted(addresses)

    def location(self, item: str) -> str:
        return item


def _hijri_addresses(day: datetime.date) -> set[str]:
    """The pages of a day's Hijri month and year; none where the tables do not reach."""
    try:
        year, month, _day = hijri(day)
    except OutsideCalendar:
        return set()
    return {reverse("articles:hijri_year", args=[year]), reverse("articles:hijri_month", args=[year, month])}


class PersonSitemap(Sitemap):
    limit = PER_FILE

    def items(self) -> PersonQuerySet:
        return Person.objects.in_use().order_by("pk")


class SourceSitemap(Sitemap):
    limit = PER_FILE

    def items(self) -> SourceQuerySet:
        return Source.objects.in_use().order_by("pk")


class SubjectSitemap(Sitemap):
    limit = PER_FILE

    def items(self) -> SubjectQuerySet:
        return Subject.objects.in_use().order_by("pk")


class FrontSitemap(Sitemap):
    """The entrance pages."""

    def items(self) -> list[str]:
        return ["home", "people", "sources", "subjects", "coverage"]

    def location(self, item: str) -> str:
        return reverse(f"articles:{item}")


SITEMAPS = {
    "front": FrontSitemap,
    "articles": ArticleSitemap,
    "dates": DateSitemap,
    "people": PersonSitemap,
    "sources": SourceSitemap,
    "subjects": SubjectSitemap,
}
