"""Uploading articles: choose files, or write one article; what is sent is stored, and its page shows what follows."""

import io
import json
from typing import Any

from django.conf import settings
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from articles.forms import SingleForm, UploadForm
from articles.ingest import uploads
from articles.models import Copies, Upload

RECENT = 20


class UploadPage(PermissionRequiredMixin, FormView):
    """Choose files. What is sent is stored; the next page shows how it is looked through, and what would come of it."""

    permission_required = "articles.add_upload"
    template_name = "ingest/upload.html"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        may_publish = self.request.user.has_perm("articles.publish_upload")
        return super().get_form_kwargs() | {"may_publish": may_publish}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Upload.objects.filter(user=self.request.user.pk).prefetch_related("files")
        limits = {
            "max_files": settings.UPLOAD_MAX_FILES,
            "max_megabytes": settings.UPLOAD_MAX_MEGABYTES,
            "max_total": settings.UPLOAD_MAX_TOTAL_MEGABYTES,
            "max_articles": settings.UPLOAD_MAX_ARTICLES,
        }
        return super().get_context_data(**kwargs) | limits | {"recent": own[:RECENT]}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        data = form.cleaned_data
        upload = uploads.receive(
            [_sent(file) for file in data["file"]],
            user=self.request.user.pk,
            publish=data.get("publish", False),
            copies=Copies(data["copies"]),
        )
        return redirect(upload)


def _sent(file: UploadedFile) -> uploads.Sent:
    return uploads.Sent(file.name or "", file.size or 0, lambda: file.open("rb"))


class SinglePage(PermissionRequiredMixin, FormView):
    """Write or paste one article. It goes the way of all uploads: what its text says of itself is proposed next."""

    permission_required = "articles.add_upload"
    template_name = "ingest/single.html"
    form_class = SingleForm

    def form_valid(self, form: SingleForm) -> HttpResponse:
        fields = {name: value for name, value in form.cleaned_data.items() if value}
        content = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
        name = f"{timezone.localtime():%Y-%m-%d-%H%M%S}.jsonl"
        sent = uploads.Sent(name, len(content), lambda: io.BytesIO(content))
        return redirect(uploads.receive([sent], user=self.request.user.pk))
