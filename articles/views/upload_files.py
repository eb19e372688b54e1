"""The files of an upload: as they were sent, with their columns, and what of them was refused."""

import uuid
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import ingest
from articles.forms import ColumnsForm
from articles.ingest import uploads
from articles.models import UploadFile
from articles.views.upload_rights import find_upload, may_act


@never_cache
@login_required
@require_safe
def original(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponseBase:
    """Give a file back as it was sent; never as something that a browser shows."""
    file = _file(request, key, number)
    try:
        content = file.file.open("rb")
    except (OSError, ValueError):
        raise Http404 from None
    name = "".join(sign for sign in file.name.rpartition("/")[2] if sign.isprintable()) or "file"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")


@never_cache
@login_required
@require_safe
def refused(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Give the refused rows with their reasons, as a table to mend and upload again."""
    upload = find_upload(request, key)
    content = uploads.refused_as_csv(upload)
    response = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{upload.created:%Y-%m-%d}-{upload.pk}.csv"'
    return response


@never_cache
@login_required
def columns(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """Show how the columns of a table are understood; change that, and let it be read anew."""
    file = _file(request, key, number)
    upload = file.upload
    if not may_act(request, upload):
        raise PermissionDenied
    found = ingest.columns(Path(file.file.path), file.name) if file.file else None
    if found is None:
        raise Http404
    headings = [*found.headings]
    mapping = file.mapping or uploads.remembered_mapping(request.user.pk, headings) or ingest.guess_mapping(headings)
    form = ColumnsForm(request.POST or None, headings=headings, mapping=mapping)
    if request.method == "POST" and form.is_valid():
        if uploads.read_again(file, form.mapping):
            messages.success(request, _("The file is read again, with its columns understood so."))
        else:
            messages.error(request, _("The upload is being worked on, or imported: its columns stay as they are."))
        return redirect(upload)
    samples = [[row[at] if at < len(row) else "" for row in found.rows] for at in range(len(headings))]
    context = {"upload": upload, "file": file, "form": form, "columns": list(zip(form, samples, strict=True))}
    return render(request, "ingest/columns.html", context)


def _file(request: HttpRequest, key: uuid.UUID, number: int) -> UploadFile:
    file = find_upload(request, key).files.select_related("upload").filter(number=number).first()
    if file is None:
        raise Http404
    return file
