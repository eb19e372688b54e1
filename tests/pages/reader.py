"""A page as its reader meets it: headings, links, words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.encoding import iri_to_uri

BLOCKS = frozenset(
    {"article", "dd", "div", "dl", "dt", "h1", "h2", "h3", "li", "nav", "ol", "p", "section", "td", "th", "ul"}
)
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "rect", "path"})


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


class Page(HTMLParser):
    """`elements` are all elements in order, `text` the words of the body."""

    def __init__(self, response) -> None:
        super().__init__()
        self.response = response
        self.status = response.status_code
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.html = response.content.decode()
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.handle_data(" ")
        element = Element(tag, {name: value or "" for name, value in attrs})
        if "href" in element.attrs:
            # As a browser asks for it.
            element.attrs["href"] = iri_to_uri(element.attrs["href"])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element.pieces.append(data)

    def all(self, tag: str, **attrs: str) -> list[Element]:
        """The elements of a kind with these attributes; `class_` asks for one class among others."""
        wanted = attrs.pop("class_", None)
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element.attrs.get(name) == value for name, value in attrs.items())
            and (wanted is None or wanted in element.attrs.get("class", "").split())
        ]

    def one(self, tag: str, **attrs: str) -> Element:
        (element,) = self.all(tag, **attrs)
        return element

    @property
    def title(self) -> str:
        # Drawings have titles, too.
        return self.all("title")[0].text

    @property
    def main(self) -> str:
        return self.one("main").text

    @property
    def headings(self) -> list[str]:
        return [element.text for element in self.elements if element.tag in ("h1", "h2", "h3")]

    @property
    def foreign_scripts(self) -> list[Element]:
        """The scripts that stand on the page itself, or come from elsewhere than the archive's static files."""
        return [one for one in self.all("script") if one.text or not one.attrs.get("src", "").startswith("/static/")]

    def links(self, text: str) -> list[str]:
        """The addresses of the links with this text."""
        return [element.attrs["href"] for element in self.all("a") if element.text == text]

    def link(self, text: str) -> str:
        """The one address that links with this text lead to."""
        found = set(self.links(text))
        assert len(found) == 1, f"{text!r}: {found or 'no such link'}"
        return found.pop()


def titles(page: Page) -> list[str]:
    """The titles of the articles on a page, in order."""
    return [h3.text for h3 in page.all("h3", class_="entry-title")]


def found(page: Page) -> str:
    """What a page of results says it found."""
    return page.one("h2", id="found").text
