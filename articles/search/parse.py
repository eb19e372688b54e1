"""The query language: from what is typed to a tree of Whoosh query nodes.

    words             all of them                    السراج ترامب
    "…" «…» “…”       a phrase, stop words kept      «مجلس الأمن»
    OR  أو            either                         السراج أو حفتر
    -word NOT بدون    without                        ليبيا -النفط
    ( )               grouping                       (السراج أو حفتر) باريس
    كلم*  ك؟تب        any ending, any one letter

Leaves are `Term`, `Phrase` and `Wildcard` nodes with plain forms in the field "any"; `articles.search.evaluate` reads
them.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from whoosh import query as q
from whoosh.qparser import GroupPlugin, OperatorsPlugin, PhrasePlugin, QueryParser, WhitespacePlugin, WildcardPlugin

from articles.arabic import STOP_WORDS, plain
from articles.search.analysis import words
from articles.search.language import ANY

WIDEST = 50
"""Words of a phrase stand at most so far from where they would follow each other, whatever the query asks for."""

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟‹›″＂", '"'))
# A question mark that ends a word is punctuation; inside a word it stands for one letter.
_LAST_MARK = re.compile(r"[?؟]+(?=[\s\"()،؛.!]|$)")
_LONE_STAR = re.compile(r"(?:(?<=\s)|(?<=^))[*?؟]+")
_WILD = re.compile(r"[*?؟]")

_PARSER = QueryParser(
    ANY,
    None,
    plugins=[
        WhitespacePlugin(),
        PhrasePlugin(),
        WildcardPlugin(),
        GroupPlugin(),
        OperatorsPlugin(
            And=r"(?<=\s)AND(?=\s)",
            Or=r"(?<=\s)(?:OR|أو|او|\|)(?=\s)",
            Not=r"(?:^|(?<=[\s(]))(?:(?:NOT|بدون)(?=\s)|-(?=[^\s-]))",
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
    try:
        tree = _analyzed(_PARSER.parse(typed, normalize=False))
    except (RecursionError, q.QueryError, IndexError, AttributeError):
        notices.append(_("The query could not be read as written; its words were searched."))
        return ParsedQuery(any_word(text, q.And), tuple(notices))
    return ParsedQuery(_without_stop_words(tree), tuple(notices))


def any_word(text: str, group: type[q.And] | type[q.Or] = q.Or) -> q.Query | None:
    """Return the words of a text as alternatives, whatever signs stand between them, stop words left out."""
    return _without_stop_words(_grouped(group, [q.Term(ANY, word.form) for word in words(text)]))


def wanted_words(node: q.Query | None) -> list[str]:
    """Return the words of a tree, each once, in their order; excluded ones and wildcards are left out."""
    if isinstance(node, q.Wildcard):
        return []
    if isinstance(node, q.Term):
        return [node.text]
    if isinstance(node, q.Phrase):
        return list(dict.fromkeys(node.words))
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
        return _phrase([word.form for word in words(" ".join(node.words))], node.slop)
    if isinstance(node, q.Prefix):
        return _wildcard(f"{node.text}*")
    if isinstance(node, q.Wildcard):
        return _wildcard(node.text)
    if isinstance(node, q.Term):
        return _grouped(q.And, [q.Term(ANY, word.form) for word in words(node.text)])
    if isinstance(node, q.Not):
        child = _analyzed(node.query)
        return q.Not(child) if child else None
    if isinstance(node, q.And | q.Or):
        return _grouped(type(node), [child for child in map(_analyzed, node.subqueries) if child])
    return None


def _wildcard(text: str) -> q.Query | None:
    pieces = [plain(piece) for piece in _WILD.split(text)]
    if not any(pieces):
        return None
    signs = ["?" if sign in "?؟" else "*" for sign in _WILD.findall(text)]
    return q.Wildcard(ANY, "".join(piece + sign for piece, sign in zip(pieces, [*signs, ""], strict=True)))


def _phrase(forms: list[str], slop: int = 1) -> q.Query | None:
    if len(forms) < 2:
        return q.Term(ANY, forms[0]) if forms else None
    return q.Phrase(ANY, forms, slop=min(slop, WIDEST))


def _grouped(group: type[q.And] | type[q.Or], nodes: list[q.Query]) -> q.Query | None:
    return group(nodes) if len(nodes) > 1 else nodes[0] if nodes else None


def _without_stop_words(node: q.Query | None) -> q.Query | None:
    """Return the tree without stop words that stand beside other words; a query of stop words alone keeps them."""
    if not isinstance(node, q.And | q.Or):
        return node
    children = [_without_stop_words(child) for child in node.subqueries]
    telling = [one for one in children if not (isinstance(one, q.Term) and one.text in STOP_WORDS)]
    if not any(not isinstance(one, q.Not) for one in telling):
        telling = children
    return _grouped(type(node), telling)
