"""The page of a day, which reads like that day's front page, and the page of a day in every year.

What editors held important is not on record: no article has a page number or the size of its headline. What is left
of their judgement is the room that they gave: so the longest article of each source leads, the longest of these first.
One of each source, because sources write at different lengths and the one that writes longest would fill the page.
Below stand the others by source, in reading order.
"""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleQuerySet, DatePrecision, Source
from articles.views.dates import day_of_calendar, hijri_periods, less_exact, neighbours, trail
from articles.views.lists import paginate
from articles.views.narrowing import narrowed

LEADS = 4
# Titles of a source before the link to all of them; more where this saves the link nothing.
TITLES = 12
LEADS_OF_A_YEAR = 3
# A year that has the 29 of February.
LEAP_YEAR = 2000


class Group(NamedTuple):
    """The articles of a day from one source, None for an unknown one, that do not lead it."""

    source: Source | None
    articles: Sequence[Article]
    number: int
    url: str

    @property
    def shown(self) -> Sequence[Article]:
        """All of them, or the first where they are many."""
        return self.articles if len(self.articles) <= TITLES + 1 else self.articles[:TITLES]


class YearOfDay(NamedTuple):
    date: datetime.date
    number: int
    articles: Sequence[Article]


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """The front page of a day; with `?source=`, the list of a source's articles of that day."""
    date = day_of_calendar(year, month, day)
    public = Article.objects.published()
    of_day = public.on(date)
    known = public.known_to_the_day()
    context: dict[str, object] = {
        "trail": trail(year),
        "date": date,
        "in_hijri": hijri_periods(date, date, DatePrecision.MONTH),
        "less_exact": less_exact(public.dated_around(date)),
        **neighbours(known.last_date_before(date), known.first_date_after(date), DatePrecision.DAY),
    }
    if "source" in request.GET:
        articles, pills, _period = narrowed(request, of_day)
        context |= {"pills": pills, "page": paginate(request, articles.in_reading_order().for_cards())}
    else:
        context |= front_page(of_day, reverse("articles:day", args=[year, month, day]))
    return render(request, "dates/day.html", context)


@require_safe
def every_year(request: HttpRequest, month: int, day: int) -> HttpResponse:
    """A day of the year in every year, the newest first, with its longest articles."""
    if month != 2 or day != 29:
        day_of_calendar(LEAP_YEAR + 1, month, day)
    public = Article.objects.published()
    by_date: dict[datetime.date, list[tuple[int, int]]] = {}
    for pk, date, length in (
        public.on_this_day(month, day).annotate(length=Length("body")).values_list("pk", "date", "length")
    ):
        if date:
            by_date.setdefault(date, []).append((-length, pk))
    leads = {date: [pk for _length, pk in sorted(of)[:LEADS_OF_A_YEAR]] for date, of in by_date.items()}
    articles = Article.objects.published_among([pk for of in leads.values() for pk in of]).for_cards().in_bulk()
    here = datetime.date(LEAP_YEAR, month, day)
    context = {
        "trail": trail(),
        "date": here,
        "number": sum(map(len, by_date.values())),
        "years": [
            YearOfDay(date, len(by_date[date]), [articles[pk] for pk in leads[date] if pk in articles])
            for date in sorted(by_date, reverse=True)
        ],
        "before": here - datetime.timedelta(days=1),
        "after": here + datetime.timedelta(days=1),
    }
    return render(request, "dates/every_year.html", context)


def front_page(of_day: ArticleQuerySet, url: str) -> dict[str, object]:
    """Return what the front page of a day shows: `number`, `leads` and `groups`; `url` is its address."""
    titles: list[Any] = list(
        of_day.in_reading_order().annotate(length=Length("body")).only("identifier", "title", "language", "source")
    )
    longest: dict[int | None, tuple[int, int]] = {}
    for title in titles:
        longest[title.source_id] = min(longest.get(title.source_id, (0, title.pk)), (-title.length, title.pk))
    leading = [pk for _length, pk in sorted(longest.values())[:LEADS]]
    leads = Article.objects.published_among(leading).for_excerpts().in_bulk()
    by_source: dict[int | None, list[Article]] = {}
    for article in titles:
        if article.pk not in leads:
            by_source.setdefault(article.source_id, []).append(article)
    numbers = Counter(title.source_id for title in titles)
    sources = Source.objects.in_bulk([pk for pk in by_source if pk])
    groups = [
        Group(source, by_source[pk], numbers[pk], f"{url}?source={source.key if source else ''}")
        for pk in sorted(by_source, key=lambda pk: (pk is None, -numbers[pk]))
        for source in (sources.get(pk) if pk else None,)
    ]
    return {"number": len(titles), "leads": [leads[pk] for pk in leading if pk in leads], "groups": groups}
