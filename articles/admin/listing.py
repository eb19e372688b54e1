"""What lists of articles in the admin have in common: their columns, and what can be done with the chosen ones."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import people
from articles.admin.index import bring_search_up_to_date
from articles.arabic import PartialDate
from articles.models import LONG_FIELDS, Article, Status, log_act

MOST_IN_MESSAGE = 5


class ArticleChangeList(ChangeList):
    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Article]:
        return super().get_queryset(*args, **kwargs).defer("lead", *LONG_FIELDS)


def keys_of(articles: QuerySet[Any]) -> list[int]:
    return list(articles.order_by().values_list("pk", flat=True))


def reviewers() -> QuerySet[Any]:
    """Return the accounts that can be asked to review a draft: those that may edit articles."""
    return get_user_model().objects.with_perm("articles.change_article").order_by("username")


class ArticleColumns:
    """Columns, each with what is typed by others between marks that keep its direction to itself."""

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def shown_title(self, article: Article) -> SafeString:
        return format_html("<bdi>{}</bdi>", article.title)

    @admin.display(description=gettext_lazy("date"), ordering="date")
    def shown_date(self, article: Article) -> SafeString | str:
        if article.date is None:
            return ""
        date = format_html('<bdi class="date">{}</bdi>', PartialDate(article.date, article.date_precision))
        return format_html("{} ({})", date, _("estimate")) if article.date_estimated else date

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def shown_status(self, article: Article) -> SafeString:
        return format_html('<span class="status-{}">{}</span>', article.status, article.get_status_display())

    @admin.display(description=gettext_lazy("changed"), ordering="changed")
    def shown_changed(self, article: Article) -> SafeString:
        return shown_time(article.changed)

    @admin.display(description=gettext_lazy("added"), ordering="created")
    def shown_created(self, article: Article) -> SafeString:
        return shown_time(article.created)


def shown_time(time: Any) -> SafeString:
    return format_html('<bdi class="date">{}</bdi>', f"{timezone.localtime(time):%Y-%m-%d %H:%M}")


class ArticleActs:
    """What is done with the articles chosen in a list; each checks its right on the server (`permissions`)."""

    message_user: Any

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_trash_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.delete_article") or request.user.has_perm("articles.edit_own_drafts")

    @admin.action(description=gettext_lazy("Publish the selected articles"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        number = set_status(keys_of(queryset), Status.PUBLISHED, user_id=request.user.pk)
        message = ngettext("%(number)d article was published.", "%(number)d articles were published.", number)
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
        bring_search_up_to_date(request)

    @admin.action(description=gettext_lazy("Withdraw the selected articles"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        number = set_status(keys_of(queryset), Status.WITHDRAWN, user_id=request.user.pk)
        message = ngettext("%(number)d article was withdrawn.", "%(number)d articles were withdrawn.", number)
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
        bring_search_up_to_date(request)

    @admin.action(description=gettext_lazy("Put the selected articles in the trash"), permissions=["trash"])
    def trash(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        # The rights once more: a list may show more than its reader may delete.
        pks = keys_of(queryset)
        if not request.user.has_perm("articles.delete_article"):
            pks = keys_of(Article.objects.editable_by(request.user).filter(pk__in=pks))
        number = move_to_trash(pks, user_id=request.user.pk)
        message = ngettext(
            "%(number)d article is in the trash and can be restored from there.",
            "%(number)d articles are in the trash and can be restored from there.",
            number,
        )
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
        bring_search_up_to_date(request)


def set_status(pks: list[int], status: Status, *, user_id: int | None) -> int:
    """Give articles a status, with an entry in the log for each; return how many changed."""
    with transaction.atomic():
        changed = Article.objects.set_status(pks, status=status)
        _log(user_id, str(status), changed)
    return len(changed)


def move_to_trash(pks: list[int], *, user_id: int | None) -> int:
    """Put articles in the trash, with an entry in the log for each; return how many went."""
    with transaction.atomic():
        changed = Article.objects.move_to_trash(pks, user_id=user_id)
        _log(user_id, "trashed", changed)
        people.recount(changed)
    return len(changed)


def restore(pks: list[int], *, user_id: int | None) -> int:
    """Bring articles back from the trash, with an entry in the log for each. Raises TextIsThere."""
    with transaction.atomic():
        changed = Article.objects.restore(pks)
        _log(user_id, "restored", changed)
        people.recount(changed)
    return len(changed)


def _log(user_id: int | None, act: str, pks: list[int]) -> None:
    for start in range(0, len(pks), 500):
        log_act(user_id, act, Article.objects.filter(pk__in=pks[start : start + 500]).only("pk", "title"))


def link_to(article: Article) -> SafeString:
    """Return a link to the form of an article, with its title and identifier."""
    return format_html(
        '<a href="{}"><bdi>{}</bdi></a> (<bdi>{}</bdi>)',
        reverse("admin:articles_article_change", args=[article.pk]),
        article.title,
        article.identifier,
    )
