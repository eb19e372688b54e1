"""What was decided of a person in an article: the ground on which mentions stand that no search of a text changes."""

from typing import Self

from django.db import models

from articles.models.article import Article
from articles.models.mention import MentionMethod, MentionState, Span
from articles.models.operation import Operation
from articles.models.person import Person


class RulingQuerySet(models.QuerySet["Ruling"]):
    def in_force(self) -> Self:
        """Those of decisions that were not taken back, and those that came with articles."""
        return self.filter(operation__undone__isnull=True)


class Ruling(models.Model):
    """An operation, or an import or an editor of the article (`operation` None), says that a person is named, or not.

    Rulings are never altered: merges leave `person` as it is, and what an operation said goes with it. `spans` are the
    places meant, in the text of `text_checksum`. The later of two rulings counts.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="rulings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="rulings")
    operation = models.ForeignKey(Operation, models.CASCADE, null=True, related_name="rulings")
    state = models.CharField(max_length=10, choices=MentionState.choices)
    method = models.CharField(max_length=10, choices=MentionMethod.choices)
    confidence = models.FloatField(default=1.0)
    evidence = models.JSONField(default=list)
    spans = models.JSONField(default=list)
    text_checksum = models.CharField(max_length=16, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[MentionState.CONFIRMED, MentionState.REFUSED]), name="ruling_decides"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.article_id}: {self.state}"

    @property
    def places(self) -> list[Span]:
        return [Span(*span) for span in self.spans]
