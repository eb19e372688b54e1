"""The article: text as received, its metadata, its date with a precision."""

import datetime
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.arabic import FIRST_YEAR, LAST_YEAR, REPAIR_RULES, RepairChange, Repaired, readable, repair, text_checksum
from articles.models.article_queries import ArticleQuerySet, DatePrecision
from articles.models.atomic import AtomicModel
from articles.models.history import History
from articles.models.status import Status
from articles.models.subject import Subject

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser, AnonymousUser

    from articles.models.mention import Mention
    from articles.models.person import Person

IDENTIFIER = RegexValidator(
    r"\A(?!\.{1,2}\Z)[^\s/\\\x00-\x1f\x7f](?:[^/\\\x00-\x1f\x7f]*[^\s/\\\x00-\x1f\x7f])?\Z",
    _("An identifier has no slash, no line break, and no blank at its ends."),
)


class Article(AtomicModel):
    """One article. `body` is what was received and never changes; `text` is what is shown and indexed.

    Between the two lie repair (`repaired_body`, which follows from the received text and the rules) and correction
    (`edited_body`, which an editor wrote).
    """

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
    # Empty where there was nothing to mend.
    repaired_body = models.TextField(_("repaired text"), blank=True, editable=False)
    # {"applied": {rule: number of places}, "declined": [rule, …]}; empty until rules were applied for the first time.
    repairs = models.JSONField(_("repairs"), default=dict, blank=True, editable=False)
    edited_body = models.TextField(
        _("corrected text"),
        blank=True,
        help_text=_("Leave empty to show the text as received and repaired; the former is kept in any case."),
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
    # Since when readers find the article, as the archive's clock had it: what feeds and saved searches call new.
    public_since = models.DateTimeField(_("public since"), null=True, editable=False)
    checksum = models.CharField(_("checksum"), max_length=64, editable=False, db_index=True)
    # What an import file said of the article. It tells a file that is imported again from one that has changed since,
    # whatever editors did to the article meanwhile: "1:", the version of what is compared, and 64 digits. Empty for
    # articles that did not come from a file.
    record_checksum = models.CharField(max_length=80, blank=True, editable=False)
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
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_articles",
        verbose_name=_("uploaded by"),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_articles",
        verbose_name=_("assigned to"),
        help_text=_("Who reviews the draft."),
    )
    trashed_at = models.DateTimeField(_("put in the trash"), null=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    # What the status was before the trash, and is again after it.
    status_before = models.CharField(max_length=10, blank=True, editable=False)
    created = models.DateTimeField(_("added"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()
    # Who reviews it is no part of what an article is.
    history = History(m2m_fields=["subjects"], excluded_fields=["assigned_to"])

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-date", "identifier"]
        indexes = [
            # With all that browsing counts by: the articles themselves, long as they are, need not be read.
            models.Index(fields=["status", "date", "date_precision", "source"], name="article_by_date"),
            models.Index(fields=["source", "status", "date", "date_precision"], name="article_by_source"),
        ]
        permissions = [
            ("publish_article", _("Can publish and withdraw articles")),
            ("edit_own_drafts", _("Can see, edit and delete drafts that they brought")),
            ("purge_article", _("Can delete articles in the trash for good")),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(identifier=""), name="article_has_identifier"),
            models.CheckConstraint(condition=~Q(title=""), name="article_has_title"),
            models.CheckConstraint(condition=~Q(body=""), name="article_has_text"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="article_status_known"),
            models.CheckConstraint(
                condition=Q(status=Status.PUBLISHED, public_since__isnull=False)
                | Q(~Q(status=Status.PUBLISHED), public_since__isnull=True),
                name="article_public_since_fits_status",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.TRASHED, trashed_at__isnull=False)
                | Q(~Q(status=Status.TRASHED), trashed_at__isnull=True),
                name="article_trash_fits_status",
            ),
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
                condition=Q(source__isnull=False) & ~Q(status=Status.TRASHED),
                name="article_text_once_a_source",
                violation_error_message=_("This source already has an article with the same text."),
            ),
            models.UniqueConstraint(
                fields=["checksum"],
                condition=Q(source__isnull=True) & ~Q(status=Status.TRASHED),
                name="article_text_once_without_source",
                violation_error_message=_("There is already an article without a source with the same text."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save the article; with its status goes since when it is public.

        On SQLite, where one transaction writes after the other, these times come in the order of commits. On PostgreSQL
        an article saved while the transaction of an import's batch is open has a later time than the batch, and is
        there earlier.
        """
        if not self.checksum:
            self.checksum = text_checksum(self.body)
        if self._state.adding and not self.repairs:
            self.repair()
        fields = None if update_fields is None else {*update_fields}
        if fields and "status" in fields:
            fields.add("public_since")
        with transaction.atomic():
            # Inside the transaction, for the order of commits.
            if fields is None or "status" in fields:
                self._note_since_when_it_is_public()
            super().save(*args, update_fields=fields, **kwargs)

    def _note_since_when_it_is_public(self) -> None:
        if not self.is_public:
            self.public_since = None
        elif self.public_since is None:
            self.public_since = timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.identifier])

    def repair(self, declined: Collection[str] | None = None) -> tuple[RepairChange, ...]:
        """Mend the received text anew, by all rules but those declined; return what was changed. Nothing is saved.

        `declined` are names of `articles.arabic.REPAIR_RULES`, by default those declined before. Lines that are known
        as boilerplate of the source are taken out. Raises ValueError for a name that no rule has.
        """
        if declined is None:
            declined = self.repairs.get("declined", ())
        repaired = self.repaired_without(declined)
        self.repaired_body = repaired.text if repaired.changes else ""
        self.repairs = {
            "applied": {change.rule: change.count for change in repaired.changes},
            "declined": [rule for rule in REPAIR_RULES if rule in declined],
        }
        self.__dict__.pop("text", None)
        return repaired.changes

    def repaired_without(self, declined: Collection[str]) -> Repaired:
        """Return the received text mended by all rules but those declined. Raises ValueError for a name of none."""
        if unknown := {*declined} - {*REPAIR_RULES}:
            raise ValueError(f"no such rules: {', '.join(sorted(unknown))}")
        lines = self.source.boilerplate if self.source else ""
        return repair(self.body, rules={*REPAIR_RULES} - {*declined}, boilerplate=lines.splitlines())

    @cached_property
    def text(self) -> str:
        """The text that is shown and indexed: the corrected, the repaired or the received one, made readable."""
        return readable(self.edited_body or self.repaired_body or self.body)

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

    @property
    def is_trashed(self) -> bool:
        return self.status == Status.TRASHED

    def is_open_to(self, user: "AbstractUser | AnonymousUser") -> bool:
        """Whether a user reads the article although it is not public: editors do, uploaders their own drafts."""
        if self.is_public or user.has_perm("articles.change_article"):
            return True
        is_own_draft = self.status == Status.DRAFT and user.pk is not None and self.uploaded_by_id == user.pk
        return is_own_draft and user.has_perm("articles.edit_own_drafts")

    def clean(self) -> None:
        """Set the checksum that the constraints compare, and say what is wrong with an empty text."""
        super().clean()
        if not self.body.strip():
            raise ValidationError({"body": _("The text is empty.")})
        self.checksum = text_checksum(self.body)
