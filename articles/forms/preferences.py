"""How readers want pages to write and look."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _one_of(label: Any, choices: dict[str, Any], help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=help_text, widget=forms.RadioSelect)


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
    persons = _one_of(_("Persons in the texts of articles"), {"off": _("not marked"), "on": _("marked, as links")})
