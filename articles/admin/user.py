"""Accounts: made by administrators, given their rights by groups, and kept where the log names them."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.named import NAMED_FIELDS
from articles.models import Article, Upload, log_act

ROLES = ("uploaders", "editors", "admins")
FOR_SUPERUSERS = {"is_superuser", "user_permissions"}


def leaves_traces(user: User) -> bool:
    """Return whether the archive has something on record that this account did."""
    return (
        LogEntry.objects.filter(user=user).exists()
        or Upload.objects.filter(user=user).exists()
        or Article.objects.filter(uploaded_by=user).exists()
        or Article.history.filter(history_user=user).exists()
    )


admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Who is in a group of the archive's may enter the administration; what there is to do there, the group says.

    Only superusers make superusers, and touch their accounts.
    """

    list_display = ["username", "first_name", "last_name", "groups_of", "is_active", "last_login"]
    list_filter = ["groups", "is_active", "is_superuser"]
    formfield_overrides = NAMED_FIELDS

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=gettext_lazy("groups"))
    def groups_of(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return ", ".join([*names, str(_("superuser"))] if user.is_superuser else names)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return shown
        return [
            (title, {**options, "fields": [name for name in options["fields"] if name not in FOR_SUPERUSERS]})
            for title, options in shown
        ]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self._may_touch(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # Nobody takes the own account away, by which the archive might be left without administrators.
        return obj != request.user and self._may_touch(request, obj) and super().has_delete_permission(request, obj)

    def _may_touch(self, request: HttpRequest, obj: User | None) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user = form.instance
        if not user.is_staff and user.groups.filter(name__in=ROLES).exists():
            user.is_staff = True
            user.save(update_fields=["is_staff"])

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What is deleted with an account are its own searches; the rest stays, so nothing forbids it."""
        return [str(one) for one in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Delete an account; one that left traces is deactivated, so that the log stays."""
        if not leaves_traces(obj):
            obj.delete()
            return
        obj.is_active = False
        obj.save(update_fields=["is_active"])
        log_act(request.user.pk, "deactivated", [obj])
        messages.warning(request, _("The log names this account, so it was deactivated instead of deleted."))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Note in the log only what is deleted indeed."""
        gone: Any = [user for user in queryset if not leaves_traces(user)]
        return super().log_deletions(request, gone)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        # Django would say that it was deleted.
        if User.objects.filter(pk=obj_id).exists():
            return redirect("admin:auth_user_changelist")
        return super().response_delete(request, obj_display, obj_id)
