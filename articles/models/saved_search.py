"""Searches that users saved, to see what is new in them."""

import datetime
from hashlib import sha256
from typing import Any, Self

from django.conf import settings
from django.contrib.auth import get_user_model
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
            # One after the other for each user: two requests at once must not both find room.
            get_user_model()._default_manager.select_for_update().filter(pk=new.user_id).first()
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
    NAME_MOST = 200
    """Characters of a name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=NAME_MOST)
    query = models.TextField(_("query"), editable=False)
    # Of the query, which is too long for an index of its own: SHA-256, 64 digits.
    digest = models.CharField(max_length=64, editable=False)
    seen_up_to = models.DateTimeField(_("seen up to"), editable=False)
    created = models.DateTimeField(_("saved"), auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="saved_search_has_name"),
            models.UniqueConstraint(fields=["user", "digest"], name="saved_search_once_a_user"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.digest = sha256(self.query.encode()).hexdigest()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("articles:saved_search", args=[self.pk])

    def mark_seen(self, up_to: datetime.datetime) -> None:
        """Note that all articles added up to a time were seen; what was seen before stays so."""
        if up_to > self.seen_up_to:
            self.seen_up_to = up_to
            self.save(update_fields=["seen_up_to"])
