from pathlib import Path

import pytest
from lxml import etree

from articles.models import Article, Subject
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db

PROTOCOL = etree.RelaxNG(file=Path(__file__).parent / "schemas/sitemap.rng")
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def locations(client, address, **options):
    response = client.get(address, **options)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    document = etree.fromstring(response.content)
    if len(document):  # The protocol knows no empty sitemap, and the archive may have no subject yet.
        PROTOCOL.assertValid(document)
    assert len(document) <= 50_000
    return [location.text for location in document.iter(LOCATION)]


def test_the_index_names_the_parts(client):
    make_article()
    assert locations(client, "/sitemap.xml") == [
        f"http://testserver/sitemap-{part}.xml"
        for part in ("front", "articles", "dates", "people", "sources", "subjects")
    ]


def test_what_is_public_is_listed(client):
    person, source = make_person("سالم العربي"), make_source("mina")
    name_in(make_article(identifier="mina-1", date="2018-05-24", source=source), person)
    name_in(make_article(identifier="draft", date="2017-05-24", status="draft"), make_person("شخص سري"))
    make_article(identifier="year", date="2016-01-01", date_precision="year")
    subject = Subject.objects.create(name="اقتصاد")
    subject.articles.add(Article.objects.get(identifier="mina-1"))
    Subject.objects.create(name="موضوع بلا مقالات")
    assert locations(client, "/sitemap-articles.xml") == [
        "http://testserver/articles/mina-1/",
        "http://testserver/articles/year/",
    ]
    assert locations(client, "/sitemap-dates.xml") == [
        f"http://testserver/dates/{date}"
        for date in (
            *("", "2016/", "2018/", "2018/05/", "2018/05/24/", "every-year/05/24/"),
            *("hijri/", "hijri/1439/", "hijri/1439/09/"),
        )
    ]
    assert locations(client, "/sitemap-people.xml") == [f"http://testserver/people/{person.pk}/"]
    assert locations(client, "/sitemap-sources.xml") == ["http://testserver/sources/mina/"]
    assert locations(client, "/sitemap-subjects.xml") == [f"http://testserver/subjects/{subject.pk}/"]
    assert {"http://testserver/subjects/", "http://testserver/coverage/"} <= {*locations(client, "/sitemap-front.xml")}


def test_addresses_follow_the_request(client):
    assert "https://testserver/" in locations(client, "/sitemap-front.xml", secure=True)


def test_a_long_list_comes_in_files(client, monkeypatch):
    monkeypatch.setattr("articles.sitemaps.ArticleSitemap.limit", 2)
    for _ in range(3):
        make_article()
    assert "http://testserver/sitemap-articles.xml?p=2" in locations(client, "/sitemap.xml")
    assert len(locations(client, "/sitemap-articles.xml?p=2")) == 1
    assert client.get("/sitemap-articles.xml?p=3").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    for closed in ("/search/", "/en/search/", "/admin/", "/en/admin/", "/upload/", "/login/"):
        assert f"Disallow: {closed}" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
