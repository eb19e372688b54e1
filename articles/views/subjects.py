"""Browse by subject."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.models import Article, Holding, Subject
from articles.views.calendars import coverage
from articles.views.errors import NotFound, Way
from articles.views.lists import by_date, paginate
from articles.views.memory import remembered
from articles.views.narrowing import narrowed, narrowed_to_period, shares
from articles.views.timeline import of_holdings

PER_PAGE = 200


@require_safe
@vary_on_headers("HX-Request")
def subjects(request: HttpRequest) -> HttpResponse:
    page = paginate(request, Subject.objects.in_use().largest_first(), PER_PAGE)
    most = max((subject.published_count for subject in page), default=0)
    return render(request, "subjects/subjects.html", {"page": page, "most": most})


@require_safe
@vary_on_headers("HX-Request")
def subject(request: HttpRequest, pk: int) -> HttpResponse:
    """A subject; `?source=`, `?from=`, `?to=` and `?with=` a person narrow the list of articles."""
    found = Subject.objects.in_use().filter(pk=pk).first()
    if found is None:
        raise NotFound(_("The archive has no such subject."), [Way(_("All subjects"), reverse("articles:subjects"))])
    articles = Article.objects.published().about(found)
    holdings = _holdings(found.pk)
    dates = [holding.date for holding in holdings if holding.date]
    shown, pills, period = narrowed(request, articles)
    address = narrowed_to_period(request)
    number = sum(holding.number for holding in holdings)
    context = {
        "subject": found,
        "first": min(dates, default=None),
        "last": max(dates, default=None),
        "number": number,
        "timeline": of_holdings(holdings, address, period),
        "coverage": coverage(holdings, address),
        "sources": shares(request, holdings),
        "pills": pills,
        "page": paginate(request, by_date(request, shown).for_cards(), count=None if pills else number),
    }
    return render(request, "subjects/subject.html", context)


@remembered
def _holdings(subject: int) -> list[Holding]:
    return Article.objects.published().about(subject).holdings()
