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
    months = [item.text for item in page.one("ol", class_="months") and page.all("li") if "/" in item.text]
    assert len([month for month in months if month.endswith("لا مقالات")]) == 11
    assert page.link("أيار/مايو مقالان") == "/dates/2018/05/"
    assert not [link for link in page.all("a") if "يناير" in link.text]
    assert page.link("خبر من تلك السنة")
    assert page.link("2016") == "/dates/2016/"


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
    assert page.one("p", class_="summary").text == "مقالان"


def test_a_month_is_read_without_the_rest_of_the_archive(client, django_assert_max_num_queries):
    make_article(date="2018-05-24")
    for address in ("/dates/2018/", "/dates/2018/05/"):
        with django_assert_max_num_queries(20) as captured:
            client.get(address)
        grouped = [query["sql"] for query in captured.captured_queries if "GROUP BY" in query["sql"]]
        assert len(grouped) == 1
        assert "2018-05-" in grouped[0] or "2018-12-31" in grouped[0]


def test_articles_of_a_day_and_the_nearest_days(read):
    make_article(date="2018-05-20")
    make_article(title="ثان", date="2018-05-24", identifier="b")
    make_article(title="أول", date="2018-05-24", identifier="a")
    make_article(title="مسودة", date="2018-05-24", status="draft")
    make_article(date="2018-06-02")
    page = read("/dates/2018/05/24/")
    assert page.one("h1").text == "الخميس 24 أيار/مايو 2018"
    assert page.headings[1] == "مقالان"
    assert [h3.text for h3 in page.all("h3")] == ["أول", "ثان"]
    assert page.link("20 أيار/مايو 2018") == "/dates/2018/05/20/"
    assert page.link("2 حزيران/يونيو 2018") == "/dates/2018/06/02/"


def test_a_day_without_articles_leads_on(read):
    make_article(date="2018-05-20")
    page = read("/dates/2018/05/24/")
    assert page.status == 200
    assert "ليس في الأرشيف مقال من هذا اليوم" in page.main
    assert page.link("20 أيار/مايو 2018") == "/dates/2018/05/20/"
    assert page.one("meta", name="robots").attrs["content"] == "noindex"


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
    first = read("/dates/2018/05/24/")
    assert first.headings[1] == "51 مقالًا"
    assert len(first.all("h3")) == 50
    assert first.one("a", rel="next").attrs["href"] == "?page=2"
    second = read("/dates/2018/05/24/?page=2")
    assert [h3.text for h3 in second.all("h3")] == ["خبر 50"]
    assert second.one("ol", class_="entries").attrs["start"] == "51"


def test_queries_do_not_grow_with_articles(queries):
    name_in(make_article(date="2018-05-24"), make_person("سالم العربي"))
    addresses = ("/dates/", "/dates/2018/", "/dates/2018/05/", "/dates/2018/05/24/")
    few = [queries(address) for address in addresses]
    for letter in "ابجدهوزح":
        name_in(make_article(date="2018-05-24", source=make_source()), make_person(f"شخص {letter}"))
    assert [queries(address) for address in addresses] == few
