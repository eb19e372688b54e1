"""A person named in an article."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.models.atomic import AtomicModel


class MentionMethod(models.TextChoices):
    METADATA = "metadata", _("given with the article")
    TEXT = "text", _("known name found in the text")
    EDITOR = "editor", _("added by an editor")


class MentionQuerySet(models.QuerySet["Mention"]):
    def public(self) -> Self:
        """Mentions in published articles."""
        return self.exclude(article__in=apps.get_model("articles", "Article")._default_manager.all().hidden())

    def together_with(self, person: models.Model) -> "models.QuerySet[Mention, dict[str, Any]]":
        """Who is named in the same published articles as a person, most often first.

        Rows have `person`, `person__display_name`, and `shared`, the number of these articles.
        """
        named = self.filter(person=person).values("article")
        others = self.public().filter(article__in=named).exclude(person=person)
        counted = others.order_by().values("person", "person__display_name").annotate(shared=Count("pk"))
        return counted.order_by("-shared", "person__sort_key", "person")


class Mention(AtomicModel):
    """Who is named in which article, how that was found, and how often a name stands in title and text."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="mentions", verbose_name=_("article"))
    person = models.ForeignKey("Person", models.CASCADE, related_name="mentions", verbose_name=_("person"))
    method = models.CharField(
        _("how it was found"), max_length=10, choices=MentionMethod.choices, default=MentionMethod.EDITOR
    )
    confirmed = models.BooleanField(_("confirmed"), default=True)
    count = models.PositiveIntegerField(_("times named"), default=0, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["-count", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="mention_once_an_article")]

    def __str__(self) -> str:
        return f"{self.person} · {self.article}"
