"""What people decide of rows: add or leave out, take what is proposed, change fields, decline repairs."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from articles.arabic import CONFIDENT
from articles.ingest.uploads.examine import judge_again
from articles.ingest.uploads.rows import storable
from articles.models import CopyKind, Decision, Outcome, Upload, UploadRow, UploadRowQuerySet, UploadState

_ROWS_AT_ONCE = 500
_OF_COPIES = (Decision.REPRINT, Decision.REPLACE)
ACCEPTED, REFUSED = "accepted", "refused"


def decide(rows: UploadRowQuerySet, decision: Decision) -> int:
    """Decide the same of rows that are not imported yet; return of how many."""
    return open_to(rows, decision).update(decision=decision)


def open_to(rows: UploadRowQuerySet, decision: Decision) -> UploadRowQuerySet:
    """Return those of the rows of which this can be decided.

    A reprint or a newer version can only be what is a copy of something; who takes a newer version instead of an
    article may do so, too, where both have one identifier.
    """
    rows = rows.waiting()
    if decision in _OF_COPIES:
        rows = rows.exclude(copy_of=None, copy_row=None)
    if decision == Decision.REPRINT:
        rows = rows.filter(outcome=Outcome.ADDED)
    elif decision == Decision.REPLACE:
        rows = rows.filter(outcome__in=(Outcome.ADDED, Outcome.REFUSED))
    elif decision == Decision.ACCEPT:
        rows = rows.addable()
    return rows


def restore(rows: UploadRowQuerySet) -> int:
    """Decide of rows whose articles lie in the trash that the import restores these; return of how many."""
    return rows.restorable().update(decision=Decision.ACCEPT)


def answer(rows: UploadRowQuerySet, *, field: str, rule: str, sure: bool | None = None, take: bool) -> int:
    """Take or refuse the proposals of rows for a field by a rule; return how many.

    With `sure` only those that are confident, or only those that are not; without it also such as were answered before.
    """
    asked = rows.waiting() if sure is None else rows.waiting().filter(proposed__gt=0)

    def is_meant(proposal: dict[str, Any]) -> bool:
        alike = proposal["field"] == field and proposal["rule"] == rule
        if sure is None:
            return alike
        return alike and not proposal["state"] and (proposal["confidence"] >= CONFIDENT) == sure

    return _in_portions(asked, lambda row: _answer(row, is_meant, ACCEPTED if take else REFUSED))


def accept_sure(upload: Upload) -> int:
    """Take every proposal of an upload that is sure, where nobody is there to do so; return how many.

    Not those of a source: that a paper prints the news of an agency is sure, that the article came from there is not.
    """

    def is_meant(one: dict[str, Any]) -> bool:
        return not one["state"] and one["confidence"] >= CONFIDENT and one["field"] != "source"

    return _in_portions(upload.rows.waiting().filter(proposed__gt=0), lambda row: _answer(row, is_meant, ACCEPTED))


def _answer(row: UploadRow, is_meant: Callable[[dict[str, Any]], bool], state: str) -> int:
    number = 0
    for proposal in row.proposals:
        if is_meant(proposal):
            proposal["state"] = state
            number += 1
    row.proposed = sum(not proposal["state"] for proposal in row.proposals)
    if number:
        judge_after(row)
    return number


def judge_after(row: UploadRow) -> None:
    """Judge a changed row anew, without what was found out about near copies of its text, which is the same."""
    near = (row.copy, row.copy_of_id, row.copy_row_id) if row.copy == CopyKind.NEAR else None
    judge_again(row)
    if near and not row.copy:
        row.copy, row.copy_of_id, row.copy_row_id = near
    row.needs_eye = row.needs_eye and row.decision == Decision.NONE


def change(row: UploadRow, fields: Mapping[str, Any]) -> None:
    """Save what a person wrote into the fields of a row; an empty field is one that is not given.

    A refused row that is right now will be added.
    """
    row.changes = storable({**row.changes, **fields})
    row.decision = Decision.NONE
    judge_after(row)
    row.needs_eye = False
    row.save()
    if row.outcome == Outcome.ADDED:
        Upload.objects.filter(pk=row.upload_id).move(UploadState.NOTHING, to=UploadState.WAITING)


def decline(rows: UploadRowQuerySet, rule: str, *, declined: bool) -> int:
    """Let rows be without a rule of repair, or have it again; return how many rows that concerns."""
    return _in_portions(rows.waiting().filter(repaired__gt=0), lambda row: _decline(row, rule, declined=declined))


def _decline(row: UploadRow, rule: str, *, declined: bool) -> int:
    before = {*row.repairs.get("declined", ())}
    after = before | {rule} if declined else before - {rule}
    row.repairs = {**row.repairs, "declined": sorted(after)}
    return before != after and rule in row.repairs.get("applied", {})


def decline_everywhere(upload: Upload, rule: str, *, declined: bool) -> int:
    """Do so in all rows of an upload that are not imported yet, and in those that are still to be read."""
    rules = {*upload.declined} | {rule} if declined else {*upload.declined} - {rule}
    upload.declined = sorted(rules)
    Upload.objects.filter(pk=upload.pk).update(declined=upload.declined)
    return decline(upload.rows.all(), rule, declined=declined)


def _in_portions(rows: UploadRowQuerySet, act: Callable[[UploadRow], int]) -> int:
    """Let something be done with each row, and save what it changed; return the sum of what it gives back."""
    number = 0
    for portion in _portions(rows):
        number += sum(act(row) for row in portion)
        UploadRow.objects.bulk_update(portion, _CHANGED, batch_size=100)
    return number


_CHANGED = (
    *(
        "proposals",
        "proposed",
        "repairs",
        "repaired",
        "needs_eye",
        "outcome",
        "reason",
        "details",
        "copy",
        "copy_of",
        "copy_row",
    ),
    *("identifier", "title", "date", "date_precision", "date_estimated", "source", "byline", "place", "length"),
    *("warnings", "article"),
)


def _portions(rows: UploadRowQuerySet) -> Iterable[list[UploadRow]]:
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), _ROWS_AT_ONCE):
        yield list(UploadRow.objects.filter(pk__in=keys[start : start + _ROWS_AT_ONCE]).select_related("file"))
