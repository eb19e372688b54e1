"""How the pages write numbers, dates, languages and addresses."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django import template
from django.core.paginator import Page
from django.template import RequestContext
from django.urls import translate_url
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from articles import preferences
from articles.addresses import changed, with_query
from articles.arabic import PartialDate, Period, last_day
from articles.models import Article, DatePrecision, Mention
from articles.search import Reason

register = template.Library()

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})
# Longer addresses are not repeated in links.
_LONGEST_ADDRESS = 4000


@register.filter
def grouped(number: int) -> str:
    """Write a number with its thousands parted: 31,525."""
    return preferences.grouped(number)


@register.filter
def digits(value: object) -> str:
    """Write a number that is not grouped, such as a year, in the reader's digits."""
    return preferences.written(str(value))


@register.filter
def articles(number: int) -> str:
    """Say how many articles: in Arabic لا مقالات، مقال واحد، مقالان، 3 مقالات …"""
    return ngettext("%(number)s article", "%(number)s articles", number) % {"number": grouped(number)}


@register.filter
def persons(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s persons", number) % {"number": grouped(number)}


@register.filter
def times(number: int) -> str:
    return ngettext("%(number)s time", "%(number)s times", number) % {"number": grouped(number)}


@register.filter
def in_words(date: datetime.date | PartialDate | Period, precision: str = DatePrecision.DAY) -> str:
    """Write a date in words in the page's language: 24 أيار/مايو 2018, 24 May 2018; as far as its precision goes.

    Of a moment, the day in the archive's time zone. A Hijri period in its own calendar: رمضان 1439 هـ. Else as the
    reader prefers.
    """
    if isinstance(date, datetime.datetime):
        return in_words(timezone.localdate(date), precision)
    if isinstance(date, Period) and date.hijri:
        return preferences.hijri_period_in_words(date.first, date.last)
    if isinstance(date, PartialDate | Period):
        return preferences.in_words(date.first, date.precision)
    return preferences.in_words(date, precision)


@register.filter
def said(value: object) -> str:
    """Write what a condition asks for: a period in words, all else by its name."""
    return in_words(value) if isinstance(value, Period) else str(value)


@register.filter
def in_other_calendar(article: Article) -> str:
    """Write an article's date in the calendar in which `in_words` does not; "" where that writes both, or none does."""
    calendar = preferences.current().calendar
    if article.date is None or calendar == "both":
        return ""
    hijri = preferences.hijri_period_in_words(article.date, last_day(article.date, article.date_precision))
    if calendar == "gregorian" or not hijri:
        return hijri
    if article.date_precision != DatePrecision.DAY:
        return ""
    return preferences.gregorian_in_words(article.date, article.date_precision)


@register.filter
def month_name(date: datetime.date) -> str:
    """Write the month of a date without its year."""
    return preferences.month_name(date)


@register.filter
def weekday(day: int | datetime.date) -> str:
    """Name the day of the week: of a date, or of a number from 0 (Monday) to 6."""
    return str(WEEKDAYS[day if isinstance(day, int) else day.weekday()])


@register.filter
def weekday_short(day: int) -> str:
    return str(WEEKDAYS_ABBR[day])


@register.simple_tag
def article_date(article: Article) -> SafeString:
    """Show an article's date in words as far as it is known, and whether it is an estimate."""
    if article.date is None:
        return format_html('<span class="aside">{}</span>', _("undated"))
    date = PartialDate(article.date, article.date_precision)
    shown = format_html('<time datetime="{}">{}</time>', date, in_words(date))
    if article.date_estimated:
        shown = format_html('{} <span class="aside">({})</span>', shown, _("estimated date"))
    return shown


@register.filter
def direction(language: str) -> str:
    """The value of `dir` for a text in this language."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


@register.filter
def name_of_language(language: str) -> str:
    """Name a language in the page's language; one that has no name here by its code."""
    try:
        return str(get_language_info(language)["name_translated"])
    except KeyError:
        return language


REASONS = 10
"""Reasons that a result names, of all kinds together: a query of forty words has many."""

_KINSHIP = {
    "exact": gettext_lazy("the letters as typed"),
    "spelling": gettext_lazy("another spelling"),
    "form": gettext_lazy("another form of the word"),
    "related": gettext_lazy("a related word"),
}


@register.filter
def by_kinship(reasons: Iterable[Reason]) -> list[tuple[str, list[Reason], int]]:
    """Part reasons by how a form of an article answers a word of the query, said in words, the closest first.

    `REASONS` of them are kept; the last number is that of the others of the kind.
    """
    of: dict[str, list[Reason]] = {kinship: [] for kinship in _KINSHIP}
    for reason in reasons:
        of[reason.kinship].append(reason)
    room, parts = REASONS, []
    for kinship, said in _KINSHIP.items():
        if found := of[kinship]:
            parts.append((str(said), found[:room], max(len(found) - room, 0)))
            room = max(room - len(found), 0)
    return parts


@register.simple_tag(takes_context=True)
def named(context: RequestContext, article: Article) -> list[Mention]:
    """Return who is named in an article, but for the person whose page this is (`without_person`)."""
    person = context.get("without_person")
    return [mention for mention in article.mentions.all() if mention.person_id != person]


@register.filter
def unlocalized(number: float) -> str:
    """Write a number as style and drawing need it, whatever the language of the page."""
    return repr(number)


@register.filter
def share(number: int, most: int) -> int:
    """The length of a bar: what `number` is of `most`, in thousandths; never too short to be seen."""
    return max(round(1000 * number / most), 8) if number and most else 0


@register.filter
def window(page: Page) -> list[int | str]:
    """The numbers that lead to a page's neighbours and to the ends of its list, with gaps as …"""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def parameters(context: RequestContext, **values: str | int | None) -> str:
    """Return this page's parameters, as an address has them, with some set anew, or left out where they are None."""
    return with_query("", changed(context.request.GET, **values)) or "?"


@register.simple_tag(takes_context=True)
def other_language(context: RequestContext) -> dict[str, str]:
    """The page's other language: `code`, its own `name`, and this page in it, as `url` and `absolute` address.

    A page that does not exist leads to the other language's home.
    """
    code = "en" if preferences.is_arabic() else "ar"
    request = context.request
    here = with_query(request.path, request.GET)
    if len(here.encode()) > _LONGEST_ADDRESS:
        here = request.path
    there = translate_url(here, code)
    if there == here:
        there = "/en/" if code == "en" else "/"
    name = get_language_info(code)["name_local"]
    return {"code": code, "name": name, "url": there, "absolute": request.build_absolute_uri(there)}


@register.filter
def asked_in(value: object, field: str) -> str:
    """Write a query for a value in a field of the query language: مكان:"واشنطن"."""
    return '{}:"{}"'.format(field, str(value).replace('"', " "))


@register.filter
def host(url: str) -> str:
    """The host of a web address, for a link's text; "" for all else, which is not to be linked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
