"""What results have in common: facets beside them, their lists, and their time."""

import pytest

from articles.models import Subject
from tests.factories import make_article, make_person, make_source, name_in
from tests.pages.reader import titles

pytestmark = pytest.mark.django_db


def facet(page, field: str) -> list[str]:
    """The choices of a facet, as they read."""
    (nav,) = [one for one in page.all("nav", class_="facet") if one.attrs["aria-labelledby"] == f"facet-{field}"]
    return [link for link in nav.text.split("−") if link.strip()]


def choice(page, name: str, class_: str = "choice") -> str:
    (link,) = [one for one in page.all("a", class_=class_) if name in one.text]
    return link.attrs["href"].partition("?")[2]


@pytest.fixture
def ships(find):
    mina, wasat = make_source("mina", name_ar="الميناء"), make_source("wasat", name_ar="الوسط")
    one = make_article(title="سفينة أولى", source=mina, place="طرابلس", date="2018-05-24")
    make_article(title="سفينة ثانية", source=mina, place="صفاقس", date="2018-05-25")
    make_article(title="سفينة ثالثة", source=wasat, place="طرابلس", date="2018-07-01")
    name_in(one, make_person("سالم العربي"))
    one.subjects.add(Subject.objects.create(name="ملاحة"))


def test_every_facet_counts_the_articles_found(ships, find):
    page = find("q=سفينة")
    text = page.one("aside", class_="facets").text
    assert "الميناء 2" in text
    assert "الوسط 1" in text
    assert "طرابلس 2" in text
    assert "صفاقس 1" in text


def test_a_choice_narrows_and_can_be_taken_back(ships, find):
    narrowed = find(choice(find("q=سفينة"), "طرابلس"))
    assert sorted(titles(narrowed)) == ["سفينة أولى", "سفينة ثالثة"]
    # Its own facet still shows what else there is.
    assert "صفاقس 1" in narrowed.one("aside", class_="facets").text
    both = find(choice(narrowed, "صفاقس"))
    assert len(titles(both)) == 3
    assert len(titles(find(choice(narrowed, "طرابلس", "chosen")))) == 3


def test_a_value_can_be_left_out(ships, find):
    page = find(choice(find("q=سفينة"), "من دون طرابلس", "exclude"))
    assert titles(page) == ["سفينة ثانية"]
    assert "من دون: المكان طرابلس" in page.one("div", class_="pills").text
    assert len(titles(find(choice(page, "طرابلس", "excluded")))) == 3


def test_many_values_have_a_page_of_their_own(find, read):
    for number in range(9):
        make_article(title=f"سفينة {number}", place=f"ميناء {'ابجدهوزحط'[number]}")
    make_article(title="سفينة أخيرة", place="ميناء ط")
    page = find("q=سفينة&sort=newest")
    (more,) = [link for link in page.all("a", class_="more") if "الأماكن" in link.text]
    assert "9" in more.text
    whole = read(more.attrs["href"])
    assert whole.all("a", class_="choice")[0].text == "ميناء ط 2"
    assert len(whole.all("a", class_="choice")) == 9
    by_name = read(whole.link("حسب الاسم"))
    assert [link.text for link in by_name.all("a", class_="choice")][:2] == ["ميناء ا 1", "ميناء ب 1"]
    sought = read(f"{more.attrs['href']}&find=ميناء ج")
    assert [link.text for link in sought.all("a", class_="choice")] == ["ميناء ج 1"]
    narrowed = find(choice(sought, "ميناء ج"))
    assert len(titles(narrowed)) == 1
    assert "sort=newest" in choice(sought, "ميناء ج")
    assert "find=" not in choice(sought, "ميناء ج")


@pytest.mark.parametrize("address", ["/search/title/?q=سفينة", "/search/place/?q=سفينة&from=أمس"])
def test_a_list_that_does_not_exist(read, archive_index, address):
    assert read(address).status == 404


def test_places_that_do_not_exist_find_nothing(ships, find):
    page = find("q=سفينة&place=القمر")
    assert page.status == 200
    assert titles(page) == []
    assert find(f"q=سفينة&place={'س' * 500}").status == 200
    assert "أطول مما ينبغي" in find(f"q=سفينة&place={'س' * 500}").main


def test_a_single_day_has_no_bars(find):
    make_article(title="سفينة", date="2018-05-24")
    assert find("q=سفينة").all("figure") == []


def test_what_the_archive_does_not_hold_of_the_period_is_said(ships, find):
    page = find("q=قطار&from=2018-04&to=2018-08")
    notice = page.one("p", class_="gaps").text
    assert notice == "لا يضم الأرشيف شيئًا في: نيسان/أبريل 2018، حزيران/يونيو 2018، آب/أغسطس 2018"
    assert find("q=سفينة&from=2018-05&to=2018-05").all("p", class_="gaps") == []
    assert find("q=سفينة").all("p", class_="gaps") == []
    long = find("q=سفينة&from=2010&to=2018-05").one("p", class_="gaps").text
    assert long == "لا يضم الأرشيف شيئًا في: من كانون الثاني/يناير 2010 إلى نيسان/أبريل 2018"


def test_a_form_can_be_dropped_and_counted_again(find):
    make_article(title="خبر أول", text="قرر الوزير")
    make_article(title="خبر ثان", text="قال والوزير معه")
    page = find("q=وزير")
    dropped = find(choice(page, "والوزير", "form"))
    assert titles(dropped) == ["خبر أول"]
    assert "شكل مستبعَد والوزير" in dropped.one("div", class_="pills").text
    assert len(titles(find(choice(dropped, "والوزير", "dropped")))) == 2


def test_every_result_says_why_it_was_found(find):
    make_article(title="وزير", text="قال والوزير معه، وكرر والوزير، ثم بالوزير")
    page = find("q=وزير")
    assert page.one("details", class_="why").text == (
        "لماذا هذه النتيجة؟ الحروف كما كُتبت وزير (1) بصيغة أخرى من الكلمة وزير: والوزير (2)، وزير: بالوزير (1)"
    )


def test_the_number_of_results_on_a_page_is_a_choice(find):
    for number in range(25):
        make_article(title=f"سفينة {number}")
    page = find("q=سفينة")
    assert len(titles(page)) == 10
    assert len(titles(find(page.link("20").partition("?")[2]))) == 20
    assert "لا تسع الصفحة 7 من النتائج" in find("q=سفينة&per=7").main


def test_queries_do_not_grow_with_the_values_of_facets(find, queries):
    def save(number: int) -> None:
        article = make_article(
            title="سفينة", source=make_source(f"s{number}"), place=f"ميناء {number}", date="2018-05-01"
        )
        name_in(article, make_person(f"شخص {'ابجدهوزحط'[number]}"))
        article.subjects.add(Subject.objects.create(name=f"موضوع {number}"))

    save(0)
    save(1)
    find("q=سفينة")
    few = queries("/search/?q=سفينة")
    for number in range(2, 9):
        save(number)
    find("q=سفينة")
    assert queries("/search/?q=سفينة") == few


def test_names_are_looked_up_once_a_page(find, queries):
    name_in(make_article(title="سفينة", source=make_source("mina")), make_person("سالم العربي"))
    find("q=سفينة")
    plain = queries("/search/?q=سفينة")
    assert titles(find("q=شخص:سالم")) == ["سفينة"]
    assert queries("/search/?q=شخص:سالم") == plain + 1
