"""The pages on which two sources become one, and two again."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import keeping, people
from articles.admin.index import bring_search_up_to_date
from articles.admin.listing import link_to
from articles.models import IndexChange, Source

NAMED = 10
"""Articles that a page or a message names one by one."""


def may_merge(request: HttpRequest) -> bool:
    """True for who makes one source of two, and two of one again."""
    return request.user.has_perms(("articles.change_source", "articles.delete_source"))


def way_back(request: HttpRequest, entry: LogEntry) -> str:
    """Return the address of the page on which what an entry of the log says is taken back; "" where there is none."""
    if not may_merge(request) or keeping.parting_of(entry) is None:
        return ""
    return reverse("admin:articles_source_part", args=[entry.pk])


class MergeSources:
    """The action and its page, for the list of sources."""

    admin_site: Any
    message_user: Any

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may_merge(request)

    @admin.action(description=gettext_lazy("Make one source of the two selected…"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
        pks = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(pks) != 2:
            self.message_user(request, _("Choose two sources, those that are one."), messages.ERROR)
            return None
        return redirect("admin:articles_source_merge", *pks)

    def merge_urls(self) -> list[URLPattern]:
        merge = self.admin_site.admin_view(self.merge_view)
        part = self.admin_site.admin_view(self.part_view)
        return [
            path("<int:kept>/merge/<int:gone>/", merge, name="articles_source_merge"),
            path("part/<int:entry>/", part, name="articles_source_part"),
        ]

    def merge_view(self, request: HttpRequest, kept: int, gone: int) -> HttpResponse:
        """Show what becomes one, then do it."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        stays, goes = get_object_or_404(Source, pk=kept), get_object_or_404(Source.objects.exclude(pk=kept), pk=gone)
        same = goes.articles.out_of_trash().filter(checksum__in=stays.articles.out_of_trash().values("checksum"))
        if request.method == "POST":
            texts = [*same.values_list("pk", flat=True)]
            number = keeping.merge_sources(stays, goes, user_id=request.user.pk)
            people.recount(texts)
            bring_search_up_to_date(request)
            message = ngettext(
                "The two sources are one; %(number)d article came along.",
                "The two sources are one; %(number)d articles came along.",
                number,
            )
            messages.success(request, message % {"number": number})
            return redirect("admin:articles_source_change", stays.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Make one source of two"),
            "opts": Source._meta,
            "stays": stays,
            "goes": goes,
            "articles": goes.articles.out_of_trash().count(),
            "same": same.count(),
            "other_way": reverse("admin:articles_source_merge", args=[goes.pk, stays.pk]),
        }
        return TemplateResponse(request, "admin/merge_sources.html", context)

    def part_view(self, request: HttpRequest, entry: int) -> HttpResponse:
        """Show what becomes two again, then do it; `entry` of the log says how they became one."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        parting = keeping.parting_of(get_object_or_404(LogEntry, pk=entry))
        if parting is None:
            raise Http404
        if request.method == "POST":
            number, staying = keeping.part_sources(parting, user_id=request.user.pk)
            people.link(parting.texts)
            people.recount(parting.texts)
            IndexChange.objects.enqueue(parting.texts)
            bring_search_up_to_date(request)
            message = ngettext(
                "There are two sources again; %(number)d article went back.",
                "There are two sources again; %(number)d articles went back.",
                number,
            )
            messages.success(request, message % {"number": number})
            if staying:
                links = format_html_join("; ", "{}", ((link_to(article),) for article in staying[:NAMED]))
                said = _("What was changed since stays as it is:")
                messages.warning(request, format_html("{} {}{}", said, links, "…" if len(staying) > NAMED else ""))
            return redirect("admin:articles_source_change", parting.gone.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Make two sources of one again"),
            "opts": Source._meta,
            "kept": parting.kept,
            "gone": parting.gone,
            "names": parting.noted["names"],
            "articles": parting.returning.count(),
            "staying": [link_to(article) for article in parting.staying.for_links()[:NAMED]],
            "more": max(parting.staying.count() - NAMED, 0),
            "texts": len(parting.texts) // 2,
        }
        return TemplateResponse(request, "admin/part_sources.html", context)
