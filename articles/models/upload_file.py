"""A file as it was sent, kept for ever under a made name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.upload import Upload, stored_name

WITH_COLUMNS = (".csv", ".xlsx", ".jsonl")


class FileState(models.TextChoices):
    WAITING = "waiting", _("not read yet")
    READ = "read", _("read")
    METADATA = "metadata", _("metadata of another file")


class UploadFile(models.Model):
    """One file of an upload. `name` is what its user calls it, `mapping` which of our fields each of its columns is."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files", verbose_name=_("upload"))
    number = models.PositiveIntegerField(_("number"))
    name = models.TextField(_("file name"))
    file = models.FileField(_("file"), upload_to=stored_name, blank=True)
    size = models.BigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=FileState.choices, default=FileState.WAITING)
    mapping = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["upload", "number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="upload_file_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_columns(self) -> bool:
        """True for a table, whose columns may be understood in one way or another."""
        return self.name.lower().endswith(WITH_COLUMNS)
