"""What a query that is being typed may mean: persons, sources, words and titles of the archive.

One look-up, answered in two ways: as the options of a list box for the archive's own search box, and as the JSON that
browsers ask for (`articles.views.opensearch` tells them where).
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search
from articles.arabic import begins_name, name_key, tokens
from articles.models import Article, PersonAlias, Source

LONGEST = 200
"""Characters of a query for which anything is suggested."""

PERSONS, SOURCES, WORDS, TITLES = 4, 2, 5, 3
"""Suggestions of each kind, so that all of them can be seen at once."""

NAME_WORDS = 4
"""A name that is being typed is looked for in so many of the last words."""

CACHED = 300
"""Seconds for which a browser need not ask again: who deletes a letter has the list at once."""


class Constraint(NamedTuple):
    """A person or a source that the last words of a query may name, and the words before.

    `parameter` and `key` are what a search has in its address for it; `alias` is the name that was recognised, "" where
    it is the one shown.
    """

    parameter: str
    key: str
    name: str
    alias: str
    rest: str
    articles: int

    @property
    def url(self) -> str:
        asked = {"q": self.rest} if self.rest else {}
        return f"{reverse('articles:search')}?{urlencode({**asked, self.parameter: self.key})}"


class Begun(NamedTuple):
    """Where a name may begin in a query, and its words from there on, folded; the last may be unfinished."""

    start: int
    words: list[str]


class Known(NamedTuple):
    """A name on record: the key of who bears it, the name folded and as it is, and the name its bearer is shown by."""

    key: str
    folded: str
    name: str
    shown: str


class Suggestions(NamedTuple):
    persons: list[Constraint]
    sources: list[Constraint]
    words: list[search.Completion]
    titles: list[Article]

    @property
    def total(self) -> int:
        return len(self.persons) + len(self.sources) + len(self.words) + len(self.titles)


@require_safe
def options(request: HttpRequest) -> HttpResponse:
    """Return what `?q=` may become as the inside of a list box, for the page's script; empty where nothing is known."""
    try:
        found = _suggestions(request)
    except search.IndexNotReady:
        return HttpResponse(status=503)
    return _kept(render(request, "search/suggestions.html", {"total": found.total, **found._asdict()}))


@require_safe
def for_browsers(request: HttpRequest) -> HttpResponse:
    """Return the query, what it may become, descriptions and addresses: OpenSearch Suggestions 1.1."""
    try:
        found = _suggestions(request)
    except search.IndexNotReady:
        return HttpResponse(status=503)
    search_page = reverse("articles:search")
    rows = [(f"{one.rest} {one.name}".strip(), _("Person"), one.url) for one in found.persons]
    rows += [(f"{one.rest} {one.name}".strip(), _("Source"), one.url) for one in found.sources]
    rows += [(one.query, "", f"{search_page}?{urlencode({'q': one.query})}") for one in found.words]
    rows += [(article.title, _("Title"), article.get_absolute_url()) for article in found.titles]
    answer = [
        request.GET.get("q", ""),
        [text for text, _kind, _url in rows],
        [kind for _text, kind, _url in rows],
        [request.build_absolute_uri(url) for _text, _kind, url in rows],
    ]
    return _kept(JsonResponse(answer, safe=False, content_type="application/x-suggestions+json"))


def _kept(response: HttpResponse) -> HttpResponse:
    """Let the browser keep an answer, and nobody on the way: it differs by the reader's preferences."""
    patch_cache_control(response, private=True, max_age=CACHED)
    return response


def _suggestions(request: HttpRequest) -> Suggestions:
    """Return what `?q=` may become. Raises IndexNotReady."""
    query = request.GET.get("q", "").replace("\0", "").lstrip()
    names = list(_names_begun(query)) if len(query) <= LONGEST else []
    if not names:
        return Suggestions([], [], [], [])
    return Suggestions(
        _persons(query, names),
        _sources(query, names),
        search.completions(query, WORDS),
        search.titles(query, TITLES),
    )


def _names_begun(query: str) -> Iterator[Begun]:
    """Yield the names that a query may end in, the longest first; a letter or ال alone begins none."""
    for token in list(tokens(query))[-NAME_WORDS:]:
        words = name_key(query[token.start :]).split()
        if len("".join(words)) > 1 and words != ["ال"]:
            yield Begun(token.start, words)


def _persons(query: str, names: list[Begun]) -> list[Constraint]:
    # The words of the shortest stand in all of the names.
    holding = (Q(key__contains=word) for word in names[-1].words)
    rows = PersonAlias.objects.filter(*holding).order_by().values_list("person", "key", "name", "person__display_name")
    return _constraints("person", query, names, [Known(str(person), *rest) for person, *rest in rows], PERSONS)


def _sources(query: str, names: list[Begun]) -> list[Constraint]:
    known = [
        Known(source.key, name_key(name), name, str(source))
        for source in Source.objects.all()
        for name in (source.name_ar, source.name_latin, source.key)
    ]
    return _constraints("source", query, names, known, SOURCES)


def _constraints(parameter: str, query: str, names: list[Begun], known: list[Known], most: int) -> list[Constraint]:
    """Return whom the longest of the names that is anybody's begins to name, who is in most articles first.

    Who is in no article is left out. Of several names of one bearer the one that is shown counts first.
    """
    numbers = search.numbers_of(parameter, {one.key for one in known})
    ranked = sorted(
        (one for one in known if one.key in numbers),
        key=lambda one: (-numbers[one.key], one.shown, one.name != one.shown),
    )
    for begun in names:
        rest = query[: begun.start].strip()
        found: dict[str, Constraint] = {}
        for one in ranked:
            if one.key not in found and begins_name(begun.words, one.folded):
                alias = one.name if one.name != one.shown else ""
                found[one.key] = Constraint(parameter, one.key, one.shown, alias, rest, numbers[one.key])
                if len(found) == most:
                    break
        if found:
            return list(found.values())
    return []
