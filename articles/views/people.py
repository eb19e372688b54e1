"""Browse by person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.arabic import name_key
from articles.models import AliasKind, Article, Person
from articles.views.errors import NotFound, Way
from articles.views.lists import by_date, paginate

PER_PAGE = 100
NAME_LIMIT = 200
ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The alphabetical index; `?letter=` shows one letter, `?q=` the persons with these words in one of their names."""
    letter = request.GET.get("letter", "").strip("\0 ")[:1]
    query = request.GET.get("q", "").strip()[:NAME_LIMIT]
    persons = Person.objects.in_use().matching(query).with_counts()
    if letter:
        persons = persons.under(letter)
    by_letter = Person.objects.counts_by_letter()
    context = {
        "letters": [(each, by_letter.get(each, 0)) for each in _alphabet(by_letter)],
        "letter": letter,
        "query": query,
        "query_has_letters": bool(name_key(query)),
        "everyone": sum(by_letter.values()),
        "page": paginate(request, persons, PER_PAGE),
    }
    return render(request, "people/people.html", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    found = Person.objects.in_use().prefetch_related("aliases").filter(pk=pk).first()
    if found is None:
        raise NotFound(
            _("The archive has no such person."), [Way(_("Alphabetical index of persons"), reverse("articles:people"))]
        )
    articles = Article.objects.published().naming(found)
    context = {
        "person": found,
        "names": _names(found),
        "first": articles.dated().in_reading_order().first(),
        "last": articles.dated().newest_first().first(),
        "page": paginate(request, by_date(request, articles).for_cards()),
    }
    return render(request, "people/person.html", context)


def _alphabet(by_letter: dict[str, int]) -> list[str]:
    """The Arabic letters, whether they have persons or not, then what else names begin with."""
    return [*ALPHABET, *(letter for letter in by_letter if letter not in ALPHABET)]


def _names(person: Person) -> list[tuple[str, list[str]]]:
    """The person's other names, grouped by kind."""
    names: dict[str, list[str]] = {}
    for alias in person.aliases.all():
        names.setdefault(alias.kind, []).append(alias.name)
    return [(str(kind.label), names[kind]) for kind in AliasKind if kind in names and kind != AliasKind.DISPLAY]
