"""The article: text as received, its metadata, its date with a precision."""

import datetime
from collections import Counter
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, F, Max, Min, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.arabic import FIRST_YEAR, LAST_YEAR, last_day, readable, text_checksum
from articles.models.atomic import AtomicModel
from articles.models.subject import Subject

if TYPE_CHECKING:
    from articles.models.mention import Mention
    from articles.models.person import Person

IDENTIFIER = RegexValidator(
    r"\A(?!\.{1,2}\Z)[^\s/\\\x00-\x1f\x7f](?:[^/\\\x00-\x1f\x7f]*[^\s/\\\x00-\x1f\x7f])?\Z",
    _("An identifier has no slash, no line break, and no blank at its ends."),
)


class DatePrecision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def dated(self) -> Self:
        return self.filter(date__isnull=False)

    def undated(self) -> Self:
        return self.filter(date__isnull=True)

    def without_source(self) -> Self:
        return self.filter(source__isnull=True)

    def naming(self, person: models.Model) -> Self:
        """Articles in which a person is named."""
        return self.filter(mentions__person=person)

    def in_year(self, year: int) -> Self:
        """Articles of a year, those dated by month or by year alone included."""
        return self.filter(date__gte=datetime.date(year, 1, 1), date__lte=datetime.date(year, 12, 31))

    def in_month(self, year: int, month: int) -> Self:
        """Articles of a month, those dated by the month alone included, those dated by the year alone not."""
        first = datetime.date(year, month, 1)
        last = last_day(first, DatePrecision.MONTH)
        return self.filter(date__gte=first, date__lte=last).exclude(date_precision=DatePrecision.YEAR)

    def dated_by_year_alone(self, year: int) -> Self:
        return self.filter(date=datetime.date(year, 1, 1), date_precision=DatePrecision.YEAR)

    def dated_by_month_alone(self, year: int, month: int) -> Self:
        return self.filter(date=datetime.date(year, month, 1), date_precision=DatePrecision.MONTH)

    def on(self, day: datetime.date) -> Self:
        """Articles dated to this very day."""
        return self.filter(date=day, date_precision=DatePrecision.DAY)

    def same_text(self, article: "Article") -> Self:
        """Other articles with the same normalised text, the one kept first foremost."""
        return self.filter(checksum=article.checksum).exclude(pk=article.pk).order_by("pk")

    def in_reading_order(self) -> Self:
        """Oldest first; within a day by time of publication, then by identifier."""
        return self.order_by(F("date").asc(nulls_last=True), F("published_at").asc(nulls_last=True), "identifier")

    def newest_first(self) -> Self:
        return self.order_by(F("date").desc(nulls_last=True), F("published_at").desc(nulls_last=True), "identifier")

    def for_cards(self) -> Self:
        """With what a list shows of each article, in three queries; bodies stay in the database."""
        return self.select_related("source").prefetch_related("mentions__person").defer("body", "edited_body", "extra")

    def for_excerpts(self) -> Self:
        """Like `for_cards`, with the text: for short lists that show its beginning."""
        return self.for_cards().defer(None)

    def for_reading(self) -> Self:
        """With all that the page of one article shows of it."""
        return self.for_cards().prefetch_related("subjects").defer(None)

    def day_before(self, day: datetime.date) -> datetime.date | None:
        """The last day before `day` that has articles."""
        days = self.filter(date__lt=day, date_precision=DatePrecision.DAY).order_by("-date")
        return days.values_list("date", flat=True).first()

    def day_after(self, day: datetime.date) -> datetime.date | None:
        """The first day after `day` that has articles."""
        days = self.filter(date__gt=day, date_precision=DatePrecision.DAY).order_by("date")
        return days.values_list("date", flat=True).first()

    def around(self, article: "Article") -> tuple["Article | None", "Article | None"]:
        """The articles before and after this one in the reading order of its day; None at the ends."""
        if article.date is None or article.date_precision != DatePrecision.DAY:
            return None, None
        day = list(self.on(article.date).in_reading_order().only("identifier", "title", "language", "date"))
        if article not in day:
            return None, None
        at = day.index(article)
        return (day[at - 1] if at else None), (day[at + 1] if at + 1 < len(day) else None)

    def same_text_as(self, article: "Article") -> Self:
        """The other printings of an article's text: what it is a reprint of, and the reprints of both."""
        first = article.reprint_of_id or article.pk
        return self.filter(Q(pk=first) | Q(reprint_of=first)).exclude(pk=article.pk)

    def period(self) -> tuple[datetime.date | None, datetime.date | None]:
        """First and last date; None twice where no article has a date."""
        ends = self.aggregate(first=Min("date"), last=Max("date"))
        return ends["first"], ends["last"]

    def last_change(self) -> datetime.datetime | None:
        return self.aggregate(last=Max("changed"))["last"]

    def counts_by_date(self) -> Counter[tuple[datetime.date, str]]:
        """Number of articles by (date, precision); a date of lesser precision is the first day of its period."""
        rows = self.dated().order_by().values_list("date", "date_precision").annotate(number=Count("pk"))
        return Counter({(date, precision): number for date, precision, number in rows})

    def counts_by_year(self) -> Counter[int]:
        """Number of dated articles by year."""
        by_year: Counter[int] = Counter()
        for (date, _precision), number in self.counts_by_date().items():
            by_year[date.year] += number
        return by_year


class Article(AtomicModel):
    """One article. `body` is what was received and never changes; `text` is what is shown and indexed."""

    identifier = models.CharField(
        _("identifier"),
        max_length=200,
        unique=True,
        validators=[IDENTIFIER],
        help_text=_("Stands in the article's address and never changes."),
    )
    title = models.CharField(_("title"), max_length=500)
    title_derived = models.BooleanField(
        _("title taken from the text"),
        default=False,
        help_text=_("The article came without a title; its first words stand in for one."),
    )
    subtitle = models.CharField(_("subtitle"), max_length=500, blank=True)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("text as received"))
    edited_body = models.TextField(
        _("corrected text"),
        blank=True,
        help_text=_("Leave empty to show the text as received, which is kept in any case."),
    )
    language = models.CharField(_("language"), max_length=10, default="ar")
    source = models.ForeignKey(
        "Source", models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("source")
    )
    place = models.CharField(_("place of the dateline"), max_length=200, blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    url = models.URLField(_("original address"), max_length=2000, blank=True)
    subjects = models.ManyToManyField(Subject, blank=True, related_name="articles", verbose_name=_("subjects"))
    people: "models.ManyToManyField[Person, Mention]" = models.ManyToManyField(
        "Person", through="Mention", related_name="articles", verbose_name=_("persons")
    )
    date = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("Of a month or a year, its first day."),
    )
    date_precision = models.CharField(
        _("precision of the date"),
        max_length=10,
        choices=DatePrecision.choices,
        default=DatePrecision.UNKNOWN,
    )
    date_estimated = models.BooleanField(_("date is an estimate"), default=False)
    published_at = models.DateTimeField(_("time of publication"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, db_index=True)
    checksum = models.CharField(_("checksum"), max_length=64, editable=False, db_index=True)
    # What an import file said of the article. It tells a file that is imported again from one that has changed since,
    # whatever editors did to the article meanwhile. Empty for articles that did not come from a file.
    record_checksum = models.CharField(max_length=64, blank=True, editable=False)
    reprint_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reprints",
        verbose_name=_("reprint of"),
        help_text=_("The same text in another source, received earlier."),
    )
    extra = models.JSONField(_("other metadata"), default=dict, blank=True)
    created = models.DateTimeField(_("added"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-date", "identifier"]
        indexes = [
            models.Index(fields=["status", "date", "date_precision"], name="article_by_date"),
            models.Index(fields=["source", "status", "date"], name="article_by_source"),
        ]
        permissions = [("publish_article", _("Can publish and withdraw articles"))]
        constraints = [
            models.CheckConstraint(condition=~Q(identifier=""), name="article_has_identifier"),
            models.CheckConstraint(condition=~Q(title=""), name="article_has_title"),
            models.CheckConstraint(condition=~Q(body=""), name="article_has_text"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="article_status_known"),
            models.CheckConstraint(
                condition=Q(date__isnull=True, date_precision=DatePrecision.UNKNOWN)
                | Q(date__isnull=False, date_precision=DatePrecision.DAY)
                | Q(date__isnull=False, date_precision=DatePrecision.MONTH, date__endswith="-01")
                | Q(date__isnull=False, date_precision=DatePrecision.YEAR, date__endswith="-01-01"),
                name="article_date_fits_precision",
                violation_error_message=_(
                    "The date and its precision do not agree: a month is given by its first day, a year by 1 January, "
                    "an unknown date by none."
                ),
            ),
            models.CheckConstraint(
                condition=Q(date__isnull=True)
                | Q(date__range=(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))),
                name="article_date_plausible",
                violation_error_message=_("The year of the date is not plausible."),
            ),
            models.UniqueConstraint(
                fields=["source", "checksum"],
                condition=Q(source__isnull=False),
                name="article_text_once_a_source",
                violation_error_message=_("This source already has an article with the same text."),
            ),
            models.UniqueConstraint(
                fields=["checksum"],
                condition=Q(source__isnull=True),
                name="article_text_once_without_source",
                violation_error_message=_("There is already an article without a source with the same text."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.checksum:
            self.checksum = text_checksum(self.body, self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.identifier])

    @cached_property
    def text(self) -> str:
        """The text that is shown and indexed: the corrected one or the received one, made readable."""
        return readable(self.edited_body or self.body)

    @property
    def own_lead(self) -> str:
        """The lead where it says more than the text's beginning, which many sources repeat in it; else empty."""
        opening = self.lead.strip().rstrip(".… ")
        return "" if self.text.lstrip().startswith(opening) else self.lead

    @property
    def passages(self) -> list[str]:
        """What is indexed and searched for hits beside the title: subtitle, lead and text, those that are there."""
        return [passage for passage in (self.subtitle, self.own_lead, self.text) if passage]

    @property
    def is_public(self) -> bool:
        return self.status == Status.PUBLISHED

    def clean(self) -> None:
        """Set the checksum that the constraints compare, and say what is wrong with an empty text."""
        super().clean()
        if not self.body.strip():
            raise ValidationError({"body": _("The text is empty.")})
        self.checksum = text_checksum(self.body, self.title)
