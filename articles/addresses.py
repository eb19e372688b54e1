"""Addresses of the same page in another state: with other parameters, written one way everywhere."""

from collections.abc import Callable, Iterable
from copy import copy
from urllib.parse import parse_qs, quote

from django.http import HttpResponsePermanentRedirect, QueryDict
from django.utils.cache import patch_cache_control

# What would mean something else in an address, or nothing at all. Letters of any script stand for themselves.
_ESCAPES = {code: quote(chr(code), safe="") for code in (*range(0x20), *b"\"#%&'+;<=>[\\]^`{|}", *range(0x7F, 0xA0))}
_ESCAPES[ord(" ")] = "+"


def changed(params: QueryDict, **values: str | int | None) -> QueryDict:
    """Return a copy of the parameters with some set anew, each in its place, or left out where the value is None."""
    found = copy(params)
    for key, value in values.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = str(value)
    return found


def with_query(path: str, params: QueryDict) -> str:
    """Return an address with these parameters as HTML takes it: Arabic letters stand for themselves.

    Percent-encoded they would be three times as long, in more than a hundred links of a page of results.
    """
    written = _written((name, value) for name, values in params.lists() for value in values)
    return f"{path}?{written}" if params else path


def _written(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{name.translate(_ESCAPES)}={value.translate(_ESCAPES)}" for name, value in pairs)


def periods(params: QueryDict) -> Callable[[str, str], str]:
    """Return what writes the relative address of the same page in a period, from the first page of its list.

    Its arguments are the first and the last day, month or year, as addresses name them. A timeline has the address of
    each of its bars twice: the rest of it is written once.
    """
    start = with_query("", changed(params, **{"page": None, "from": None, "to": None}))
    start += "&" if start else "?"
    return lambda first, last: f"{start}from={first}&to={last}"


STEP = "step"
"""The parameter in which a form says what of the others changes; see `stepped`."""

LONG = 80
"""Bytes of an address that are not repeated in the hundred links of a page of results."""

VERY_LONG = 400
"""Bytes of an address that are not even repeated in the links to ten articles, which readers open side by side."""


def is_long(params: QueryDict, limit: int = LONG) -> bool:
    """Say whether the address of this page is too long to be repeated for each of its states."""
    return len(with_query("", params).encode()) > limit


def step(params: QueryDict, query: str) -> str:
    """Return what leads from these parameters to those of an address: what changes, with its values, "" for none."""
    to = parse_qs(query, keep_blank_values=True)
    names = (*params, *(name for name in to if name not in params))
    steps = [(name, to.get(name) or [""]) for name in names if params.getlist(name) != to.get(name, [])]
    return _written((name, value) for name, values in steps for value in values)


def stepped(params: QueryDict) -> QueryDict:
    """Return the parameters that the step among them leads to."""
    found = changed(params, **{STEP: None})
    for name, values in QueryDict(params.get(STEP)).lists():
        found.setlist(name, [value for value in values if value])
    return found


def moved_to(address: str) -> HttpResponsePermanentRedirect:
    """Lead to the address of what a record became part of: for good, but browsers ask again each time.

    A merge can be taken back, and a browser that remembers a permanent redirect would never see the old record again.
    """
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, no_cache=True)
    return response
