"""Uploads in the admin: a list to look things up; uploading itself has pages of its own."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Outcome, Upload


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    list_display = ["shown_name", "user", "created", "state", "added", "kept", "refused"]
    list_display_links = None
    ordering = ("-created", "pk")
    list_filter = ["state", "created", ("user", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user"]
    search_fields = ["name", "user__username"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        def rows(*outcomes: Outcome) -> Count:
            return Count("rows", filter=Q(rows__outcome__in=outcomes))

        return (
            super()
            .get_queryset(request)
            .annotate(
                added=rows(Outcome.ADDED),
                kept=rows(Outcome.UNCHANGED, Outcome.DUPLICATE),
                refused=rows(Outcome.REFUSED),
            )
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    @admin.display(description=_("file name"), ordering="name")
    def shown_name(self, upload: Upload) -> SafeString:
        return format_html('<a href="{}"><bdi>{}</bdi></a>', upload.get_absolute_url(), upload.name)

    @admin.display(description=_("added"))
    def added(self, upload: Any) -> int:
        return upload.added

    @admin.display(description=_("already there"))
    def kept(self, upload: Any) -> int:
        return upload.kept

    @admin.display(description=_("refused"))
    def refused(self, upload: Any) -> int:
        return upload.refused
