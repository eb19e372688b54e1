"""Files sent to the archive."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


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
            if len(name.encode()) > self.NAME_BYTES:
                errors.append(self._error("long", name=name))
            if key in seen:
                errors.append(self._error("twice", name=name))
            seen.add(key)
        if errors:
            raise ValidationError(errors)
        return files

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


class UploadForm(forms.Form):
    """Files for the archive. Only who may publish is asked whether to."""

    file = ManyFilesField(label=_("Files"))
    publish = forms.BooleanField(
        label=_("Publish at once"),
        required=False,
        help_text=_("Otherwise the articles wait as drafts until an editor publishes them."),
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["publish"]
