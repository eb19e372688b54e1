import pytest

from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db


def test_an_empty_archive_says_so(read):
    assert "ليس في الأرشيف مقالات مؤرَّخة بعد" in read("/dates/").main


def test_years_with_their_counts_and_gaps(read):
    for date in ("2012-05-01", "2012-06-01", "2012-07-02", "2015-01-03", "2016-02-03"):
        make_article(date=date)
    make_article()
    make_article(date="2013-02-03", status="draft")
    page = read("/dates/")
    rows = [item.text for item in page.all("li") if "مقال" in item.text and item.text[:1] in "2م"]
    assert rows == ["2016 مقال واحد", "2015 مقال واحد", "من 2013 إلى 2014 لا مقالات", "2012 3 مقالات"]
    assert page.link("2012") == "/dates/2012/"
    assert page.link("مقالات بلا تاريخ") == "/dates/undated/"


def test_months_of_a_year(read):
    make_article(date="2018-05-24")
    make_article(date="2018-05-01", date_precision="month")
    make_article(date="2018-01-01", date_precision="year", title="خبر من تلك السنة")
    make_article(date="2016-01-09")
    page = read("/dates/2018/")
    assert page.one("h1").text == "عام 2018"
    assert "3 مقالات" in page.main
    captions = [caption.text for caption in page.all("caption")]
    assert len(captions) == 12
    assert [caption for caption in captions if not caption.endswith("لا مقالات")] == ["أيار/مايو مقالان"]
    assert page.link("أيار/مايو") == "/dates/2018/05/"
    assert not [link for link in page.all("a") if "يناير" in link.text]
    # The day, and its number beside the shade.
    assert page.link("24: 1") == "/dates/2018/05/24/"
    assert [cell.text for cell in page.all("td", class_="s4")] == ["24: 1"]
    assert page.all("abbr", title="السبت")[0].text == "س"
    assert page.link("خبر من تلك السنة")
    assert page.link("2016") == "/dates/2016/"


def test_a_year_without_calendars(read):
    make_article(date="2016-01-01", date_precision="year", title="خبر من تلك السنة")
    page = read("/dates/2016/")
    assert page.link("خبر من تلك السنة")
    assert not page.all("table")
    empty = read("/dates/2017/")
    assert "ليس في الأرشيف مقال من هذا العام" in empty.main
    assert empty.link("2016") == "/dates/2016/"
    assert "ليس في الأرشيف مقال من هذا العام" in read("/dates/hijri/1439/").main


def test_days_of_a_month(read):
    make_article(date="2018-05-24")
    make_article(date="2018-05-24")
    make_article(date="2018-05-01", date_precision="month", title="خبر من ذلك الشهر")
    make_article(date="2018-01-01", date_precision="year", title="خبر من تلك السنة")
    make_article(date="2018-03-02")
    page = read("/dates/2018/05/")
    assert page.one("h1").text == "أيار/مايو 2018"
    assert "يبدأ الأسبوع يوم السبت" in page.one("caption").text
    heads = [head.text for head in page.all("th", scope="col")]
    assert heads[0].startswith("السبت")
    assert heads[-1].startswith("الجمعة")
    assert page.link("24 أيار/مايو 2018, مقالان 24 2") == "/dates/2018/05/24/"
    # The other days say that they have none, and lead nowhere.
    assert len(page.all("td", class_="none")) == 30
    assert page.link("خبر من ذلك الشهر")
    assert "خبر من تلك السنة" not in page.main
    assert page.link("آذار/مارس 2018") == "/dates/2018/03/"
    # 1 May 2018 was a Tuesday: three empty cells before it.
    assert [cell.text for cell in page.all("td")][:4] == ["", "", "", "1 لا مقالات"]


def test_neighbours_are_the_nearest_with_articles(read):
    make_article(date="2016-12-31")
    make_article(date="2017-01-01", date_precision="year")
    make_article(date="2018-05-24")
    make_article(date="2018-07-01", date_precision="month")
    make_article(date="2019-01-01", status="draft")
    make_article(date="2020-01-01")
    page = read("/dates/2018/05/")
    # 2017 is known to the year alone: it has no month.
    assert page.link("كانون الأول/ديسمبر 2016") == "/dates/2016/12/"
    assert page.link("تموز/يوليو 2018") == "/dates/2018/07/"
    page = read("/dates/2018/")
    assert page.link("2017") == "/dates/2017/"
    assert page.link("2020") == "/dates/2020/"
    assert page.one("ul", class_="under").text.startswith("مقالان")


def test_a_month_is_read_without_the_rest_of_the_archive(client, django_assert_max_num_queries):
    make_article(date="2018-05-24")
    for address in ("/dates/2018/", "/dates/2018/05/"):
        with django_assert_max_num_queries(20) as captured:
            client.get(address)
        grouped = [query["sql"] for query in captured.captured_queries if "GROUP BY" in query["sql"]]
        assert grouped
        assert all("'2018-" in query for query in grouped)


def test_articles_of_a_day_and_the_nearest_days(read):
    make_article(date="2018-05-20")
    source = make_source("mina", name_ar="صحيفة الميناء")
    make_article(title="ثان", date="2018-05-24", identifier="b", source=source)
    make_article(title="أول", date="2018-05-24", identifier="a", source=source)
    make_article(title="أطول", date="2018-05-24", identifier="c", source=source, text="رست السفينة في الميناء. " * 9)
    make_article(title="مسودة", date="2018-05-24", status="draft")
    make_article(date="2018-06-02")
    page = read("/dates/2018/05/24/")
    assert page.one("h1").text == "الخميس 24 أيار/مايو 2018"
    assert page.headings[1:] == ["3 مقالات", "أطول", "صحيفة الميناء"]
    assert "رست السفينة في الميناء" in page.main
    assert [item.text for item in page.one("ul", class_="titles") and page.all("a") if item.text in ("أول", "ثان")] == [
        "أول",
        "ثان",
    ]
    assert page.link("9 رمضان 1439 هـ") == "/dates/hijri/1439/09/"
    assert page.link("في مثل هذا اليوم") == "/dates/every-year/05/24/"
    assert page.link("20 أيار/مايو 2018") == "/dates/2018/05/20/"
    assert page.link("2 حزيران/يونيو 2018") == "/dates/2018/06/02/"


def test_a_day_without_articles_leads_on(read):
    make_article(date="2018-05-20")
    page = read("/dates/2018/05/24/")
    assert page.status == 200
    assert "ليس في الأرشيف مقال من هذا اليوم" in page.main
    assert page.link("20 أيار/مايو 2018") == "/dates/2018/05/20/"
    assert page.one("meta", name="robots").attrs["content"] == "noindex, follow"


def test_english_dates(read):
    make_article(date="2018-05-24")
    assert read("/en/dates/2018/05/24/").one("h1").text == "Thursday 24 May 2018"
    assert read("/en/dates/2018/05/").one("h1").text == "May 2018"
    assert "1 article" in read("/en/dates/2018/").main


def test_undated_articles(read):
    make_article(title="بلا تاريخ هذا")
    make_article(title="مؤرخ", date="2018-05-24")
    page = read("/dates/undated/")
    assert [h3.text for h3 in page.all("h3")] == ["بلا تاريخ هذا"]


@pytest.mark.parametrize("address", ["/dates/2018/13/", "/dates/2018/13/45/", "/dates/2018/02/30/", "/dates/2018/00/"])
def test_dates_that_no_calendar_has(read, address):
    page = read(address)
    assert page.status == 404
    assert "لا يوجد تاريخ كهذا في التقويم" in page.main
    assert page.link("التصفّح حسب التاريخ") == "/dates/"


def test_the_ends_of_the_calendar(read):
    assert read("/dates/2999/12/").status == 200
    assert read("/dates/2999/12/31/").status == 200
    assert read("/dates/1000/01/01/").status == 200
    assert read("/dates/0000/").status == 404
    assert read("/dates/20188/").status == 404


def test_a_long_day_comes_in_pages(read):
    source = make_source()
    for number in range(51):
        make_article(title=f"خبر {number}", identifier=f"a-{number:03}", date="2018-05-24", source=source)
    front = read("/dates/2018/05/24/")
    assert front.headings[1] == "51 مقالًا"
    assert len(front.one("ul", class_="titles") and [a for a in front.all("a") if a.text.startswith("خبر")]) == 13
    first = read(front.link(f"كل ما نشره {source} في هذا اليوم: 51 مقالًا"))
    assert first.headings[1] == "51 مقالًا"
    assert len(first.all("h3")) == 50
    assert first.one("a", rel="next").attrs["href"] == f"?source={source.key}&page=2"
    second = read(f"/dates/2018/05/24/?source={source.key}&page=2")
    assert [h3.text for h3 in second.all("h3")] == ["خبر 50"]
    assert read("/dates/2018/05/24/?source=nobody").status == 404
    assert second.one("ol", class_="entries").attrs["start"] == "51"


def test_queries_do_not_grow_with_articles(queries):
    mina = make_source()
    for name in ("سالم العربي", "سلمى الهادي"):
        name_in(make_article(date="2018-05-24", source=mina), make_person(name))
    addresses = (
        *("/dates/", "/dates/2018/", "/dates/2018/05/", "/dates/2018/05/24/", "/dates/every-year/05/24/"),
        *("/dates/hijri/", "/dates/hijri/1439/", "/dates/hijri/1439/09/"),
    )
    few = [queries(address) for address in addresses]
    for letter in "ابجدهوزح":
        source = make_source()
        name_in(make_article(date="2018-05-24", source=source), make_person(f"شخص {letter}"))
        name_in(make_article(date="2018-05-24", source=source), make_person(f"آخر {letter}"))
    assert [queries(address) for address in addresses] == few


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("24/5/2018", "/dates/2018/05/24/"),
        ("٢٤ أيار ٢٠١٨", "/dates/2018/05/24/"),
        ("جويلية 2018", "/dates/2018/07/"),
        ("2018", "/dates/2018/"),
        ("رمضان 1439", "/dates/hijri/1439/09/"),
        ("1439 هـ", "/dates/hijri/1439/"),
        ("9 رمضان 1439", "/dates/2018/05/24/"),
    ],
)
def test_a_typed_date_leads_to_its_page(client, typed, address):
    assert client.get("/dates/", {"date": typed}).headers["Location"] == address
    assert client.get("/en/dates/", {"date": typed}).headers["Location"] == f"/en{address}"


def test_what_is_typed_and_is_no_date(read):
    make_article(date="2018-05-24")
    page = read('/dates/?date="><b>أمس')
    assert page.status == 200
    assert "هذا ليس تاريخًا" in page.one("p", role="alert").text
    box = page.one("input", id="jump")
    assert box.attrs["value"] == '"><b>أمس'
    assert box.attrs["aria-invalid"] == "true"
    assert page.link("2018") == "/dates/2018/"
    assert "1343" in read("/dates/?date=1200 هـ").one("p", role="alert").text


def test_every_page_of_dates_has_the_box(read):
    make_article(date="2018-05-24")
    for address in (
        "",
        "2018/",
        "2018/05/",
        "2018/05/24/",
        "undated/",
        "hijri/",
        "hijri/1439/09/",
        "every-year/05/24/",
    ):
        assert read(f"/dates/{address}").one("input", id="jump").attrs["name"] == "date"


def test_the_longest_of_each_source_leads_a_day(read):
    for key in ("a", "b"):
        source = make_source(key, name_ar=f"صحيفة {key}")
        for number in (1, 2, 3):
            title = f"{key}{number}"
            make_article(title=title, date="2018-05-24", source=source, text=f"خبر {title}. " * (number * len(key * 3)))
    make_article(title="b4", date="2018-05-24", source=source, text="أطول من غيره في ذلك اليوم. " * 30)
    make_article(title="يتيم", date="2018-05-24", text="قصير")
    page = read("/dates/2018/05/24/")
    assert [h3.text for h3 in page.all("h3")] == ["b4", "a3", "يتيم"]
    assert [h2.text for h2 in page.all("h2")] == ["8 مقالات", "صحيفة b", "صحيفة a"]


def test_a_day_says_what_is_known_less_exactly(read):
    make_article(date="2018-05-24")
    make_article(date="2018-05-01", date_precision="month")
    make_article(date="2018-01-01", date_precision="year")
    page = read("/dates/2018/05/24/")
    assert "مؤرَّخة بـأيار/مايو 2018 وحده، بلا يوم معروف: مقال واحد" in page.main
    assert "/dates/2018/05/" in page.links("أيار/مايو 2018")
    assert "/dates/2018/" in page.links("2018")
    assert [item for item in read("/dates/2018/05/").all("p", class_="hint") if "2018" in item.text]


def test_a_day_in_every_year(read):
    make_article(title="من 2018", date="2018-05-24")
    make_article(title="من 2016", date="2016-05-24")
    make_article(title="من غده", date="2016-05-25")
    make_article(title="من شهره", date="2017-05-01", date_precision="month")
    page = read("/dates/every-year/05/24/")
    assert page.one("h1").text == "في مثل هذا اليوم: 24 أيار/مايو"
    assert [h3.text for h3 in page.all("h3")] == ["من 2018", "من 2016"]
    assert page.link("2016") == "/dates/2016/05/24/"
    assert page.one("a", rel="next").attrs["href"] == "/dates/every-year/05/25/"
    assert "ليس في الأرشيف مقال من هذا اليوم في أي عام" in read("/dates/every-year/01/01/").main


def test_the_29_of_february(read):
    make_article(title="كبيسة", date="2016-02-29")
    make_article(date="2018-03-01")
    assert [h3.text for h3 in read("/dates/every-year/02/29/").all("h3")] == ["كبيسة"]
    assert read("/dates/every-year/02/30/").status == 404
    assert read("/dates/every-year/13/01/").status == 404
