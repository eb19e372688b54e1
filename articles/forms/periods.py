"""Periods and dates that readers type."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.fields import PeriodField


class RangeForm(forms.Form):
    """A range of time, open where an end is left empty; its names in the address are from and to."""

    # `from` is a word of Python's own.
    ADDRESS_NAMES = {"date_from": "from", "date_to": "to"}

    date_from = PeriodField(label=_("From"), required=False)
    date_to = PeriodField(label=_("To"), required=False)

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name in ("date_from", "date_to"):
            self.fields[name].widget.attrs |= {"dir": "auto", "autocomplete": "off"}

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix(self.ADDRESS_NAMES.get(field_name, field_name))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("date_from"), data.get("date_to")
        if first and last and first.first > last.last:
            self.add_error("date_to", _("The end lies before the beginning. Please exchange the two dates."))
        return data

    def ends(self) -> tuple[datetime.date | None, datetime.date | None]:
        """Return the first and the last day of a valid form's range, None for an open end."""
        first, last = self.cleaned_data["date_from"], self.cleaned_data["date_to"]
        return first and first.first, last and last.last


class JumpForm(forms.Form):
    """A date to go to: a day, month or year of either calendar, as readers type it."""

    date = PeriodField(label=_("Go to a date"))
