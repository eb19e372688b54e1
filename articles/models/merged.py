"""Where articles went that became part of another one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class FormerIdentifier(models.Model):
    """The identifier of an article that was merged into another: its address leads there, an import knows it again.

    The merged article itself rests in the trash; this row outlives it, and goes when it is restored.
    """

    identifier = models.CharField(_("identifier"), max_length=200, unique=True)
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="former_identifiers", verbose_name=_("became part of")
    )

    class Meta:
        verbose_name = _("former identifier")
        verbose_name_plural = _("former identifiers")

    def __str__(self) -> str:
        return self.identifier


class Draft(Article):
    """Articles as the review queue shows them."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("draft to review")
        verbose_name_plural = _("drafts to review")


class Discarded(Article):
    """Articles as the trash shows them: deleted and withdrawn ones."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("article in the trash")
        verbose_name_plural = _("trash")
