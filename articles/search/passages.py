"""Where an article names a person: its passages with the name, marked. No index is needed for it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.safestring import SafeString
from whoosh import query as q

from articles.models import Article
from articles.search.analysis import words
from articles.search.highlight import Marker
from articles.search.language import ANY
from articles.search.snippets import snippets


class Passages(NamedTuple):
    """An article, its title with marks, and the passages of its text that have them; its beginning where none does."""

    article: Article
    title: SafeString
    snippets: tuple[SafeString, ...]


def name_marker(names: Iterable[str]) -> Marker:
    """Return what finds these names in texts: the words of each as a phrase, with the particles written onto them."""
    phrases = [_phrase([word.form for word in words(name)]) for name in names]
    return Marker(q.Or([phrase for phrase in phrases if phrase is not None]))


def passages(article: Article, marker: Marker) -> Passages:
    """Return the passages of an article that the marker finds something in."""
    text = "\n".join(article.passages)
    return Passages(article, marker.marked(article.title, "title"), snippets(text, marker.spans(text)))


def _phrase(forms: list[str]) -> q.Query | None:
    if len(forms) > 1:
        return q.Phrase(ANY, forms)
    return q.Term(ANY, forms[0]) if forms else None
