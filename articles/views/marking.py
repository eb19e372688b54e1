"""Persons marked in an article's text, each a link to their page, beside the marks of a search."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article, Mention
from articles.people import Displayed


class Stretch(Protocol):
    """A word that a search marks."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Named(NamedTuple):
    """A stretch of a text that names somebody: the address of their page, and their name on record."""

    start: int
    end: int
    url: str
    name: str


class Persons:
    """Where an article names persons, field by field; none where they are not asked for."""

    def __init__(self, article: Article, mentions: Iterable[Mention] = ()) -> None:
        displayed = Displayed(article)
        self._fields = displayed.fields
        self._named: dict[str, list[Named]] = {field: [] for field in displayed.fields}
        for mention in mentions:
            url, name = mention.person.get_absolute_url(), str(mention.person)
            for span in displayed.anchored(mention.places, mention.text_checksum)[0]:
                self._named[span.field].append(Named(span.start, span.end, url, name))
        for named in self._named.values():
            named.sort()

    def of(self, field: str) -> list[Named]:
        return self._named[field]

    def in_blocks(self, blocks: Iterable[str]) -> Iterator[list[Named]]:
        """Yield the persons named in each block of the text, with places in that block."""
        text, at = self._fields["text"], 0
        left = [*self._named["text"]]
        for block in blocks:
            offsets, at = _offsets(block, text, at)
            inside = [named for named in left if named.start in offsets and named.end - 1 in offsets]
            yield [one._replace(start=offsets[one.start], end=offsets[one.end - 1] + 1) for one in inside]


def _offsets(block: str, text: str, at: int) -> tuple[dict[int, int], int]:
    """Return where each letter of a block stands in the text, as text → block, and where the block ends there.

    A block is a stretch of the text, except that blanks and line ends may have become one blank.
    """
    offsets: dict[int, int] = {}
    for number, letter in enumerate(block):
        if letter.isspace():
            continue
        at = text.find(letter, at)
        if at < 0:
            return offsets, len(text)
        offsets[at] = number
        at += 1
    return offsets, at


def woven(
    text: str, hits: Sequence[Stretch], named: Sequence[Named], anchors: Iterator[int] | None = None
) -> SafeString:
    """Return a text as HTML with marks around the hits of a search and links around names of persons.

    A hit within a name is marked within its link; a name that begins or ends within a hit is no link.
    """
    pieces: list[str] = []
    at = 0
    taken = [one for one in named if not any(_cuts(one, hit) for hit in hits)]
    for one in taken:
        if one.start < at:
            continue
        pieces.append(_marked(text, at, one.start, hits, anchors))
        inside = _marked(text, one.start, one.end, hits, anchors)
        pieces.append(format_html('<a class="named-person" href="{}" title="{}">{}</a>', one.url, one.name, inside))
        at = one.end
    pieces.append(_marked(text, at, len(text), hits, anchors))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped


def _cuts(named: Named, hit: Stretch) -> bool:
    overlaps = named.start < hit.end and hit.start < named.end
    return overlaps and not (named.start <= hit.start and hit.end <= named.end)


def _marked(text: str, begin: int, end: int, hits: Sequence[Stretch], anchors: Iterator[int] | None) -> SafeString:
    pieces: list[str] = []
    for hit in hits:
        if begin <= hit.start < end:
            mark = "<mark>" if anchors is None else f'<mark id="hit-{next(anchors)}">'
            pieces += [escape(text[begin : hit.start]), mark, escape(text[hit.start : hit.end]), "</mark>"]
            begin = hit.end
    pieces.append(escape(text[begin:end]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped
