"""What readers fill in."""

import datetime
import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core import validators
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.arabic import FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR, OutsideCalendar, Period, parse_period
from articles.models import KEY_DIGITS, Person, SavedSearch, Source, Subject
from articles.search import KEY_FIELDS, QUERY_LIMIT, SearchRequest

FACETS = KEY_FIELDS
"""Key fields of the index by which a search is narrowed; their names are those of the form's fields."""

PER_PAGE = (10, 20, 50)
"""Results on a page: what can be chosen, the first where nothing is."""


class PeriodField(forms.CharField):
    """A day, a month or a year, as `parse_period` reads them; its value is a Period, None where left empty."""

    default_error_messages = {
        "invalid": _(
            "This is not a date. Write a year, a month or a day, in digits or with the name of the month: "
            "2018, 2018-05, 24/5/2018, May 2018 or Ramadan 1439."
        ),
        "outside": _(
            "Hijri dates can be given from the year %(first)s to %(last)s. Please give the date as Gregorian."
        ),
    }

    def to_python(self, value: Any) -> Period | None:  # type: ignore[override]
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_period(text)
        except OutsideCalendar:
            years = {"first": FIRST_HIJRI_YEAR, "last": LAST_HIJRI_YEAR}
            raise ValidationError(self.error_messages["outside"], code="outside", params=years) from None
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class MomentField(forms.DateTimeField):
    """A moment; its value is in UTC. One that no calendar reaches in UTC or in the archive's time zone is none."""

    def clean(self, value: Any) -> datetime.datetime | None:
        moment = super().clean(value)
        if moment is None:
            return None
        try:
            timezone.localtime(moment)
            return moment.astimezone(datetime.UTC)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class ChosenField(forms.ModelMultipleChoiceField):
    """Objects by a key; its value is a list, and the database is not asked where nothing is chosen."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> Any:
        return list(super().clean(value)) if value else []


class KeysField(ChosenField):
    """Objects by primary key; a number that no database could hold is nobody's."""

    def clean(self, value: Any) -> Any:
        for number in value or ():
            if len(number) > KEY_DIGITS:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": number})
        return super().clean(value)


class WordsField(forms.MultipleChoiceField):
    """Any texts, such as places and forms of words; its value is the list of them."""

    widget = forms.MultipleHiddenInput
    LONGEST = 300
    default_error_messages = {"long": _("“%(value)s” is too long.")}

    def validate(self, value: Any) -> None:
        for text in value:
            validators.ProhibitNullCharactersValidator()(text)
            if len(text) > self.LONGEST:
                raise ValidationError(self.error_messages["long"], "long", {"value": text[:40] + "…"})


def _sources() -> ChosenField:
    return ChosenField(
        label=_("Sources"),
        required=False,
        queryset=Source.objects.none(),
        to_field_name="key",
        error_messages={"invalid_choice": _("There is no source “%(value)s”.")},
    )


def _numbered(objects: QuerySet, label: Promise, nobody: Promise, no_number: Promise) -> KeysField:
    """Return a field for objects by primary key; messages are for a number that is none of theirs, and for none."""
    messages = {"invalid_choice": nobody, "invalid_pk_value": no_number}
    return KeysField(label=label, required=False, queryset=objects, error_messages=messages)


def _persons() -> KeysField:
    return _numbered(
        Person.objects.none(),
        _("Persons"),
        _("There is no person with the number %(value)s."),
        _("“%(pk)s” is not the number of a person."),
    )


def _subjects() -> KeysField:
    return _numbered(
        Subject.objects.none(),
        _("Subjects"),
        _("There is no subject with the number %(value)s."),
        _("“%(pk)s” is not the number of a subject."),
    )


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


class SearchForm(RangeForm):
    """The search of the pages.

    Its names in the address are q, from, to, source, person, subject, place, each of these four also with `not-`
    before it, sort, level, drop, per, literal, added-after.
    """

    # "not-" reads better than "not_".
    ADDRESS_NAMES = RangeForm.ADDRESS_NAMES | {
        **{f"not_{name}": f"not-{name}" for name in FACETS},
        "added_after": "added-after",
    }
    OF_ONE_QUERY = ("drop", "literal")
    """What belongs to the words as they are: another query begins without it."""

    SORTS = [("relevance", _("Best match")), ("newest", _("Newest first")), ("oldest", _("Oldest first"))]

    LEVELS = [
        ("exact", _("Letters as typed")),
        ("default", _("All forms of the words")),
        ("wide", _("Related words too")),
    ]

    q = forms.CharField(
        label=_("Search the articles"),
        required=False,
        # Not `max_length`: browsers would cut what is pasted without a word.
        validators=[
            validators.MaxLengthValidator(
                QUERY_LIMIT,
                _("The query is longer than %(limit_value)s characters (it has %(show_value)s). Please shorten it."),
            )
        ],
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    source, not_source = _sources(), _sources()
    person, not_person = _persons(), _persons()
    subject, not_subject = _subjects(), _subjects()
    place, not_place = WordsField(required=False), WordsField(required=False)
    drop = WordsField(required=False)
    per = forms.TypedChoiceField(
        label=_("On a page"),
        required=False,
        choices=[(number, number) for number in PER_PAGE],
        coerce=int,
        empty_value=None,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("A page cannot have %(value)s results.")},
    )
    sort = forms.ChoiceField(
        label=_("Sort"),
        required=False,
        choices=SORTS,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no order “%(value)s”.")},
    )
    level = forms.ChoiceField(
        label=_("Matching"),
        required=False,
        choices=LEVELS,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("There is no level “%(value)s”.")},
    )
    # The query as it stands, even where it finds nothing and another reading of it would.
    literal = forms.BooleanField(required=False, widget=forms.HiddenInput)
    added_after = MomentField(
        label=_("Added after"),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("The time after which articles were added is not written as it should be.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_keys()

    def offer_keys(self) -> None:
        """Say which sources, persons and subjects can be asked for."""
        known = {"source": Source.objects.in_use(), "person": Person.objects.in_use(), "subject": Subject.objects.all()}
        for name, objects in known.items():
            for field in (name, f"not_{name}"):
                self.fields[field].queryset = objects  # type: ignore[attr-defined]

    def carried(self) -> list[tuple[str, str]]:
        """Return what else than words and period was sent and stays with another query, as names and values."""
        shown = {"q", *RangeForm.ADDRESS_NAMES.values(), *self.OF_ONE_QUERY}
        names = [name for name in map(self.add_prefix, self.fields) if name not in shown]
        return [(name, value) for name in names for value in self._sent(name) if value]

    def _sent(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []

    def asks_nothing(self) -> bool:
        """True for a valid form without a query and without a filter."""
        filters = (f"{start}{name}" for start in ("", "not_") for name in FACETS)
        return not any(self.cleaned_data[name] for name in ("q", "date_from", "date_to", "added_after", *filters))

    def search_request(self, *, page: int) -> SearchRequest:
        """Return what a valid form asks for. Without words nothing matches better: the newest come first."""
        data = self.cleaned_data
        return SearchRequest(
            query=data["q"],
            date_from=data["date_from"] and data["date_from"].first,
            date_to=data["date_to"] and data["date_to"].last,
            sources=tuple(key_of(source) for source in data["source"]),
            people=tuple(int(key_of(person)) for person in data["person"]),
            subjects=tuple(int(key_of(subject)) for subject in data["subject"]),
            places=tuple(data["place"]),
            excluded=tuple((name, key_of(one)) for name in FACETS for one in data[f"not_{name}"]),
            added_after=data["added_after"],
            sort=data["sort"] or ("relevance" if data["q"] else "newest"),
            level=data["level"] or "default",
            dropped=tuple(data["drop"]),
            page=page,
            per_page=data["per"] or PER_PAGE[0],
        )


def key_of(value: Source | Person | Subject | str) -> str:
    """Return the key that the index and the address have for a value of a facet."""
    if isinstance(value, Source):
        return value.key
    return value if isinstance(value, str) else str(value.pk)


class SavedSearchForm(forms.ModelForm):
    """The name of a saved search."""

    class Meta:
        model = SavedSearch
        fields = ("name",)


class JumpForm(forms.Form):
    """A date to go to: a day, month or year of either calendar, as readers type it."""

    date = PeriodField(label=_("Go to a date"))


def _one_of(label: Any, choices: dict[str, Any], help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect)


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


SIZES = {"normal": _("normal"), "large": _("large"), "larger": _("larger")}
"""Sizes of the text."""


class PreferencesForm(forms.Form):
    """How pages write and look; the choices of each field are those of `articles.preferences.OPTIONS`."""

    digits = _one_of(_("Digits"), {"western": "0123456789", "arabic": "٠١٢٣٤٥٦٧٨٩"}, _("On Arabic pages."))
    months = _one_of(
        _("Names of the months"),
        {
            "both": _("two names: أيار/مايو"),
            "gulf": _("Egypt and the Gulf: مايو"),
            "levant": _("the Levant and Iraq: أيار"),
            "maghreb": _("Tunisia and Algeria: ماي"),
        },
        _("On Arabic pages."),
    )
    calendar = _one_of(
        _("Calendar"),
        {"gregorian": _("Gregorian"), "hijri": _("Hijri"), "both": _("both")},
        _("Hijri dates are those of the calendar of Umm al-Qura; a month may have begun a day later elsewhere."),
    )
    theme = _one_of(_("Colours"), {"auto": _("as the device"), "light": _("light"), "dark": _("dark")})
    size = _one_of(_("Size of the text"), SIZES)
    history = _one_of(
        _("List of your last searches"),
        {"on": _("kept in this browser until it is closed"), "off": _("not kept")},
    )
    keys = _one_of(_("Keys N and P to go from hit to hit in an article"), {"on": _("on"), "off": _("off")})
