"""Where an article names a person: its passages with the name, marked. No index is needed for it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.safestring import SafeString

from articles.arabic import matches
from articles.models import Article
from articles.search.highlight import Span, html
from articles.search.snippets import snippets

Places = Mapping[str, Iterable[tuple[int, int]]]
"""Starts and ends of what is marked, by the names of an article's fields: title, subtitle, lead, text."""


class Passages(NamedTuple):
    """An article, its title with marks, and the passages of its text that have them; its beginning where none does."""

    article: Article
    title: SafeString
    snippets: tuple[SafeString, ...]


def passages(article: Article, places: Places) -> Passages:
    """Return the passages of an article around the places, and its title, these places marked."""
    title = [Span(start, end, 0, 0) for start, end in places.get("title", ())]
    texts = {"subtitle": article.subtitle, "lead": article.own_lead, "text": article.text}
    joined, marked = "", []
    for field, text in texts.items():
        if text:
            joined = f"{joined}\n{text}" if joined else text
            before = len(joined) - len(text)
            marked += [(before + start, before + end) for start, end in places.get(field, ())]
    return Passages(
        article, html(article.title, 0, len(article.title), title), snippets(joined, _spans(joined, marked))
    )


def _spans(text: str, places: Iterable[tuple[int, int]]) -> list[Span]:
    """Return places with the number of the word that each begins with."""
    starts = [match.start() for match in matches(text)]
    return [Span(start, end, bisect_right(starts, start) - 1, 0) for start, end in places]
