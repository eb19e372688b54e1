"""The outbox of the search index: which articles it has still to take in.

A row is written in the same transaction as the change itself, so a change that is saved is never lost to the index,
whenever the process dies. `articles.search.sync` drains it.
"""

from collections.abc import Iterable

from django.db import models


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    def enqueue(self, article_ids: Iterable[int]) -> None:
        """Note that these articles were added, changed or deleted; call it inside the transaction that does so."""
        self.bulk_create([self.model(article_id=article_id) for article_id in article_ids], batch_size=1000)


class IndexChange(models.Model):
    # No foreign key: the row outlives a deleted article.
    article_id = models.BigIntegerField()
    created = models.DateTimeField(auto_now_add=True)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"article {self.article_id}"
