"""One act of bringing articles in: who, by which door, how far it has come, what can be done with it now."""

import datetime
import os
import socket
import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = datetime.timedelta(minutes=2)
"""So long an upload is a worker's after its last sign of life; then another one takes it up where it stands."""

_HOST = socket.gethostname()


class Door(models.TextChoices):
    """The way by which files came."""

    BROWSER = "browser", _("browser")
    FOLDER = "folder", _("watched folder")
    COMMAND = "command", _("command line")


class UploadState(models.TextChoices):
    EXAMINING = "examining", _("being looked through")
    WAITING = "waiting", _("waiting for review")
    IMPORTING = "importing", _("being imported")
    IMPORTED = "imported", _("imported")
    NOTHING = "nothing", _("nothing to import")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class Copies(models.TextChoices):
    """What becomes of an article that is nearly one the archive has, where nobody says so of it alone."""

    ASK = "", _("show them to me")
    KEEP = "keep", _("add them as they are")
    SKIP = "skip", _("leave them out")
    REPRINT = "reprint", _("add them as reprints")


WORKED_ON = (UploadState.EXAMINING, UploadState.IMPORTING, UploadState.UNDOING)
"""The states in which a worker has something to do."""


def stored_name(upload: models.Model, name: str) -> str:
    """Return the name under which a file is stored: a made one, since the user's own is not to be trusted."""
    return f"{timezone.now():%Y/%m}/{uuid.uuid4().hex}"


def worker_name() -> str:
    """Return a name for a run of this process; it tells on the same machine whether the process still lives."""
    return f"{os.getpid()} {uuid.uuid4().hex} {_HOST}"[:200]


def _has_died(worker: str) -> bool:
    """True where a worker of this machine is no process any more; of other machines nobody knows."""
    pid, _run, host = (*worker.split(" ", 2), "", "")[:3]
    if host != _HOST or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: AbstractUser | AnonymousUser) -> Self:
        """A user's own uploads; all of them for one who has the permission to view uploads."""
        if user.has_perm("articles.view_upload"):
            return self
        return self.filter(user=user) if user.is_authenticated else self.none()

    def with_work(self) -> Self:
        """Uploads on which there is something to do in the background, in the order in which they came.

        What comes by a folder or a command is looked through and imported by these themselves.
        """
        other_doors = ~Q(door=Door.BROWSER) & ~Q(state=UploadState.UNDOING)
        return self.filter(state__in=WORKED_ON, paused=False).exclude(other_doors).order_by("pk")

    def unfinished(self, door: Door) -> Self:
        """Uploads by another door that were looked through or imported when their command was killed."""
        states = (UploadState.EXAMINING, UploadState.IMPORTING)
        return self.filter(door=door, state__in=states, paused=False).order_by("pk")

    def take(self, worker: str) -> "Upload | None":
        """Give the first of the uploads that nobody has in hand to a worker; None where there is none.

        Of two workers at the same time one gets it. What a worker left behind that was killed is given out again: at
        once where it ran on this machine, else when its lease is over.
        """
        for upload in self:
            if upload.is_in_hand:
                continue
            mine = self.model.objects.filter(pk=upload.pk, state=upload.state, paused=False, worker=upload.worker)
            if mine.update(worker=worker, lease=timezone.now() + LEASE):
                upload.refresh_from_db()
                return upload
        return None

    def move(self, *states: str, to: str, **fields: Any) -> bool:
        """Put an upload that is in one of the states into another; False where it is in none of them.

        Of two requests at the same time one gets True.
        """
        return bool(self.filter(state__in=states).update(state=to, changed=timezone.now(), **fields))


class Upload(models.Model):
    """Files that were sent together: looked through, shown, decided upon and imported together.

    `worker` has it in hand until `lease`. The counters are those of the present state: files and rows looked through,
    imported, or undone, and how many there are, 0 where nobody knows; `began` is when the worker took it up,
    `rows_before` how many rows were done then. `declined` are the rules of repair that no article of it gets.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="uploads",
        verbose_name=_("uploaded by"),
    )
    door = models.CharField(_("door"), max_length=10, choices=Door.choices, default=Door.BROWSER)
    state = models.CharField(_("state"), max_length=10, choices=UploadState.choices, default=UploadState.EXAMINING)
    paused = models.BooleanField(_("paused"), default=False)
    publish = models.BooleanField(_("publish at once"), default=False)
    copies = models.CharField(_("near copies"), max_length=10, choices=Copies.choices, default=Copies.ASK, blank=True)
    declined = models.JSONField(default=list, blank=True)
    files_done = models.PositiveIntegerField(default=0, editable=False)
    files_total = models.PositiveIntegerField(default=0, editable=False)
    rows_done = models.PositiveIntegerField(default=0, editable=False)
    rows_total = models.PositiveIntegerField(default=0, editable=False)
    rows_before = models.PositiveIntegerField(default=0, editable=False)
    bytes_done = models.BigIntegerField(default=0, editable=False)
    bytes_total = models.BigIntegerField(default=0, editable=False)
    reason = models.CharField(_("reason"), max_length=50, blank=True)
    details = models.JSONField(default=dict, blank=True)
    worker = models.CharField(max_length=200, blank=True, editable=False)
    lease = models.DateTimeField(null=True, editable=False)
    began = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(_("uploaded"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-created", "pk"]
        permissions = [("publish_upload", "Can publish what is uploaded")]
        indexes = [models.Index(fields=["state"], name="upload_by_state")]

    def __str__(self) -> str:
        names = sorted((file.number, file.name.rpartition("/")[2]) for file in self.files.all())
        return names[0][1] if names else str(self.key)

    def get_absolute_url(self) -> str:
        return reverse("articles:upload_review", args=[self.key])

    @property
    def more_files(self) -> int:
        """How many files came with the first one."""
        return max(len(self.files.all()) - 1, 0)

    @property
    def is_in_hand(self) -> bool:
        """True while a worker is at it, as far as is known."""
        return self.lease is not None and self.lease > timezone.now() and not _has_died(self.worker)

    @property
    def is_worked_on(self) -> bool:
        """True where a worker is at it, or will be as soon as one is free."""
        return self.state in WORKED_ON and not self.paused

    @property
    def can_be_undone(self) -> bool:
        """True where articles may have come of it."""
        return self.state == UploadState.IMPORTED or (self.state == UploadState.CANCELLED and self.rows_done > 0)

    def still(self) -> Q:
        """Return what holds of the upload as long as it is the worker's who has it, in the state it was in."""
        return Q(pk=self.pk, worker=self.worker, state=self.state, paused=False)
