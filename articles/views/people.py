"""Browse by person: the index by letter, by frequency and by period, and the page of each person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import search
from articles.arabic import name_key
from articles.forms import RangeForm
from articles.models import AliasKind, Article, ArticleQuerySet, Holding, Mention, Person
from articles.people import places
from articles.views.errors import NotFound, Way
from articles.views.lists import by_date, paginate
from articles.views.narrowing import narrowed, narrowed_to, shares
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
    articles = None
    if form.is_valid() and any(form.ends()):
        articles = Article.objects.published().within(*form.ends())
    everyone = Person.objects.in_use(articles)
    by_letter = everyone.counts_by_letter()
    persons = everyone.matching(query).with_counts(articles)
    if letter:
        persons = persons.under(letter)
    by_number = request.GET.get("order") == "number"
    context = {
        "letters": [(each, by_letter.get(each, 0)) for each in _alphabet(by_letter)],
        "letter": letter,
        "query": query,
        "query_has_letters": bool(name_key(query)),
        "form": form,
        "in_period": articles is not None,
        "everyone": sum(by_letter.values()),
        "by_number": by_number,
        "page": paginate(request, persons.most_named_first() if by_number else persons, PER_PAGE),
    }
    return render(request, "people/people.html", context)


@require_safe
@vary_on_headers("HX-Request")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person; `?with=`, `?source=` and `?period=` narrow the list of articles."""
    found = Person.objects.prefetch_related("aliases").filter(pk=pk).first()
    articles = Article.objects.published().naming(found) if found else Article.objects.none()
    holdings = articles.holdings()
    if not found or not holdings:
        raise NotFound(
            _("The archive has no such person."), [Way(_("Alphabetical index of persons"), reverse("articles:people"))]
        )
    first, last = _ends(articles, holdings)
    shown, pills = narrowed(request, articles)
    number = sum(holding.number for holding in holdings)
    page = paginate(
        request,
        by_date(request, shown).for_excerpts(),
        ARTICLES_PER_PAGE,
        count=None if pills else number,
    )
    where = places(found.pk, [*page])
    context = {
        "person": found,
        "names": _names(found),
        "total": number,
        "first": first,
        "last": last,
        "timeline": of_holdings(holdings, lambda period: narrowed_to(request, period=period)),
        "together": [
            (row, narrowed_to(request, **{"with": row["person"]}))
            for row in Mention.objects.together_with(found)[:TOGETHER]
        ],
        "sources": shares(request, holdings),
        "pills": pills,
        "page": page,
        "entries": [search.passages(article, where[article.pk]) for article in page],
    }
    return render(request, "people/person.html", context)


def _ends(articles: ArticleQuerySet, holdings: list[Holding]) -> tuple[Article | None, Article | None]:
    """Return the first and the last dated article, which are found by their dates: the database need not sort."""
    dates = [(holding.date, holding.precision) for holding in holdings if holding.date]
    if not dates:
        return None, None
    cards = articles.only("identifier", "date", "date_precision", "date_estimated", "published_at")
    first, last = min(dates)[0], max(dates)[0]
    return cards.filter(date=first).in_reading_order().first(), cards.filter(date=last).newest_first().first()


def _alphabet(by_letter: dict[str, int]) -> list[str]:
    """The Arabic letters, whether they have persons or not, then what else names begin with."""
    return [*ALPHABET, *(letter for letter in by_letter if letter not in ALPHABET)]


def _names(person: Person) -> list[tuple[str, list[str]]]:
    """The person's other names, grouped by kind."""
    names: dict[str, list[str]] = {}
    for alias in person.aliases.all():
        names.setdefault(alias.kind, []).append(alias.name)
    return [(str(kind.label), names[kind]) for kind in AliasKind if kind in names and kind != AliasKind.DISPLAY]
