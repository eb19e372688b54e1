"""Sources and subjects in the admin."""

import zoneinfo
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from articles.admin.history import HistoryAdmin
from articles.admin.named import TableInline
from articles.admin.sources_as_one import MergeSources
from articles.models import Source, SourceAlias, Status, Subject, source_name_key

OUT_OF_TRASH = Count("articles", filter=~Q(articles__status=Status.TRASHED), distinct=True)


class SourceForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("time zone"),
        required=False,
        help_text=_("Of times that come without one; UTC where none is chosen."),
    )

    class Meta:
        model = Source
        fields = "__all__"
        widgets = {
            name: forms.Textarea(attrs={"rows": 4, "dir": "auto", "class": "vLargeTextField"})
            for name in ("description", "notes", "boilerplate")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [(name, name) for name in sorted(zoneinfo.available_timezones())]
        self.fields["time_zone"].choices = [("", "UTC"), *zones]  # type: ignore[attr-defined]


class SourceAliasForm(forms.ModelForm):
    class Meta:
        model = SourceAlias
        fields = ["name"]

    def clean_name(self) -> str:
        """Refuse a name that could not be compared, or that is another source's."""
        name: str = self.cleaned_data["name"]
        key = source_name_key(name)
        if not key:
            raise forms.ValidationError(_("A name needs letters."))
        aliases = SourceAlias.objects.filter(key=key).exclude(pk=self.instance.pk).select_related("source")
        other = aliases.first()
        if other:
            raise forms.ValidationError(
                _("This name is on record for the source %(source)s."), params={"source": other.source}
            )
        return name


class SourceAliasInline(TableInline):
    model = SourceAlias
    form = SourceAliasForm
    extra = 1
    verbose_name = _("other name")
    verbose_name_plural = _("other names, under which imports find it")


@admin.register(Source)
class SourceAdmin(MergeSources, HistoryAdmin):
    form = SourceForm
    inlines = [SourceAliasInline]
    fieldsets = (
        (None, {"fields": ("key", "name_ar", "name_latin", "kind", "url", "description", "notes")}),
        (_("For articles that are brought in"), {"fields": ("default_byline", "time_zone", "boilerplate")}),
    )
    actions = ["merge"]
    list_display = ["name_ar", "name_latin", "key", "kind", "article_count"]
    list_filter = ["kind"]
    # Counting drops the order of the model itself.
    ordering = ("name_ar",)
    search_fields = ["name_ar", "name_latin", "key", "aliases__name"]

    def get_urls(self) -> list[URLPattern]:
        return [*self.merge_urls(), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).annotate(article_count=OUT_OF_TRASH)

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        # The key stands in addresses and in import files.
        return ["key"] if obj else []

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, source: Any) -> int:
        return source.article_count

    def view_on_site(self, source: Source) -> str | None:
        return source.get_absolute_url() if Source.objects.in_use().filter(pk=source.pk).exists() else None


@admin.register(Subject)
class SubjectAdmin(HistoryAdmin):
    list_display = ["name", "article_count"]
    ordering = ("name",)
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Subject]:
        return super().get_queryset(request).annotate(article_count=OUT_OF_TRASH)

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, subject: Any) -> int:
        return subject.article_count
