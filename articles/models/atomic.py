"""A save and what follows from it, as one."""

from typing import Any

from django.db import models, transaction

KEY_DIGITS = 18
"""Digits of a primary key: what databases hold as a number of 64 bits."""


class AtomicModel(models.Model):
    """A model whose `save` is one transaction with its signals: the index's outbox knows of every change or of none."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
