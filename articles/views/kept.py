"""Searches as they are kept: in a feed's address, in the history, among a user's saved searches."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from django.http import QueryDict

from articles.arabic import Period
from articles.forms import FILTERS, KeptSearchForm, SearchForm, key_of
from articles.models import Person, Source, Subject
from articles.search import SearchRequest

_ASKED = ("q", "date_from", "date_to", *FILTERS, "level", "drop", "literal", "added_after")
"""The form's fields that say what is asked; order and page size only say how it is shown."""


def canonical(form: SearchForm, *, query: str | None = None, leave_out: Collection[str] = ()) -> str:
    """Return what a valid form asks for as the query of an address, the same for the same search.

    `query` takes the place of its words, `leave_out` are fields that shall not count.
    """
    params = QueryDict(mutable=True)
    data = form.cleaned_data if query is None else form.cleaned_data | {"q": query}
    for name in _ASKED:
        value = data[name]
        if not value or name in leave_out or (name, value) == ("level", "default"):
            continue
        params.setlist(form.add_prefix(name), sorted(map(_written, value if isinstance(value, list) else [value])))
    return params.urlencode()


def kept_requests(queries: Iterable[str]) -> list[SearchRequest | None]:
    """Return the searches of `canonical` queries, None for one that cannot be read any more.

    Who was merged since they were kept is the person they are on record as now: one question to the database for all.
    """
    forms = [KeptSearchForm(QueryDict(query)) for query in queries]
    requests = [form.search_request(page=1) if form.is_valid() else None for form in forms]
    merged = Person.objects.merged_among({key for one in requests if one for key in _persons(one)})
    return [_with_present(one, merged) if one and merged else one for one in requests]


def _persons(request: SearchRequest) -> Iterator[int]:
    yield from request.people
    yield from (int(key) for field, key in request.excluded if field == "person")


def _with_present(request: SearchRequest, merged: Mapping[int, int]) -> SearchRequest:
    people = dict.fromkeys(merged.get(key, key) for key in request.people)
    excluded = dict.fromkeys(
        (field, str(merged.get(int(key), key)) if field == "person" else key) for field, key in request.excluded
    )
    return replace(request, people=tuple(people), excluded=tuple(excluded))


def _written(value: bool | datetime.datetime | Period | Source | Person | Subject | str) -> str:
    if isinstance(value, bool):
        return "1"
    if isinstance(value, datetime.datetime):
        return time_written(value)
    return str(value) if isinstance(value, Period) else key_of(value)


def time_written(time: datetime.datetime) -> str:
    """Return a time as addresses have it: in UTC, with Z."""
    return time.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
