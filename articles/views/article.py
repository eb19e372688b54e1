"""One article, and the differences between two."""

from collections.abc import Iterable
from itertools import count
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import ingest, preferences, search
from articles.addresses import changed, with_query
from articles.arabic import blocks, differences
from articles.forms import SIZES, SearchForm
from articles.models import Article, FormerIdentifier, Mention, MentionState, Status, shown_states
from articles.views.errors import NotFound, Way
from articles.views.marking import Named, Persons, woven
from articles.views.steps import by_steps

NUMBERED_HITS = 60
"""So many hits have a link each; the keys lead to all."""

OF_THE_DAY = 3
"""Articles of the same day, before this one and after it."""

MORE_LIKE_THIS = 5
COPIES = 10

_MOST_DIGITS = 7


class Part(NamedTuple):
    """A paragraph, heading or caption, with the hits marked."""

    kind: str
    html: SafeString


class Walk(NamedTuple):
    """The search one came from: its address, and where in its results the article stands, 0 where it no longer does.

    `before` and `after` are the addresses of the results next to it, "" at the ends.
    """

    back: str
    rank: int = 0
    total: int = 0
    before: str = ""
    after: str = ""


class Copy(NamedTuple):
    """Another article with the same text or much of it: how much, in percent."""

    article: Article
    percent: int


@require_safe
@by_steps
def article(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show an article. Drafts, withdrawn ones and what is in the trash are for editors alone, and drafts for their
    uploader; the address of one that was merged into another leads to that.

    `?q=` marks the words of that query, `?persons=1` the persons, each a link; `?persons=0` does not, whatever the
    reader's preference. The other parameters of the search and `rank`, the place among its results,
    lead to the results next to this one.
    """
    merged = FormerIdentifier.objects.filter(identifier=identifier).select_related("article").first()
    if merged:
        return redirect(merged.article)
    found = _readable(request, identifier)
    if not found.is_open_to(request.user):
        return render(request, "410.html", status=410)
    public = Article.objects.published()
    before, after = public.around(found, OF_THE_DAY) if found.is_public else ([], [])
    copies, like = _related(found)
    context = {
        "article": found,
        "copies": copies,
        "like": like,
        "before": before,
        "after": after,
        "walk": _walk(request, found),
        "sizes": SIZES.items(),
        "repaired": []
        if found.edited_body
        else [ingest.repair_label(rule) for rule in found.repairs.get("applied", ())],
        "shows_persons": _shows_persons(request),
        "proposed": _proposed(request, found),
        **_marked(request, found),
    }
    return render(request, "articles/article_detail.html", context)


@require_safe
def received(request: HttpRequest, identifier: str) -> HttpResponse:
    """Send the text as it was received, in UTF-8, to be saved as a file. Who may read the article may have it."""
    found = _readable(request, identifier)
    if not found.is_open_to(request.user):
        return render(request, "410.html", status=410)
    response = HttpResponse(found.body, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{identifier}.txt")
    # Not a page of its own for search engines, nor anything but text for a browser, whatever stands in it.
    response["X-Robots-Tag"] = "noindex"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def compare(request: HttpRequest, identifier: str, other: str) -> HttpResponse:
    """Show how the text of another article differs from that of this one."""
    first, second = _readable(request, identifier), _readable(request, other)
    if not (first.is_open_to(request.user) and second.is_open_to(request.user)):
        return render(request, "410.html", status=410)
    paragraphs = differences(first.text, second.text)
    changes = [change for paragraph in paragraphs for change in paragraph]
    words = {
        kind: sum(len(change.text.split()) for change in changes if change.kind == kind)
        for kind in ("same", "removed", "added")
    }
    context = {"first": first, "second": second, "paragraphs": paragraphs, "words": words}
    return render(request, "articles/compare.html", context)


def _readable(request: HttpRequest, identifier: str) -> Article:
    """Return an article; a withdrawn or deleted one, too: readers are told that it was there. Raises NotFound."""
    found = Article.objects.for_reading().filter(identifier=identifier).first()
    was_public = found is not None and Status.DRAFT not in (found.status, found.status_before)
    if found is None or not (was_public or found.is_open_to(request.user)):
        raise NotFound(
            _("There is no article with the identifier “%(identifier)s”.") % {"identifier": identifier},
            [Way(_("Search the articles"), reverse("articles:search"))],
        )
    return found


def _shows_persons(request: HttpRequest) -> bool:
    """True where persons are to be marked: as the address says, else as the reader prefers."""
    asked = request.GET.get("persons", "")
    return asked == "1" or (asked != "0" and preferences.current().persons == "on")


def _proposed(request: HttpRequest, article: Article) -> list[Mention]:
    """Return for editors the mentions that readers do not see and nobody has decided on."""
    if not request.user.has_perm("articles.change_person"):
        return []
    # Not `article.mentions`, of which those that readers see were fetched.
    hidden = (
        Mention.objects.filter(article=article).exclude(state=MentionState.REFUSED).exclude(state__in=shown_states())
    )
    return [*hidden.select_related("person").defer("spans")]


def _marked(request: HttpRequest, article: Article) -> dict[str, Any]:
    """Return title, subtitle, lead and text with persons and the words of the query marked, and how many of these."""
    query = request.GET.get("q", "")[: search.QUERY_LIMIT]
    asked = request.GET.get("level")
    level: search.Level = next((level for level in search.LEVELS if level == asked), "default")
    marker = search.highlighter(query, level, request.GET.getlist("drop"))
    hits = count(1)
    named = Mention.objects.shown().filter(article=article).select_related("person") if _shows_persons(request) else ()
    persons = Persons(article, named)

    def marked(text: str, persons: list[Named], field: str = "text") -> SafeString:
        return woven(text, marker.spans(text, field), persons, hits)

    parts = blocks(article.text)
    in_parts = persons.in_blocks(block.text for block in parts)
    marked_fields = {
        "query": query,
        "title": marked(article.title, persons.of("title"), "title"),
        "subtitle": marked(article.subtitle, persons.of("subtitle")),
        "lead": marked(article.own_lead, persons.of("lead")),
        "parts": [Part(block.kind, marked(block.text, there)) for block, there in zip(parts, in_parts, strict=True)],
    }
    number = next(hits) - 1
    return {**marked_fields, "hits": number, "numbers": range(1, min(number, NUMBERED_HITS) + 1)}


def _related(article: Article) -> tuple[list[Copy], list[Article]]:
    """Return the articles with the same text or much of it, and others like it; without an index, reprints alone."""
    # Whether they are public is asked of the few that there are: SQLite would begin with all that are.
    shares = dict.fromkeys(Article.objects.same_text_as(article).values_list("pk", flat=True), 1.0)
    like: list[int] = []
    try:
        shares = dict(search.near_copies(article)) | shares
        like = [pk for pk, _score in search.like(article, MORE_LIKE_THIS + len(shares)) if pk not in shares]
    except search.IndexNotReady:
        pass
    best = sorted(shares, key=lambda pk: (-shares[pk], pk))
    found = Article.objects.published_among([*best, *like]).for_links().in_bulk()
    copies = [Copy(found[pk], max(1, round(100 * shares[pk]))) for pk in best if pk in found]
    return copies[:COPIES], [found[pk] for pk in like if pk in found][:MORE_LIKE_THIS]


def _walk(request: HttpRequest, article: Article) -> Walk | None:
    """Return the search that one came from, None where one did not."""
    if not request.GET:
        return None
    asked = changed(request.GET, rank=None)
    form = SearchForm(asked)
    if not form.is_valid() or form.asks_nothing():
        return None
    back = with_query(reverse("articles:search"), asked)
    written = request.GET.get("rank", "")
    rank = int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else 0
    if not rank:
        return Walk(back)
    first = max(rank - 2, 0)
    try:
        total, ranked = search.ranking(form.search_request(page=1), first, rank + 1)
    except search.IndexNotReady:
        return Walk(back)
    ranks = {pk: place for place, (pk, _score) in enumerate(ranked, start=first + 1)}
    if ranks.get(article.pk) != rank:
        return Walk(back)
    addresses = _addresses(request, (pk for pk in ranks if pk != article.pk), ranks)
    return Walk(back, rank, total, addresses.get(rank - 1, ""), addresses.get(rank + 1, ""))


def _addresses(request: HttpRequest, pks: Iterable[int], ranks: dict[int, int]) -> dict[int, str]:
    """Return by rank the addresses of results, with the search in them."""
    identifiers = Article.objects.published_among(list(pks)).values_list("pk", "identifier")
    return {
        ranks[pk]: with_query(reverse("articles:article", args=[identifier]), changed(request.GET, rank=ranks[pk]))
        for pk, identifier in identifiers
    }
