"""Searches that users saved, to see what is new in them."""

import datetime
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class TooManySaved(ValueError):
    """A user has as many saved searches as one may have."""


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, user: AbstractUser | AnonymousUser) -> Self:
        """A user's own; of one who has not signed in, none."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def keep(self, new: "SavedSearch") -> bool:
        """Save a new one, and say so; one that its user has already stays as it is. Raises TooManySaved."""
        with transaction.atomic():
            own = self.filter(user=new.user_id)
            if own.filter(query=new.query).exists():
                return False
            if own.count() >= SavedSearch.MOST:
                raise TooManySaved
            new.save()
        return True


class SavedSearch(models.Model):
    """A search of a user: `query` is that of its address, as `articles.views.kept.canonical` writes it.

    New in it are articles that became public (`Article.public_since`) after `seen_up_to`.
    """

    MOST = 200
    """So many a user may have."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=200)
    query = models.TextField(_("query"), editable=False)
    seen_up_to = models.DateTimeField(_("seen up to"), editable=False)
    created = models.DateTimeField(_("saved"), auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-created", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="saved_search_has_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:saved_search", args=[self.pk])

    def mark_seen(self, up_to: datetime.datetime) -> None:
        """Note that all articles added up to a time were seen; what was seen before stays so."""
        if up_to > self.seen_up_to:
            self.seen_up_to = up_to
            self.save(update_fields=["seen_up_to"])
