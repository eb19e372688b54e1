"""Files that users brought, and what came of each of their rows."""

import datetime
import uuid
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article_queries import DatePrecision

STALE_AFTER = datetime.timedelta(minutes=2)
"""An import that has shown no sign of life for so long was killed; it may be taken up again."""


class UploadState(models.TextChoices):
    WAITING = "waiting", _("waiting for confirmation")
    IMPORTING = "importing", _("being imported")
    IMPORTED = "imported", _("imported")
    CANCELLED = "cancelled", _("cancelled")
    NOTHING = "nothing", _("nothing to import")


class Outcome(models.TextChoices):
    ADDED = "added", _("added")
    UNCHANGED = "unchanged", _("already there")
    DUPLICATE = "duplicate", _("duplicate")
    REFUSED = "refused", _("refused")


def stored_name(upload: "Upload", name: str) -> str:
    """Return the name under which a file is stored: a made one, since the user's own is not to be trusted."""
    return f"{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: AbstractUser | AnonymousUser) -> Self:
        """A user's own uploads; all of them for one who has the permission to view uploads."""
        if user.has_perm("articles.view_upload"):
            return self
        return self.filter(user=user) if user.is_authenticated else self.none()

    def in_batch(self, batch: uuid.UUID) -> Self:
        return self.filter(batch=batch).order_by("pk")

    def one_a_batch(self) -> Self:
        """The first file of each batch, with `more`, the number of files sent along with it."""
        return self.annotate(
            more=Window(Count("pk"), partition_by="batch") - 1,
            place=Window(RowNumber(), partition_by="batch", order_by="pk"),
        ).filter(place=1)

    def claim(self) -> bool:
        """Take the uploads for import; False where they are imported, cancelled or in another process's hands.

        Of two requests at the same time one gets True. What a killed process left behind is given out again.
        """
        dead = Q(state=UploadState.IMPORTING, changed__lt=timezone.now() - STALE_AFTER)
        free = self.order_by().filter(Q(state=UploadState.WAITING) | dead)
        return bool(free.update(state=UploadState.IMPORTING, changed=timezone.now()))

    def put(self, state: UploadState) -> int:
        """Set the state and the time of the last sign of life; return the number of uploads."""
        return self.order_by().update(state=state, changed=timezone.now())


class Upload(models.Model):
    """One uploaded file. Files sent together share a `batch`, are shown together and confirmed together."""

    batch = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="uploads",
        verbose_name=_("uploaded by"),
    )
    file = models.FileField(_("file"), upload_to=stored_name)
    name = models.CharField(_("file name"), max_length=255)
    publish = models.BooleanField(_("publish at once"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=UploadState.choices, default=UploadState.WAITING)
    created = models.DateTimeField(_("uploaded"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-created", "pk"]
        permissions = [("publish_upload", _("Can publish what is uploaded"))]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:upload_batch", args=[self.batch])

    @property
    def is_stale(self) -> bool:
        """True where an import began and its process died."""
        return self.state == UploadState.IMPORTING and self.changed < timezone.now() - STALE_AFTER


class UploadRow(models.Model):
    """What came of one row of an uploaded file; before the import, what would come of it.

    `reason` is a code of `articles.ingest`, `details` fill its message. Title, date and source are the row's own, for
    the time when there is no article yet.
    """

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="rows", verbose_name=_("upload"))
    line = models.PositiveIntegerField(_("line"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    identifier = models.CharField(_("identifier"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision of the date"), max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN
    )
    date_estimated = models.BooleanField(_("date is an estimate"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=50, blank=True)
    details = models.JSONField(default=dict, blank=True)
    article = models.ForeignKey(
        "Article", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("article")
    )

    class Meta:
        verbose_name = _("row of an upload")
        verbose_name_plural = _("rows of an upload")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.upload}:{self.line} {self.outcome}"
