"""What was: former states of articles, persons, sources and subjects.

django-simple-history has the tables, the reading of rows and their comparison. When rows are written is decided here:

- Nothing is written for what is new: an import of ten thousand articles writes no history. The state before the first
  change is noted just before that change, and the state after it behind it.
- What one request or command does (an *act*) is one row an object, however many times it saves: fields first, subjects
  then. The row says who did it, and for what reason where there is a code for it.
- Changes in bulk send no signals. They call `remember` before and `note` after, inside their transaction.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

AT_ONCE = 200
"""Objects read at a time: articles come with their texts."""

Model: TypeAlias = type[models.Model]
GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]


@dataclass
class Act:
    """What a request or a command does: who (`user` returns a primary key), why (a code), and the rows it wrote.

    `with_parts` is False where objects get parts by the thousand, such as persons their names in an import: then a part
    that is added is no change of the object.
    """

    user: Callable[[], int | None]
    reason: str = ""
    with_parts: bool = False
    rows: dict[tuple[Model, int], int] = field(default_factory=dict)


_ACT: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def acting(user_id: int | None, reason: str = "", *, with_parts: bool = False) -> Iterator[Act]:
    """Let every change inside be that of a user, for a reason; an object changed several times gets one row."""
    with _acting(Act(lambda: user_id, reason, with_parts)) as act:
        yield act


@contextmanager
def _acting(act: Act) -> Iterator[Act]:
    token = _ACT.set(act)
    try:
        yield act
    finally:
        _ACT.reset(token)


def history_middleware(get_response: GetResponse) -> GetResponse:
    """Let what a request changes be the act of the user who sent it."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return get_response(request)
        with _acting(Act(lambda: request.user.pk, with_parts=True)):
            return get_response(request)

    return answer


class History(HistoricalRecords):
    """A model's history: `history = History(m2m_fields=[…])`.

    Deleting an object deletes its history with it, unless it has `keeps_history`.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(history_id_field=models.BigAutoField(), cascade_delete_history=True, **options)

    def finalize(self, sender: Model, **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if self.cls is sender:
            models.signals.pre_save.connect(self.pre_save, sender=sender, weak=False)

    def pre_save(self, instance: models.Model, raw: bool = False, **kwargs: Any) -> None:
        if not raw and not instance._state.adding:
            remember(type(instance), [instance.pk])

    def post_save(self, instance: models.Model, created: bool, using: Any = None, **kwargs: Any) -> None:
        if not created and not kwargs.get("raw"):
            note(type(instance), [instance.pk], only_changed=True)

    def pre_delete(self, instance: models.Model, **kwargs: Any) -> None:
        """Nothing to read before a deletion, which leaves no row."""

    def post_delete(self, instance: models.Model, using: Any = None, **kwargs: Any) -> None:
        # What is to come back under its key keeps its history for then.
        if getattr(instance, "keeps_history", False):
            return
        # The key is there still, although the object is not.
        _delete(_rows(type(instance)).filter(id=instance.pk))

    def m2m_changed(
        self, instance: models.Model, action: str, attr: str, pk_set: set[int] | None, reverse: bool, **kwargs: Any
    ) -> None:
        """Note what a change of links does to the objects that have the history, from whichever side it comes."""
        if not reverse:
            keys = [instance.pk]
        elif pk_set is not None:
            keys = sorted(pk_set)
        else:
            keys = list(self.cls._default_manager.filter(**{attr: instance}).values_list("pk", flat=True))
        if action.startswith("pre_"):
            remember(self.cls, keys)
        else:
            note(self.cls, keys, only_changed=True)


class NamesNoted(models.Model):
    """What a row has of an object with `aliases` besides its fields: all its names, each a list of name and kind.

    The kind is "" where names have none.
    """

    names = models.JSONField(_("names"), default=list)

    class Meta:
        abstract = True

    @classmethod
    def also_of(cls, pks: Collection[int]) -> dict[int, dict[str, Any]]:
        link: Any = cls.instance_type.aliases.rel  # type: ignore[attr-defined]
        has_kinds = any(one.name == "kind" for one in link.related_model._meta.fields)
        names: dict[int, list[list[str]]] = {pk: [] for pk in pks}
        aliases = link.related_model._default_manager.filter(**{f"{link.field.name}__in": pks}).order_by("name")
        for alias in aliases:
            names[getattr(alias, link.field.attname)].append([alias.name, alias.kind if has_kinds else ""])
        return {pk: {"names": of} for pk, of in names.items()}


def remember(model: Model, pks: Collection[int]) -> None:
    """Note the present state of those of the objects that have no history yet; call it before changing them."""
    for portion in _portions(pks):
        known = set(_rows(model).filter(id__in=portion).values_list("id", flat=True))
        _write(model, [pk for pk in portion if pk not in known], is_first=True)


def note(model: Model, pks: Collection[int], *, reason: str = "", only_changed: bool = False) -> None:
    """Note the state that a change has made of these objects; call it after the change, in its transaction.

    `reason` is a code of `articles.models.audit`, that of the act where it is empty. With `only_changed` objects that
    are as their last row has them get none.
    """
    act = _ACT.get()
    for portion in _portions(pks):
        if act:
            written = [act.rows[model, pk] for pk in portion if (model, pk) in act.rows]
            _delete(_rows(model).filter(history_id__in=written, id__in=portion))
        keys = [pk for pk in portion if not _is_as_noted(model, pk)] if only_changed else portion
        _write(model, keys, reason=reason)


@contextmanager
def change_noted(model: Model, pk: int) -> Iterator[None]:
    """Note a change of an object that lies in its parts, such as a person's new name; see `Act.with_parts`."""
    act = _ACT.get()
    if act is None or not act.with_parts:
        yield
        return
    remember(model, [pk])
    yield
    note(model, [pk], only_changed=True)


def _portions(pks: Collection[int]) -> Iterator[list[int]]:
    keys = list(pks)
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _rows(model: Model) -> Any:
    return model.history.model._default_manager.all()  # type: ignore[attr-defined]


def _delete(rows: Any) -> None:
    """Delete rows of a history with what they say of links, for which the library has no keys in the database."""
    for linked in rows.model._history_m2m_fields:
        History.m2m_models[linked].objects.filter(history__in=rows.values("pk")).delete()
    rows.order_by().delete()


def _is_as_noted(model: Model, pk: int) -> bool:
    last = _rows(model).filter(id=pk).first()
    if last is None:
        return False
    now = model._default_manager.get(pk=pk)
    fields = [one for one in last.tracked_fields if one.name != "changed"]
    also = _also(type(last), [pk]).get(pk, {})
    return (
        all(getattr(last, one.attname) == getattr(now, one.attname) for one in fields)
        and all(getattr(last, name) == value for name, value in also.items())
        and all(
            linked_keys(last, linked.name) == set(getattr(now, linked.name).values_list("pk", flat=True))
            for linked in last._history_m2m_fields
        )
    )


def linked_keys(row: Any, name: str) -> set[int]:
    """Return the primary keys that a row of a history has for a many-to-many field."""
    linked = next(one for one in row._history_m2m_fields if one.name == name)
    return set(getattr(row, name).values_list(linked.m2m_reverse_field_name() + "_id", flat=True))


def _also(history: Any, pks: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return what a row holds besides the fields of its object: what `also_of` of its base says, by primary key."""
    return history.also_of(pks) if hasattr(history, "also_of") else {}


def _write(model: Model, pks: Sequence[int], *, reason: str = "", is_first: bool = False) -> None:
    """Write a row for each of these objects as the database has them, at most AT_ONCE."""
    if not pks:
        return
    act = _ACT.get()
    history = model.history.model  # type: ignore[attr-defined]
    objects = list(model._default_manager.filter(pk__in=pks))
    also = _also(history, pks)
    rows = [
        history(
            history_date=_first_date(one) if is_first else timezone.now(),
            history_type="+" if is_first else "~",
            history_user_id=_maker(one) if is_first else act and act.user(),
            history_change_reason=None if is_first else reason or (act and act.reason) or None,
            **{tracked.attname: getattr(one, tracked.attname) for tracked in history.tracked_fields},
            **also.get(one.pk, {}),
        )
        for one in objects
    ]
    history._default_manager.bulk_create(rows)
    if act and not is_first:
        act.rows.update({(model, row.id): row.pk for row in rows})
    by_object = {row.id: row.pk for row in rows}
    for linked in history._history_m2m_fields:
        through, of = linked.remote_field.through, linked.m2m_field_name() + "_id"
        links = through._default_manager.filter(**{f"{of}__in": by_object}).values()
        noted = History.m2m_models[linked]
        noted._default_manager.bulk_create(noted(history_id=by_object[link[of]], **link) for link in links)


def _first_date(one: models.Model) -> Any:
    """Since when an object has been as it is, as far as it knows."""
    return getattr(one, "changed", None) or timezone.now()


def _maker(one: models.Model) -> int | None:
    """Who brought an object that is as it came; of one that was changed since, before there was a history, nobody."""
    return getattr(one, "uploaded_by_id", None)
