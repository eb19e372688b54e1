"""Atom feeds (RFC 4287): articles as entries, so that any feed reader tells its owner what is new.

Django's generator writes the document; what it lacks is here: the language of each entry, and categories with scheme
and label.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, override

from articles.models import Article
from articles.search import EPOCH, Hit

# RFC 4151 wants a day on which the one who names things had the host: of feeds that of the first one, of articles their
# own.
_FEEDS_SINCE = datetime.date(2026, 1, 1)
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Absolute = Callable[[str], str]
"""Makes an address of this site absolute."""


class Channel(NamedTuple):
    """What a feed is of: its title and a line below it, its own address, and that of the page with the same articles.

    Addresses are without scheme and host.
    """

    title: str
    subtitle: str
    address: str
    page: str
    publisher: str


class ArchiveFeed(Atom1Feed):
    def latest_post_date(self) -> datetime.datetime:
        """Return when the feed changed last. One without entries never has: the time of asking is no change."""
        return max((item["updateddate"] for item in self.items), default=EPOCH)

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for scheme, term, label in item["topics"]:
            handler.addQuickElement("category", "", {"scheme": scheme, "term": term, "label": label})


def feed(channel: Channel, hits: Iterable[Hit], absolute: Absolute) -> ArchiveFeed:
    """Return a feed in the current language, with an entry for each hit.

    Of the hits' articles sources, mentions with their persons, and subjects should be prefetched.
    """
    found = ArchiveFeed(
        title=_clean(channel.title),
        link=absolute(channel.page),
        description="",
        language=get_language(),
        author_name=channel.publisher,
        subtitle=_clean(channel.subtitle) or None,
        feed_url=absolute(channel.address),
        feed_guid=_tag(absolute(channel.address), _FEEDS_SINCE),
    )
    for hit in hits:
        found.add_item(**_entry(hit, absolute))
    return found


def _entry(hit: Hit, absolute: Absolute) -> dict[str, Any]:
    article = hit.article
    author = article.byline or (str(article.source) if article.source else "")
    return {
        "title": _clean(article.title),
        "link": absolute(article.get_absolute_url()),
        "description": _clean(render_to_string("feeds/summary.html", {"article": article, "snippets": hit.snippets})),
        "author_name": _clean(author) or None,
        "pubdate": article.public_since,
        "updateddate": max(article.changed, article.public_since or article.changed),
        "unique_id": _tag(absolute(_home_address(article)), article.created.date()),
        "language": article.language,
        "topics": [(absolute(scheme), _clean(term), _clean(label)) for scheme, term, label in _topics(article)],
    }


def _topics(article: Article) -> Iterable[tuple[str, str, str]]:
    """Yield what an article is filed under, as page of its kind, key and name: its source, subjects and persons."""
    if article.source:
        yield reverse("articles:sources"), article.source.key, str(article.source)
    for subject in article.subjects.all():
        yield reverse("articles:subjects"), str(subject.pk), str(subject)
    for mention in article.mentions.all():
        yield reverse("articles:people"), str(mention.person_id), str(mention.person)


def _home_address(article: Article) -> str:
    """Return the address of an article in the archive's first language: it is one article in every feed."""
    with override(settings.LANGUAGE_CODE):
        return article.get_absolute_url()


def _tag(url: str, day: datetime.date) -> str:
    """Return a tag URI (RFC 4151) for an address: the same on http and https, and on every port."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"tag:{parts.hostname},{day:%Y-%m-%d}:{parts.path}{query}"


def _clean(text: str) -> str:
    """Return a text without the control characters that XML has no way to write."""
    return _NOT_IN_XML.sub("", text)
