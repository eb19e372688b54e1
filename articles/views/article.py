"""One article."""

from itertools import count

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search
from articles.models import Article, Status
from articles.views.errors import NotFound, Way


@require_safe
def article(request: HttpRequest, identifier: str) -> HttpResponse:
    """Show an article; `?q=` marks the words of that query in it. Drafts and withdrawn ones are for editors alone."""
    found = Article.objects.for_reading().filter(identifier=identifier).first()
    if found is None or not (found.is_public or request.user.has_perm("articles.change_article")):
        if found is not None and found.status == Status.WITHDRAWN:
            return render(request, "410.html", status=410)
        raise NotFound(
            _("There is no article with the identifier “%(identifier)s”.") % {"identifier": identifier},
            [Way(_("Search the articles"), reverse("articles:search"))],
        )
    query = request.GET.get("q", "")[: search.QUERY_LIMIT]
    public = Article.objects.published()
    marker = search.highlighter(query)
    hits = count(1)
    before, after = public.around(found) if found.is_public else (None, None)
    context = {
        "article": found,
        "query": query,
        "title": marker.marked(found.title, "title", hits),
        "lead": marker.marked(found.own_lead, anchors=hits),
        "paragraphs": [marker.marked(line, anchors=hits) for line in found.text.split("\n") if line.strip()],
        "reprints": public.same_text_as(found).for_cards(),
        "before": before,
        "after": after,
    }
    context["hits"] = next(hits) - 1
    return render(request, "articles/article_detail.html", context)
