"""Articles in the admin: the list, the form, and what uploaders may do with their own drafts."""

from contextlib import suppress
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Field, ForeignKey, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import people
from articles.admin.forms import ArticleForm
from articles.admin.history import HistoryAdmin
from articles.admin.index import bring_search_up_to_date
from articles.admin.listing import ArticleActs, ArticleChangeList, ArticleColumns, link_to, move_to_trash, reviewers
from articles.admin.merging import MergeArticles
from articles.admin.named import NAMED_FIELDS, TableInline
from articles.admin.queue import next_in_queue
from articles.admin.together import EditTogether
from articles.admin.trash import bring_back, exchange
from articles.models import Article, Mention, MentionState, Status

FORM = (
    (None, {"fields": ("title", "subtitle", "source", "byline", "place", "status", "assigned_to")}),
    (_("Date"), {"fields": ("date", "date_precision", "date_estimated", "published_at")}),
    (_("Text"), {"fields": ("lead", "body", "language")}),
    (_("Subjects"), {"fields": ("subjects",)}),
    (_("Origin"), {"fields": ("identifier", "url", "reprint_of")}),
)
# Of an article that is there: its text is shown, not edited, and what is known besides can be looked up.
FORM_OF_KEPT = (
    *FORM[:2],
    (_("Text"), {"fields": ("lead", "edited_body", "received_text", "applied_repairs", "language")}),
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
                "uploaded_by",
                "created",
                "changed",
            )
        },
    ),
)


# The fields in which persons are looked for.
WORDS = {"title", "subtitle", "lead", "body", "edited_body", "applied_repairs"}


class MentionFormSet(BaseInlineFormSet):
    def delete_existing(self, obj: Mention, commit: bool = True) -> None:
        """Leave it there: who is taken out is refused, since a search of the text would find a mention again."""


class MentionInline(TableInline):
    model = Mention
    autocomplete_fields = ["person"]
    fields = ["person", "state", "method", "count"]
    readonly_fields = ["method", "count"]
    extra = 0
    verbose_name = _("person in the article")
    verbose_name_plural = _("persons in the article")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        return super().get_queryset(request).select_related("person", "article")

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, **kwargs | {"formset": MentionFormSet})


class StatusFilter(admin.ChoicesFieldListFilter):
    """By status; the trash has a list of its own."""

    def choices(self, changelist: Any) -> Any:
        return (choice for choice in super().choices(changelist) if choice["display"] != Status.TRASHED.label)


@admin.register(Article)
class ArticleAdmin(EditTogether, MergeArticles, ArticleActs, ArticleColumns, HistoryAdmin):
    form = ArticleForm
    inlines = [MentionInline]
    formfield_overrides = NAMED_FIELDS
    list_display = ["shown_title", "source", "shown_date", "shown_status", "shown_changed"]
    list_filter = [
        ("status", StatusFilter),
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
    actions = ["publish", "withdraw", "edit_together", "merge", "trash"]
    change_form_template = "admin/article.html"
    delete_confirmation_template = "admin/to_trash.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        restoring = path("<int:pk>/restore/", view, name="articles_article_restore")
        return [*self.together_urls(), *self.merge_urls(), restoring, *super().get_urls()]

    # --- Who sees and does what: editors everything, uploaders their own drafts ---
    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        if request.user.has_perm("articles.view_article"):
            return articles
        return articles.filter(pk__in=Article.objects.editable_by(request.user).order_by().values("pk"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_view_permission(request, obj) or self._is_own(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is not None and obj.is_trashed:
            return False
        return super().has_change_permission(request, obj) or self._is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is not None and obj.is_trashed:
            return False
        return super().has_delete_permission(request, obj) or self._is_own(request, obj)

    def _is_own(self, request: HttpRequest, obj: Article | None) -> bool:
        """True for a draft that an uploader brought; without an article, for who may have such."""
        if not request.user.has_perm("articles.edit_own_drafts"):
            return False
        return obj is None or (obj.is_open_to(request.user) and not obj.is_public)

    # --- The list ---
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleChangeList]:
        return ArticleChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        return found.exclude(status=Status.TRASHED), has_doubles

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        # Ours puts in the trash.
        actions.pop("delete_selected", None)
        return actions

    # --- The form ---
    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        if obj is None:
            return FORM
        if self.has_change_permission(request, obj):
            return FORM_OF_KEPT
        # What cannot be changed has no repairs to choose from.
        return [
            (title, {"fields": [name for name in of["fields"] if name != "applied_repairs"]})
            for title, of in FORM_OF_KEPT
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> list[str]:
        fixed = [] if self.has_publish_permission(request) else ["status"]
        if not request.user.has_perm("articles.change_article"):
            fixed.append("assigned_to")
        if obj is not None:
            fixed += ["identifier", "shown_identifier", "body", "received_text", "title_derived", "extra", "checksum"]
            fixed += ["uploaded_by", "created", "changed"]
        return fixed

    def formfield_for_choice_field(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "status":
            kwargs["choices"] = [choice for choice in Status.choices if choice[0] != Status.TRASHED]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "assigned_to":
            kwargs["queryset"] = reviewers()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("identifier"))
    def shown_identifier(self, article: Article) -> SafeString:
        return format_html("<bdi>{}</bdi>", article.identifier)

    @admin.display(description=_("text as received"))
    def received_text(self, article: Article) -> SafeString:
        return format_html(
            '<div class="received-text" dir="auto" lang="{}" tabindex="0">{}</div>', article.language, article.body
        )

    def view_on_site(self, article: Article) -> str:
        # An editor may read drafts and withdrawn articles there, too.
        return article.get_absolute_url()

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        article: Article | None = kwargs.get("obj")
        context["may_publish_next"] = (
            article is not None and article.status == Status.DRAFT and self.has_publish_permission(request)
        )
        context["may_restore"] = article is not None and article.is_trashed and self._may_restore(request)
        other = Article.objects.same_place(article).for_links().first() if article and context["may_restore"] else None
        context["in_its_place"] = link_to(other) if other else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: ModelForm, change: bool) -> None:
        if "title" in form.changed_data:
            obj.title_derived = False
        if "applied_repairs" in form.changed_data:
            obj.repair(form.fields["applied_repairs"].declined(obj, form.cleaned_data["applied_repairs"]))  # type: ignore[attr-defined]
        if not change:
            obj.reprint_of = obj.reprint_of or Article.objects.same_text(obj).out_of_trash().first()
            obj.uploaded_by_id = request.user.pk
        if "_publish_next" in request.POST and self.has_publish_permission(request):
            obj.status = Status.PUBLISHED
            form.changed_data.append("status")
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Save, and look anew who is named in the text and how often; a person the editor took out stays out."""
        super().save_related(request, form, formsets, change)
        for mention in (mention for formset in formsets for mention in formset.deleted_objects):
            with suppress(people.CannotDecide):  # It was refused before.
                people.decide(mention, MentionState.REFUSED, user=request.user)  # type: ignore[arg-type]
        if change and not WORDS & {*form.changed_data} and not any(formset.has_changed() for formset in formsets):
            return
        people.link([form.instance.pk])

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """After publishing in the review queue, show the next draft of it."""
        if "_publish_next" not in request.POST or obj.status != Status.PUBLISHED:
            return super().response_change(request, obj)
        queue = request.GET.get("queue", "all")
        self.message_user(request, format_html(gettext("“{title}” was published."), title=obj.title), messages.SUCCESS)
        following = next_in_queue(queue, request.user, after=obj.pk)
        if following is None:
            self.message_user(request, gettext("No draft waits in this queue."), messages.INFO)
            return redirect("admin:articles_draft_changelist")
        answer = redirect("admin:articles_article_change", following.pk)
        answer["Location"] += f"?queue={queue if queue in ('mine', 'nobody') else 'all'}"
        return answer

    # --- Deleting is putting in the trash ---
    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nothing else goes with an article, since it comes back whole."""
        return [str(article) for article in objs], {}, set(), []

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """The log is written where the article goes to the trash."""
        return []

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        move_to_trash([obj.pk], user_id=request.user.pk)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        bring_search_up_to_date(request)
        message = format_html(gettext("“{title}” is in the trash, from where it can be restored."), title=obj_display)
        self.message_user(request, message, messages.SUCCESS)
        return redirect("admin:articles_article_changelist")

    def _may_restore(self, request: HttpRequest) -> bool:
        return request.user.has_perms(("articles.change_article", "articles.publish_article"))

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Bring an article back from the trash, or publish one that was withdrawn."""
        if not self._may_restore(request):
            raise PermissionDenied
        article = Article.objects.filter(pk=pk, status__in=(Status.TRASHED, Status.WITHDRAWN)).first()
        if article is None:
            raise Http404
        if "exchange" in request.POST and article.is_trashed:
            if not request.user.has_perm("articles.delete_article"):
                raise PermissionDenied
            exchange(request, article)
        else:
            bring_back(request, [pk])
        return redirect("admin:articles_article_change", pk)
