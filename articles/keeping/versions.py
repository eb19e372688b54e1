"""The history of an object as people read it: versions, and what differs between them, field by field."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.arabic import Change, PartialDate, differences, readable
from articles.models import ACTS, DatePrecision, linked_keys

NOT_SHOWN = {
    # What follows from other fields, or is no word for people.
    *("id", "changed", "checksum", "record_checksum", "public_since", "sort_key", "letter"),
    *("trashed_at", "trashed_by", "status_before"),
    # Said with the date.
    "date_precision",
}


@dataclass(frozen=True)
class FieldChange:
    """A field that differs: its values in words, or the paragraphs of a text in which words were changed."""

    label: str
    before: str = ""
    after: str = ""
    paragraphs: Sequence[Sequence[Change]] = ()


@dataclass(frozen=True)
class Version:
    """A row of a history, what it changed, and why in words."""

    row: Any
    changes: Sequence[FieldChange]
    reason: str
    is_first: bool
    is_present: bool


def versions(rows: Sequence[Any], *, before: Any | None, newest: int | None) -> list[Version]:
    """Return rows of a history, newest first, each with what it changed; `before` is the row before the last of them.

    `newest` is the key of the row that is the present state.
    """
    return [
        Version(
            row,
            changes_between(older, row) if older else [],
            reason_in_words(row),
            is_first=older is None,
            is_present=row.pk == newest,
        )
        # Of no rows, there is none before the last.
        for row, older in zip(rows, [*rows[1:], before], strict=False)
    ]


def reason_in_words(row: Any) -> str:
    """Return why a row was written; "" where it was just a change, or the sentence needs more than the row has."""
    said = str(ACTS.get(row.history_change_reason or "", ""))
    return "" if "%(" in said else said


def changes_between(older: Any, newer: Any) -> list[FieldChange]:
    """Return what differs between two rows of one history, in the order of the model's fields."""
    found = []
    for field in newer.tracked_fields:
        before, after = (getattr(row, field.attname) for row in (older, newer))
        if field.name in NOT_SHOWN and not (field.name == "date_precision" and older.date == newer.date):
            continue
        if before != after:
            found.append(_change(field, older, newer))
    for linked in newer._history_m2m_fields:
        sets = [linked_keys(row, linked.name) for row in (older, newer)]
        if sets[0] != sets[1]:
            before, after = (_names(linked.related_model, keys) for keys in sets)
            found.append(FieldChange(str(linked.verbose_name), before, after))
    if hasattr(newer, "names") and older.names != newer.names:
        label = str(newer._meta.get_field("names").verbose_name)
        before, after = (_(", ").join(name for name, *_kind in row.names) for row in (older, newer))
        found.append(FieldChange(label, before, after))
    return found


def _change(field: models.Field, older: Any, newer: Any) -> FieldChange:
    label = str(field.verbose_name)
    if isinstance(field, models.TextField):
        texts = (readable(_text(field, row)) for row in (older, newer))
        changed = [of for of in differences(*texts) if any(change.kind != "same" for change in of)]
        return FieldChange(label, paragraphs=changed)
    return FieldChange(label, _in_words(field, older), _in_words(field, newer))


def _text(field: models.Field, row: Any) -> str:
    """Return a text of a row; of a corrected text that is empty, what readers see instead."""
    text: str = getattr(row, field.attname)
    return text or row.repaired_body or row.body if field.name == "edited_body" else text


def _in_words(field: models.Field, row: Any) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        related = field.related_model._default_manager.filter(pk=value).first()
        return str(related) if related else _("(deleted since)")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.date):
        precision = getattr(row, "date_precision", DatePrecision.DAY)
        return str(PartialDate(value, precision))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _names(model: type[models.Model], keys: set[int]) -> str:
    there = {one.pk: str(one) for one in model._default_manager.filter(pk__in=keys)}
    return _(", ").join(sorted(there.get(pk, _("(deleted since)")) for pk in keys))
