"""One article to be: its text before and after repair, what is proposed, what it is a copy of; all to be answered."""

import uuid
from collections import Counter, defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles import ingest, people
from articles.arabic import Change, differences
from articles.forms import RowForm
from articles.ingest import uploads
from articles.models import Upload, UploadRow, UploadState
from articles.views.upload_review import row_keys
from articles.views.upload_rights import decide_as_asked, find_upload, may_act, may_replace, may_restore
from articles.views.upload_shown import dress, shown_proposal

MOST_COMPARED = 20_000
"""Characters. Longer texts are shown without the marks of what changed, which would take too long."""


@never_cache
@login_required
def row(request: HttpRequest, key: uuid.UUID, pk: int) -> HttpResponse:
    """Show a row of an upload, or do with it what a button asks for."""
    upload = find_upload(request, key)
    found = upload.rows.select_related("file", "article", "copy_of", "copy_row").filter(pk=pk).first()
    if found is None:
        raise Http404
    can_act = may_act(request, upload) and not found.done and upload.state in (UploadState.WAITING, UploadState.NOTHING)
    fields = RowForm.shown(found.amended)
    form = RowForm(initial=fields)
    if request.method == "POST":
        if not can_act:
            raise PermissionDenied
        form = RowForm(request.POST, initial=fields) if "save" in request.POST else form
        if "save" not in request.POST:
            _act(request, upload, found)
            return redirect(address(upload, found.pk))
        if form.is_valid():
            uploads.change(found, form.changes())
            if found.reason:
                messages.warning(request, ingest.explain(found.reason, found.details))
            else:
                messages.success(request, _("The changes are kept; the article will be added with them."))
            return redirect(address(upload, found.pk))
    can_replace = can_act and may_replace(request, upload.rows.filter(pk=found.pk)).exists()
    can_restore = can_act and may_restore(request, upload.rows.restorable().filter(pk=found.pk)).exists()
    rights = {"can_act": can_act, "can_replace": can_replace, "can_restore": can_restore}
    context = _context(upload, found, form) | rights
    return render(request, "ingest/row.html", context)


def address(upload: Upload, pk: int) -> str:
    return reverse("articles:upload_row", args=[upload.key, pk])


def _context(upload: Upload, row: UploadRow, form: RowForm) -> dict[str, Any]:
    dress([row])
    before, after = row_keys(upload, row)
    repairs = uploads.repairs_of(row)
    compared = repairs.before != repairs.after and len(repairs.before) <= MOST_COMPARED
    return {
        "upload": upload,
        "row": row,
        "form": form,
        "proposals": [shown_proposal(one, number) for number, one in enumerate(row.proposals)],
        "repairs": repairs,
        "paragraphs": differences(repairs.before, repairs.after) if compared else None,
        "persons": _persons(repairs.after[:MOST_COMPARED]),
        "copy": _compared_with_copy(row, repairs.after),
        "rules": [
            {"name": name, "label": ingest.repair_label(name), "number": number, "declined": declined}
            for name, number, declined in repairs.rules
        ],
        "previous": address(upload, before) if before else "",
        "next": address(upload, after) if after else "",
    }


def _persons(text: str) -> list[tuple[str, int]]:
    """Return the persons whom a text names, as they are looked for once it is an article, and how often it does."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for one in people.assign(people.find_new(text)):
        names[one.key][one.name] += 1
    found = [(max(written, key=len), written.total()) for written in names.values()]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _compared_with_copy(row: UploadRow, text: str) -> list[list[Change]] | None:
    """Return how a row's text differs from what it is a copy of; None where there is nothing to compare."""
    other = ""
    if row.copy_of:
        other = row.copy_of.text
    elif row.copy_row:
        other = uploads.repairs_of(row.copy_row).after
    if not other or other == text or max(len(other), len(text)) > MOST_COMPARED:
        return None
    return differences(other, text)


def _act(request: HttpRequest, upload: Upload, row: UploadRow) -> None:
    rows = upload.rows.filter(pk=row.pk)
    asked = request.POST
    decide_as_asked(request, rows)
    for name, take in (("take", True), ("refuse", False)):
        number = asked.get(name, "")
        if number.isdecimal() and int(number[:9]) < len(row.proposals):
            proposal = row.proposals[int(number[:9])]
            uploads.answer(rows, field=proposal["field"], rule=proposal["rule"], take=take)
    for name, declined in (("decline", True), ("apply", False)):
        if name in asked:
            uploads.decline(rows, asked[name], declined=declined)
    for name, declined in (("decline-all", True), ("apply-all", False)):
        if name in asked:
            uploads.decline_everywhere(upload, asked[name], declined=declined)
