"""What every page shares: language and direction, the way between the languages, who sees which links."""

import re
from pathlib import Path

import pytest

from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).resolve().parents[2] / "static"
PAGES = (
    *("/", "/search/", "/dates/", "/dates/2018/", "/dates/2018/05/", "/dates/undated/", "/dates/hijri/1439/"),
    *("/dates/every-year/05/24/", "/people/", "/sources/", "/subjects/", "/coverage/"),
)


@pytest.mark.parametrize("address", PAGES)
def test_arabic_is_the_first_language(read, address):
    page = read(address)
    assert page.status == 200
    assert page.one("html").attrs == {"lang": "ar", "dir": "rtl"}
    assert "أرشيف المقالات العربية" in page.title
    assert len(page.all("h1")) == 1


@pytest.mark.parametrize("address", PAGES)
def test_english_pages_stand_below_en(read, address):
    page = read(f"/en{address}")
    assert page.one("html").attrs == {"lang": "en", "dir": "ltr"}
    assert "Arabic Article Archive" in page.title
    assert not re.search("[\u0621-\u064a]{2}", page.one("header", class_="masthead").text.replace("العربيّة", ""))


def test_the_language_switch_keeps_the_page(read):
    make_article(identifier="ميناء 1", date="2018-05-24")
    arabic = read("/dates/2018/05/24/?page=1")
    switch = arabic.one("a", class_="language")
    assert switch.attrs["href"] == "/en/dates/2018/05/24/?page=1"
    assert read(switch.attrs["href"]).one("a", class_="language").attrs["href"] == "/dates/2018/05/24/?page=1"


def test_the_language_switch_of_a_missing_page_leads_home(read):
    assert read("/nowhere/").one("a", class_="language").attrs["href"] == "/en/"
    assert read("/en/nowhere/").one("a", class_="language").attrs["href"] == "/"


def test_accept_language_does_not_change_an_address(read):
    assert read("/", headers={"accept-language": "en"}).one("html").attrs["lang"] == "ar"


def test_the_content_can_be_skipped_to(read):
    page = read("/")
    assert page.all("a")[0].attrs["href"] == "#main"
    assert page.one("main").attrs["id"] == "main"


def test_readers_see_the_editors_entrance_and_nothing_else(read):
    page = read("/")
    assert page.link("دخول المحررين") == "/login/"
    assert not page.links("رفع مقالات")
    assert not page.links("الإدارة")


def test_uploaders_see_the_upload(client, read):
    client.force_login(make_user("salma", "uploaders", is_staff=True))
    page = read("/")
    assert page.link("رفع مقالات") == "/upload/"
    assert page.link("الإدارة") == "/admin/"
    assert not page.links("دخول المحررين")


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(read):
    make_article(title="خبر", date="2018-05-24", identifier="one")
    for address in (*PAGES, "/articles/one/", "/dates/2018/05/24/", "/search/?from=x"):
        page = read(address)
        assert not page.foreign_scripts
        assert not page.all("style")
        assert not [element for element in page.elements if "style" in element.attrs]
        assert all(link.attrs["href"].startswith("/static/") for link in page.all("link", rel="stylesheet"))
        assert "default-src 'self'" in page.response.headers["Content-Security-Policy"]


def test_styles_know_no_left_and_right():
    for sheet in (STATIC / "css").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.findall(r"\b(?:left|right|italic)\b", rules), sheet.name


def test_fonts_are_here_with_their_licences():
    sheet = (STATIC / "css" / "fonts.css").read_text(encoding="utf-8")
    files = re.findall(r'url\("\.\./fonts/([^"]+)"\)', sheet)
    assert files
    assert {path.name for path in (STATIC / "fonts").glob("*.woff2")} == set(files)
    for face in ("noto-naskh-arabic", "ibm-plex-sans-arabic"):
        licence = (STATIC / "fonts" / f"{face}-LICENSE.txt").read_text(encoding="utf-8")
        assert "SIL Open Font License" in licence
