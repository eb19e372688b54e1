"""The log of what was done, by whom: to be read, and edited by nobody."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.listing import shown_time
from articles.admin.sources_as_one import way_back
from articles.models import sentence_of


@admin.register(LogEntry)
class LogAdmin(admin.ModelAdmin):
    list_display = ["shown_at", "user", "shown_object", "kind", "said"]
    list_display_links = None
    list_filter = [
        "action_flag",
        ("content_type", admin.RelatedOnlyFieldListFilter),
        ("user", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["user", "content_type"]
    date_hierarchy = "action_time"
    ordering = ("-action_time", "-pk")
    search_fields = ["object_repr", "change_message", "user__username"]
    search_help_text = _("Words of a title or name, or a user.")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LogEntry | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        if isinstance(answer, TemplateResponse) and answer.context_data and "cl" in answer.context_data:
            for entry in answer.context_data["cl"].result_list:
                entry.way_back = way_back(request, entry)
        return answer

    @admin.display(description=_("time"), ordering="action_time")
    def shown_at(self, entry: LogEntry) -> SafeString:
        return shown_time(entry.action_time)

    @admin.display(description=_("object"), ordering="object_repr")
    def shown_object(self, entry: LogEntry) -> SafeString:
        address: Any = None if entry.is_deletion() else entry.get_admin_url()
        if not address:
            return format_html("<bdi>{}</bdi>", entry.object_repr)
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, entry.object_repr)

    @admin.display(description=_("kind"))
    def kind(self, entry: LogEntry) -> str:
        return str(entry.content_type.name) if entry.content_type else ""

    @admin.display(description=_("what was done"))
    def said(self, entry: Any) -> SafeString:
        if not entry.way_back:
            return format_html("{}", sentence_of(entry))
        return format_html('{} <a href="{}">{}</a>', sentence_of(entry), entry.way_back, _("Take it back…"))
