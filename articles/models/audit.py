"""The log of what was done with the archive, by whom: Django's own (`LogEntry`), which its admin writes too.

Nobody can edit it; `articles.admin` shows it. What others than the admin's forms do, they write with `log_act`.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AT_ONCE = 500
LONGEST_NAME = 200

ACTS: dict[str, str | Promise] = {
    "published": _("Published."),
    "draft": _("Made a draft."),
    "withdrawn": _("Withdrawn."),
    "trashed": _("Put in the trash."),
    "restored": _("Restored from the trash."),
    "purged": _("Deleted for good."),
    "expired": _("Deleted for good, at the end of its time in the trash."),
    "assigned": _("Assigned to %(user)s for review."),
    "unassigned": _("Given back to the queue."),
    "edited": _("Edited together with others: %(fields)s."),
    "merged": _("%(other)s became part of it."),
    "merged_away": _("Became part of %(kept)s."),
    "parted": _("%(other)s is a source of its own again; articles: %(number)s."),
    "repaired": _("Repaired anew, by the rules of that day."),
    "returned": _("Returned to its state of %(time)s."),
    "upload": _("By an upload."),
    "uploaded": _("Uploaded; articles added: %(added)s."),
    "taken_back": _("Taken back, since its upload was undone."),
    "undoing": _("Asked for the upload to be undone."),
    "undone": _("The upload was undone; articles taken back: %(number)s."),
    "deactivated": _("Deactivated instead of deleted, so that the log stays."),
    "password": _("Changed the own password."),
}
"""What can be done, as codes, with the sentence that the log shows; the same codes are reasons in the histories."""

_GONE = frozenset({"purged", "expired"})


def log_act(user_id: int | None, act: str, objects: Iterable[models.Model], **details: Any) -> None:
    """Write an entry for each of the objects, which are all of one model: who did what.

    `act` is a code of ACTS, `details` fill its sentence. Call it in the transaction of the act. Without a user, as on
    the command line, nothing is written: a log of users has no place for nobody.
    """
    if user_id is None:
        return
    left = iter(objects)
    message = [{"act": act, **details}]
    while portion := list(islice(left, AT_ONCE)):
        LogEntry.objects.bulk_create(_entry(user_id, act, one, message) for one in portion)


def _entry(user_id: int, act: str, one: models.Model, message: Sequence[dict[str, Any]]) -> LogEntry:
    entry = LogEntry(
        user_id=user_id,
        content_type=ContentType.objects.get_for_model(one),
        object_id=str(one.pk),
        object_repr=str(one)[:LONGEST_NAME],
        action_flag=DELETION if act in _GONE else CHANGE,
    )
    entry.change_message = _written(message)
    return entry


def _written(message: Sequence[dict[str, Any]]) -> str:
    return json.dumps(message, ensure_ascii=False)


def details_of(entry: LogEntry) -> dict[str, Any]:
    """Return what an entry of `log_act` holds: its code as `act`, and the details; of other entries nothing."""
    try:
        said = json.loads(entry.change_message or "[]")[0]
    except (ValueError, LookupError, TypeError):
        return {}
    return said if isinstance(said, dict) and "act" in said else {}


def sentence_of(entry: LogEntry) -> str:
    """Return what an entry says in the reader's language; entries of the admin's forms as Django words them."""
    said = details_of(entry)
    if not said:
        return entry.get_change_message()
    act = said["act"]
    # Names keep their direction to themselves, as <bdi> would do it: a sentence is text in places without marks, too.
    shown = {name: f"\u2068{value}\u2069" if isinstance(value, str) else value for name, value in said.items()}
    try:
        return str(ACTS[act]) % shown
    except (KeyError, TypeError, ValueError):
        # Written by another version of the archive.
        return str(act)
