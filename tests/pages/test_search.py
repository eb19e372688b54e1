from urllib.parse import quote, unquote

import pytest

from articles import search
from tests.factories import make_article, make_person, make_source, name_in
from tests.pages.reader import found, titles

pytestmark = pytest.mark.django_db


def test_the_start_page_explains_how_to_search(find):
    page = find("")
    assert page.status == 200
    assert "كيف تبحث" in page.headings
    assert [link.attrs["href"] for link in page.all("a") if link.text == "«مكافحة الإرهاب»"]
    assert titles(page) == []


@pytest.mark.parametrize("parameters", ["q=", "q=+++", "sort=newest", "from=&to="])
def test_asking_nothing_is_the_start_page(find, parameters):
    make_article(title="خبر")
    page = find(parameters)
    assert page.status == 200
    assert "كيف تبحث" in page.headings


def test_an_article_is_found_and_shown(find):
    source = make_source("mina", name_ar="صحيفة الميناء")
    article = make_article(
        identifier="mina-7",
        title="وصول سفينة القمح",
        text="رست السفينة صباح اليوم. وقال القبطان سالم إن الرحلة كانت هادئة.",
        date="2018-05-24",
        source=source,
        byline="هدى سالم",
    )
    name_in(article, make_person("سالم العربي"))
    make_article(title="خبر آخر", text="لا شيء هنا.")
    page = find("q=القبطان")
    assert found(page) == "نتائج البحث عن القبطان: مقال واحد"
    assert page.one("div", role="status").text == found(page)
    assert "القبطان" in page.title
    assert titles(page) == ["وصول سفينة القمح"]
    assert page.link("وصول سفينة القمح") == f"/articles/mina-7/?q={quote('القبطان')}&rank=1"
    for said in ("صحيفة الميناء", "24 أيار/مايو 2018", "هدى سالم"):
        assert said in page.main
    assert [mark.text for mark in page.all("mark")] == ["القبطان"]
    assert page.link("سالم العربي")
    assert page.one("meta", name="robots").attrs["content"].startswith("noindex")


def test_filters_and_their_pills(find):
    one, two = make_source("one", name_ar="الأولى"), make_source("two", name_ar="الثانية")
    person = make_person("سالم العربي")
    wanted = make_article(title="سفينة أولى", date="2018-05-24", source=one)
    name_in(wanted, person)
    make_article(title="سفينة ثانية", date="2018-05-25", source=two)
    make_article(title="سفينة ثالثة", date="2018-06-01", source=one)
    page = find(f"q=سفينة&from=2018-05&to=٢٠١٨-٠٥&source=one&person={person.pk}")
    assert titles(page) == ["سفينة أولى"]
    pills = [pill.text for pill in page.all("li", class_="pill")]
    assert [pill.partition("×")[0].strip() for pill in pills] == [
        "الفترة أيار/مايو 2018",
        "المصدر الأولى",
        "الشخص سالم العربي",
    ]
    (without_source,) = [a.attrs["href"] for a in page.all("a") if "إزالة التحديد المصدر" in a.text]
    assert "source" not in without_source
    assert f"person={person.pk}" in without_source
    assert page.one("a", class_="start-over").attrs["href"] == f"/search/?q={quote('سفينة')}"
    assert page.one("input", name="from").attrs["value"] == "2018-05"
    assert page.one("input", name="source").attrs["value"] == "one"
    assert page.one("input", name="person").attrs["value"] == str(person.pk)


def test_several_sources_are_alternatives(find):
    for key in ("one", "two", "three"):
        make_article(title=f"سفينة {key}", source=make_source(key))
    page = find("q=سفينة&source=one&source=two")
    assert len(titles(page)) == 2
    (without_one,) = [a.attrs["href"] for a in page.all("a", class_="chosen") if "صحيفة one" in a.text]
    assert without_one.endswith("&source=two")


def test_filters_without_words_show_the_newest_first(find):
    make_article(title="قديم", date="2018-01-01")
    make_article(title="جديد", date="2018-12-31")
    make_article(title="من سنة أخرى", date="2017-12-31")
    page = find("from=2018&to=2018")
    assert titles(page) == ["جديد", "قديم"]
    assert found(page) == "مقالان"
    oldest = page.link("الأقدم أولًا")
    assert titles(find(oldest.partition("?")[2])) == ["قديم", "جديد"]


def test_pages_keep_the_search(find):
    for number in range(21):
        make_article(title=f"سفينة {number}", date="2018-05-24")
    first = find("q=سفينة&from=2018&sort=oldest")
    assert found(first).endswith("21 مقالًا")
    assert len(titles(first)) == 10
    after = first.one("a", rel="next").attrs["href"]
    assert after == f"?q={quote('سفينة')}&from=2018&sort=oldest&page=2"
    last = find("q=سفينة&from=2018&sort=oldest&page=3")
    assert len(titles(last)) == 1
    assert last.one("a", rel="prev").attrs["href"].endswith("page=2")
    assert not last.all("a", rel="next")
    assert last.one("a", **{"aria-current": "page", "aria-label": "الصفحة 3"})


@pytest.mark.parametrize("number", ["4", "1000000000", "9" * 5000, "0", "-1", "abc", "1.5", ""])
def test_a_page_that_is_not_there(find, number):
    for article in range(21):
        make_article(title=f"سفينة {article}")
    page = find(f"q=سفينة&page={number}")
    assert page.status == 404
    assert "في هذه القائمة 3 صفحات" in page.main
    assert page.link("الصفحة الأولى") == f"/search/?q={quote('سفينة')}"
    assert page.link("الصفحة الأخيرة") == f"/search/?q={quote('سفينة')}&page=3"


@pytest.mark.parametrize("date", ["2018-13-45", "2018-02-30", "أمس", "20180524", "0000"])
def test_what_is_no_date_is_said_beside_its_field(find, date):
    make_article(title="سفينة")
    page = find(f"q=سفينة&from={date}&to=2018")
    assert page.status == 200
    field = page.one("input", name="from")
    assert field.attrs["value"] == date
    assert field.attrs["aria-invalid"] == "true"
    message = page.one("ul", class_="errorlist")
    assert "هذا ليس تاريخًا" in message.text
    assert message.attrs["id"] in field.attrs["aria-describedby"]
    assert page.one("input", name="q").attrs["value"] == "سفينة"
    assert page.one("input", name="to").attrs["value"] == "2018"
    assert titles(page) == []


@pytest.mark.parametrize(
    ("start", "end", "pills"),
    [
        ("أيار/مايو 2018", "ماي 2018", ("الفترة أيار/مايو 2018",)),
        ("24/5/2018", "٢٤/٥/٢٠١٨", ("الفترة 24 أيار/مايو 2018",)),
        ("24 أيار (مايو) 2018", "May 2018", ("من 24 أيار/مايو 2018", "إلى أيار/مايو 2018")),
        ("رمضان 1439", "9_رمضان_1439", ("من رمضان 1439 هـ", "إلى 9 رمضان 1439 هـ")),
        ("1439 هـ", "1439-09", ("من 1439 هـ", "إلى رمضان 1439 هـ")),
    ],
)
def test_dates_in_words_and_of_both_calendars(find, start, end, pills):
    make_article(title="سفينة أيار", date="2018-05-24")
    make_article(title="سفينة حزيران", date="2018-06-15")
    make_article(title="سفينة قديمة", date="2017-09-20")
    page = find(f"q=سفينة&from={quote(start)}&to={quote(end)}")
    assert titles(page) == ["سفينة أيار"]
    assert tuple(pill.text.partition("×")[0].strip() for pill in page.all("li", class_="pill")) == pills
    assert page.one("input", name="from").attrs["value"] == start
    assert page.one("input", name="to").attrs["value"] == end


def test_the_last_day_of_a_hijri_month_counts(find):
    make_article(title="آخر رمضان", date="2018-06-14")
    make_article(title="أول شوال", date="2018-06-15")
    assert titles(find(f"to={quote('رمضان 1439')}")) == ["آخر رمضان"]
    assert titles(find(f"from={quote('شوال 1439')}")) == ["أول شوال"]


def test_a_hijri_date_in_english(find):
    make_article(title="سفينة", date="2018-05-24")
    page = find(f"q=سفينة&from={quote('Ramadan 1439')}", english=True)
    assert found(page) == "1 article for سفينة"
    assert page.one("li", class_="pill").text.startswith("From Ramadan 1439 AH")


def test_a_hijri_year_beyond_the_tables_is_said(find):
    message = find(f"q=سفينة&from={quote('رمضان 1340')}").one("ul", class_="errorlist").text
    assert "من سنة 1343 إلى سنة 1500" in message


def test_an_end_before_the_beginning(find):
    page = find("from=2018-06&to=2018-05")
    assert "النهاية قبل البداية" in page.one("ul", class_="errorlist").text
    assert page.one("input", name="from").attrs["value"] == "2018-06"


@pytest.mark.parametrize(
    ("parameter", "said"),
    [
        ("source=nowhere", "لا يوجد مصدر «nowhere»"),
        # PostgreSQL would fail at a NUL: it must not come so far.
        ("source=one%00two", "في النص رمز غير صالح"),
        ("person=1%00", "في النص رمز غير صالح"),
        (f"source={'س' * 5000}", "لا يوجد مصدر «سسس"),
        ("person=4711", "لا يوجد شخص رقمه 4711"),
        ("person=abc", "«abc» ليس رقم شخص"),
        (f"person={'9' * 40}", "لا يوجد شخص رقمه 999"),
        ("sort=best", "لا يوجد ترتيب «best»"),
    ],
)
def test_filters_that_do_not_exist(find, parameter, said):
    page = find(f"q=سفينة&{parameter}")
    assert page.status == 200
    assert said in page.main


def test_a_query_of_ten_thousand_characters(find):
    query = "سفينة " * 1666 + "بحر!"
    page = find(f"q={query}")
    assert page.status == 200
    assert "أطول من 1000 حرف (طولها 10000)" in page.main
    assert page.one("input", name="q").attrs["value"] == query
    assert max(len(link.attrs["href"]) for link in page.all("a")) < 500


def test_signs_alone_find_nothing_and_say_why(find):
    make_article(title="سفينة")
    page = find("q=؟!،")
    assert page.status == 200
    assert titles(page) == []
    assert page.all("p", class_="notice")
    assert "كل هذه الكلمات" not in page.main
    assert "ابحث عن كلمة أو اسم" in page.main
    assert "علامتي" not in page.one("div", class_="empty").text


def test_the_quotation_marks_are_spoken_of_where_there_are_some(find):
    make_article(title="سفينة")
    assert "علامتي" not in find("q=طائرة").one("div", class_="empty").text
    assert "علامتي" in find("q=«طائرة بيضاء»").one("div", class_="empty").text


def test_an_open_quotation_mark_is_said(find):
    make_article(title="سفينة القمح")
    page = find('q="سفينة القمح')
    assert titles(page) == ["سفينة القمح"]
    assert "علامة اقتباس" in page.one("p", class_="notice").text


def test_nothing_found_says_what_to_do(find):
    make_article(title="سفينة", date="2018-05-24")
    page = find("q=سفينة&from=2019")
    assert found(page) == "لا نتائج للبحث عن سفينة"
    assert page.link("الكلمات نفسها بلا حدود") == f"/search/?q={quote('سفينة')}"
    assert page.links("من غير تحديد «من»")
    assert page.links("حسب التاريخ")


def test_what_is_typed_stays_text(find):
    attack = '"><script>alert(1)</script>'
    page = find(f"q={quote(attack)}&from={quote(attack)}")
    assert not page.foreign_scripts
    assert page.one("input", name="q").attrs["value"] == attack
    assert page.one("input", name="from").attrs["value"] == attack
    page = find(f"q={quote('<script>سفينة</script>')}")
    assert not page.foreign_scripts
    assert "<script>" in page.title


def test_titles_and_snippets_stay_text(find):
    make_article(title="<script>سفينة</script>", text="<img src=x> سفينة <b>")
    page = find("q=سفينة")
    assert not page.foreign_scripts
    assert not page.all("img")
    assert titles(page) == ["<script>سفينة</script>"]
    assert [mark.text for mark in page.all("mark")] == ["سفينة", "سفينة"]


def test_drafts_are_not_found(find):
    make_article(title="سفينة مسودة", status="draft")
    make_article(title="سفينة مسحوبة", status="withdrawn")
    assert titles(find("q=سفينة")) == []


def test_persons_and_sources_of_drafts_alone_are_not_offered(find):
    source, person = make_source("secret"), make_person("شخص سري")
    name_in(make_article(status="draft", source=source), person)
    assert "secret" not in find("").html
    assert "شخص سري" not in find(f"person={person.pk}").html


def test_english(find):
    make_article(title="سفينة", date="2018-05-24")
    page = find("q=سفينة", english=True)
    assert found(page) == "1 article for سفينة"
    assert page.link("سفينة").startswith("/en/articles/article-")
    assert "24 May 2018" in page.main


def test_an_index_that_is_still_being_built(read, archive_index):
    from articles.search import store

    (store.root() / store.POINTER).unlink()
    page = read("/search/?q=سفينة")
    assert page.status == 503
    assert "البحث قيد الإعداد" in page.headings
    assert page.links("التصفّح حسب التاريخ")


def test_queries_do_not_grow_with_results(find, queries):
    def save(number):
        name_in(make_article(title="سفينة", source=make_source()), make_person(f"شخص {'ابجدهوزحط'[number]}"))

    save(0)
    find("q=سفينة")
    few = queries("/search/?q=سفينة")
    for number in range(1, 9):
        save(number)
    assert len(titles(find("q=سفينة"))) == 9
    assert queries("/search/?q=سفينة") == few


def test_every_level_says_how_many_articles_it_gives(find):
    for text in ("قرر الوزير أمس", "قال والوزير معه", "اجتمع الوزراء اليوم"):
        make_article(title="خبر", text=text)
    page = find("q=الوزير")
    levels = {link.text: link.attrs for link in page.all("a") if link.text.endswith(")") and "(" in link.text}
    assert list(levels) == ["الحروف كما كُتبت (1)", "الكلمات بكل صيغها (2)", "وما يتصل بها من كلمات (3)"]
    assert found(page).endswith("مقالان")
    wide = find(levels["وما يتصل بها من كلمات (3)"]["href"].split("?")[1])
    assert found(wide).endswith("3 مقالات")
    assert "الوزراء" in [mark.text for mark in wide.all("mark")]


def test_the_forms_found_are_named_with_their_numbers(find):
    for text in ("قرر الوزير", "قال الوزير", "قال والوزير معه"):
        make_article(title="خبر", text=f"{text} {len(text)}")
    page = find("q=وزير")
    assert [link.text.partition(" استبعد")[0] for link in page.all("a", class_="form")] == ["الوزير 2", "والوزير 1"]


def test_the_rest_of_the_forms_is_named_on_request(find):
    forms = "وزير الوزير والوزير للوزير وزيره وزيرها وزيرهم وزيرنا بوزير لوزير فالوزير بالوزير ووزير".split()
    make_article(title="خبر", text=" ثم ".join(forms))
    page = find("q=وزير")
    assert len(page.all("a", class_="form")) == 12
    assert page.one("dd").text.endswith("… +1")
    page = find(page.link("أظهر كل الأشكال").split("?")[1])
    assert sorted(link.text.split()[0] for link in page.all("a", class_="form")) == sorted(forms)


MANY_WORDS = "وزير كتاب مدرسة مصنع مكتب سفير رئيس ملك حاكم قائد عامل"


@pytest.fixture
def many_forms() -> int:
    """An article with six forms of each of MANY_WORDS, whose number is returned."""
    forms = [prefix + word for word in MANY_WORDS.split() for prefix in ("ال", "وال", "بال", "فال", "كال", "")]
    make_article(title="خبر", text=" ثم ".join(forms))
    return len(forms)


def test_many_words_share_the_room_for_their_forms(many_forms, find):
    page = find(f"q={MANY_WORDS}")
    assert len(page.all("button", class_="form")) == 2 * len(MANY_WORDS.split())


def test_a_long_query_is_not_repeated_for_every_state(many_forms, find, client):
    query = " ".join([MANY_WORDS] * 15)
    page = find(f"q={query}&sort=newest")
    assert page.html.count(query.replace(" ", "+")) + page.html.count(query) < 10
    (more,) = (button for button in page.all("button", class_="state") if button.text == "أظهر كل الأشكال")
    assert more.attrs["form"] == page.one("form", id="states").attrs["id"]
    answer = client.get("/search/", {"q": query, "sort": "newest", more.attrs["name"]: more.attrs["value"]})
    # The state has an address of its own, without the step that led there.
    assert answer.status_code == 302
    assert unquote(answer["Location"]) == f"/search/?q={query.replace(' ', '+')}&sort=newest&forms=all"
    assert len(find(answer["Location"].split("?")[1]).all("button", class_="form")) >= many_forms


def test_an_article_found_by_a_very_long_query_is_opened_by_the_query_s_form(find, read, client):
    words = [f"مستشفيات{letter}{other}" for letter in "بتجدرسصطعف" for other in "قكلمنو"]
    for number in range(10):
        make_article(title=f"خبر {number}", text=f"{number} " + " ".join(words))
    query = " أو ".join(words)
    assert 800 < len(query) < search.QUERY_LIMIT
    page = find(f"q={query}&per=10")
    assert len(page.all("article", class_="entry")) == 10
    assert len(page.html.encode()) < 60_000
    why = page.all("details", class_="why")[0].text
    assert why.count("(1)") == 10
    assert "… +" in why

    title = page.all("button", form="leaving")[1]
    assert title.text == titles(page)[1]
    assert title.attrs["form"] == page.one("form", id="leaving").attrs["id"]
    answer = client.get(title.attrs["formaction"], {"q": query, "per": "10", title.attrs["name"]: title.attrs["value"]})
    assert unquote(answer["Location"]) == f"{title.attrs['formaction']}?q={query.replace(' ', '+')}&per=10&rank=2"
    article = read(answer["Location"])
    assert len(article.all("mark")) == len(words)
    assert "النتيجة 2 من 10" in article.main
    assert title.attrs["formaction"] in page.links("بلا علامات")


def test_a_level_that_does_not_exist_is_said(find):
    assert "لا توجد درجة مطابقة باسم «deep»" in find("q=سفينة&level=deep").main
