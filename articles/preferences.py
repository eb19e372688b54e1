"""What a reader chose of how pages write and look: kept in a cookie, without an account.

A middleware reads the cookie once a request; `written`, `grouped` and `in_words` write numbers and dates as it says.
Digits are characters, not a font's: what is copied is what is seen.
"""

import datetime
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language

from articles.arabic import MONTH_NAMES, date_in_words, hijri_in_words, last_day

COOKIE = "preferences"
COOKIE_SECONDS = 365 * 24 * 3600

OPTIONS: dict[str, tuple[str, ...]] = {
    "digits": ("western", "arabic"),
    "months": ("both", "gulf", "levant", "maghreb"),
    "calendar": ("gregorian", "hijri", "both"),
    "theme": ("auto", "light", "dark"),
    "size": ("normal", "large", "larger"),
    "keys": ("on", "off"),
    "history": ("on", "off"),
    "persons": ("off", "on"),
}
"""What can be chosen; the first of each is what holds until somebody chooses."""

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ARABIC_GROUPED = _ARABIC_DIGITS | str.maketrans(",", "٬")
_ENGLISH = {"day": "j F Y", "month": "F Y", "year": "Y"}


@dataclass(frozen=True)
class Preferences:
    """One of OPTIONS for each."""

    digits: str = "western"
    months: str = "both"
    calendar: str = "gregorian"
    theme: str = "auto"
    size: str = "normal"
    keys: str = "on"
    history: str = "on"
    persons: str = "off"

    @classmethod
    def of(cls, chosen: Mapping[str, Any]) -> "Preferences":
        """Return preferences from names and values; what is not offered counts as not chosen."""
        return cls(**{name: chosen[name] for name, offered in OPTIONS.items() if chosen.get(name) in offered})

    @classmethod
    def from_cookie(cls, text: str) -> "Preferences":
        return cls.of(dict(piece.split(":", 1) for piece in text.split(".") if ":" in piece))

    def to_cookie(self) -> str:
        """Return what differs from the defaults: `digits:arabic.theme:dark`; "" where nothing does."""
        defaults = {field.name: field.default for field in fields(self)}
        return ".".join(f"{name}:{value}" for name, value in asdict(self).items() if value != defaults[name])


_current: ContextVar[Preferences] = ContextVar("preferences", default=Preferences())  # noqa: B039 - it is frozen


def current() -> Preferences:
    """Return the preferences of the reader who is answered; the defaults outside a request."""
    return _current.get()


def keep(response: HttpResponse, chosen: Preferences) -> None:
    """Keep preferences in the reader's browser; who wants no list of searches has none left."""
    response.set_cookie(
        COOKIE,
        chosen.to_cookie(),
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    if chosen.history == "off":
        response.delete_cookie(settings.HISTORY_COOKIE_NAME, samesite="Lax")


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def respond(request: HttpRequest) -> HttpResponse:
        token = _current.set(Preferences.from_cookie(request.COOKIES.get(COOKIE, "")))
        try:
            response = get_response(request)
        finally:
            _current.reset(token)
        patch_vary_headers(response, ["Cookie"])
        return response

    return respond


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what templates see: `preferences`."""
    return {"preferences": current()}


def written(text: str) -> str:
    """Return a text of ours with its digits as the reader wants them. English pages have Western ones."""
    return text.translate(_ARABIC_DIGITS) if _wants_arabic_digits() else text


def grouped(number: int) -> str:
    """Return a number with its thousands parted: 31,525 or ٣١٬٥٢٥."""
    text = f"{number:,}"
    return text.translate(_ARABIC_GROUPED) if _wants_arabic_digits() else text


def in_words(first: datetime.date, precision: str = "day") -> str:
    """Return a day, or the month or year that begins on it, in words: in the reader's calendar, month names and digits.

    Months and years of one calendar have no equal in the other, and keep their own beside it.
    """
    gregorian = gregorian_in_words(first, precision)
    calendar = current().calendar
    hijri = "" if calendar == "gregorian" else hijri_period_in_words(first, last_day(first, precision))
    if not hijri:
        return gregorian
    return hijri if calendar == "hijri" and precision == "day" else f"{gregorian} ({hijri})"


def moment_in_words(time: datetime.datetime) -> str:
    """Return a day and a time of day in the archive's time zone."""
    local = timezone.localtime(time)
    return f"{in_words(local.date(), 'day')} {written(f'{local:%H:%M}')}"


def gregorian_in_words(first: datetime.date, precision: str) -> str:
    """Return a day, month or year in the Gregorian calendar: 24 أيار/مايو 2018, 24 May 2018."""
    if is_arabic():
        return written(date_in_words(first, precision, current().months))
    return format_date(first, _ENGLISH[precision])


def hijri_period_in_words(first: datetime.date, last: datetime.date) -> str:
    """Return a period in the Hijri calendar; "" where its tables do not reach."""
    return written(hijri_in_words(first, last, "ar" if is_arabic() else "en"))


def month_name(date: datetime.date) -> str:
    """Return the name of a date's month."""
    return MONTH_NAMES[current().months][date.month - 1] if is_arabic() else format_date(date, "F")


def is_arabic() -> bool:
    """True where the page is in Arabic."""
    return (get_language() or "").startswith("ar")


def _wants_arabic_digits() -> bool:
    return current().digits == "arabic" and is_arabic()
