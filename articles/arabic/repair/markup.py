"""Remains of HTML: entities that were never read as characters, tags that were never read as tags."""

import html
import re

from articles.arabic.repair.changes import Mended, Tally, substitute

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
# Only the elements that articles are made of, so that <محمد> or <x@example.org> stay.
_PARTED = (
    "p|br|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|hr|section|article|figure|figcaption|header|footer"
)
_INLINE = (
    "script|style|a|abbr|b|i|u|s|em|strong|span|font|small|sub|sup|img|center|cite|q|bdi|bdo|mark|o:p"
    "|iframe|embed|object|video"
)
_TAG = re.compile(rf"</?(?:(?P<parted>{_PARTED})|{_INLINE})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b[^<>]{0,2000}>|<!--", re.IGNORECASE)


def html_entities(text: str) -> Mended:
    """Put characters in the place of entities (&nbsp; &laquo; &#1575;); what is none by name stays."""
    return substitute(_ENTITY, _character, text)


def _character(match: re.Match[str]) -> str:
    character = html.unescape(match[0])
    # Not for NUL and halves of characters, which nothing can store.
    return character if character and character != "\N{REPLACEMENT CHARACTER}" else match[0]


def html_tags(text: str) -> Mended:
    """Take out tags, comments, scripts and styles. Where a tag parts paragraphs or cells, a line ends."""
    taken = Tally()
    text = _without_unseen(text, taken)
    text, tags = substitute(_TAG, lambda match: "\n" if match["parted"] else "", text)
    taken.add(tags)
    return text, taken


def _without_unseen(text: str, taken: Tally) -> str:
    """Take out scripts, styles and comments that end; of what does not end only the tag goes."""
    lower = text.lower() if _UNSEEN.search(text) else ""
    if len(lower) != len(text):
        return text
    pieces: list[str] = []
    last = 0
    endless: set[str] = set()
    for match in _UNSEEN.finditer(text):
        closing = f"</{match[1].lower()}" if match[1] else "-->"
        if match.start() < last or closing in endless:
            continue
        at = lower.find(closing, match.end())
        end = text.find(">", at) + 1 if at >= 0 else 0
        if not end:
            # Looked for once, and not again from every place.
            endless.add(closing)
            continue
        taken.note(text[match.start() : end], "")
        pieces.append(text[last : match.start()])
        last = end
    return "".join((*pieces, text[last:]))
