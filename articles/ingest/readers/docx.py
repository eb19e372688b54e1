"""A .docx document: its paragraphs in order, tables and text boxes among them, then its footnotes.

python-docx opens the package and its properties. The text is read from the XML itself: python-docx passes over what
stands in content controls, tracked insertions and text boxes.
"""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from articles.ingest.readers import found
from articles.ingest.readers.opening import InputFile
from articles.ingest.readers.packed import document
from articles.ingest.readers.sidecar import metadata
from articles.ingest.records import Details, Given, RefusalError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXTS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}
# Deleted and moved away, instructions of fields, and the second writing of what older programs cannot show.
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_MC}Fallback", f"{_W}rPr", f"{_W}pPr"}
_TITLE_STYLES = {"title"}
_NOTES = ("footnotes", "endnotes")


def read(file: InputFile) -> Iterator[Given]:
    """Yield the article of a document. Raises RefusalError where it is none or is damaged."""
    whole = document(file, "word/document.xml", "DOCX")
    try:
        opened = docx.Document(io.BytesIO(whole))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise RefusalError("damaged", error=type(error).__name__) from None
    paragraphs = _paragraphs(opened.element.body)
    fields = _properties(opened.core_properties)
    styled = _title_by_style(opened)
    if styled and paragraphs and paragraphs[0] == styled and len(paragraphs) > 1:
        fields["title"] = styled
        del paragraphs[0]
    yield Given(file.label, 0, {**fields, "body": "\n".join([*paragraphs, *_notes(opened)]), **metadata(file)})


def _properties(core: Any) -> Details:
    """Return title, author and date that the program keeps; the date is that of the file, and so an estimate."""
    try:
        created = core.created
    except ValueError:
        created = None
    return found.metadata(
        title=core.title,
        author=core.author,
        date=created.date().isoformat() if created else "",
        date_estimated=True,
        language=core.language,
    )


def _title_by_style(opened: Any) -> str:
    """Return the first paragraph of the document where it has the style of titles, "" otherwise."""
    first = next((one for one in opened.paragraphs if one.text.strip()), None)
    if first is None or first.style is None or str(first.style.name).lower() not in _TITLE_STYLES:
        return ""
    return " ".join(_own_text(first._p)[0].split())


def _paragraphs(body: Any) -> list[str]:
    """Return the paragraphs below an element that are not blank, those of a text box behind the one it hangs on."""
    texts: list[str] = []
    inside = 0
    # A paragraph within a paragraph (a text box) comes with the outer one, and not again.
    for event, element in etree.iterwalk(body, events=("start", "end"), tag=(f"{_W}p", *_LEFT_OUT)):
        if element.tag in _LEFT_OUT:
            inside += 1 if event == "start" else -1
        elif event == "start" and not inside:
            text, boxes = _own_text(element)
            texts += [text, *boxes]
            inside += 1
        elif event == "end":
            inside -= element.tag == f"{_W}p" and inside > 0
    return [text for text in texts if text.strip()]


def _own_text(paragraph: Any) -> tuple[str, list[str]]:
    """Return the text of a paragraph, and those of the paragraphs in its text boxes."""
    parts: list[str] = []
    boxes: list[str] = []
    waiting = [*reversed(paragraph)]
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT or not isinstance(element.tag, str):
            continue
        if element.tag == f"{_W}p":
            text, inner = _own_text(element)
            boxes += [text, *inner]
        elif element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _TEXTS:
            parts.append(_TEXTS[element.tag])
        else:
            waiting += reversed(element)
    return "".join(parts), boxes


def _notes(opened: Any) -> list[str]:
    """Return the texts of footnotes and endnotes."""
    texts: list[str] = []
    for relation in opened.part.rels.values():
        if not relation.is_external and relation.reltype.rpartition("/")[2] in _NOTES:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            texts += _paragraphs(etree.fromstring(relation.target_part.blob, parser))
    return texts
