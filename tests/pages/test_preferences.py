"""What a reader chooses of how the pages write and look."""

import pytest

from articles.preferences import OPTIONS, Preferences
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def choose(client):
    """Save preferences as the form sends them; what is not named stays as it is at first."""

    def choose(**chosen: str):
        sent = {name: offered[0] for name, offered in OPTIONS.items()} | chosen
        return client.post("/preferences/", sent)

    return choose


@pytest.mark.parametrize(
    ("chosen", "day"),
    [
        ({}, "24 أيار/مايو 2018"),
        ({"digits": "arabic"}, "٢٤ أيار/مايو ٢٠١٨"),
        ({"months": "gulf"}, "24 مايو 2018"),
        ({"months": "levant"}, "24 أيار 2018"),
        ({"months": "maghreb", "digits": "arabic"}, "٢٤ ماي ٢٠١٨"),
        ({"calendar": "hijri"}, "9 رمضان 1439 هـ"),
        ({"calendar": "hijri", "digits": "arabic"}, "٩ رمضان ١٤٣٩ هـ"),
        ({"calendar": "both", "months": "levant"}, "24 أيار 2018 (9 رمضان 1439 هـ)"),
    ],
)
def test_dates_are_written_as_chosen(choose, read, chosen, day):
    make_article(date="2018-05-24")
    choose(**chosen)
    assert read("/dates/2018/05/24/").one("h1").text == f"الخميس {day}"


def test_numbers_are_written_as_chosen(choose, read):
    for _number in range(12):
        make_article(date="2018-05-24")
    choose(digits="arabic")
    page = read("/dates/2018/05/24/")
    assert page.one("h2", id="of-day").text == "١٢ مقالًا"
    make_article(date="2018-05-24", text="رست السفينة.")
    assert read("/en/dates/2018/05/24/").one("h2", id="of-day").text == "13 articles"


def test_a_month_keeps_its_own_calendar(choose, read):
    make_article(identifier="one", date="2018-05-01", date_precision="month")
    choose(calendar="hijri")
    assert "أيار/مايو 2018 (شعبان – رمضان 1439 هـ)" in read("/articles/one/").one("p", class_="kicker").text


def test_english_pages_keep_western_digits(choose, read):
    make_article(identifier="one", date="2018-05-24")
    choose(digits="arabic", months="levant", calendar="both")
    assert "24 May 2018 (9 Ramadan 1439 AH)" in read("/en/dates/2018/05/24/").one("h1").text


def test_theme_and_size_stand_on_the_page(choose, read):
    assert read("/").one("html").attrs == {"lang": "ar", "dir": "rtl"}
    choose(theme="dark", size="larger")
    page = read("/dates/")
    assert page.one("html").attrs == {"lang": "ar", "dir": "rtl", "data-theme": "dark", "data-size": "larger"}
    assert page.one("meta", name="color-scheme").attrs["content"] == "dark"


def test_the_form_shows_what_is_chosen(choose, read):
    assert read("/").link("تفضيلات القراءة") == "/preferences/"
    choose(months="levant")
    page = read("/preferences/")
    checked = {
        box.attrs["name"]: box.attrs["value"] for box in page.all("input", type="radio") if "checked" in box.attrs
    }
    assert checked == {name: offered[0] for name, offered in OPTIONS.items()} | {"months": "levant"}
    assert page.one("meta", name="robots").attrs["content"] == "noindex"


def test_saving_leads_back_to_where_the_reader_was(client, read, choose):
    page = read("/preferences/", headers={"referer": "http://testserver/search/?q=ليبيا"})
    back = page.one("input", name="next").attrs["value"]
    assert choose(next=back).headers["Location"].startswith("http://testserver/search/?q=")
    assert "حُفظت تفضيلاتك" in read("/search/").main


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_saving_leads_nowhere_else(choose, read, elsewhere):
    assert choose(next=elsewhere).headers["Location"] == "/preferences/"
    assert read("/preferences/", headers={"referer": elsewhere}).one("input", name="next").attrs["value"] == ""


def test_a_control_of_its_own_changes_one_preference(client, read):
    client.cookies["preferences"] = "digits:arabic.theme:dark"
    response = client.post("/preferences/", {"size": "large", "next": "/dates/"})
    assert response.headers["Location"] == "/dates/"
    assert response.cookies["preferences"].value == "digits:arabic.theme:dark.size:large"


def test_a_choice_made_elsewhere_is_confirmed(client, read):
    client.cookies["preferences"] = "theme:dark"
    page = read("/preferences/?size=large&digits=roman&next=/dates/")
    checked = {
        box.attrs["name"]: box.attrs["value"] for box in page.all("input", type="radio") if "checked" in box.attrs
    }
    assert checked == {name: offered[0] for name, offered in OPTIONS.items()} | {"theme": "dark", "size": "large"}
    assert page.one("input", name="next").attrs["value"] == "/dates/"
    assert "preferences" not in page.response.cookies
    assert read("/preferences/?next=//evil.example/").one("input", name="next").attrs["value"] == ""


def test_a_script_gets_no_page_and_leaves_no_message(client, read):
    response = client.post("/preferences/", {"size": "large"}, headers={"accept": "application/json"})
    assert response.status_code == 204
    assert response.cookies["preferences"].value == "size:large"
    assert "حُفظت تفضيلاتك" not in read("/search/").main


def test_what_is_not_offered_is_refused(choose, read):
    response = choose(theme="pink")
    assert response.status_code == 200
    assert not response.cookies.get("preferences")


@pytest.mark.parametrize("cookie", ["theme:pink", "nonsense", "theme", "::..:", "digits:arabic.theme:<b>"])
def test_a_broken_cookie_harms_nothing(client, read, cookie):
    client.cookies["preferences"] = cookie
    assert "data-theme" not in read("/").one("html").attrs


def test_a_cookie_holds_what_differs(choose):
    cookie = choose(digits="arabic", theme="dark").cookies["preferences"]
    assert cookie.value == "digits:arabic.theme:dark"
    assert cookie["samesite"] == "Lax"
    assert Preferences.from_cookie(cookie.value) == Preferences(digits="arabic", theme="dark")


def test_answers_differ_by_cookie(client):
    assert "Cookie" in client.get("/dates/").headers["Vary"]
