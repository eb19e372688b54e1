"""From what is typed to a tree of Whoosh query nodes; what can be typed stands in `articles.search.language`.

Leaves are `Term`, `Phrase` and `Wildcard` nodes with plain forms in one of the language's fields, "any" where none is
written, and `NumericRange` nodes for periods; `articles.search.evaluate` reads them.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from whoosh import query as q
from whoosh.qparser import (
    FieldsPlugin,
    GroupPlugin,
    OperatorsPlugin,
    PhrasePlugin,
    QueryParser,
    WhitespacePlugin,
    WildcardPlugin,
    syntax,
)

from articles.arabic import STOP_WORDS, plain
from articles.search.analysis import words
from articles.search.dates import DatePlugin, unread_dates
from articles.search.language import AND, ANY, FIELDS, NOT, OR, QUOTES, spellings
from articles.search.request import WORD_LIMIT

WIDEST = 50
"""Words of a phrase stand at most so far from where they would follow each other, whatever the query asks for."""

_QUOTES = str.maketrans(dict.fromkeys("".join(sign for pair in QUOTES for sign in pair) + "„‟‹›″＂", '"'))
# A question mark that ends a word is punctuation; inside a word it stands for one letter.
_LAST_MARK = re.compile(r"[?؟]+(?=[\s\"()،؛.!]|$)")
_LONE_STAR = re.compile(r"(?<![^\s:(-])[*?؟]+")
_WILD = re.compile(r"([*?؟])")
_FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}


def _one_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(spelling) for name in names for spelling in spellings(name))


class _Fields(FieldsPlugin):
    """Field names of the language before a colon; any other word with a colon is text."""

    class FieldnameTagger(FieldsPlugin.FieldnameTagger):
        def create(self, parser: Any, match: re.Match[str]) -> syntax.SyntaxNode:
            return syntax.FieldnameNode(_FIELD_OF[match["name"].lower()], match[0])

    def __init__(self) -> None:
        super().__init__(rf"(?<![^\s(-])(?P<name>(?i:{_one_of(_FIELD_OF)})):[ \t]*")


_PARSER = QueryParser(
    ANY,
    None,
    plugins=[
        WhitespacePlugin(),
        PhrasePlugin(),
        DatePlugin(),
        _Fields(),
        WildcardPlugin(),
        GroupPlugin(),
        OperatorsPlugin(
            And=rf"(?<=\s)(?:{_one_of(AND)})(?=\s)",
            Or=rf"(?<=\s)(?:{_one_of(OR)})(?=\s)",
            Not=rf"(?:^|(?<=[\s(]))(?:(?:{_one_of(NOT)})(?=\s)|-(?=[^\s-]))",
            AndNot=None,
            AndMaybe=None,
            Require=None,
        ),
    ],
)


class ParsedQuery(NamedTuple):
    """A query tree, None where the query has no word, and what the reader should know of how it was read."""

    tree: q.Query | None
    notices: tuple[str | Promise, ...]


@lru_cache(maxsize=256)
def parse(text: str) -> ParsedQuery:
    """Read a query; one that cannot be read as written is searched as plain words, and a notice says so."""
    typed = text.translate(_QUOTES)
    notices: list[str | Promise] = []
    if typed.count('"') % 2:
        at = typed.rindex('"')
        typed = f"{typed[:at]} {typed[at + 1 :]}"
        notices.append(_("A quotation mark was left open; it was ignored."))
    if not _balanced(typed):
        typed = re.sub("[()]", " ", typed)
        notices.append(_("The parentheses do not match; they were ignored."))
    typed = _LONE_STAR.sub(" ", _LAST_MARK.sub(" ", typed))
    notices += [
        format_lazy(
            _("“{text}” is not a date; it was searched as words. Write for example {example}."),
            text=one,
            example="2018-05",
        )
        for one in unread_dates(typed)
    ]
    try:
        tree = _analyzed(_PARSER.parse(typed, normalize=False))
    except (RecursionError, q.QueryError, IndexError, AttributeError):
        notices.append(_("The query could not be read as written; its words were searched."))
        tree = _every_word(text, q.And)
    return _limited(_without_stop_words(tree), notices)


def any_word(text: str) -> ParsedQuery:
    """Read the words of a text as alternatives, whatever signs stand between them, stop words left out."""
    return _limited(_without_stop_words(_every_word(text, q.Or)), [])


def _every_word(text: str, group: type[q.And] | type[q.Or]) -> q.Query | None:
    return _grouped(group, [q.Term(ANY, word.form) for word in words(text)])


def _limited(tree: q.Query | None, notices: list[str | Promise]) -> ParsedQuery:
    """Return the tree with its first WORD_LIMIT words, and a notice where there are more."""
    cut, room = _cut(tree, WORD_LIMIT) if tree else (tree, 0)
    if room < 0:
        notices.append(
            format_lazy(_("The query has too many words; the first {limit} were searched."), limit=WORD_LIMIT)
        )
    return ParsedQuery(cut, tuple(notices))


def _cut(node: q.Query, room: int) -> tuple[q.Query | None, int]:
    """Return a tree with its first words, at most `room`, and how much room is left, -1 where words are left out."""
    if isinstance(node, q.And | q.Or):
        children = []
        for child in node.subqueries:
            cut, room = _cut(child, room)
            children += [cut] if cut else []
        return _grouped(type(node), children), room
    if isinstance(node, q.Not):
        cut, room = _cut(node.query, room)
        return q.Not(cut) if cut else None, room
    size = len(node.words) if isinstance(node, q.Phrase) else 1
    if size <= room:
        return node, room - size
    return _phrase(node.fieldname, node.words[: max(room, 0)], node.slop) if size > 1 else None, -1


def wanted_words(node: q.Query | None) -> list[q.Term]:
    """Return the words of a tree, each once, in their order; excluded ones and wildcards are left out."""
    if isinstance(node, q.Term):
        return [node]
    if isinstance(node, q.Phrase):
        return list(dict.fromkeys(q.Term(node.fieldname, word) for word in node.words))
    if isinstance(node, q.And | q.Or):
        return list(dict.fromkeys(word for child in node.subqueries for word in wanted_words(child)))
    return []


def _balanced(text: str) -> bool:
    depth = 0
    for sign in re.sub('"[^"]*"', "", text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def _analyzed(node: q.Query) -> q.Query | None:
    """Return the tree with every leaf in plain forms; leaves without a letter or digit vanish."""
    if isinstance(node, q.Phrase):
        return _phrase(node.fieldname, [word.form for word in words(" ".join(node.words))], node.slop)
    if isinstance(node, q.Prefix):
        return _wildcard(node.fieldname, f"{node.text}*")
    if isinstance(node, q.Wildcard):
        return _wildcard(node.fieldname, node.text)
    if isinstance(node, q.Term):
        return _grouped(q.And, [q.Term(node.fieldname, word.form) for word in words(node.text)])
    if isinstance(node, q.NumericRange):
        return node
    if isinstance(node, q.Not):
        child = _analyzed(node.query)
        return q.Not(child) if child else None
    if isinstance(node, q.And | q.Or):
        return _grouped(type(node), [child for child in map(_analyzed, node.subqueries) if child])
    return None


def _wildcard(field: str, text: str) -> q.Query | None:
    """Return the patterns of a text with wildcards; punctuation parts it as it does all words."""
    patterns = [""]
    for piece in _WILD.split(text):
        found = list(words(piece))
        if _WILD.fullmatch(piece):
            patterns[-1] += "*" if piece == "*" else "?"
        elif piece and not found and plain(piece):
            patterns.append("")
        for number, word in enumerate(found):
            if number or word.start:
                patterns.append("")
            patterns[-1] += word.form
        if found and found[-1].end < len(piece):
            patterns.append("")
    # A word never begins with a sign, nor ends with that for one letter: there it is punctuation.
    trimmed = [pattern.lstrip("*?").rstrip("?") for pattern in patterns]
    leaves = [(q.Wildcard if "*" in one or "?" in one else q.Term)(field, one) for one in trimmed if one]
    return _grouped(q.And, leaves)


def _phrase(field: str, forms: list[str], slop: int = 1) -> q.Query | None:
    if len(forms) < 2:
        return q.Term(field, forms[0]) if forms else None
    return q.Phrase(field, forms, slop=min(slop, WIDEST))


def _grouped(group: type[q.And] | type[q.Or], nodes: list[q.Query]) -> q.Query | None:
    return group(nodes) if len(nodes) > 1 else nodes[0] if nodes else None


def _without_stop_words(node: q.Query | None) -> q.Query | None:
    """Return the tree without stop words that stand beside other words; a query of stop words alone keeps them."""
    if not isinstance(node, q.And | q.Or):
        return node
    children = [_without_stop_words(child) for child in node.subqueries]
    telling = [
        one for one in children if not (isinstance(one, q.Term) and one.fieldname == ANY and one.text in STOP_WORDS)
    ]
    if not any(not isinstance(one, q.Not) for one in telling):
        telling = children
    return _grouped(type(node), telling)
