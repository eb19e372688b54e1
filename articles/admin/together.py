"""Bulk edit: date, source, subjects and status of many articles, with a preview of what changes."""

from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import keeping
from articles.admin.index import bring_search_up_to_date
from articles.admin.listing import keys_of, link_to
from articles.models import KEY_DIGITS, Article, DatePrecision, Source, Status, Subject, TextIsThere

SHOWN = 50
"""Articles of a preview; the number says how many there are."""

MOST = 100_000
"""Articles of one bulk edit."""


class TogetherForm(forms.Form):
    """What is to become of the chosen articles. A part that is not ticked stays as it is in each."""

    articles = forms.CharField(widget=forms.HiddenInput)
    set_date = forms.BooleanField(label=gettext_lazy("Set the date"), required=False)
    date = forms.DateField(label=gettext_lazy("date"), required=False, widget=AdminDateWidget)
    date_precision = forms.ChoiceField(label=gettext_lazy("precision of the date"), choices=DatePrecision.choices)
    date_estimated = forms.BooleanField(label=gettext_lazy("date is an estimate"), required=False)
    set_source = forms.BooleanField(label=gettext_lazy("Set the source"), required=False)
    source = forms.ModelChoiceField(Source.objects.order_by("name_ar"), label=gettext_lazy("source"), required=False)
    added = forms.ModelMultipleChoiceField(
        Subject.objects.order_by("name"), label=gettext_lazy("Add subjects"), required=False
    )
    removed = forms.ModelMultipleChoiceField(
        Subject.objects.order_by("name"), label=gettext_lazy("Take out subjects"), required=False
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Set the status"),
        required=False,
        choices=[
            ("", gettext_lazy("as it is")),
            *((status.value, status.label) for status in Status if status != Status.TRASHED),
        ],
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["status"]

    def clean_articles(self) -> list[int]:
        keys = self.cleaned_data["articles"].split(",")
        if len(keys) > MOST or not all(key.isdecimal() and len(key) <= KEY_DIGITS for key in keys):
            raise forms.ValidationError(_("Choose the articles in the list once more."))
        return [int(key) for key in keys]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("set_date") and "date" in data and "date_precision" in data:
            self._clean_date(data)
        both = {*data.get("added", ())} & {*data.get("removed", ())}
        if both:
            self.add_error("removed", _("A subject is either added or taken out."))
        if not self.errors and not self.change().fields:
            raise forms.ValidationError(_("Say what is to change."))
        return data

    def _clean_date(self, data: dict[str, Any]) -> None:
        date, precision = data["date"], data["date_precision"]
        if (date is None) != (precision == DatePrecision.UNKNOWN):
            self.add_error("date", _("Give the date and how exact it is, or no date and “unknown”."))
        elif date and precision == DatePrecision.MONTH:
            data["date"] = date.replace(day=1)
        elif date and precision == DatePrecision.YEAR:
            data["date"] = date.replace(month=1, day=1)

    def change(self) -> keeping.BulkChange:
        """Return what a valid form asks for."""
        data = self.cleaned_data
        values: dict[str, Any] = {}
        if data["set_date"]:
            values |= {name: data[name] for name in ("date", "date_precision", "date_estimated")}
        if data["set_source"]:
            values["source"] = data["source"]
        status = Status(data["status"]) if data.get("status") else None
        return keeping.BulkChange(values, list(data["added"]), list(data["removed"]), status)


class EditTogether:
    """The action and its pages, for a list of articles."""

    admin_site: Any
    message_user: Any

    def has_together_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_article")

    @admin.action(description=gettext_lazy("Edit the selected articles together…"), permissions=["together"])
    def edit_together(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse:
        pks = keys_of(queryset)
        form = TogetherForm(
            initial={"articles": ",".join(map(str, pks)), "date_precision": DatePrecision.DAY},
            may_publish=request.user.has_perm("articles.publish_article"),
        )
        return self._page(request, form, pks)

    def together_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.together_view)
        return [path("edit-together/", view, name="articles_article_together")]

    def together_view(self, request: HttpRequest) -> HttpResponse:
        """Show what would change, then change it."""
        if not self.has_together_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:articles_article_changelist")
        form = TogetherForm(request.POST, may_publish=request.user.has_perm("articles.publish_article"))
        if not form.is_valid():
            pks = form.cleaned_data.get("articles", [])
            return self._page(request, form, pks)
        pks, change = form.cleaned_data["articles"], form.change()
        if "apply" in request.POST:
            try:
                changed = keeping.change_all(pks, change, user_id=request.user.pk or 0)
            except TextIsThere as problem:
                form.add_error("source", _same_texts(problem))
                return self._page(request, form, pks)
            message = ngettext("%(number)d article was changed.", "%(number)d articles were changed.", len(changed))
            self.message_user(request, message % {"number": len(changed)}, messages.SUCCESS)
            bring_search_up_to_date(request)
            return redirect("admin:articles_article_changelist")
        differences = keeping.differences_of(pks, change)
        shown = list(islice(differences, SHOWN))
        number = len(shown) + sum(1 for _one in differences)
        return self._page(request, form, pks, shown=shown, number=number, is_preview=True)

    def _page(self, request: HttpRequest, form: TogetherForm, pks: list[int], **context: Any) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": _("Edit articles together"),
            "opts": Article._meta,
            "form": form,
            "total": len(pks),
            "media": form.media,
        }
        return TemplateResponse(request, "admin/together.html", context)


def _same_texts(problem: TextIsThere) -> Any:
    links = format_html_join(", ", "{}", ((link_to(article),) for article, _other in problem.pairs[:5]))
    message = ngettext(
        "Nothing was changed: %(number)d article would then be the same text as another one of its source.",
        "Nothing was changed: %(number)d articles would then be the same text as another one of their source.",
        len(problem.pairs),
    ) % {"number": len(problem.pairs)}
    return format_html_join(" ", "{}", ((message,), (links,)))
