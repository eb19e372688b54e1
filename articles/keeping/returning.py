"""Back to a former state, with one row of a history."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from articles.models import AliasKind, Person, PersonAlias, SourceAlias, acting, linked_keys, log_act, source_name_key

NOT_RETURNED = {
    # What an object is known by, and what happened to it.
    *("id", "identifier", "key", "created", "changed", "uploaded_by"),
    # Whether readers find an article is decided by publishing, withdrawing and the trash alone.
    *("status", "public_since", "trashed_at", "trashed_by", "status_before"),
    # Whether a person has a record of their own is decided by merging, and by taking that back.
    *("retired", "merged_into"),
}


def return_to(row: Any, *, user_id: int) -> list[str]:
    """Give an object back the fields, subjects and names that a row of its history has.

    Return the names of fields that could not be given back, because what they meant was deleted since. Raises
    ValidationError where the state would break a rule that it did not break then, such as one text twice in a source.
    """
    model = row.instance_type
    one = model._default_manager.get(pk=row.id)
    missing: list[str] = []
    with transaction.atomic(), acting(user_id, "returned", with_parts=True):
        for field in row.tracked_fields:
            if field.name in NOT_RETURNED:
                continue
            value = getattr(row, field.attname)
            if _is_gone(field, value):
                missing.append(str(field.verbose_name))
            else:
                setattr(one, field.attname, value)
        one.validate_constraints()
        one.save()
        for linked in row._history_m2m_fields:
            keys = linked_keys(row, linked.name)
            there = linked.related_model._default_manager.filter(pk__in=keys)
            if len(there) < len(keys):
                missing.append(str(linked.verbose_name))
            getattr(one, linked.name).set(there)
        if hasattr(row, "names"):
            missing += _give_names(one, row.names)
        time = f"{timezone.localtime(row.history_date):%Y-%m-%d %H:%M}"
        log_act(user_id, "returned", [one], time=time)
    return missing


def _is_gone(field: models.Field, value: Any) -> bool:
    if not isinstance(field, models.ForeignKey) or value is None:
        return False
    return not field.related_model._default_manager.filter(pk=value).exists()


def _give_names(one: Any, names: list[list[str]]) -> list[str]:
    """Give a person or a source these names alone; return those that are another's by now."""
    wanted = dict(names)
    for alias in one.aliases.exclude(name__in=wanted):
        alias.delete()
    there = set(one.aliases.values_list("name", flat=True))
    taken = []
    for name, kind in wanted.items():
        if name in there:
            continue
        if isinstance(one, Person):
            if Person.objects.named(name).exclude(pk=one.pk).exists():
                taken.append(name)
                continue
            PersonAlias(person=one, name=name, kind=kind if kind in AliasKind.values else AliasKind.SPELLING).save()
        elif SourceAlias.objects.filter(key=source_name_key(name)).exists():
            taken.append(name)
        else:
            SourceAlias(source=one, name=name).save()
    return taken
