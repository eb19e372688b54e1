"""Long lists: in numbered pages (`?page=`), newest or oldest first (`?sort=`)."""

from collections.abc import Sequence

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.addresses import changed, with_query
from articles.models import ArticleQuerySet
from articles.preferences import grouped
from articles.views.errors import NotFound, Way

PER_PAGE = 50
# No list is longer; a longer number needs no arithmetic.
_MOST_DIGITS = 12


def by_date(request: HttpRequest, articles: ArticleQuerySet) -> ArticleQuerySet:
    """Return the articles in the order that the request asks for, newest first where it does not."""
    return articles.in_reading_order() if request.GET.get("sort") == "oldest" else articles.newest_first()


def page_number(request: HttpRequest) -> int:
    """Return the page asked for, 1 where none is; 0, which no list has, where `?page=` holds no number."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) <= _MOST_DIGITS else 0


def paginate(
    request: HttpRequest, items: QuerySet | Sequence, per_page: int = PER_PAGE, *, count: int | None = None
) -> Page:
    """Return the page of `items` that the request asks for; raise NotFound, with ways back, where there is none.

    `count` is the number of items, where it is known already: otherwise the database counts them.
    """
    paginator = Paginator(items, per_page)
    if count is not None:
        paginator.count = count
    number = page_number(request)
    if number not in paginator.page_range:
        raise no_such_page(request, paginator.num_pages)
    return paginator.page(number)


def no_such_page(request: HttpRequest, pages: int) -> NotFound:
    """Return the error for a page beyond a list of `pages` pages, with links to its first and its last page."""
    message = ngettext(
        "This list has %(pages)s page, and you asked for another one.",
        "This list has %(pages)s pages, and you asked for another one.",
        pages,
    ) % {"pages": grouped(pages)}
    ways = [Way(_("First page"), address(request, page=None))]
    if pages > 1:
        ways.append(Way(_("Last page"), address(request, page=pages)))
    return NotFound(message, ways)


def address(request: HttpRequest, *, page: int | None) -> str:
    """Return the address of another page of the same list."""
    return with_query(request.path, changed(request.GET, page=page))
