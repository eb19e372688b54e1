"""Saved changes reach the index: noted in the outbox within the transaction, taken in right after it."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from haystack.signals import BaseSignalProcessor

from articles.models import Article, IndexChange, Mention, Person, Source, Subject
from articles.search import sync


class OutboxSignalProcessor(BaseSignalProcessor):
    """Haystack's hook for "a model was saved", in place of its own, which commits the index once a save.

    Bulk operations send no signals: code that uses them enqueues by itself.
    """

    def setup(self) -> None:
        models.signals.post_save.connect(self._article_changed, sender=Article)
        models.signals.pre_delete.connect(self._article_changed, sender=Article)
        models.signals.m2m_changed.connect(self._subjects_changed, sender=Article.subjects.through)
        models.signals.post_save.connect(self._mention_changed, sender=Mention)
        models.signals.pre_delete.connect(self._mention_changed, sender=Mention)
        for sender in (Source, Subject, Person):
            models.signals.post_save.connect(self._authority_changed, sender=sender)
            models.signals.pre_delete.connect(self._authority_changed, sender=sender)

    def teardown(self) -> None:
        for signal in (models.signals.post_save, models.signals.pre_delete):
            signal.disconnect(self._article_changed, sender=Article)
            signal.disconnect(self._mention_changed, sender=Mention)
            for sender in (Source, Subject, Person):
                signal.disconnect(self._authority_changed, sender=sender)
        models.signals.m2m_changed.disconnect(self._subjects_changed, sender=Article.subjects.through)

    def _article_changed(self, instance: Article, **kwargs: Any) -> None:
        self._enqueue([instance.pk])

    def _mention_changed(self, instance: Mention, **kwargs: Any) -> None:
        self._enqueue([instance.article_id])

    def _subjects_changed(
        self, instance: Article | Subject, action: str, pk_set: set[int] | None, **kwargs: Any
    ) -> None:
        if action.startswith("post_") or action == "pre_clear":
            if isinstance(instance, Article):
                self._enqueue([instance.pk])
            elif action == "pre_clear":
                self._enqueue(instance.articles.values_list("pk", flat=True))
            else:
                self._enqueue(pk_set or ())

    def _authority_changed(self, instance: Source | Subject | Person, created: bool = False, **kwargs: Any) -> None:
        if not created:
            self._enqueue(instance.articles.values_list("pk", flat=True))

    def _enqueue(self, article_ids: Iterable[int]) -> None:
        IndexChange.objects.enqueue(article_ids)
        transaction.on_commit(sync.drain_quietly)
