"""Uploads in the admin: a list to look things up; uploading and reviewing have pages of their own."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Outcome, Upload, UploadRow


@admin.register(Upload)
class UploadAdmin(admin.ModelAdmin):
    list_display = ["shown_name", "user", "door", "created", "state", "added", "kept", "refused"]
    list_display_links = None
    ordering = ("-created", "pk")
    list_filter = ["state", "door", "created", ("user", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user"]
    search_fields = ["files__name", "user__username"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        def rows(*outcomes: Outcome) -> Coalesce:
            # Asked of the uploads that a page shows, not of all.
            of_one = UploadRow.objects.filter(upload=OuterRef("pk"), outcome__in=outcomes).order_by()
            return Coalesce(Subquery(of_one.values("upload").annotate(number=Count("pk")).values("number")), 0)

        return (
            super()
            .get_queryset(request)
            .prefetch_related("files")
            .annotate(
                added=rows(Outcome.ADDED, Outcome.REPLACED),
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

    @admin.display(description=_("files"))
    def shown_name(self, upload: Upload) -> SafeString:
        return format_html('<a href="{}"><bdi>{}</bdi></a>', upload.get_absolute_url(), upload)

    @admin.display(description=_("added"))
    def added(self, upload: Any) -> int:
        return upload.added

    @admin.display(description=_("already there"))
    def kept(self, upload: Any) -> int:
        return upload.kept

    @admin.display(description=_("refused"))
    def refused(self, upload: Any) -> int:
        return upload.refused
