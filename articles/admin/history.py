"""The history of an object in the admin: who changed what and when, and the way back."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import keeping, people
from articles.admin.index import bring_search_up_to_date
from articles.admin.sources_as_one import way_back
from articles.models import Article, IndexChange, Person, sentence_of

PER_PAGE = 20
ENTRIES = 50


class HistoryAdmin(admin.ModelAdmin):
    """A model's admin whose history shows former states field by field, each with a button to return to it."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path(
                "<path:object_id>/history/<int:version>/",
                self.admin_site.admin_view(self.version_view),
                name=f"{name}_version",
            ),
            path(
                "<path:object_id>/history/<int:version>/return/",
                self.admin_site.admin_view(require_POST(self.return_view)),
                name=f"{name}_return",
            ),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """List the versions, newest first, each with what it changed; below, what the log says of the object."""
        one = self._object(request, object_id)
        rows = one.history.select_related("history_user")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        shown = list(page.object_list)
        before = rows[page.end_index() : page.end_index() + 1].first() if page.has_next() else None
        newest = rows.values_list("pk", flat=True).first()
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), object_id=str(one.pk)
        ).select_related("user", "content_type")[:ENTRIES]
        context = {
            **self._context(request, one, _("History")),
            "page": page,
            "versions": keeping.versions(shown, before=before, newest=newest),
            "entries": [(entry, sentence_of(entry), way_back(request, entry)) for entry in entries],
            "may_return": self.has_change_permission(request, one),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def version_view(self, request: HttpRequest, object_id: str, version: int) -> HttpResponse:
        """Show a former state beside the present one."""
        one = self._object(request, object_id)
        row = get_object_or_404(one.history.select_related("history_user"), pk=version)
        newest = one.history.first()
        context = {
            **self._context(request, one, _("A former state")),
            "row": row,
            "reason": keeping.reason_in_words(row),
            "changes": keeping.changes_between(newest, row),
            "is_present": row.pk == newest.pk,
            "may_return": self.has_change_permission(request, one),
        }
        return TemplateResponse(request, "admin/version.html", context)

    def return_view(self, request: HttpRequest, object_id: str, version: int) -> HttpResponseRedirect:
        """Return the object to a former state."""
        one = self._object(request, object_id)
        if not self.has_change_permission(request, one):
            raise PermissionDenied
        row = get_object_or_404(one.history, pk=version)
        try:
            missing = keeping.return_to(row, user_id=request.user.pk or 0)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(self._address("history", one))
        if isinstance(one, Article):
            people.link([one.pk])
            IndexChange.objects.enqueue([one.pk])
        elif isinstance(one, Person):
            IndexChange.objects.enqueue(people.link(one.articles.values_list("pk", flat=True), persons=[one.pk]))
        bring_search_up_to_date(request)
        messages.success(request, _("The former state is there again. The history has what it was until now, too."))
        if missing:
            fields = _(", ").join(missing)
            messages.warning(
                request, _("What was deleted since could not be given back: %(fields)s.") % {"fields": fields}
            )
        return redirect(self._address("history", one))

    def _object(self, request: HttpRequest, object_id: str) -> Any:
        one = self.get_object(request, unquote(object_id))
        if one is None:
            raise Http404
        if not self.has_view_or_change_permission(request, one):
            raise PermissionDenied
        return one

    def _address(self, page: str, one: models.Model) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[one.pk])

    def _context(self, request: HttpRequest, one: models.Model, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "subtitle": str(one),
            "object": one,
            "opts": self.opts,
            "change_url": self._address("change", one),
            "history_url": self._address("history", one),
            "version_url_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_version",
            "return_url_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_return",
            "language": getattr(one, "language", "ar"),
        }
