"""The description by which a browser adds the archive to its search engines, read by another parser than ours."""

from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from lxml import etree

from articles import search
from tests.factories import make_article, make_person, name_in
from tests.pages.reader import found

pytestmark = pytest.mark.django_db
RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("opensearch.rng")))
NS = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture
def description(client):
    def description(address: str) -> etree._ElementTree:
        response = client.get(address)
        assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
        return etree.parse(BytesIO(response.content))

    return description


def template(document, rel: str) -> str:
    (url,) = document.findall(f"o:Url[@rel='{rel}']", NS)
    return url.get("template")


@pytest.mark.parametrize("address", ["/opensearch.xml", "/en/opensearch.xml"])
def test_the_description_keeps_the_rules(description, address):
    document = description(address)
    RULES.assertValid(document)
    assert sum(len(name.text) for name in document.findall("o:ShortName", NS)) <= 16


def test_the_rules_are_strict():
    root = "<OpenSearchDescription xmlns='http://a9.com/-/spec/opensearch/1.1/'>%s</OpenSearchDescription>"
    url = "<Url type='text/html' template='http://a/?q={searchTerms}'/>"
    right = f"<ShortName>a</ShortName><Description>b</Description>{url}"
    assert RULES.validate(etree.fromstring(root % right))
    wrong = (
        right.replace(">a<", ">seventeen letters<"),
        right.replace(url, ""),
        right + "<ShortName>b</ShortName>",
        right.replace("{searchTerms}", "{searchTerms"),
        right.replace("<Description>b</Description>", ""),
        right + "<Other/>",
    )
    assert not [text for text in wrong if RULES.validate(etree.fromstring(root % text))]


def test_each_language_has_its_own(description):
    arabic, english = description("/opensearch.xml"), description("/en/opensearch.xml")
    assert arabic.findtext("o:ShortName", namespaces=NS) == "أرشيف المقالات"
    assert arabic.findtext("o:Language", namespaces=NS) == "ar"
    assert english.findtext("o:ShortName", namespaces=NS) == "Article Archive"
    assert english.findtext("o:Language", namespaces=NS) == "en"
    assert template(english, "results") == "http://testserver/en/search/?q={searchTerms}"


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_leads_to_it(read, language):
    link = read(f"{language}/people/").one("link", rel="search")
    assert link.attrs["href"] == f"{language}/opensearch.xml"
    assert link.attrs["type"] == "application/opensearchdescription+xml"
    assert link.attrs["title"]


def test_its_addresses_search_and_suggest(description, client, read, archive_index):
    article = make_article(title="وصول السفينة", text="رست السفينة في المرفأ.")
    name_in(article, make_person("سالم البحري"))
    search.drain()
    document = description("/opensearch.xml")
    page = read(template(document, "results").replace("{searchTerms}", quote("السفينة")))
    assert "مقال واحد" in found(page)
    assert template(document, "self") == "http://testserver/opensearch.xml"
    response = client.get(template(document, "suggestions").replace("{searchTerms}", quote("سالم")))
    assert response.headers["Content-Type"] == "application/x-suggestions+json"


def test_its_icons_are_there(description):
    images = description("/opensearch.xml").findall("o:Image", NS)
    assert {(image.get("width"), image.get("type")) for image in images} >= {("16", "image/png"), ("64", "image/png")}
    for image in images:
        assert finders.find(urlsplit(image.text).path.removeprefix("/static/"))
