"""Fields that forms of several pages have."""

import datetime
from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.arabic import FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR, OutsideCalendar, Period, parse_period
from articles.models import KEY_DIGITS, Person, Source


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


class SourcesField(ChosenField):
    """Sources by key; the key of one that became part of another, or another name of a source, stands for it."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except ValidationError:
            return super().clean(Source.objects.keys_now(value))


class KeysField(ChosenField):
    """Objects by primary key; a number that no database could hold is nobody's."""

    def clean(self, value: Any) -> Any:
        for number in value or ():
            if len(number) > KEY_DIGITS:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": number})
        return super().clean(value)


class PersonsField(KeysField):
    """Persons by primary key; who was merged into somebody is that person."""

    def clean(self, value: Any) -> Any:
        known = [int(number) for number in value or () if number.isdecimal() and len(number) <= KEY_DIGITS]
        present = {str(pk): str(now) for pk, now in Person.objects.merged_among(known).items()}
        return super().clean([*dict.fromkeys(present.get(number, number) for number in value or ())])


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
