"""The page on which two articles become one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import keeping, people
from articles.admin.index import bring_search_up_to_date
from articles.admin.listing import link_to
from articles.arabic import PartialDate, differences
from articles.models import Article, IndexChange


class MergeArticles:
    """The action and its page, for a list of articles."""

    admin_site: Any
    message_user: Any

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(("articles.change_article", "articles.delete_article"))

    @admin.action(description=gettext_lazy("Make one article of the two selected…"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        pks = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(pks) != 2:
            self.message_user(request, _("Choose two articles, those that are one."), messages.ERROR)
            return None
        return redirect("admin:articles_article_merge", *pks)

    def merge_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:kept>/merge/<int:other>/", view, name="articles_article_merge")]

    def merge_view(self, request: HttpRequest, kept: int, other: int) -> HttpResponse:
        """Show what is taken from which, then make one of two."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        articles = Article.objects.out_of_trash().for_reading()
        stays, goes = get_object_or_404(articles, pk=kept), get_object_or_404(articles.exclude(pk=kept), pk=other)
        if request.method == "POST":
            take = [name for name in keeping.PARTS if request.POST.get(name) == "other"]
            try:
                keeping.merge(stays, goes, take=take, user_id=request.user.pk)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                people.link([stays.pk])
                people.recount([stays.pk, goes.pk])
                IndexChange.objects.enqueue([stays.pk])
                bring_search_up_to_date(request)
                messages.success(request, _("The two articles are one. The other one rests in the trash."))
                return redirect("admin:articles_article_change", stays.pk)
        names = {
            _("subjects"): [{str(subject) for subject in one.subjects.all()} for one in (stays, goes)],
            _("persons"): [{str(mention.person) for mention in one.mentions.all()} for one in (stays, goes)],
        }
        context = {
            **self.admin_site.each_context(request),
            "title": _("Make one article of two"),
            "opts": Article._meta,
            "stays": stays,
            "goes": goes,
            "links": (link_to(stays), link_to(goes)),
            "parts": [part for part in _parts(stays, goes) if part["kept"] != part["other"]],
            "text_changes": differences(stays.text, goes.text) if stays.text != goes.text else (),
            "united": [(label, _listed(one | two)) for label, (one, two) in names.items() if one | two],
        }
        return TemplateResponse(request, "admin/merge.html", context)


def _parts(stays: Article, goes: Article) -> list[dict[str, Any]]:
    """Return the parts of both; what the one that stays does not have is proposed from the other."""
    return [
        {
            "name": name,
            "label": part.label,
            "kept": _shown(stays, name),
            "other": _shown(goes, name),
            "take_other": not _shown(stays, name) or (name == "title" and stays.title_derived),
        }
        for name, part in keeping.PARTS.items()
    ]


def _shown(article: Article, part: str) -> str:
    if part == "date":
        return str(PartialDate(article.date, article.date_precision)) if article.date else ""
    if part == "text":
        return article.text
    return str(getattr(article, part) or "")


def _listed(names: set[str]) -> str:
    return _(", ").join(sorted(names))
