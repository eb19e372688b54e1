"""What articles are about: the categories their sources gave them, and those an editor adds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.atomic import AtomicModel


class Subject(AtomicModel):
    name = models.CharField(_("name"), max_length=100, unique=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="subject_has_name")]

    def __str__(self) -> str:
        return self.name
