"""What editors decided about persons, each decision with all that it moved, so that it can be taken back."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.person import Person


class Act(models.TextChoices):
    NEW = "new", _("proposal confirmed as a new person")
    ALIAS = "alias", _("proposal confirmed as a name of a person")
    REFUSE = "refuse", _("proposal refused")
    MERGE = "merge", _("persons merged")
    SPLIT = "split", _("person split")
    MENTION = "mention", _("mention decided")
    APART = "apart", _("two persons kept apart")


class OperationQuerySet(models.QuerySet["Operation"]):
    def for_list(self) -> Self:
        """Latest first, without what was moved, which may be long."""
        return self.select_related("person", "other", "user").defer("moved").order_by("-pk")

    def concerning(self, person: Person) -> Self:
        return self.filter(models.Q(person=person) | models.Q(other=person))

    def in_force(self) -> Self:
        return self.filter(undone__isnull=True)


class Operation(models.Model):
    """A decision. `person` is whom it is about, `other` who was merged into them, split off or is not the same.

    `moved` holds the articles concerned, names, statements and proposals. What it says of persons in articles is kept
    apart, as `Ruling`, and what it did to a name beside that.
    """

    act = models.CharField(_("decision"), max_length=10, choices=Act.choices)
    summary = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="operations")
    other = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    articles = models.PositiveIntegerField(default=0)
    moved = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    undone = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about persons")
        verbose_name_plural = _("decisions about persons")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.summary}"
