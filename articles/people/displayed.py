"""Where names stand in an article as it is displayed: offsets, and what becomes of them when the text is changed."""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from articles.arabic import plain
from articles.models import Article, Span

_LETTER = re.compile(r"\w")
# Particles that are written before a name without a blank.
_PARTICLES = frozenset("وفبلكل")


class Displayed:
    """An article's title, subtitle, lead and text as they are displayed, by name, and all of them as one text."""

    def __init__(self, article: Article) -> None:
        self.fields: dict[str, str] = {
            "title": article.title,
            "subtitle": article.subtitle,
            "lead": article.own_lead,
            "text": article.text,
        }
        self.whole = "\n".join(self.fields.values())
        self.checksum = checksum(self.whole)

    def span(self, start: int, end: int) -> Span | None:
        """Return the place of a stretch of the whole text; None for one that lies in no single field."""
        for field, text in self.fields.items():
            if end <= len(text):
                return Span(field, start, end, text[start:end]) if 0 <= start < end else None
            start, end = start - len(text) - 1, end - len(text) - 1
        return None

    def anchored(self, spans: Iterable[Span], checksum: str = "") -> tuple[list[Span], int]:
        """Return where these names stand now, and how many of them stand nowhere near any more.

        `checksum` is that of the text the spans refer to: where it is still that of this one, nothing is looked for.
        """
        spans = [*spans]
        return (spans, 0) if checksum == self.checksum else anchored(spans, self.fields)


def checksum(text: str) -> str:
    """Return 16 digits that tell texts apart."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def anchored(spans: Iterable[Span], fields: Mapping[str, str]) -> tuple[list[Span], int]:
    """Return each span where its surface stands nearest in a changed text, and the number of those that are lost.

    Two spans never share a place. Harakat and tatweel count as they are written: what was respelt is another name,
    which the next search of the text finds.
    """
    kept: list[Span] = []
    lost = 0
    for span in spans:
        text = fields.get(span.field, "")
        places = [
            place for place in _places(text, span.surface) if not any(_at(span, place).meets(one) for one in kept)
        ]
        if places:
            kept.append(_at(span, min(places, key=lambda place: abs(place - span.start))))
        else:
            lost += 1
    return kept, lost


def _at(span: Span, start: int) -> Span:
    return span._replace(start=start, end=start + len(span.surface))


def _places(text: str, surface: str) -> Iterable[int]:
    """Yield where a surface stands in a text as whole words, particles before it allowed."""
    at = text.find(surface) if plain(surface) else -1
    while at >= 0:
        after = text[at + len(surface) : at + len(surface) + 1]
        before = text[at - 1 : at] if at else ""
        if not _LETTER.match(after) and (not _LETTER.match(before) or before in _PARTICLES):
            yield at
        at = text.find(surface, at + 1)
