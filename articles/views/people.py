"""Browse by person: the index by letter, by frequency and by period, and the page of each person."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import search
from articles.addresses import moved_to, with_query
from articles.arabic import name_key
from articles.forms import RangeForm
from articles.models import AliasKind, Article, ArticleQuerySet, Holding, Mention, Person
from articles.people import Displayed
from articles.views.errors import NotFound, Way
from articles.views.lists import by_date, paginate
from articles.views.memory import remembered
from articles.views.narrowing import Share, narrowed, narrowed_to, narrowed_to_period, shares
from articles.views.timeline import of_holdings

PER_PAGE = 100
# With passages of each article, which have to be found in its text.
ARTICLES_PER_PAGE = 10
TOGETHER = 12
NAME_LIMIT = 200
ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@require_safe
@vary_on_headers("HX-Request")
def people(request: HttpRequest) -> HttpResponse:
    """The index: `?letter=` shows one letter, `?q=` the persons with these words in one of their names.

    `?from=` and `?to=` show who is named in the articles of a period, and in how many of them; `?order=number` puts
    those named most often first.
    """
    letter = request.GET.get("letter", "").strip("\0 ")[:1]
    query = request.GET.get("q", "").strip()[:NAME_LIMIT]
    form = RangeForm(request.GET)
    ends = form.ends() if form.is_valid() else (None, None)
    numbers = _numbers(*(day.toordinal() if day else 0 for day in ends))
    in_order = Person.objects.order_by("sort_key", "pk").values_list("pk", "letter")
    named = [(pk, theirs) for pk, theirs in in_order if pk in numbers]
    by_letter = Counter(theirs for _pk, theirs in named)
    shown = {*Person.objects.matching(query).values_list("pk", flat=True)} if query else numbers
    listed = [pk for pk, theirs in named if pk in shown and letter in ("", theirs)]
    by_number = request.GET.get("order") == "number"
    if by_number:
        listed.sort(key=lambda pk: -numbers[pk])
    context = {
        "letters": [(each, by_letter.get(each, 0)) for each in _alphabet(by_letter)],
        "letter": letter,
        "query": query,
        "query_has_letters": bool(name_key(query)),
        "form": form,
        "in_period": any(ends),
        "everyone": len(named),
        "by_number": by_number,
        "page": _persons(paginate(request, listed, PER_PAGE), numbers),
    }
    return render(request, "people/people.html", context)


@remembered
def _numbers(first: int, last: int) -> dict[int, int]:
    """Return in how many articles each person (primary key) is named: of a period, by the ordinals of its ends.

    An end that is open is 0. All are counted in one walk over the mentions: a count for each takes twice the time.
    """
    if not first and not last:
        return Mention.objects.public().by_person()
    start, end = (datetime.date.fromordinal(day) if day else None for day in (first, last))
    articles = Article.objects.published().within(start, end)
    return Mention.objects.shown().filter(article__in=articles.values("pk")).by_person()


def _persons(page: Page, numbers: Mapping[int, int]) -> Page:
    """Put the persons in the place of their keys, each with the number of articles."""
    persons = Person.objects.in_bulk([*page])
    page.object_list = [persons[pk] for pk in page if pk in persons]
    for person in page.object_list:
        person.published_count = numbers[person.pk]
    return page


@require_safe
@vary_on_headers("HX-Request")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person; `?with=`, `?source=`, `?from=` and `?to=` narrow the list of articles. Who was merged leads on."""
    found = Person.objects.prefetch_related("aliases", "offices", "same_as").filter(pk=pk).first()
    if found and found.present.pk != pk:
        return moved_to(with_query(found.present.get_absolute_url(), request.GET))
    record = _record(pk) if found else None
    if not found or not record or not record.holdings:
        raise NotFound(
            _("The archive has no such person."), [Way(_("Alphabetical index of persons"), reverse("articles:people"))]
        )
    shown, pills, period = narrowed(request, Article.objects.published_naming(found))
    number = sum(holding.number for holding in record.holdings)
    page = paginate(
        request,
        by_date(request, shown).for_excerpts(),
        ARTICLES_PER_PAGE,
        count=None if pills else number,
    )
    mentions = {one.article_id: one for one in found.mentions.filter(article__in=[*page])}
    context = {
        "person": found,
        "names": _names(found),
        "total": number,
        "first": record.first,
        "last": record.last,
        "timeline": of_holdings(record.holdings, narrowed_to_period(request), period),
        "together": _together(request, record.together),
        "sources": shares(request, record.holdings),
        "pills": pills,
        "page": page,
        "entries": [(_passages(article, mentions.get(article.pk)), mentions.get(article.pk)) for article in page],
    }
    return render(request, "people/person.html", context)


def _passages(article: Article, mention: Mention | None) -> search.Passages:
    """Return the passages around the places at which a mention was found."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    if mention:
        for span in Displayed(article).anchored(mention.places, mention.text_checksum)[0]:
            places[span.field].append((span.start, span.end))
    return search.passages(article, places)


class _Record(NamedTuple):
    """What the articles say of a person: how many there are, the first and the last, who else is named how often."""

    holdings: list[Holding]
    first: Article | None
    last: Article | None
    together: list[tuple[int, int]]


@remembered
def _record(pk: int) -> _Record:
    person = Person(pk=pk)
    articles = Article.objects.published_naming(person)
    holdings = articles.holdings()
    together = Mention.objects.together_with(person)[:TOGETHER]
    return _Record(holdings, *_ends(articles, holdings), [(row["person"], row["shared"]) for row in together])


def _ends(articles: ArticleQuerySet, holdings: list[Holding]) -> tuple[Article | None, Article | None]:
    """Return the first and the last dated article, which are found by their dates: the database need not sort."""
    dates = [(holding.date, holding.precision) for holding in holdings if holding.date]
    if not dates:
        return None, None
    cards = articles.only("identifier", "date", "date_precision", "date_estimated", "published_at")
    first, last = min(dates)[0], max(dates)[0]
    return cards.filter(date=first).in_reading_order().first(), cards.filter(date=last).newest_first().first()


def _together(request: HttpRequest, together: list[tuple[int, int]]) -> list[Share]:
    """Return who is named with a person, under the names that they have now."""
    people = Person.objects.in_bulk([pk for pk, _shared in together])
    return [Share(people[pk], shared, narrowed_to(request, **{"with": pk})) for pk, shared in together if pk in people]


def _alphabet(by_letter: dict[str, int]) -> list[str]:
    """The Arabic letters, whether they have persons or not, then what else names begin with."""
    return [*ALPHABET, *(letter for letter in by_letter if letter not in ALPHABET)]


def _names(person: Person) -> list[tuple[str, list[str]]]:
    """The person's other names, grouped by kind."""
    names: dict[str, list[str]] = {}
    for alias in person.aliases.all():
        names.setdefault(alias.kind, []).append(alias.name)
    return [(str(kind.label), names[kind]) for kind in AliasKind if kind in names and kind != AliasKind.DISPLAY]
