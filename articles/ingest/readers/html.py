"""A saved web page (.html, .htm): its main text, title, date, author, canonical address, site and language.

trafilatura tells the article from menus, comments and what else is on a page; nothing is fetched. A page that a word
processor wrote has nothing else on it and is taken whole.
"""

import re
from collections.abc import Iterator

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from articles.ingest.readers import found, kinds
from articles.ingest.readers.encoding import BYTE_ORDER_MARKS
from articles.ingest.readers.opening import InputFile, content
from articles.ingest.readers.sidecar import metadata
from articles.ingest.readers.text import decoded
from articles.ingest.records import Details, Given, RefusalError

FILE_LIMIT = 20
"""Largest page in megabytes; what is larger has its pictures inside, or is no page."""

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_CHARSET_WITHIN = 4096
TYPES = {"text/html", "application/xhtml+xml"}
"""What a page is called in mail and on the web."""

# What pages call one encoding and browsers read as another (https://encoding.spec.whatwg.org/#names-and-labels).
_LABELS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_WORD_PROCESSOR = re.compile(r"libreoffice|openoffice|microsoft word|google docs|abiword|pandoc", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "pre", "table", "ul", "ol", "dl", "dt"),
    *("dd", "section", "article", "header", "footer", "figure", "figcaption", "br", "hr", "title", "body", "center"),
}
_NO_TEXT = {"script", "style", "noscript", "template", "svg", "math", "object", "iframe", "head", "title", "textarea"}
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def read(file: InputFile) -> Iterator[Given]:
    """Yield the article of a page. Raises RefusalError where the file is no page, or has no text on it."""
    whole = content(file, FILE_LIMIT)
    if kinds.kind(whole[:1024]):
        raise kinds.wrong("HTML", kinds.kind(whole[:1024]))
    fields = page(as_text(whole))
    yield Given(file.label, 0, {**fields, **metadata(file)})


def page(text: str, address: str = "") -> Details:
    """Return the fields of the article on a page that was saved from `address`, "" where nobody knows.

    Raises RefusalError where it is no HTML, or has no text.
    """
    tree = parsed(text)
    if _WORD_PROCESSOR.search(_metas(tree).get("generator", "")):
        return {**_of_document(tree), "body": lines(tree)}
    _unfold_tables(tree)
    article = trafilatura.bare_extraction(
        tree,
        url=address or None,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
    )
    body = article.text or "" if isinstance(article, Document) else ""
    if not isinstance(article, Document) or not body.strip():
        raise RefusalError("no_main_text")
    fields = found.metadata(
        title=article.title,
        author=article.author,
        date=article.date,
        url=article.url or address,
        source=article.sitename,
        language=article.language or tree.get("lang"),
    )
    return {**fields, "body": _without_title(body, fields.get("title", ""))}


def parsed(text: str) -> html.HtmlElement:
    """Return the tree of a page. Raises RefusalError where it is no HTML."""
    text = _DECLARATION.sub("", text).replace("\0", "")
    if not _TAG.search(text):
        raise kinds.wrong("HTML")
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, ValueError):
        raise RefusalError("no_text") from None


def as_text(whole: bytes, charset: str = "") -> str:
    """Return a page as text: by its byte order mark, by its `charset`, by what it says of itself, or as it looks."""
    if any(whole.startswith(mark) for mark, _encoding in BYTE_ORDER_MARKS):
        return decoded(whole)
    said = _CHARSET.search(whole[:_CHARSET_WITHIN])
    for label in (charset.lower(), said[1].decode("ascii").lower() if said else ""):
        try:
            return whole.decode(_LABELS.get(label, label))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    try:
        return decoded(whole)
    except RefusalError:
        return whole.decode("utf-8", "replace")


def _of_document(tree: html.HtmlElement) -> Details:
    """Return what a word processor says of its document."""
    said = _metas(tree)
    return found.metadata(
        title=tree.findtext(".//title"),
        author=said.get("author"),
        date=said.get("created", "")[:10],
        date_estimated=True,
        language=tree.get("lang"),
    )


def _unfold_tables(tree: html.HtmlElement) -> None:
    """Turn tables into divisions: old pages have their columns in them, and a text with | and --- is none."""
    for element in tree.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"):
        element.tag = "div"


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """Return what the <meta> elements of a page say, by their names in lower case."""
    return {element.get("name", "").lower(): element.get("content", "") for element in tree.iter("meta")}


def lines(tree: html.HtmlElement) -> str:
    """Return all text of a page, a line for each block; for pages that are nothing but their article."""
    parts: list[str] = []
    open_elements = [(tree, iter(tree))]
    _begin(tree, parts)
    while open_elements:
        element, children = open_elements[-1]
        child = next(children, None)
        if child is not None and isinstance(child.tag, str) and child.tag not in _NO_TEXT:
            _begin(child, parts)
            open_elements.append((child, iter(child)))
        elif child is not None:
            parts.append(_BLANKS.sub(" ", child.tail or ""))
        else:
            open_elements.pop()
            if element.tag in _BLOCKS:
                parts.append("\n")
            if open_elements:
                parts.append(_BLANKS.sub(" ", element.tail or ""))
    texts = (" ".join(line.split(" ")).strip() for line in "".join(parts).split("\n"))
    return "\n".join(text for text in texts if text)


def _begin(element: html.HtmlElement, parts: list[str]) -> None:
    if element.tag in _BLOCKS:
        parts.append("\n")
    parts.append(_BLANKS.sub(" ", element.text or ""))


def _without_title(body: str, title: str) -> str:
    """Return a text without its first line where that is the title."""
    first, _, rest = body.partition("\n")
    return rest if rest.strip() and " ".join(first.split()) == title else body
