"""A search in words, in the reader's language: what was asked, as it was understood."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from whoosh import query as q

from articles.arabic import last_day
from articles.preferences import in_words, moment_in_words
from articles.search.dates import days
from articles.search.facets import names_of
from articles.search.language import ANY
from articles.search.matching import parsed_query
from articles.search.request import SearchRequest
from articles.search.segment import KEY_FIELDS


def sentence(request: SearchRequest) -> str:
    """Return a request's query and filters in words; "" where it asks for nothing.

    >>> sentence(SearchRequest("السراج «مجلس الأمن» -ترامب"))  # doctest: +SKIP
    'كل الكلمات: السراج · العبارة «مجلس الأمن» · من دون: ترامب'
    """
    return sentences([request])[0]


def sentences(requests: Sequence[SearchRequest]) -> list[str]:
    """Return the `sentence` of each request; names are looked up once for all of them."""
    names = {
        field: _or_itself(field, {key for request in requests for key in _keys(request, field)}) for field in KEY_FIELDS
    }
    return [_sentence(request, names) for request in requests]


def _sentence(request: SearchRequest, names: dict[str, dict[str, str]]) -> str:
    tree = parsed_query(request).tree
    clauses = _clauses(tree) if tree is not None else []
    if request.date_from or request.date_to:
        clauses.append(_period(request.date_from, request.date_to))
    for field in KEY_FIELDS:
        if chosen := request.chosen(field):
            clauses.append(_in_field(field, _either([names[field][key] for key in chosen])))
        if excluded := _excluded(request, field):
            clause = _in_field(field, _either([names[field][key] for key in excluded]))
            clauses.append(_("without: %(clause)s") % {"clause": clause})
    if request.added_after:
        clauses.append(_("added after %(time)s") % {"time": moment_in_words(request.added_after)})
    if request.dropped:
        clauses.append(_("without the forms: %(words)s") % {"words": _listed(list(request.dropped))})
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
    return _words(node) if node.fieldname == ANY else _in_field(node.fieldname, _words(node))


def _in_field(field: str, words: str) -> str:
    return {
        "title": _("in the title: %(words)s"),
        "byline": _("byline: %(words)s"),
        "person": _("person: %(words)s"),
        "source": _("source: %(words)s"),
        "subject": _("subject: %(words)s"),
        "dateline": _("place: %(words)s"),
        "place": _("place: %(words)s"),
    }[field] % {"words": words}


def _excluded(request: SearchRequest, field: str) -> list[str]:
    return [key for name, key in request.excluded if name == field]


def _keys(request: SearchRequest, field: str) -> list[str]:
    return [*request.chosen(field), *_excluded(request, field)]


def _or_itself(field: str, keys: set[str]) -> dict[str, str]:
    """Return the names of keys of a key field; one that nobody has any more stands for itself."""
    return {key: key for key in keys} | names_of(field, keys)


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
        beginnings = {"day": first, "month": first.replace(day=1), "year": first.replace(month=1, day=1)}
        for precision, beginning in beginnings.items():
            if first == beginning and last == last_day(first, precision):
                return _("dated to %(period)s") % {"period": in_words(first, precision)}
        return _("dated from %(first)s to %(last)s") % {"first": in_words(first), "last": in_words(last)}
    if first:
        return _("dated %(first)s or later") % {"first": in_words(first)}
    return _("dated %(last)s or earlier") % {"last": in_words(last)} if last else ""


def _listed(words: list[str]) -> str:
    return pgettext("between the items of a list", ", ").join(words)


def _either(clauses: list[str]) -> str:
    return pgettext("between alternatives", " or ").join(clauses)
