"""A person named in an article: since when, where, how sure that is, and who says so."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from articles.models.atomic import AtomicModel


class MentionMethod(models.TextChoices):
    METADATA = "metadata", _("given with the article")
    TEXT = "text", _("known name found in the text")
    EDITOR = "editor", _("added by an editor")


class MentionState(models.TextChoices):
    """How sure a mention is. The last two, which editors or an import decided, no search of the texts changes."""

    PROPOSED = "proposed", _("proposed")
    CONFIDENT = "confident", _("confident")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")


DECIDED = (MentionState.CONFIRMED, MentionState.REFUSED)


def shown_states() -> tuple[MentionState, ...]:
    """Return the states that readers see: those of the setting PERSONS_SHOWN and what is surer."""
    if settings.PERSONS_SHOWN == MentionState.CONFIRMED:
        return (MentionState.CONFIRMED,)
    return MentionState.CONFIDENT, MentionState.CONFIRMED


class Span(NamedTuple):
    """A name in an article: "title", "subtitle", "lead" or "text", and where it stands there as that is displayed.

    `surface` is what stands there, `name` the same without a particle that is written onto it, where there is one.
    """

    field: str
    start: int
    end: int
    surface: str
    name: str = ""

    @property
    def spelling(self) -> str:
        """The name as it is counted: on one line, and out of its hashtag."""
        return " ".join((self.name or self.surface).replace("_", " ").split())

    def meets(self, other: "Span") -> bool:
        """True where both have a letter in common."""
        return self.field == other.field and self.start < other.end and other.start < self.end


class MentionQuerySet(models.QuerySet["Mention"]):
    def shown(self) -> Self:
        """Mentions that readers may see, in whatever articles."""
        return self.filter(state__in=shown_states())

    def public(self) -> Self:
        """Mentions that readers see: in published articles."""
        return self.shown().exclude(article__in=apps.get_model("articles", "Article")._default_manager.all().hidden())

    def undecided(self) -> Self:
        """Mentions that no editor has decided on."""
        return self.exclude(state__in=DECIDED)

    def by_person(self) -> dict[int, int]:
        """Return how many of these mentions are each person's (primary keys): in so many articles they are named."""
        return dict(self.order_by().values_list("person").annotate(number=Count("pk")))

    def together_with(self, person: models.Model) -> "models.QuerySet[Mention, dict[str, Any]]":
        """Who is named in the same published articles as a person, most often first.

        Rows have `person`, `person__display_name`, and `shared`, the number of these articles.
        """
        named = self.shown().filter(person=person).values("article")
        others = self.public().filter(article__in=named).exclude(person=person)
        counted = others.order_by().values("person", "person__display_name").annotate(shared=Count("pk"))
        return counted.order_by("-shared", "person__sort_key", "person")


class Mention(AtomicModel):
    """Who is named in which article, how that was found, how sure it is, and where the names stand.

    `spans` refer to the article as displayed when they were found, whose checksum is `text_checksum`; how often each
    spelling stands there is in `spellings`. What an editor decided is kept as `Ruling` besides, from which it follows.
    """

    article = models.ForeignKey("Article", models.CASCADE, related_name="mentions", verbose_name=_("article"))
    person = models.ForeignKey("Person", models.CASCADE, related_name="mentions", verbose_name=_("person"))
    method = models.CharField(
        _("how it was found"), max_length=10, choices=MentionMethod.choices, default=MentionMethod.EDITOR
    )
    count = models.PositiveIntegerField(_("times named"), default=0, editable=False)
    state = models.CharField(
        _("how sure it is"), max_length=10, choices=MentionState.choices, default=MentionState.CONFIRMED
    )
    confidence = models.FloatField(_("confidence"), default=1.0, editable=False)
    # Names of a text that was changed since and where they could not be found again.
    lost = models.PositiveIntegerField(_("names no longer found"), default=0, editable=False)
    text_checksum = models.CharField(max_length=16, blank=True, editable=False)
    evidence = models.JSONField(_("evidence"), default=list, blank=True, editable=False)
    spellings = models.JSONField(_("spellings"), default=dict, blank=True, editable=False)
    spans = models.JSONField(default=list, blank=True, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["-count", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="mention_once_an_article"),
            models.CheckConstraint(condition=Q(state__in=MentionState.values), name="mention_state_known"),
        ]
        indexes = [
            # With all that is asked of many mentions at once: the rows, spans and all, need not be read.
            models.Index(fields=["person", "state", "article"], name="mention_by_person"),
            models.Index(fields=["article", "state", "person"], name="mention_by_article"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.article}"

    @property
    def places(self) -> list[Span]:
        """The spans, in order."""
        return [Span(*span) for span in self.spans]

    @property
    def is_fixed(self) -> bool:
        """True where an editor decided that this person is meant: no search of the text gives the places to others."""
        return self.state == MentionState.CONFIRMED and self.method != MentionMethod.METADATA

    def place(self, spans: Iterable[Span], checksum: str) -> None:
        """Note where the names stand in the text of this checksum; count and spellings follow from that."""
        ordered = sorted(spans)
        self.spans = [list(span) for span in ordered]
        self.spellings = count_spellings(ordered)
        self.count = len(ordered)
        self.text_checksum = checksum


def count_spellings(spans: Iterable[Span]) -> dict[str, int]:
    """Return how often each spelling stands among the spans, most often first."""
    numbers: dict[str, int] = {}
    for span in spans:
        numbers[span.spelling] = numbers.get(span.spelling, 0) + 1
    return dict(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))
