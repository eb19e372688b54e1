"""Uploading articles: choose files, look at what would be added, confirm."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from articles import ingest, search
from articles.forms import UploadForm
from articles.models import Outcome, Source, Upload, UploadRow, UploadState
from articles.views import upload_steps
from articles.views.lists import paginate

ROWS_A_PAGE = 100
RECENT = 20
SECONDS_TO_NEXT_LOOK = 5


class UploadPage(PermissionRequiredMixin, FormView):
    """Choose files. What is sent is stored and looked through; the next page shows what would come of it."""

    permission_required = "articles.add_upload"
    template_name = "ingest/upload.html"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        may_publish = self.request.user.has_perm("articles.publish_upload")
        return super().get_form_kwargs() | {"may_publish": may_publish}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Upload.objects.filter(user=self.request.user.pk).one_a_batch()
        limits = {"max_files": settings.UPLOAD_MAX_FILES, "max_megabytes": settings.UPLOAD_MAX_MEGABYTES}
        return super().get_context_data(**kwargs) | limits | {"recent": own[:RECENT]}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        data = form.cleaned_data
        user = self.request.user.pk
        try:
            upload = upload_steps.receive(data["file"], user=user, publish=data.get("publish", False))
        except upload_steps.TooManyRows:
            form.add_error("file", _too_many_rows())
            return self.form_invalid(form)
        return redirect(upload)


def _too_many_rows() -> str:
    return _(
        "These files hold more than %(limit)s articles, the most that can be uploaded at a time; nothing was kept. "
        "Send them in parts, or have the administrator import them on the command line."
    ) % {"limit": f"{settings.UPLOAD_MAX_ROWS:,}"}


@never_cache
@login_required
def batch(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """Show a batch to whom it belongs: what an import would bring, or has brought; import or cancel it on request."""
    uploads = list(Upload.objects.visible_to(request.user).in_batch(batch).select_related("user"))
    if not uploads:
        raise Http404
    if request.method == "POST":
        return _act(request, uploads[0])
    rows = UploadRow.objects.filter(upload__batch=batch)
    counts = dict(rows.order_by().values_list("outcome").annotate(Count("pk")))
    outcome = request.GET.get("outcome")
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    page = paginate(request, rows.select_related("upload", "article"), ROWS_A_PAGE)
    names = {source.key: source for source in Source.objects.filter(key__in={row.source for row in page})}
    for row in page:
        row.shown_source = names.get(row.source, row.source)
        row.explanation = ingest.explain(row.reason, row.details)
    context = {
        "first": uploads[0],
        "uploads": uploads,
        "page": page,
        "outcome": outcome,
        "counts": [(Outcome(value), counts.get(value, 0)) for value in Outcome.values],
        "total": sum(counts.values()),
        "number": counts.get(Outcome.ADDED, 0),
        "may_act": request.user.has_perm("articles.add_upload"),
    }
    response = render(request, "ingest/batch.html", context)
    if uploads[0].state == UploadState.IMPORTING and not uploads[0].is_stale:
        response["Refresh"] = str(SECONDS_TO_NEXT_LOOK)
    return response


def _act(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Do what a button of the batch's page asks for, once, even when it is clicked twice."""
    if not request.user.has_perm("articles.add_upload"):
        raise PermissionDenied
    if "cancel" in request.POST:
        if upload_steps.cancel_batch(upload.batch):
            messages.success(request, _("The upload was cancelled and its files deleted."))
            return redirect("articles:upload")
    elif "confirm" in request.POST:
        publish = upload.publish and request.user.has_perm("articles.publish_upload")
        if upload_steps.import_batch(upload.batch, publish=publish) and not search.drain_quietly():
            messages.warning(request, _("The articles are saved. The search index is busy and takes them in later."))
    return redirect(upload)
