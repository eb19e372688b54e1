"""Persons in the admin, with every name they are known by."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import people, search
from articles.admin.forms import AliasForm, AliasFormSet, PersonForm
from articles.admin.history import HistoryAdmin
from articles.admin.index import bring_search_up_to_date
from articles.admin.named import TableInline
from articles.models import AliasKind, IndexChange, MentionState, Office, Person, PersonAlias, SameAs, Status

_NOT_REFUSED = ~Q(mentions__state=MentionState.REFUSED) & ~Q(mentions__article__status=Status.TRASHED)


class AliasInline(TableInline):
    model = PersonAlias
    form = AliasForm
    formset = AliasFormSet
    fields = ["name", "kind", "source", "script"]
    readonly_fields = ["script"]
    extra = 1
    verbose_name = _("other name")
    verbose_name_plural = _("other names")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PersonAlias]:
        return super().get_queryset(request).exclude(kind=AliasKind.DISPLAY)


class StatementInline(TableInline):
    """A part of a person's record: who may change the person may change it."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.change_person") or request.user.has_perm("articles.add_person")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("articles.change_person")

    has_delete_permission = has_view_permission = has_change_permission


class OfficeInline(StatementInline):
    model = Office
    fields = ["title", "period", "source"]


class SameAsInline(StatementInline):
    model = SameAs
    fields = ["catalogue", "identifier", "source"]


@admin.register(Person)
class PersonAdmin(HistoryAdmin):
    form = PersonForm
    inlines = [AliasInline, OfficeInline, SameAsInline]
    fieldsets = [
        (None, {"fields": ["display_name", "filed_under", ("role", "role_source")]}),
        (
            _("Life"),
            {"fields": [("born", "born_precision", "born_source"), ("died", "died_precision", "died_source")]},
        ),
        (_("In words"), {"fields": ["description", "description_source", "notes"]}),
    ]
    list_display = ["display_name", "role", "article_count", "alias_count"]
    list_per_page = 50
    # Counting drops the order of the model itself.
    ordering = ("sort_key", "pk")
    search_fields = ["display_name"]
    search_help_text = _("Any name of the person; hamza, harakat and the last letters need not be exact.")
    actions = ["find_in_texts"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return (
            super()
            .get_queryset(request)
            .filter(retired=False)
            .annotate(
                article_count=Count("mentions", filter=_NOT_REFUSED, distinct=True),
                alias_count=Count("aliases", distinct=True),
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        return queryset.filter(pk__in=Person.objects.matching(search_term).values("pk")), False

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, person: Any) -> int:
        return person.article_count

    @admin.display(description=_("names"), ordering="alias_count")
    def alias_count(self, person: Any) -> int:
        return person.alias_count

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the names, and link the person at once to the articles that the search finds under them."""
        super().save_related(request, form, formsets, change)
        person = form.instance
        try:
            found = search.articles_with(person.aliases.values_list("name", flat=True))
        except search.IndexNotReady:
            return
        changed = people.link(found, persons=[person.pk])
        IndexChange.objects.enqueue(changed)
        if changed:
            message = ngettext(
                "%(number)d article names this person.", "%(number)d articles name this person.", len(changed)
            )
            self.message_user(request, message % {"number": len(changed)}, messages.SUCCESS)
            transaction.on_commit(search.drain_quietly)

    def view_on_site(self, person: Person) -> str | None:
        return person.get_absolute_url() if Person.objects.in_use().filter(pk=person.pk).exists() else None

    @admin.action(description=_("Look for their names in the texts of the archive"), permissions=["change"])
    def find_in_texts(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        changed = people.link_everywhere(queryset.order_by().values_list("pk", flat=True))
        message = ngettext(
            "The texts were searched for their names: the persons of %(number)d article changed.",
            "The texts were searched for their names: the persons of %(number)d articles changed.",
            changed,
        )
        self.message_user(request, message % {"number": changed}, messages.SUCCESS)
        bring_search_up_to_date(request)
