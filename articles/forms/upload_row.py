"""The fields of one article to be, as a person corrects or writes them; what they hold is checked as that of a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class RowForm(forms.Form):
    """Fields under the names that files have for them, all of them text."""

    title = forms.CharField(label=_("title"), required=False, max_length=500)
    subtitle = forms.CharField(label=_("subtitle"), required=False, max_length=500)
    lead = forms.CharField(label=_("lead"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    date = forms.CharField(label=_("date"), required=False, help_text=_("2018-05-24, 2018-05 or 2018"))
    source = forms.CharField(label=_("source"), required=False, max_length=200, help_text=_("its key or its name"))
    byline = forms.CharField(label=_("byline"), required=False, max_length=300)
    place = forms.CharField(label=_("place of the dateline"), required=False, max_length=200)
    url = forms.CharField(label=_("original address"), required=False, max_length=2000)
    subjects = forms.CharField(label=_("subjects"), required=False, help_text=_("several parted by ;"))
    people = forms.CharField(label=_("persons"), required=False, help_text=_("several parted by ;"))
    identifier = forms.CharField(
        label=_("identifier"),
        required=False,
        max_length=200,
        help_text=_("Part of the article's address; leave it empty to have one made."),
    )

    def changes(self) -> dict[str, Any]:
        """Return the fields that were changed, as files have them."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    @staticmethod
    def shown(fields: dict[str, Any]) -> dict[str, str]:
        """Return the fields of a row as the form shows them: lists in one line."""
        return {name: _in_one_line(value) for name, value in fields.items()}


def _in_one_line(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(one.get("name", "")) if isinstance(one, dict) else str(one) for one in value)
    return str(value)


class SingleForm(RowForm):
    """An article written or pasted by hand: the text, and what is known of it."""

    text = forms.CharField(
        label=_("text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "dir": "auto"}),
        error_messages={"required": _("There is no text. Paste or write the article's text.")},
    )
    field_order = ["text", "title", "date", "source", "byline", "place"]

    def clean_text(self) -> str:
        """Return the text to the last blank; one of blanks alone is none."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text
