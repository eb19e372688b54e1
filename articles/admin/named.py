"""Names for what Django's admin leaves without one, for who hears a page: cells of tables, both halves of a time."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class TableInline(admin.TabularInline):
    """Parts of an object as a table; each cell has the name of its column."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        class Named(super().get_formset(request, obj, **kwargs)):  # type: ignore[misc]
            def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
                super().add_fields(form, index)
                for field in form.fields.values():
                    # Of one around which there are links, the list itself.
                    widget: Any = getattr(field.widget, "widget", field.widget)
                    if not widget.is_hidden:
                        widget.attrs.setdefault("aria-label", capfirst(field.label or ""))

        return Named


class NamedDateTime(AdminSplitDateTime):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget, name in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            widget.attrs["aria-label"] = name


NAMED_FIELDS: dict[Any, Any] = {
    models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": NamedDateTime},
}
"""For `formfield_overrides`."""
