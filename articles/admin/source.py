"""Sources and subjects in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Source, Subject


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["name_ar", "name_latin", "key", "kind", "article_count"]
    list_filter = ["kind"]
    # Counting drops the order of the model itself.
    ordering = ("name_ar",)
    search_fields = ["name_ar", "name_latin", "key"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        # The key stands in addresses and in import files.
        return ["key"] if obj else []

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, source: Any) -> int:
        return source.article_count

    def view_on_site(self, source: Source) -> str | None:
        return source.get_absolute_url() if Source.objects.in_use().filter(pk=source.pk).exists() else None


@admin.register(Subject)
class SubjectAdmin(admin.ModelAdmin):
    list_display = ["name", "article_count"]
    ordering = ("name",)
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subject]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, subject: Any) -> int:
        return subject.article_count
