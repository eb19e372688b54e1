"""The form of a search."""

from typing import Any

from django import forms
from django.core import validators
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.forms.fields import KeysField, MomentField, PersonsField, SourcesField, WordsField
from articles.forms.periods import RangeForm
from articles.models import Person, Source, Subject
from articles.search import KEY_FIELDS, QUERY_LIMIT, SearchRequest

FACETS = KEY_FIELDS
"""Key fields of the index by which a search is narrowed; their names are those of the form's fields."""

FILTERS = tuple(f"{start}{name}" for name in FACETS for start in ("", "not_"))
"""The form's fields that choose or exclude keys."""

PER_PAGE = (10, 20, 50)
"""Results on a page: what can be chosen, the first where nothing is."""


def _sources() -> SourcesField:
    return SourcesField(
        label=_("Sources"),
        required=False,
        queryset=Source.objects.none(),
        to_field_name="key",
        error_messages={"invalid_choice": _("There is no source “%(value)s”.")},
    )


def _numbered(
    kind: type[KeysField], objects: QuerySet, label: Promise, nobody: Promise, no_number: Promise
) -> KeysField:
    """Return a field for objects by primary key; messages are for a number that is none of theirs, and for none."""
    messages = {"invalid_choice": nobody, "invalid_pk_value": no_number}
    return kind(label=label, required=False, queryset=objects, error_messages=messages)


def _persons() -> KeysField:
    return _numbered(
        PersonsField,
        Person.objects.none(),
        _("Persons"),
        _("There is no person with the number %(value)s."),
        _("“%(pk)s” is not the number of a person."),
    )


def _subjects() -> KeysField:
    return _numbered(
        KeysField,
        Subject.objects.none(),
        _("Subjects"),
        _("There is no subject with the number %(value)s."),
        _("“%(pk)s” is not the number of a subject."),
    )


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
        return not any(self.cleaned_data[name] for name in ("q", "date_from", "date_to", "added_after", *FILTERS))

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


class KeptSearchForm(SearchForm):
    """A search that was kept. It was looked up once whether its sources and the like exist; that costs no query now."""

    def offer_keys(self) -> None:
        self.fields |= {name: WordsField(required=False) for name in FILTERS}


def key_of(value: Source | Person | Subject | str) -> str:
    """Return the key that the index and the address have for a value of a facet."""
    if isinstance(value, Source):
        return value.key
    return value if isinstance(value, str) else str(value.pk)
