"""Why an article was found: which words of the query stand in it, in which forms, and how these answer the words."""

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from articles.search.analysis import forms_of, kinship
from articles.search.highlight import Marker, Span
from articles.search.request import Kinship, Reason

_CLOSEST_FIRST: tuple[Kinship, ...] = get_args(Kinship)


def reasons(passages: Iterable[tuple[str, Iterable[Span]]], marker: Marker) -> tuple[Reason, ...]:
    """Return the reasons in texts and their spans, in the order of the query's terms, the most frequent form first."""
    counts: Counter[tuple[int, str]] = Counter()
    for text, spans in passages:
        counts.update((span.term, forms_of(text[span.start : span.end])[0]) for span in spans)
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return tuple(_reason(marker.words(term), form, times) for (term, form), times in ordered)


def _reason(words: tuple[str, ...], form: str, times: int) -> Reason:
    pairs = ((form_or_part, word) for form_or_part in (form, *forms_of(form)[1]) for word in words)
    closest = min((kinship(*pair) for pair in pairs), key=_CLOSEST_FIRST.index)
    return Reason(" ".join(words), form, closest, times)
