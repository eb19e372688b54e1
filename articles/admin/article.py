"""Articles in the admin: the list, the form, publishing and withdrawing."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from articles import people
from articles.admin.forms import ArticleForm
from articles.admin.index import bring_search_up_to_date
from articles.arabic import PartialDate
from articles.models import Article, Mention, Status

FORM = (
    (None, {"fields": ("title", "subtitle", "source", "byline", "place", "status")}),
    (_("Date"), {"fields": ("date", "date_precision", "date_estimated", "published_at")}),
    (_("Text"), {"fields": ("lead", "body", "language")}),
    (_("Subjects"), {"fields": ("subjects",)}),
    (_("Origin"), {"fields": ("identifier", "url", "reprint_of")}),
)
# Of an article that is there: its text is shown, not edited, and what is known besides can be looked up.
FORM_OF_KEPT = (
    *FORM[:2],
    (_("Text"), {"fields": ("lead", "edited_body", "received_text", "language")}),
    FORM[3],
    (
        _("Origin"),
        {
            "fields": (
                "shown_identifier",
                "url",
                "reprint_of",
                "title_derived",
                "extra",
                "checksum",
                "created",
                "changed",
            )
        },
    ),
)


# The fields in which persons are looked for.
WORDS = {"title", "subtitle", "lead", "body", "edited_body"}
# What the history says; it is kept in English and translated for each reader.
HISTORY = {
    Status.PUBLISHED: gettext_noop("status: published"),
    Status.WITHDRAWN: gettext_noop("status: withdrawn"),
}

# Entries of the history in one query.
AT_ONCE = 500


class MentionInline(admin.TabularInline):
    model = Mention
    autocomplete_fields = ["person"]
    fields = ["person", "state", "method", "count"]
    readonly_fields = ["method", "count"]
    extra = 0
    verbose_name = _("person in the article")
    verbose_name_plural = _("persons in the article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        return super().get_queryset(request).select_related("person", "article")


class ArticleChangeList(ChangeList):
    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet[Article]:
        return super().get_queryset(*args, **kwargs).defer("lead", "body", "edited_body", "extra")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    inlines = [MentionInline]
    list_display = ["shown_title", "source", "shown_date", "shown_status", "shown_changed"]
    list_filter = [
        "status",
        ("source", admin.RelatedOnlyFieldListFilter),
        "language",
        "date_precision",
        "date_estimated",
    ]
    list_select_related = ["source"]
    list_per_page = 50
    date_hierarchy = "date"
    search_fields = ["title", "identifier", "byline"]
    search_help_text = _("Words of title or byline, or an identifier. The archive's own search reads the texts.")
    autocomplete_fields = ["source", "subjects", "reprint_of"]
    actions = ["publish", "withdraw"]

    # --- The list ---
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleChangeList

    @admin.display(description=_("title"), ordering="title")
    def shown_title(self, article: Article) -> SafeString:
        return format_html("<bdi>{}</bdi>", article.title)

    @admin.display(description=_("date"), ordering="date")
    def shown_date(self, article: Article) -> SafeString | str:
        if article.date is None:
            return ""
        date = format_html('<bdi class="date">{}</bdi>', PartialDate(article.date, article.date_precision))
        return format_html("{} ({})", date, _("estimate")) if article.date_estimated else date

    @admin.display(description=_("status"), ordering="status")
    def shown_status(self, article: Article) -> SafeString:
        return format_html('<span class="status-{}">{}</span>', article.status, article.get_status_display())

    @admin.display(description=_("changed"), ordering="changed")
    def shown_changed(self, article: Article) -> SafeString:
        return format_html('<bdi class="date">{}</bdi>', f"{timezone.localtime(article.changed):%Y-%m-%d %H:%M}")

    # --- The form ---
    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return FORM if obj is None else FORM_OF_KEPT

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        fixed = [] if self.has_publish_permission(request) else ["status"]
        if obj is not None:
            fixed += ["identifier", "shown_identifier", "body", "received_text", "title_derived", "extra", "checksum"]
            fixed += ["created", "changed"]
        return fixed

    @admin.display(description=_("identifier"))
    def shown_identifier(self, article: Article) -> SafeString:
        return format_html("<bdi>{}</bdi>", article.identifier)

    @admin.display(description=_("text as received"))
    def received_text(self, article: Article) -> SafeString:
        return format_html('<div class="received-text" dir="auto" lang="{}">{}</div>', article.language, article.body)

    def view_on_site(self, article: Article) -> str:
        # An editor may read drafts and withdrawn articles there, too.
        return article.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm, change: bool) -> None:
        if "title" in form.changed_data:
            obj.title_derived = False
        if not change:
            obj.reprint_of = obj.reprint_of or Article.objects.same_text(obj).first()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Save, and look anew who is named in the text and how often; a person the editor took out stays out."""
        super().save_related(request, form, formsets, change)
        if change and not WORDS & {*form.changed_data} and not any(formset.has_changed() for formset in formsets):
            return
        people.link([form.instance.pk])
        removed = [mention.person_id for formset in formsets for mention in formset.deleted_objects]
        form.instance.mentions.filter(person__in=removed).delete()

    # --- Publishing and withdrawing ---
    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    @admin.action(description=_("Publish the selected articles"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        number = set_status(queryset, Status.PUBLISHED, user_id=request.user.pk)  # type: ignore[arg-type]
        message = ngettext("%(number)d article was published.", "%(number)d articles were published.", number)
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
        bring_search_up_to_date(request)

    @admin.action(description=_("Withdraw the selected articles"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        number = set_status(queryset, Status.WITHDRAWN, user_id=request.user.pk)  # type: ignore[arg-type]
        message = ngettext("%(number)d article was withdrawn.", "%(number)d articles were withdrawn.", number)
        self.message_user(request, message % {"number": number}, messages.SUCCESS)
        bring_search_up_to_date(request)


def set_status(articles: QuerySet[Article], status: Status, *, user_id: int) -> int:
    """Give articles a status, with an entry in the history of each; return how many changed."""
    pks = list(articles.order_by().values_list("pk", flat=True))
    with transaction.atomic():
        changed = Article.objects.set_status(pks, status=status)
        for start in range(0, len(changed), AT_ONCE):
            entries = Article.objects.filter(pk__in=changed[start : start + AT_ONCE]).only("pk", "title")
            LogEntry.objects.log_actions(user_id, entries, CHANGE, [{"changed": {"fields": [HISTORY[status]]}}])
    return len(changed)
