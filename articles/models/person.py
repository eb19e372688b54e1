"""Persons named in articles: one authority record a person, with every spelling as an alias."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.arabic import initial, name_key, script_of, sort_key
from articles.models.article_queries import DatePrecision
from articles.models.atomic import AtomicModel
from articles.models.history import History, NamesNoted, change_noted
from articles.models.mention import Mention


class Script(models.TextChoices):
    ARABIC = "arabic", _("Arabic")
    LATIN = "latin", _("Latin")
    OTHER = "other", _("other")


class AliasKind(models.TextChoices):
    DISPLAY = "display", _("display name")
    FULL = "full", _("full name")
    SPELLING = "spelling", _("other spelling")
    TRANSLITERATION = "transliteration", _("name in another script")
    SHORT = "short", _("short name or title")
    KUNYA = "kunya", _("kunya (Abu, Umm)")
    LAQAB = "laqab", _("byname (laqab)")
    PSEUDONYM = "pseudonym", _("pseudonym")
    MISSPELLING = "misspelling", _("misspelling")


class PersonQuerySet(models.QuerySet["Person"]):
    def on_record(self) -> Self:
        """Persons with a record of their own: not those merged into others, nor those whose making was undone."""
        return self.filter(retired=False)

    def named(self, name: str) -> Self:
        """Persons one of whose names is `name`, whatever its hamza, harakat and final letters."""
        return self.filter(aliases__key=name_key(name)).order_by("pk").distinct()

    def with_counts(self) -> Self:
        """Add `published_count`: how many published articles name each person."""
        number = _mentions().order_by().values("person").annotate(number=Count("pk")).values("number")
        return self.annotate(published_count=Coalesce(Subquery(number), 0))

    def in_use(self) -> Self:
        """Persons named in at least one published article, in alphabetical order."""
        # The order is named here, since a query that counts drops the one that the model names.
        return self.filter(Exists(_mentions())).order_by("sort_key", "pk")

    def most_named_first(self) -> Self:
        """By `published_count`, which `with_counts` adds."""
        return self.order_by("-published_count", "sort_key", "pk")

    def matching(self, words: str) -> Self:
        """Persons with a name that holds every one of the words, in any of their spellings on record."""
        people = self
        for word in name_key(words).split():
            people = people.filter(pk__in=PersonAlias.objects.filter(key__contains=word).values("person"))
        return people

    def merged_among(self, keys: Collection[int]) -> dict[int, int]:
        """Return for those of these persons (primary keys) who were merged whom they are on record as now."""
        merged = self.filter(pk__in=keys, retired=True).select_related("merged_into") if keys else ()
        return {person.pk: person.present.pk for person in merged}

    def under(self, letter: str) -> Self:
        """Persons whom the alphabetical index lists under this letter."""
        return self.filter(letter=letter)


def _fits(field: str) -> Q:
    """A date of a month is its first day, one of a year 1 January; no date has no precision."""
    return (
        Q(**{f"{field}__isnull": True, f"{field}_precision": DatePrecision.UNKNOWN})
        | Q(**{f"{field}__isnull": False, f"{field}_precision": DatePrecision.DAY})
        | Q(**{f"{field}__isnull": False, f"{field}_precision": DatePrecision.MONTH, f"{field}__endswith": "-01"})
        | Q(**{f"{field}__isnull": False, f"{field}_precision": DatePrecision.YEAR, f"{field}__endswith": "-01-01"})
    )


def _mentions() -> QuerySet[Mention]:
    """The mentions of the person of an outer query in published articles."""
    return Mention.objects.filter(person=OuterRef("pk")).public()


def _source_of_statement() -> models.CharField:
    return models.CharField(_("source of the statement"), max_length=300, blank=True)


class Person(AtomicModel):
    """A person. One who was merged into another has `merged_into`, no names and no mentions, and is `retired`."""

    display_name = models.CharField(_("display name"), max_length=200)
    filed_under = models.CharField(
        _("filed under"),
        max_length=200,
        blank=True,
        help_text=_("What the alphabetical index goes by, where that is not the display name."),
    )
    sort_key = models.CharField(_("sort key"), max_length=200, editable=False, db_index=True)
    letter = models.CharField(_("letter"), max_length=1, editable=False, db_index=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    role_source = _source_of_statement()
    born = models.DateField(_("born"), null=True, blank=True)
    born_precision = models.CharField(
        _("precision of the birth date"), max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN
    )
    born_source = _source_of_statement()
    died = models.DateField(_("died"), null=True, blank=True)
    died_precision = models.CharField(
        _("precision of the date of death"), max_length=10, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN
    )
    died_source = _source_of_statement()
    description = models.TextField(
        _("description"), blank=True, help_text=_("Readers see it on the page of the person.")
    )
    description_source = _source_of_statement()
    notes = models.TextField(_("notes"), blank=True)
    retired = models.BooleanField(default=False, editable=False)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="merged"
    )

    published_count: int
    """What `with_counts` adds."""

    objects = PersonQuerySet.as_manager()
    history = History(bases=[NamesNoted])

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(display_name=""), name="person_has_name"),
            models.CheckConstraint(condition=_fits("born"), name="person_birth_fits_precision"),
            models.CheckConstraint(condition=_fits("died"), name="person_death_fits_precision"),
            models.CheckConstraint(
                condition=Q(born__isnull=True) | Q(died__isnull=True) | Q(died__gte=F("born")),
                name="person_died_after_birth",
                violation_error_message=_("The date of death is before that of birth."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, keep the keys of the alphabetical index true, and keep the display name among the aliases."""
        self.sort_key = sort_key(self.filed_under or self.display_name)
        self.letter = initial(self.filed_under or self.display_name)
        super().save(*args, **kwargs)
        if self.retired:
            return
        self.aliases.filter(kind=AliasKind.DISPLAY).exclude(name=self.display_name).update(kind=AliasKind.SPELLING)
        PersonAlias.objects.update_or_create(person=self, name=self.display_name, defaults={"kind": AliasKind.DISPLAY})

    def get_absolute_url(self) -> str:
        return reverse("articles:person", args=[self.pk])

    @property
    def present(self) -> "Person":
        """The person under whom this one is on record now: themselves, or the last of those they were merged into."""
        person, seen = self, {self.pk}
        while person.retired and person.merged_into and person.merged_into_id not in seen:
            person = person.merged_into
            seen.add(person.pk)
        return person


class PersonAlias(models.Model):
    """A name of a person. `key` is the name folded for comparison, `script` follows from the name.

    `origins` say whose it was before decisions moved it, and which these were; where it is empty, it was always theirs.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases", verbose_name=_("person"))
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, editable=False, db_index=True)
    script = models.CharField(_("script"), max_length=10, choices=Script.choices, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=AliasKind.choices, default=AliasKind.SPELLING)
    source = models.CharField(_("source of the statement"), max_length=300, blank=True)
    origins = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("name of a person")
        verbose_name_plural = _("names of a person")
        ordering = [Length("name").desc(), "name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="alias_once_a_person"),
            models.CheckConstraint(condition=~Q(key=""), name="alias_has_letters"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = name_key(self.name)
        self.script = script_of(self.name)
        with change_noted(Person, self.person_id):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with change_noted(Person, self.person_id):
            return super().delete(*args, **kwargs)
