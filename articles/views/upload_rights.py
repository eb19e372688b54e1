"""Who may do what with uploads and their rows, on every page of them."""

import uuid

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from articles.ingest import uploads
from articles.models import Article, Decision, Status, Upload, UploadRowQuerySet


def find_upload(request: HttpRequest, key: uuid.UUID) -> Upload:
    """Return an upload that is the user's, or that they may see; raise Http404 for any other."""
    upload = Upload.objects.visible_to(request.user).select_related("user").filter(key=key).first()
    if upload is None:
        raise Http404
    return upload


def may_act(request: HttpRequest, upload: Upload) -> bool:
    """True for whom the upload is theirs to decide upon: its user, and who may publish what others upload."""
    own = upload.user_id == request.user.pk
    return request.user.has_perm("articles.add_upload") and (own or request.user.has_perm("articles.publish_upload"))


def may_undo(request: HttpRequest, upload: Upload) -> bool:
    """True for whom all that came of the upload is theirs to take away: of what is public, editors alone."""
    came = upload.rows.brought().exclude(article__status=Status.DRAFT)
    return request.user.has_perm("articles.publish_upload") or not came.exists()


def may_replace(request: HttpRequest, rows: UploadRowQuerySet) -> UploadRowQuerySet:
    """Return those of the rows whose older version the user may change: editors any, others their own drafts."""
    if request.user.has_perm("articles.change_article"):
        return rows
    own = Article.objects.editable_by(request.user).order_by().values("pk")
    return rows.filter(Q(copy_of__in=own) | Q(copy_of=None, copy_row__upload__user=request.user.pk))


def may_restore(request: HttpRequest, rows: UploadRowQuerySet) -> UploadRowQuerySet:
    """Return those of the rows whose article the user may take out of the trash.

    Editors any, as in the administration; others the drafts that they brought and put there themselves.
    """
    if restores_any(request):
        return rows
    own = Article.objects.in_trash().filter(uploaded_by=request.user.pk, trashed_by=request.user.pk)
    return rows.filter(copy_of__in=own.filter(status_before=Status.DRAFT).order_by().values("pk"))


def restores_any(request: HttpRequest) -> bool:
    """True for who restores what is in the trash, whoever put it there."""
    return request.user.has_perms(("articles.change_article", "articles.publish_article"))


def decide_as_asked(request: HttpRequest, rows: UploadRowQuerySet) -> int | None:
    """Decide the same of rows, as a button asks and as far as the user may; tell of the others.

    Return of how many; None where no button asked.
    """
    asked = request.POST.get("decide")
    if asked == "restore":
        return uploads.restore(may_restore(request, rows))
    if asked not in Decision.values:
        return None
    decision = Decision(asked)
    if decision != Decision.REPLACE:
        return uploads.decide(rows, decision)
    allowed = may_replace(request, rows)
    if rows.exclude(pk__in=allowed.values("pk")).exists():
        text = _("Whoever edits an article may replace it. Ask an editor to decide of the rows that are left.")
        messages.warning(request, text)
    return uploads.decide(allowed, decision)
