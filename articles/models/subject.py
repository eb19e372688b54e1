"""What articles are about: the categories their sources gave them, and those an editor adds."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.atomic import AtomicModel
from articles.models.history import History


class SubjectQuerySet(models.QuerySet["Subject"]):
    def in_use(self) -> Self:
        """Subjects of at least one published article."""
        return self.filter(Exists(self._links()))

    def largest_first(self) -> Self:
        """By the number of published articles, which is added as `published_count`."""
        number = self._links().order_by().values("subject").annotate(number=Count("pk")).values("number")
        return self.annotate(published_count=Coalesce(Subquery(number), 0)).order_by("-published_count", "name")

    def _links(self) -> models.QuerySet[models.Model]:
        """The links of the subject of an outer query to published articles."""
        # By name: articles have subjects, so that their module imports this one.
        hidden = apps.get_model("articles", "Article")._default_manager.all().hidden()
        links = self.model.articles.through._default_manager
        return links.filter(subject=OuterRef("pk")).exclude(article__in=hidden)


class Subject(AtomicModel):
    name = models.CharField(_("name"), max_length=100, unique=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Readers see it on the page of the subject.")
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = SubjectQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="subject_has_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:subject", args=[self.pk])
