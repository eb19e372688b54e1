"""The page of an upload: how far it has come, what would come of it, what came of it, and what to do about that."""

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from articles import ingest, search
from articles.ingest import uploads
from articles.models import (
    IN_TRASH,
    UNDONE,
    CopyKind,
    Decision,
    Outcome,
    Upload,
    UploadRow,
    UploadRowQuerySet,
    UploadState,
)
from articles.preferences import grouped
from articles.views.lists import paginate
from articles.views.upload_groups import proposal_groups, repair_groups
from articles.views.upload_rights import (
    decide_as_asked,
    find_upload,
    may_act,
    may_replace,
    may_restore,
    may_undo,
    restores_any,
)
from articles.views.upload_shown import dress, shown_progress

ROWS_A_PAGE = 50
FILES_SHOWN = 20
NAMED = 10
"""Articles that a message names one by one."""


class View(NamedTuple):
    """A choice of an upload's rows: the name in the address, what it is called, and which rows it has."""

    name: str
    label: Any
    condition: Q


_OPEN = Q(done=False, outcome=Outcome.ADDED)
# Also of what has the identifier of another article, and is therefore refused otherwise.
_REPLACING = Q(done=False, decision=Decision.REPLACE)
# From the trash.
_RESTORING = Q(done=False, reason=IN_TRASH, decision=Decision.ACCEPT)
VIEWS = (
    View("", gettext_lazy("All"), Q()),
    View("eye", gettext_lazy("need an eye"), Q(needs_eye=True, decision=Decision.NONE, done=False)),
    View("proposals", gettext_lazy("with proposals"), Q(proposed__gt=0, done=False)),
    View("repairs", gettext_lazy("with repairs"), Q(repaired__gt=0)),
    View("copies", gettext_lazy("copies"), Q(copy__in=(CopyKind.NEAR, CopyKind.SAME))),
    View("add", gettext_lazy("to be added"), _OPEN & ~Q(decision=Decision.REFUSE) | _REPLACING | _RESTORING),
    View("added", gettext_lazy("added"), Q(done=True, outcome__in=(Outcome.ADDED, Outcome.REPLACED))),
    View("there", gettext_lazy("already there"), Q(outcome__in=(Outcome.UNCHANGED, Outcome.DUPLICATE))),
    View("out", gettext_lazy("left out"), Q(outcome=Outcome.LEFT_OUT) | _OPEN & Q(decision=Decision.REFUSE)),
    View("refused", gettext_lazy("refused"), Q(outcome=Outcome.REFUSED)),
)
_BY_NAME = {view.name: view for view in VIEWS}


@never_cache
@login_required
def review(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show an upload to whom it belongs, or do with it what a button asks for."""
    upload = find_upload(request, key)
    if request.method == "POST":
        if not may_act(request, upload):
            raise PermissionDenied
        return _act(request, upload)
    files = list(upload.files.all()[:FILES_SHOWN])
    context = {
        "upload": upload,
        "files": files,
        "more_files": upload.files.count() - len(files),
        "may_act": may_act(request, upload),
        "may_undo": may_undo(request, upload),
        "restores_any": restores_any(request),
        "reason": ingest.explain(upload.reason, upload.details),
        **shown_progress(upload),
    }
    if "progress" in request.GET and "HX-Request" in request.headers:
        response = render(request, "ingest/progress.html", context)
        if not upload.is_worked_on:
            # What stands around it is another page now.
            response["HX-Refresh"] = "true"
        return response
    if not upload.is_worked_on or upload.state == UploadState.IMPORTING:
        context |= _rows(request, upload)
    return render(request, "ingest/review.html", context)


def _rows(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    """Return what the page shows of the rows: numbers, the choice that is asked for, one page of it."""
    view = _BY_NAME.get(request.GET.get("show", ""), VIEWS[0])
    numbers = upload.rows.order_by().aggregate(
        **{f"n_{view.name or 'all'}": Count("pk", filter=view.condition) for view in VIEWS},
        n_replacing=Count("pk", filter=_REPLACING),
        n_restoring=Count("pk", filter=_RESTORING),
        n_undone=Count("pk", filter=Q(reason=UNDONE)),
        n_drafts=Count("pk", filter=Q(done=True, outcome=Outcome.ADDED, article__status="draft")),
    )
    counts = [(view, numbers[f"n_{view.name or 'all'}"]) for view in VIEWS]
    chosen = upload.rows.filter(view.condition)
    page = paginate(
        request,
        chosen.defer("body", "fields", "sketch").select_related("file", "article", "copy_of", "copy_row"),
        ROWS_A_PAGE,
        count=dict(counts)[view],
    )
    dress(page)
    numbers["n_new"] = numbers["n_add"] - numbers["n_replacing"] - numbers["n_restoring"]
    context: dict[str, Any] = {"view": view.name, "counts": counts, "page": page, "numbers": numbers}
    if upload.state == UploadState.WAITING:
        copies, there = numbers["n_copies"] + numbers["n_refused"], numbers["n_there"]
        replaceable = may_replace(request, uploads.open_to(upload.rows.all(), Decision.REPLACE))
        context |= {
            "can_reprint": copies and uploads.open_to(upload.rows.all(), Decision.REPRINT).exists(),
            "can_replace": copies and replaceable.exists(),
            "can_restore": there and may_restore(request, upload.rows.restorable()).exists(),
        }
    if view.name == "proposals":
        context["groups"] = proposal_groups(chosen)
    elif view.name == "repairs" and not upload.is_worked_on:
        context["rules"] = repair_groups(chosen, upload.declined)
    return context


def _act(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Do what a button of the page asks for, once, even when it is clicked twice."""
    for name, act in _ACTS.items():
        if name in request.POST:
            act(request, upload)
            break
    view = request.POST.get("show", "")
    back = upload.get_absolute_url()
    return redirect(f"{back}?show={view}" if view in _BY_NAME and view else back)


def _confirm(request: HttpRequest, upload: Upload) -> None:
    # Decided by somebody else, or while the article was a draft still.
    replacing = upload.rows.waiting().filter(decision=Decision.REPLACE)
    others = replacing.exclude(pk__in=may_replace(request, replacing).order_by().values("pk"))
    if others.exists():
        messages.error(
            request,
            _(
                "Only an editor lets a newer version take the place of an article that is published, or another's. Let "
                "an editor confirm the import, or decide otherwise about these rows: %(rows)s"
            )
            % {"rows": _named(request, [row.title or row.shown_place for row in others[: NAMED + 1]])},
        )
        return
    restoring = upload.rows.filter(_RESTORING)
    restoring = restoring.exclude(pk__in=may_restore(request, restoring).order_by().values("pk"))
    if restoring.exists():
        messages.error(
            request,
            _(
                "Only an editor takes articles out of the trash. Let an editor confirm the import, or decide otherwise "
                "about these rows: %(rows)s"
            )
            % {"rows": _named(request, [row.title or row.shown_place for row in restoring[: NAMED + 1]])},
        )
        return
    uploads.confirm(upload, publish=upload.publish and request.user.has_perm("articles.publish_upload"))


def _cancel(request: HttpRequest, upload: Upload) -> None:
    in_the_middle = upload.state == UploadState.IMPORTING
    if uploads.cancel(upload):
        text = _("The upload was cancelled; what was added until then is listed here.")
        messages.success(request, text if in_the_middle else _("The upload was cancelled and its files deleted."))


def _named(request: HttpRequest, names: list[str]) -> str:
    """Return the first of these names, as a message lists them."""
    between = "؛ " if request.LANGUAGE_CODE == "ar" else "; "
    return between.join(names[:NAMED]) + ("…" if len(names) > NAMED else "")


def _undo(request: HttpRequest, upload: Upload) -> None:
    if not may_undo(request, upload):
        messages.error(request, _("Articles of this upload are published by now: only an editor can take them back."))
        return
    edited = uploads.undo(upload, user=request.user.pk)
    if edited:
        messages.error(
            request,
            ngettext(
                "Nothing was undone: %(number)s article was edited since (%(named)s).",
                "Nothing was undone: %(number)s articles were edited since (%(named)s).",
                len(edited),
            )
            % {"number": grouped(len(edited)), "named": _named(request, [str(row.article) for row in edited])},
        )


def _publish(request: HttpRequest, upload: Upload) -> None:
    if not request.user.has_perm("articles.publish_upload"):
        raise PermissionDenied
    number = len(uploads.publish(upload))
    if not search.drain_quietly():
        messages.warning(request, _("The articles are saved. The search index is busy and takes them in later."))
    messages.success(
        request,
        ngettext("%(number)s article was published.", "%(number)s articles were published.", number)
        % {"number": grouped(number)},
    )


def _decide(request: HttpRequest, upload: Upload) -> None:
    number = decide_as_asked(request, _chosen(request, upload))
    if number == 0:
        messages.warning(request, _("Nothing was decided: of none of these rows can that be said."))
    if not number:
        return
    messages.success(
        request,
        ngettext("Decided for %(number)s row.", "Decided for %(number)s rows.", number) % {"number": grouped(number)},
    )


def _chosen(request: HttpRequest, upload: Upload) -> UploadRowQuerySet:
    """Return the rows that were ticked, or all of the list that was shown."""
    if request.POST.get("scope") == "all":
        view = _BY_NAME.get(request.POST.get("show", ""), VIEWS[0])
        return upload.rows.filter(view.condition)
    keys = [int(key) for key in request.POST.getlist("row") if key.isdecimal() and len(key) <= _DIGITS]
    return upload.rows.filter(pk__in=keys)


_DIGITS = 18


def _answer(request: HttpRequest, upload: Upload) -> None:
    """Take or refuse all proposals of one kind: its field, its rule, and whether it is sure."""
    take = "take" in request.POST
    field, _sign, rest = request.POST["take" if take else "refuse"].partition("|")
    rule, _sign, sure = rest.partition("|")
    number = uploads.answer(upload.rows.all(), field=field, rule=rule, sure=sure == "1", take=take)
    messages.success(
        request,
        ngettext("%(number)s proposal was answered.", "%(number)s proposals were answered.", number)
        % {"number": grouped(number)},
    )


def _decline(request: HttpRequest, upload: Upload) -> None:
    declined = "decline" in request.POST
    rule = request.POST["decline" if declined else "apply"]
    uploads.decline_everywhere(upload, rule, declined=declined)


def _pause(request: HttpRequest, upload: Upload) -> None:
    uploads.pause(upload)


def _resume(request: HttpRequest, upload: Upload) -> None:
    uploads.resume(upload)


_ACTS: dict[str, Callable[[HttpRequest, Upload], None]] = {
    "confirm": _confirm,
    "cancel": _cancel,
    "pause": _pause,
    "resume": _resume,
    "undo": _undo,
    "publish": _publish,
    "decide": _decide,
    "take": _answer,
    "refuse": _answer,
    "decline": _decline,
    "apply": _decline,
}


def row_keys(upload: Upload, row: UploadRow) -> tuple[int | None, int | None]:
    """Return the rows before and after a row in the order of its upload."""
    order = Q(file__number__lt=row.file.number) | Q(file=row.file, number__lt=row.number)
    before = upload.rows.filter(order).order_by("-file__number", "-number").values_list("pk", flat=True).first()
    order = Q(file__number__gt=row.file.number) | Q(file=row.file, number__gt=row.number)
    after = upload.rows.filter(order).order_by("file__number", "number").values_list("pk", flat=True).first()
    return before, after
