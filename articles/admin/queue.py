"""The review queue: drafts that wait for an editor, and whom they wait for."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.listing import ArticleActs, ArticleChangeList, ArticleColumns, keys_of, reviewers
from articles.admin.together import EditTogether
from articles.models import Article, ArticleQuerySet, Draft, log_act

QUEUES = {
    "mine": gettext_lazy("mine"),
    "nobody": gettext_lazy("nobody's"),
    "all": gettext_lazy("all"),
}


def queue(name: str | None, user: Any) -> ArticleQuerySet:
    """Return the drafts of a queue, what came first foremost; all of them for a name that is none."""
    drafts = Article.objects.drafts().order_by("pk")
    if name == "mine":
        return drafts.filter(assigned_to=user.pk)
    return drafts.filter(assigned_to=None) if name == "nobody" else drafts


def next_in_queue(name: str | None, user: Any, *, after: int = 0) -> Article | None:
    """Return the draft that comes after one (a primary key), the first one after the last; None for an empty queue."""
    waiting = queue(name, user).exclude(pk=after).only("pk")
    return waiting.filter(pk__gt=after).first() or waiting.first()


class QueueFilter(admin.SimpleListFilter):
    title = gettext_lazy("for whom")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, SafeString]]:
        return [
            (name, format_html("{} ({})", label, queue(name, request.user).count()))
            for name, label in QUEUES.items()
            if name != "all"
        ]

    def choices(self, changelist: Any) -> Any:
        """Name the choice of all with its number, too."""
        for place, choice in enumerate(super().choices(changelist)):
            if place == 0:
                choice["display"] = format_html("{} ({})", QUEUES["all"], queue("all", None).count())
            yield choice

    def queryset(self, request: HttpRequest, queryset: QuerySet[Draft]) -> QuerySet[Draft]:
        if self.value() not in QUEUES:
            return queryset
        return queryset.filter(pk__in=queue(self.value(), request.user).order_by().values("pk"))


class Reviewer(forms.ModelChoiceField):
    def label_from_instance(self, obj: AbstractUser) -> str:
        return obj.get_username()


class AssignForm(ActionForm):
    """What is done with the chosen drafts; for one of the actions, by whom they are reviewed."""

    assignee = Reviewer(reviewers().none(), required=False, label=gettext_lazy("reviewer"), empty_label="—")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = reviewers()  # type: ignore[attr-defined]


@admin.register(Draft)
class DraftAdmin(EditTogether, ArticleActs, ArticleColumns, admin.ModelAdmin):
    list_display = ["source", "shown_date", "uploaded_by", "assigned_to", "shown_created"]
    list_display_links = None
    list_filter = [
        QueueFilter,
        ("source", admin.RelatedOnlyFieldListFilter),
        ("uploaded_by", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["source", "uploaded_by", "assigned_to"]
    list_per_page = 50
    ordering = ("pk",)
    search_fields = ["title", "identifier", "byline"]
    action_form = AssignForm
    actions = ["publish", "take_over", "assign", "give_back", "edit_together", "trash"]
    change_list_template = "admin/queue.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Draft]:
        return super().get_queryset(request).filter(pk__in=Article.objects.drafts().order_by().values("pk"))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleChangeList]:
        return ArticleChangeList

    # --- Rights: those of editors; the drafts themselves are opened as articles ---
    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        return request.user.has_perm("articles.change_article")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Draft | None = None) -> bool:
        return False

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    # --- The list ---
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        name = request.GET.get("queue")
        first = next_in_queue(name, request.user) if self.has_view_permission(request) else None
        begin = f"{reverse('admin:articles_article_change', args=[first.pk])}?queue={name or 'all'}" if first else ""
        context = {"title": _("Drafts to review"), "begin": begin, **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:articles_article_change", object_id)

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("admin:articles_article_history", object_id)

    def get_list_display(self, request: HttpRequest) -> Any:
        name = request.GET.get("queue")

        @admin.display(description=gettext_lazy("title"), ordering="title")
        def linked_title(draft: Draft) -> SafeString:
            address = reverse("admin:articles_article_change", args=[draft.pk])
            # Publishing there leads on in the queue that is looked at.
            return format_html(
                '<a href="{}?queue={}"><bdi>{}</bdi></a>', address, name if name in QUEUES else "all", draft.title
            )

        return [linked_title, *super().get_list_display(request)]

    # --- What is done with the chosen ones ---
    @admin.action(description=gettext_lazy("I review the selected drafts"), permissions=["assign"])
    def take_over(self, request: HttpRequest, queryset: QuerySet[Draft]) -> None:
        self._assign(request, queryset, request.user)

    @admin.action(description=gettext_lazy("Assign the selected drafts to the reviewer chosen"), permissions=["assign"])
    def assign(self, request: HttpRequest, queryset: QuerySet[Draft]) -> None:
        chosen = request.POST.get("assignee", "")
        user = reviewers().filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
        if user is None:
            self.message_user(request, _("Choose beside the action who reviews the drafts."), messages.ERROR)
        else:
            self._assign(request, queryset, user)

    @admin.action(description=gettext_lazy("Nobody reviews the selected drafts yet"), permissions=["assign"])
    def give_back(self, request: HttpRequest, queryset: QuerySet[Draft]) -> None:
        self._assign(request, queryset, None)

    def _assign(self, request: HttpRequest, queryset: QuerySet[Draft], user: Any) -> None:
        with transaction.atomic():
            pks = keys_of(queryset)
            number = Article.objects.drafts().filter(pk__in=pks).update(assigned_to=user)
            articles = Article.objects.drafts().filter(pk__in=pks).only("pk", "title")
            if user:
                log_act(request.user.pk, "assigned", articles, user=user.get_username())
            else:
                log_act(request.user.pk, "unassigned", articles)
        message = ngettext("%(number)d draft was assigned.", "%(number)d drafts were assigned.", number)
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
