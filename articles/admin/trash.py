"""The trash: deleted articles until they are gone for good, and withdrawn ones, to be brought back."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import keeping, people
from articles.admin.index import bring_search_up_to_date
from articles.admin.listing import (
    ArticleChangeList,
    ArticleColumns,
    keys_of,
    link_to,
    move_to_trash,
    restore,
    set_status,
    shown_time,
)
from articles.models import Article, Discarded, Status, TextIsThere, Upload, UploadRow, UploadState

UPLOADS_SHOWN = 10


class DiscardedFilter(admin.SimpleListFilter):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(status.value, status.label) for status in (Status.TRASHED, Status.WITHDRAWN)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Discarded]) -> QuerySet[Discarded]:
        return queryset.filter(status=self.value()) if self.value() else queryset


class UploadFilter(admin.SimpleListFilter):
    """What was taken back with an upload; the page of that leads here."""

    title = gettext_lazy("undone upload")
    parameter_name = "upload"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        uploads = Upload.objects.filter(state=UploadState.UNDONE, rows__in=UploadRow.objects.taken_back())
        chosen = uploads.distinct().prefetch_related("files")[:UPLOADS_SHOWN]
        return [(str(one.key), f"{timezone.localtime(one.created):%Y-%m-%d %H:%M} · {one}") for one in chosen]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Discarded]) -> QuerySet[Discarded]:
        key = self.value()
        if not key:
            return queryset
        try:
            rows = UploadRow.objects.taken_back().filter(upload__key=key)
        except ValidationError:  # No key of an upload.
            return queryset.none()
        return queryset.filter(pk__in=rows.values("article"))


@admin.register(Discarded)
class TrashAdmin(ArticleColumns, admin.ModelAdmin):
    list_display = ["linked_title", "source", "shown_date", "shown_status", "shown_since", "trashed_by", "days_left"]
    list_display_links = None
    list_filter = [DiscardedFilter, UploadFilter, ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["source", "trashed_by"]
    list_per_page = 50
    ordering = ("-trashed_at", "pk")
    search_fields = ["title", "identifier", "byline"]
    actions = ["restore", "purge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Discarded]:
        return super().get_queryset(request).filter(status__in=(Status.TRASHED, Status.WITHDRAWN))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleChangeList]:
        return ArticleChangeList

    # --- Rights ---
    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Discarded | None = None) -> bool:
        return request.user.has_perm("articles.change_article")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Discarded | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Discarded | None = None) -> bool:
        return False

    def has_restore_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(("articles.change_article", "articles.publish_article"))

    def has_purge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.purge_article")

    # --- The list ---
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        days = ngettext(
            "Trash: deleted articles stay here for %(days)d day, withdrawn ones until they are published again",
            "Trash: deleted articles stay here for %(days)d days, withdrawn ones until they are published again",
            settings.TRASH_DAYS,
        )
        context = {"title": days % {"days": settings.TRASH_DAYS}, **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:articles_article_change", object_id)

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:articles_article_history", object_id)

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def linked_title(self, article: Discarded) -> SafeString:
        address = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, article.title)

    @admin.display(description=gettext_lazy("since"), ordering="trashed_at")
    def shown_since(self, article: Discarded) -> SafeString | str:
        return shown_time(article.trashed_at) if article.trashed_at else ""

    @admin.display(description=gettext_lazy("days left"))
    def days_left(self, article: Discarded) -> int | str:
        if not article.trashed_at:
            return ""
        end = article.trashed_at + datetime.timedelta(days=settings.TRASH_DAYS)
        return max(0, (end - timezone.now()).days)

    # --- What is done with the chosen ones ---
    @admin.action(description=gettext_lazy("Restore the selected articles"), permissions=["restore"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Discarded]) -> None:
        bring_back(request, keys_of(queryset))

    @admin.action(description=gettext_lazy("Delete the selected articles for good…"), permissions=["purge"])
    def purge(self, request: HttpRequest, queryset: QuerySet[Discarded]) -> HttpResponse | None:
        pks = keys_of(Article.objects.in_trash().filter(pk__in=keys_of(queryset)))
        if not pks:
            self.message_user(request, _("Withdrawn articles are not deleted: put them in the trash."), messages.ERROR)
            return None
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Delete for good"),
                "opts": self.opts,
                "articles": Article.objects.filter(pk__in=pks[:50]).for_links(),
                "pks": pks,
                "number": len(pks),
                "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            }
            return TemplateResponse(request, "admin/purge.html", context)
        number = keeping.purge(pks, user_id=request.user.pk)
        people.recount()
        message = ngettext("%(number)d article was deleted.", "%(number)d articles were deleted.", number)
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
        bring_search_up_to_date(request)
        return None


def bring_back(request: HttpRequest, pks: list[int]) -> None:
    """Restore what is in the trash, publish what is withdrawn, and say so; say which articles cannot come back."""
    withdrawn = keys_of(Article.objects.filter(pk__in=pks, status=Status.WITHDRAWN))
    try:
        number = restore(pks, user_id=request.user.pk)
    except TextIsThere as problem:
        pairs = ((link_to(article), link_to(other)) for article, other in problem.pairs[:10])
        said = _(
            "Nothing was restored. The archive has the same text from the same source by now; the page of what is in "
            "the trash offers to exchange the two:"
        )
        messages.error(request, format_html("{} {}", said, format_html_join("; ", "{} ← {}", pairs)))
        return
    number += set_status(withdrawn, Status.PUBLISHED, user_id=request.user.pk)
    message = ngettext("%(number)d article is back.", "%(number)d articles are back.", number)
    messages.success(request, message % {"number": number})
    bring_search_up_to_date(request)


def exchange(request: HttpRequest, article: Article) -> None:
    """Restore an article, and put into the trash what has its text in its source by now; say so."""
    with transaction.atomic():
        move_to_trash(keys_of(Article.objects.same_place(article)), user_id=request.user.pk)
        restore([article.pk], user_id=request.user.pk)
    messages.success(request, _("The article is back, and the one that had its place is in the trash."))
    bring_search_up_to_date(request)
