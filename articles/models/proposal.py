"""Persons found in texts who are not on record: what the tagger proposes and editors decide."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.mention import Span
from articles.models.person import Person


class ProposalState(models.TextChoices):
    OPEN = "open", _("open")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED_ONCE = "once", _("refused, until there is new evidence")
    REFUSED = "refused", _("refused for ever")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> Self:
        """Proposals that wait for a decision, those named in most articles first."""
        return self.filter(state=ProposalState.OPEN, number__gt=0).order_by("-number", "pk")

    def matching(self, key: str) -> Self:
        """Proposals with a spelling that holds every word of a `name_key`."""
        found = self
        for word in key.split():
            found = found.filter(pk__in=ProposedName.objects.filter(key__contains=word).values("proposal"))
        return found


class Proposal(models.Model):
    """One person, as far as the finding can tell, who is not on record: some spellings, found in some articles."""

    display_name = models.CharField(_("display name"), max_length=200)
    latin = models.CharField(_("likely Latin form"), max_length=200, blank=True)
    confidence = models.FloatField(_("confidence"), default=0.0)
    number = models.PositiveIntegerField(_("articles"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    # In how many articles it was found when it was refused once: only more of them are new evidence.
    refused_with = models.PositiveIntegerField(default=0)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="proposals")
    # Where it stands most surely (primary keys of sightings): what a list of proposals shows.
    examples = models.JSONField(default=list, blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed person")
        verbose_name_plural = _("proposed persons")
        ordering = ["-number", "pk"]
        indexes = [models.Index(fields=["state", "-number"], name="proposal_by_number")]
        constraints = [models.CheckConstraint(condition=~Q(display_name=""), name="proposal_has_name")]

    def __str__(self) -> str:
        return self.display_name


class ProposedName(models.Model):
    """A spelling that was found in texts and is not on record; `key` is its `name_key`.

    `group` is what all spellings of one full name have in common. A family name alone is in the group of the full name
    of its article: so it may be in several.
    """

    group = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True)
    name = models.CharField(_("name"), max_length=200)
    number = models.PositiveIntegerField(_("times named"), default=0)
    confidence = models.FloatField(_("confidence"), default=0.0)
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, related_name="names")

    class Meta:
        ordering = ["-number", "name"]
        constraints = [models.UniqueConstraint(fields=["group", "key"], name="proposed_name_once_a_group")]

    def __str__(self) -> str:
        return self.name


class Sighting(models.Model):
    """Where a proposed name stands in an article, as displayed when its text had the checksum."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sightings")
    name = models.ForeignKey(ProposedName, models.CASCADE, related_name="sightings")
    confidence = models.FloatField(default=0.0)
    number = models.PositiveIntegerField(default=0)
    text_checksum = models.CharField(max_length=16)
    spans = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "article"], name="sighting_once_an_article")]

    def __str__(self) -> str:
        return f"{self.name} · {self.article_id}"

    @property
    def places(self) -> list[Span]:
        return [Span(*span) for span in self.spans]


class RefusedName(models.Model):
    """What an editor refused for ever: no proposal has a spelling of this group again."""

    group = models.CharField(max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    refused = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("refused name")
        verbose_name_plural = _("refused names")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def among(cls, groups: Iterable[str]) -> set[str]:
        """Return those of the groups that were refused for ever."""
        return set(cls.objects.filter(group__in=[*groups]).values_list("group", flat=True))


class PersonSearch(models.Model):
    """How far the search of the archive for persons has come: one row, since there is one such search.

    `upto` is the last article (primary key) of a search of the whole archive that is not complete, where the next one
    goes on, and `done` how many it has done. Articles after `known_upto` were never searched for new persons.
    """

    upto = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    known_upto = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"article {self.upto}"
