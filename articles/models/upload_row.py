"""One article to be: what a file gave for it, what was found out about it, what was decided, what came of it."""

from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article_queries import DatePrecision
from articles.models.upload import Upload
from articles.models.upload_file import UploadFile

UNDONE = "undone"
"""The reason of a row that was taken back with its upload: its article rests in the trash, or is what it was before."""


IN_TRASH = "in_trash"
"""The reason of a row whose article lies in the trash, where an editor put it."""


class Outcome(models.TextChoices):
    ADDED = "added", _("added")
    REPLACED = "replaced", _("replaced")
    UNCHANGED = "unchanged", _("already there")
    DUPLICATE = "duplicate", _("duplicate")
    LEFT_OUT = "left_out", _("left out")
    REFUSED = "refused", _("refused")


class Decision(models.TextChoices):
    """What a person said of a row. Without a word, what can be added is added.

    To add what lies in the trash is to restore it.
    """

    NONE = "", _("undecided")
    ACCEPT = "accept", _("add")
    REFUSE = "refuse", _("leave out")
    REPRINT = "reprint", _("add as a reprint")
    REPLACE = "replace", _("replace the older version")


class CopyKind(models.TextChoices):
    NONE = "", _("none")
    SAME = "same", _("the same text")
    NEAR = "near", _("nearly the same text")


class UploadRowQuerySet(models.QuerySet["UploadRow"]):
    def addable(self) -> Self:
        """Rows of which articles can come; the others are refused, or there already."""
        return self.filter(outcome=Outcome.ADDED)

    def restorable(self) -> Self:
        """Rows whose articles lie in the trash, and can be restored instead of added."""
        return self.filter(outcome=Outcome.DUPLICATE, reason=IN_TRASH, done=False)

    def waiting(self) -> Self:
        """Rows that an import has still to deal with."""
        return self.filter(done=False)

    def counts(self) -> dict[str, int]:
        """Number of rows by outcome."""
        return dict(self.order_by().values_list("outcome").annotate(Count("pk")))

    def brought(self) -> Self:
        """Rows of which articles came, by being added or by replacing an older version, and were not taken back."""
        came = self.filter(outcome__in=(Outcome.ADDED, Outcome.REPLACED), done=True, article__isnull=False)
        return came.exclude(reason=UNDONE)

    def taken_back(self) -> Self:
        """Rows whose articles were new and went to the trash as their upload was undone."""
        return self.filter(outcome=Outcome.ADDED, reason=UNDONE, article__isnull=False)

    def edited_since(self) -> Self:
        """Rows whose articles were changed after the import."""
        return self.brought().filter(~Q(article__changed=models.F("article_changed")))


class UploadRow(models.Model):
    """What came of one row of an uploaded file; before the import, what would come of it.

    `fields` and `body` are what the file gave, as read; the text of an imported row is the article's and no longer
    kept here. `changes` are fields that a person gave instead, `proposals` what the text says of itself, each with what
    was decided of it (`state`: "", "accepted", "refused"). `reason` is a code of `articles.ingest`, `details` fill its
    message. Title, date, source and the like are the row's own, for the time when there is no article yet. `before` is
    what a replaced article was.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows", verbose_name=_("upload"))
    file = models.ForeignKey(UploadFile, models.CASCADE, related_name="rows", verbose_name=_("file"))
    number = models.PositiveIntegerField(_("number in the file"))
    name = models.TextField(_("name in the file"), blank=True)
    line = models.PositiveIntegerField(_("line"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.CharField(_("reason"), max_length=50, blank=True)
    details = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    body = models.TextField(_("text as received"), blank=True)
    changes = models.JSONField(default=dict, blank=True)
    proposals = models.JSONField(default=list, blank=True)
    repairs = models.JSONField(default=dict, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    identifier = models.CharField(_("identifier"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision of the date"), max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN
    )
    date_estimated = models.BooleanField(_("date is an estimate"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    place = models.CharField(_("place of the dateline"), max_length=200, blank=True)
    length = models.PositiveIntegerField(_("words"), default=0)
    copy = models.CharField(_("copy"), max_length=10, choices=CopyKind.choices, default=CopyKind.NONE, blank=True)
    copy_share = models.FloatField(null=True, blank=True)
    copy_of = models.ForeignKey(
        "Article", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("copy of")
    )
    copy_row = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("copy of the row")
    )
    sketch = models.BinaryField(null=True, editable=False)
    proposed = models.PositiveSmallIntegerField(_("open proposals"), default=0)
    repaired = models.PositiveSmallIntegerField(_("repairs"), default=0)
    needs_eye = models.BooleanField(_("needs an eye"), default=False)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision.choices, default=Decision.NONE, blank=True
    )
    done = models.BooleanField(_("done"), default=False)
    article = models.ForeignKey(
        "Article", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("article")
    )
    article_changed = models.DateTimeField(null=True, editable=False)
    before = models.JSONField(null=True, editable=False, encoder=DjangoJSONEncoder)

    objects = UploadRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an upload")
        verbose_name_plural = _("rows of an upload")
        ordering = ["file__number", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="upload_row_once")]
        indexes = [
            # With all that rows are counted by and chosen from: the rows themselves hold whole texts.
            models.Index(
                fields=["upload", "outcome", "done", "needs_eye", "decision", "copy", "proposed", "repaired"],
                name="upload_row_for_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_place} {self.outcome}"

    @property
    def shown_place(self) -> str:
        """The file, with the line where there is one: `news.jsonl:12`."""
        name = self.name or self.file.name
        return f"{name}:{self.line}" if self.line else name

    @property
    def amended(self) -> dict[str, Any]:
        """The fields as read, with what was proposed and accepted, and with what a person gave instead."""
        accepted = {one["field"]: one["value"] for one in self.proposals if one.get("state") == "accepted"}
        return {**self.fields, **accepted, **self.changes}
