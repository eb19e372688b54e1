from urllib.parse import quote

import pytest

from articles import people
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db


def named(*names, **fields):
    """Save an article that names these persons, and return the persons."""
    people = [make_person(name) for name in names]
    name_in(make_article(**fields), *people)
    return people


def index(page):
    return [item.text for item in page.all("li") if item.attrs == {} and item.text[-1:].isdigit()]


def test_an_empty_index_says_so(read):
    make_person("شخص بلا مقالات")
    page = read("/people/")
    assert "لم يُسجَّل أشخاص" in page.main
    assert "شخص بلا مقالات" not in page.html


def test_the_index_follows_the_arabic_alphabet(read):
    named("يوسف الهادي", "ابن خلدون", "أحمد بيرم", "السيدة المنوبية", "Zora Hale", "إبراهيم ناجي")
    page = read("/people/")
    assert index(page) == [
        "إبراهيم ناجي 1",
        "أحمد بيرم 1",
        "ابن خلدون 1",
        "السيدة المنوبية 1",
        "يوسف الهادي 1",
        "Zora Hale 1",
    ]
    assert [h3.text for h3 in page.all("h3")] == ["ا", "خ", "س", "ي", "Z"]
    assert page.headings[1] == "6 أشخاص"


def test_one_letter(read):
    named("يوسف الهادي", "أحمد بيرم")
    page = read("/people/")
    assert page.link("ي") == f"?letter={quote('ي')}"
    assert not page.links("ب")
    page = read("/people/?letter=ي")
    assert index(page) == ["يوسف الهادي 1"]
    assert page.one("a", **{"aria-current": "page"}).text == "ي"
    assert "تحت حرف ي" in page.title


def test_search_within_the_index(read):
    (person,) = named("فائز السراج")
    named("سالم العربي")
    person.aliases.create(name="Fayez al-Sarraj")
    for query in ("فايز", "سراج", "السراج فائز", "sarraj"):
        page = read(f"/people/?q={query}")
        assert index(page) == ["فائز السراج 1"], query
        assert page.one("input", id="name").attrs["value"] == query


def test_nobody_of_that_name(read):
    named("سالم العربي")
    page = read("/people/?q=قيصر")
    assert "ليس في الفهرس شخص بهذا الاسم" in page.main
    assert page.link("ابحث عنه في نصوص المقالات") == f"/search/?q={quote('قيصر')}"


@pytest.mark.parametrize("query", ["؟", "...", '"><script>alert(1)</script>'])
def test_odd_searches(read, query):
    named("سالم العربي")
    page = read(f"/people/?q={quote(query)}")
    assert page.status == 200
    assert not page.foreign_scripts


def test_letters_that_no_index_has(read):
    named("سالم العربي")
    for letter in ("%00", "%3Cscript%3E", "99"):
        page = read(f"/people/?letter={letter}")
        assert page.status == 200
        assert index(page) in ([], ["سالم العربي 1"])


def test_a_person(read):
    person = make_person("فائز السراج", "فايز السراج", "Fayez al-Sarraj", role="رئيس المجلس الرئاسي", notes="سر")
    for number, date in enumerate(("2017-12-01", "2018-05-24", "2018-01-03")):
        name_in(make_article(title=f"خبر {number}", date=date, identifier=f"a-{number}"), person)
    name_in(make_article(title="مسودة", status="draft", date="2019-01-01"), person)
    page = read(f"/people/{person.pk}/")
    assert page.one("h1").text == "فائز السراج"
    assert "رئيس المجلس الرئاسي" in page.main
    assert "فايز السراج" in page.main
    assert "Fayez al-Sarraj" in page.main
    assert "سر " not in page.main
    assert "يرد هذا الاسم في 3 مقالات" in page.headings
    assert [h3.text for h3 in page.all("h3")] == ["خبر 1", "خبر 2", "خبر 0"]
    assert page.links("1 كانون الأول/ديسمبر 2017") == ["/articles/a-0/"]
    assert page.links("24 أيار/مايو 2018") == ["/articles/a-1/"]
    assert page.link("ابحث في هذه المقالات") == f"/search/?person={person.pk}"
    oldest = read(f"/people/{person.pk}/{page.link('الأقدم أولًا')}")
    assert [h3.text for h3 in oldest.all("h3")] == ["خبر 0", "خبر 2", "خبر 1"]


@pytest.mark.parametrize(("number", "said"), [(1, "في مقال واحد"), (2, "في مقالين"), (11, "في 11 مقالًا")])
def test_arabic_counts(read, number, said):
    person = make_person("سالم العربي")
    for _ in range(number):
        name_in(make_article(), person)
    assert [heading for heading in read(f"/people/{person.pk}/").headings if said in heading]


def test_a_long_list_comes_in_pages(read):
    person = make_person("سالم العربي")
    for number in range(11):
        name_in(make_article(title=f"خبر {number}"), person)
    page = read(f"/people/{person.pk}/?sort=oldest")
    assert page.one("a", rel="next").attrs["href"] == "?sort=oldest&page=2"
    far = read(f"/people/{person.pk}/?page=1000000000")
    assert far.status == 404
    assert "صفحتان" in far.main


@pytest.mark.parametrize("number", ["4711", "9" * 40])
def test_no_such_person(read, number):
    page = read(f"/people/{number}/")
    assert page.status == 404
    assert "ليس في الأرشيف شخص كهذا" in page.main
    assert page.link("الفهرس الأبجدي للأشخاص") == "/people/"


def test_a_person_of_drafts_alone_is_not_there(read):
    (person,) = named("سالم العربي", status="draft")
    assert read(f"/people/{person.pk}/").status == 404
    assert "سالم العربي" not in read("/people/").html


def test_queries_do_not_grow(queries):
    (person,) = named("سالم العربي", date="2018-05-24", source=make_source())
    name_in(make_article(date="2018-06-24", source=make_source()), person, make_person("سلمى الهادي"))
    addresses = (
        *("/people/", "/people/?from=2018&order=number", f"/people/{person.pk}/"),
        *(f"/people/{person.pk}/?from=2018&to=2018", f"/people/{person.pk}/?with={person.pk}"),
    )
    few = [queries(address) for address in addresses]
    for letter in "ابجدهوزح":
        name_in(make_article(source=make_source(), date="2018-07-01"), person, *named(f"{letter}{letter}ا شخص"))
    assert [queries(address) for address in addresses] == few


def test_the_index_by_frequency(read):
    _rare, often = named("سالم العربي", "يوسف الهادي")
    name_in(make_article(), often)
    page = read("/people/?order=number")
    assert index(page) == ["يوسف الهادي 2", "سالم العربي 1"]
    assert page.link("حسب الأبجدية") == "?"
    assert page.link("ي") == f"?order=number&letter={quote('ي')}"


def test_who_is_named_in_a_period(read):
    both, late = make_person("سالم العربي"), make_person("يوسف الهادي")
    name_in(make_article(date="2016-03-01"), both)
    name_in(make_article(date="2018-05-24"), both, late)
    name_in(make_article(date="2018-01-01", date_precision="year"), both)
    assert index(read("/people/?from=2018&to=2018")) == ["سالم العربي 2", "يوسف الهادي 1"]
    # The year touches the month.
    assert index(read("/people/?from=2018-03&to=2018-03")) == ["سالم العربي 1"]
    assert index(read("/people/?to=2016")) == ["سالم العربي 1"]
    # 17 May 2018 to 14 June 2018.
    assert index(read(f"/people/?from={quote('رمضان 1439')}&to={quote('رمضان 1439')}")) == [
        "سالم العربي 2",
        "يوسف الهادي 1",
    ]
    page = read("/people/?from=2010&to=2011")
    assert "لا يرد في مقالات هذه الفترة اسم أحد" in page.main


def test_periods_that_are_none(read):
    named("سالم العربي")
    page = read("/people/?from=x&to=2018")
    assert "هذا ليس تاريخًا" in page.main
    assert index(page) == ["سالم العربي 1"]
    assert "النهاية قبل البداية" in read("/people/?from=2018&to=2016").main


def test_passages_name_the_person(read):
    person = make_person("فائز السراج", "فايز السراج")
    filler = "وأضاف المصدر أن المحادثات مستمرة بين الأطراف كافة. " * 9
    full = make_article(text=f"افتتح الميناء أمس. {filler} ثم وصل وفايز السراج إلى المدينة <وخطب>.")
    short = make_article(title="السراج في الميناء", text="لا يرد الاسم كاملًا في هذا النص.")
    name_in(short, person)
    people.link([full.pk, short.pk])
    page = read(f"/people/{person.pk}/")
    assert [mark.text for mark in page.all("mark")] == ["وفايز السراج", "السراج"]
    assert "&lt;وخطب&gt;" in page.html
    assert "لا يرد الاسم كاملًا" in page.main


def test_a_timeline_and_its_table(read):
    person = make_person("سالم العربي")
    for date in ("2018-01-05", "2018-01-06", "2018-03-01"):
        name_in(make_article(date=date), person)
    name_in(make_article(date="2018-01-01", date_precision="year"), person)
    page = read(f"/people/{person.pk}/")
    bars = page.all("rect", class_="bar")
    # From the right.
    assert [(bar.attrs["x"], bar.attrs["height"]) for bar in bars] == [("2", "100"), ("0", "50")]
    rows = [row.text for row in page.all("tr")]
    assert rows == ["الفترة المقالات", "كانون الثاني/يناير 2018 2", "آذار/مارس 2018 1"]
    assert "غير مؤرَّخة أو تاريخها أقل دقة، فليست في أي عمود: مقال واحد" in page.main
    month = read(f"/people/{person.pk}/{page.link('آذار/مارس 2018').removesuffix('#articles')}")
    # As in the table: the article of the year is in no month.
    assert len(month.all("h3")) == 1
    assert len(read(f"/people/{person.pk}/?from=2018&to=2018").all("h3")) == 4
    assert month.link("×إزالة التحديد الفترة: آذار/مارس 2018") == f"/people/{person.pk}/"


def test_who_is_named_together(read):
    salim, salma, yusuf = make_person("سالم العربي"), make_person("سلمى الهادي"), make_person("يوسف ناجي")
    source = make_source("mina", name_ar="صحيفة الميناء")
    name_in(make_article(title="ثلاثة", source=source), salim, salma, yusuf)
    name_in(make_article(title="اثنان"), salim, salma)
    name_in(make_article(title="مسودة", status="draft"), salim, yusuf)
    name_in(make_article(title="وحدها"), salma)
    page = read(f"/people/{salim.pk}/")
    shares = [item.text for item in page.all("li") if item.text.endswith(("مقالان", "مقال واحد"))]
    assert shares == ["سلمى الهادي مقالان", "يوسف ناجي مقال واحد", "صحيفة الميناء مقال واحد"]
    both = read(f"/people/{salim.pk}/{page.link('مقالان').removesuffix('#articles')}")
    assert sorted(h3.text for h3 in both.all("h3")) == ["اثنان", "ثلاثة"]
    assert "مع سلمى الهادي" in both.main
    assert both.one("meta", name="robots").attrs["content"] == "noindex, follow"
    # Two conditions: fewer articles, each can be taken back.
    narrow = read(f"/people/{salim.pk}/?with={salma.pk}&source=mina")
    assert [h3.text for h3 in narrow.all("h3")] == ["ثلاثة"]
    assert narrow.link("×إزالة التحديد مع: سلمى الهادي") == f"/people/{salim.pk}/?source=mina"
    assert narrow.link("×إزالة التحديد المصدر: صحيفة الميناء") == f"/people/{salim.pk}/?with={salma.pk}"


@pytest.mark.parametrize(
    "condition", ["with=4711", "with=x", "source=nobody", "from=x", "from=2018&to=2016", f"with={'9' * 30}"]
)
def test_conditions_that_are_none(read, condition):
    (person,) = named("سالم العربي")
    page = read(f"/people/{person.pk}/?{condition}")
    assert page.status == 404
    assert page.link("من دون هذا الشرط") == f"/people/{person.pk}/"
