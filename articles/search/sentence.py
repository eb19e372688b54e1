"""A search in words, in the reader's language: what was asked, as it was understood."""

import datetime

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from whoosh import query as q

from articles.arabic import date_in_words, last_day
from articles.models import Person, Source
from articles.search.dates import days
from articles.search.language import ANY
from articles.search.matching import parsed_query
from articles.search.request import SearchRequest

_ENGLISH = {"day": "j F Y", "month": "F Y", "year": "Y"}


def sentence(request: SearchRequest) -> str:
    """Return a request's query and filters in words; "" where it asks for nothing.

    >>> sentence(SearchRequest("السراج «مجلس الأمن» -ترامب"))  # doctest: +SKIP
    'كل الكلمات: السراج · العبارة «مجلس الأمن» · من دون: ترامب'
    """
    tree = parsed_query(request).tree
    clauses = _clauses(tree) if tree is not None else []
    if request.date_from or request.date_to:
        clauses.append(_period(request.date_from, request.date_to))
    if request.sources:
        names = [str(source) for source in Source.objects.filter(key__in=request.sources)]
        clauses.append(_("source: %(names)s") % {"names": _either(names)})
    if request.people:
        names = [str(person) for person in Person.objects.filter(pk__in=request.people)]
        clauses.append(_("person: %(names)s") % {"names": _either(names)})
    return " · ".join(clauses)


def _clauses(node: q.Query) -> list[str]:
    """Return the parts of a query that all have to be so."""
    parts = node.subqueries if isinstance(node, q.And) else [node]
    plain = [part.text for part in parts if isinstance(part, q.Term) and part.fieldname == ANY]
    clauses = []
    if len(plain) > 1:
        clauses.append(_("all of the words: %(words)s") % {"words": _listed(plain)})
    elif plain:
        clauses.append(_("the word: %(word)s") % {"word": plain[0]})
    others = [part for part in parts if not (isinstance(part, q.Term) and part.fieldname == ANY)]
    return clauses + [_clause(part) for part in others]


def _clause(node: q.Query) -> str:
    if isinstance(node, q.Not):
        return _("without: %(clause)s") % {"clause": _inside(node.query)}
    if isinstance(node, q.Or):
        return _("any of: %(clauses)s") % {"clauses": _either([_inside(part) for part in node.subqueries])}
    if isinstance(node, q.And):
        return " · ".join(_clauses(node))
    if isinstance(node, q.NumericRange):
        return _period(*days(node))
    words = _words(node)
    if node.fieldname == ANY:
        return words
    return {
        "title": _("in the title: %(words)s"),
        "byline": _("byline: %(words)s"),
        "person": _("person: %(names)s"),
        "source": _("source: %(names)s"),
        "subject": _("subject: %(words)s"),
        "dateline": _("place: %(words)s"),
    }[node.fieldname] % {"words": words, "names": words}


def _inside(node: q.Query) -> str:
    """Return a part of a clause; what is itself of several parts stands in parentheses."""
    if isinstance(node, q.Term) and node.fieldname == ANY:
        return str(node.text)
    return f"({_clause(node)})" if isinstance(node, q.And | q.Or) else _clause(node)


def _words(node: q.Term | q.Phrase | q.Wildcard) -> str:
    if isinstance(node, q.Wildcard):
        return _("words like %(pattern)s") % {"pattern": node.text.replace("?", "؟")}
    if isinstance(node, q.Phrase):
        words = " ".join(node.words)
        if node.slop > 1:
            return _("the words “%(words)s”, at most %(number)s apart") % {"words": words, "number": node.slop}
        return _("the phrase “%(words)s”") % {"words": words}
    return str(node.text)


def _period(first: datetime.date | None, last: datetime.date | None) -> str:
    if first and last:
        for precision in ("day", "month", "year"):
            if last == last_day(first, precision) and (precision == "day" or first.day == 1):
                if precision == "year" and first.month > 1:
                    break
                return _("dated to %(period)s") % {"period": _in_words(first, precision)}
        return _("dated from %(first)s to %(last)s") % {"first": _in_words(first), "last": _in_words(last)}
    if first:
        return _("dated %(first)s or later") % {"first": _in_words(first)}
    return _("dated %(last)s or earlier") % {"last": _in_words(last)} if last else ""


def _in_words(day: datetime.date, precision: str = "day") -> str:
    if (get_language() or "").startswith("ar"):
        return date_in_words(day, precision)
    return format_date(day, _ENGLISH[precision])


def _listed(words: list[str]) -> str:
    return pgettext("between the items of a list", ", ").join(words)


def _either(clauses: list[str]) -> str:
    return pgettext("between alternatives", " or ").join(clauses)
