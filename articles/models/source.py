"""Where articles come from: newspapers, agencies, sites, broadcasters."""

import zoneinfo
from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.arabic import name_key
from articles.models.article import Article
from articles.models.article_queries import ArticleQuerySet
from articles.models.atomic import AtomicModel
from articles.models.history import History, NamesNoted, change_noted


class SourceKind(models.TextChoices):
    NEWSPAPER = "newspaper", _("newspaper")
    AGENCY = "agency", _("news agency")
    BROADCASTER = "broadcaster", _("broadcaster")
    SITE = "site", _("site")
    OTHER = "other", _("other")


class SourceQuerySet(models.QuerySet["Source"]):
    def keys_now(self, keys: Iterable[str]) -> list[str]:
        """Return keys of sources as they are now: for another name, and for the key of a merged one, its source's."""
        folded = {key: source_name_key(key) for key in keys}
        known = dict(SourceAlias.objects.filter(key__in=folded.values()).values_list("key", "source__key"))
        return list(dict.fromkeys(known.get(name, key) for key, name in folded.items()))

    def with_counts(self) -> Self:
        """Add `published_count`: the number of published articles of each source."""
        number = _published().order_by().values("source").annotate(number=Count("pk")).values("number")
        return self.annotate(published_count=Coalesce(Subquery(number), 0))

    def in_use(self) -> Self:
        """Sources with at least one published article."""
        return self.filter(Exists(_published()))

    def largest_first(self) -> Self:
        """By the number of published articles, which is added as `published_count`."""
        return self.with_counts().order_by("-published_count", "name_ar")

    def with_period(self) -> Self:
        """Add `first_date` and `last_date` of the published articles of each source."""
        dates = _published().dated().values("date")
        return self.annotate(
            first_date=Subquery(dates.order_by("date")[:1]), last_date=Subquery(dates.order_by("-date")[:1])
        )


def _published() -> ArticleQuerySet:
    """The published articles of the source of an outer query: counted in an index, where a join reads them all."""
    return Article.objects.published().filter(source=OuterRef("pk"))


def known_time_zone(name: str) -> None:
    """Raise ValidationError for a name that is no time zone's."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one such as Africa/Tripoli."), params={"name": name}
        )


class Source(AtomicModel):
    """A publisher of articles. `key` is how import files and addresses name it; it never changes."""

    key = models.SlugField(_("key"), max_length=100, unique=True, allow_unicode=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=200)
    name_latin = models.CharField(_("name in Latin letters"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices, default=SourceKind.OTHER)
    url = models.URLField(_("address"), blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("Readers see it on the page of the source.")
    )
    notes = models.TextField(_("notes"), blank=True)
    default_byline = models.CharField(
        _("default byline"), max_length=300, blank=True, help_text=_("For articles that come without one.")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        blank=True,
        validators=[known_time_zone],
        help_text=_("Of times that come without one, such as Africa/Tripoli; UTC where it is empty."),
    )
    boilerplate = models.TextField(
        _("recurring lines"),
        blank=True,
        help_text=_("One a line, such as “اقرأ أيضا”: repair takes them out of this source's texts."),
    )

    objects = SourceQuerySet.as_manager()
    history = History(bases=[NamesNoted])

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name_ar"]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="source_has_key"),
            models.CheckConstraint(condition=~Q(name_ar=""), name="source_has_name"),
        ]

    def __str__(self) -> str:
        return self.name_latin if self.name_latin and get_language() == "en" else self.name_ar

    def get_absolute_url(self) -> str:
        return reverse("articles:source", args=[self.key])


class SourceAlias(models.Model):
    """Another spelling of a source's name, or the key of a source that became part of it. `key` is the name folded."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="aliases", verbose_name=_("source"))
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = _("other name of a source")
        verbose_name_plural = _("other names of a source")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="source_alias_has_letters")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = source_name_key(self.name)
        with change_noted(Source, self.source_id):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with change_noted(Source, self.source_id):
            return super().delete(*args, **kwargs)


def source_name_key(name: str) -> str:
    """Return the form in which names of sources are compared: hamza, harakat, case and hyphens make no difference."""
    return name_key(name.replace("-", " ").replace("_", " "))
