"""Files sent to the archive, how their columns are understood, and an article written or pasted by hand."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from articles.models import Copies


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Files chosen together; its value is the list of them. What is in them is the importer's to judge."""

    widget = ManyFilesInput
    # Longest name that file systems take.
    NAME_BYTES = 255
    default_error_messages = {
        "required": _("Choose one or more files."),
        "many": _("These are %(number)s files; send at most %(limit)s at a time."),
        "large": _(
            "“%(name)s” has %(size).1f MB; a file may have at most %(limit)s MB. Split it, or compress it with gzip."
        ),
        "total": _("The files have %(size).1f MB together; send at most %(limit)s MB at a time."),
        "long": _("The name of “%(name)s” is too long. Give the file a shorter name."),
        "twice": _("Two files are called “%(name)s”. Names become identifiers: give each file a name of its own."),
    }

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files: list[UploadedFile] = list(data or ())
        if not files:
            raise self._error("required")
        if len(files) > settings.UPLOAD_MAX_FILES:
            raise self._error("many", number=len(files), limit=settings.UPLOAD_MAX_FILES)
        errors = []
        seen: set[str] = set()
        for file in files:
            name = file.name or ""
            key = unicodedata.normalize("NFC", name).casefold()
            megabytes = (file.size or 0) / 2**20
            if megabytes > settings.UPLOAD_MAX_MEGABYTES:
                errors.append(self._error("large", name=name, size=megabytes, limit=settings.UPLOAD_MAX_MEGABYTES))
            if len(name.encode("utf-8", "surrogatepass")) > self.NAME_BYTES:
                errors.append(self._error("long", name=name))
            if key in seen:
                errors.append(self._error("twice", name=name))
            seen.add(key)
        total = sum(file.size or 0 for file in files) / 2**20
        if total > settings.UPLOAD_MAX_TOTAL_MEGABYTES:
            errors.append(self._error("total", size=total, limit=settings.UPLOAD_MAX_TOTAL_MEGABYTES))
        if errors:
            raise ValidationError(errors)
        return files

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class UploadForm(forms.Form):
    """Files for the archive. Only who may publish is asked whether to."""

    file = ManyFilesField(label=_("Files"))
    copies = forms.ChoiceField(
        label=_("Articles that are nearly ones the archive has"),
        choices=Copies.choices,
        required=False,
        help_text=_("The same text from the same source is never added twice."),
    )
    publish = forms.BooleanField(
        label=_("Publish at once"),
        required=False,
        help_text=_("Otherwise the articles wait as drafts until an editor publishes them."),
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["publish"]


OUR_FIELDS = {
    "": _("not taken over"),
    "text": _("text"),
    "id": _("identifier"),
    "title": _("title"),
    "subtitle": _("subtitle"),
    "lead": _("lead"),
    "date": _("date"),
    "source": _("source"),
    "author": _("byline"),
    "place": _("place of the dateline"),
    "url": _("original address"),
    "language": _("language"),
    "category": _("category"),
    "subjects": _("subjects"),
    "people": _("persons"),
}
"""What a column of a table may be, by the name that files have for it."""


class ColumnsForm(forms.Form):
    """Which of our fields each column of a table is. Two columns cannot be one field, and one has to be the text."""

    def __init__(self, *args: Any, headings: list[str], mapping: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = headings
        for number, heading in enumerate(headings):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=heading, choices=[*OUR_FIELDS.items()], required=False, initial=mapping.get(heading, "")
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = [value for value in data.values() if value]
        if "text" not in chosen:
            raise ValidationError(_("Say which column is the text of the article."), code="no_text")
        for value in {*chosen}:
            if chosen.count(value) > 1:
                message = _("Two columns are given as “%(field)s”. Choose one of them.")
                raise ValidationError(message, code="twice", params={"field": OUR_FIELDS[value]})
        return data

    @property
    def mapping(self) -> dict[str, str]:
        """Our field by heading, "" for a column that is not taken over."""
        return {heading: self.cleaned_data[f"column-{number}"] for number, heading in enumerate(self.headings)}
