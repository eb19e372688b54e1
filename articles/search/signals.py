"""Saved changes reach the index: noted in the outbox within the transaction, taken in right after it."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction
from haystack.signals import BaseSignalProcessor

from articles.models import Article, IndexChange, Mention, Subject
from articles.search import sync


class OutboxSignalProcessor(BaseSignalProcessor):
    """Haystack's hook for "a model was saved", in place of its own, which commits the index once a save.

    Bulk operations send no signals: code that uses them enqueues by itself. The index holds keys of sources, persons
    and subjects, which never change: other changes to these need no indexing.
    """

    def setup(self) -> None:
        models.signals.post_save.connect(self._article_changed, sender=Article)
        models.signals.pre_delete.connect(self._article_changed, sender=Article)
        models.signals.m2m_changed.connect(self._subjects_changed, sender=Article.subjects.through)
        models.signals.post_save.connect(self._mention_changed, sender=Mention)
        models.signals.pre_delete.connect(self._mention_changed, sender=Mention)
        models.signals.pre_delete.connect(self._subject_deleted, sender=Subject)

    def teardown(self) -> None:
        for signal in (models.signals.post_save, models.signals.pre_delete):
            signal.disconnect(self._article_changed, sender=Article)
            signal.disconnect(self._mention_changed, sender=Mention)
        models.signals.pre_delete.disconnect(self._subject_deleted, sender=Subject)
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

    def _subject_deleted(self, instance: Subject, **kwargs: Any) -> None:
        # The rows that join it to articles send no signals; those of a person, mentions, do.
        self._enqueue(instance.articles.values_list("pk", flat=True))

    def _enqueue(self, article_ids: Iterable[int]) -> None:
        IndexChange.objects.enqueue(article_ids)
        waiting: list[object] = [hook for _, hook, *_ in connection.run_on_commit]
        if sync.drain_quietly not in waiting:
            transaction.on_commit(sync.drain_quietly)
