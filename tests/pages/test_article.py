from urllib.parse import quote, unquote

import pytest
from django.contrib.auth.models import Permission

from tests.factories import make_article, make_person, make_source, make_user, name_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive_index")]


def test_an_article_with_all_its_metadata(read):
    source = make_source("mina", name_ar="صحيفة الميناء", name_latin="Al Mina")
    article = make_article(
        identifier="mina-7",
        title="وصول سفينة القمح",
        subtitle="بعد انتظار أسبوع",
        lead="استقبل المرفأ أول سفينة هذا الشهر.",
        text="رست السفينة صباحًا.\n\nوبدأ التفريغ ظهرًا.",
        date="2018-05-24",
        source=source,
        byline="هدى سالم",
        place="طرابلس",
        url="https://mina.example/7?a=1",
    )
    article.subjects.create(name="اقتصاد")
    name_in(article, make_person("سالم العربي"), count=3)
    page = read("/articles/mina-7/")
    assert page.one("h1").text == "وصول سفينة القمح"
    assert page.title.startswith("وصول سفينة القمح")
    assert [p.text for p in page.all("p") if p.text in ("رست السفينة صباحًا.", "وبدأ التفريغ ظهرًا.")] == [
        "رست السفينة صباحًا.",
        "وبدأ التفريغ ظهرًا.",
    ]
    for said in (
        "بعد انتظار أسبوع",
        "استقبل المرفأ",
        "الخميس 24 أيار/مايو 2018",
        "9 رمضان 1439 هـ",
        "هدى سالم",
        "طرابلس",
        "اقتصاد",
        "mina-7",
    ):
        assert said in page.main
    assert page.link("سالم العربي").startswith("/people/")
    assert "سالم العربي 3 مرات" in page.main
    assert page.link("صحيفة الميناء") == "/sources/mina/"
    assert unquote(page.link("طرابلس")) == '/search/?q=مكان:"طرابلس"'
    assert page.link("اقتصاد") == article.subjects.get().get_absolute_url()
    assert page.link("هذا اليوم") == "/dates/2018/05/24/"
    assert page.link("هذا الشهر") == "/dates/2018/05/"
    assert page.link("هذه السنة") == "/dates/2018/"
    assert page.link("http://testserver/articles/mina-7/") == "/articles/mina-7/"
    original = page.one("a", href="https://mina.example/7?a=1")
    assert "noopener" in original.attrs["rel"]


def test_the_text_has_its_own_language(read):
    make_article(identifier="en-1", title="A ship arrives", text="It moored at dawn.", language="en")
    story = read("/articles/en-1/").one("article")
    assert story.attrs["lang"] == "en"
    assert story.attrs["dir"] == "ltr"
    story = read("/en/articles/en-1/").one("article")
    assert story.attrs["dir"] == "ltr"
    make_article(identifier="ar-1")
    assert read("/en/articles/ar-1/").one("article").attrs["dir"] == "rtl"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"date": "2018-05-24"}, "24 أيار/مايو 2018"),
        ({"date": "2018-05-01", "date_precision": "month", "date_estimated": True}, "أيار/مايو 2018 (تاريخ تقديري)"),
        ({"date": "2018-01-01", "date_precision": "year"}, "2018"),
        ({}, "بلا تاريخ"),
    ],
)
def test_the_date_is_said_as_far_as_it_is_known(read, fields, said):
    make_article(identifier="dated", title="خبر", text="نص الخبر.", **fields)
    page = read("/articles/dated/")
    assert page.one("p", class_="kicker").text.endswith(said)


def test_headings_and_captions_are_told_apart(read):
    text = "\n".join(
        (
            "أعلن المرفأ أن سفينة القمح رست صباح الخميس، وأن تفريغها يستغرق ثلاثة أيام على الأقل.",
            "سفينة القمح في المرفأ (رويترز)",
            "وقال مدير المخازن إن القمح يكفي المدينة شهرًا كاملًا، وإن سفينتين أخريين في الطريق إليها.",
            "ماذا عن الأسعار؟",
            "وقال تجار في السوق إن الأسعار ستبقى كما هي حتى نهاية الشتاء، وإن ما في مخازنهم كثير.",
        )
    )
    make_article(identifier="one", text=text)
    page = read("/articles/one/?q=سفينة")
    assert next(h2.text for h2 in page.all("h2")) == "ماذا عن الأسعار؟"
    assert page.one("p", class_="caption").text == "سفينة القمح في المرفأ (رويترز)"
    story = page.one("article").text
    assert all(line in story for line in text.split("\n"))
    assert [mark.text for mark in page.all("mark")] == ["سفينة", "سفينة", "سفينتين"]


def test_a_title_taken_from_the_text_is_marked(read):
    make_article(identifier="one", title="رست السفينة", title_derived=True)
    make_article(identifier="two", title="رست السفينة ليلا")
    assert "مأخوذ من كلماته الأولى" in read("/articles/one/").main
    assert "مأخوذ من كلماته الأولى" not in read("/articles/two/").main


def test_a_lead_that_the_text_repeats_is_shown_once(read):
    make_article(identifier="one", lead="رست السفينة صباح…", text="رست السفينة صباح الخميس في الميناء.")
    assert not read("/articles/one/").all("p", class_="lead")


def test_whatever_stands_in_an_article_stays_text(read):
    make_article(
        identifier='x"><script>',
        title="<script>alert(1)</script>",
        subtitle="<b>",
        lead="<i>",
        text="<img src=x onerror=alert(1)>\n</article><script>",
        byline="<u>",
        place="<s>",
        url="javascript:alert(1)",
    )
    page = read('/articles/x"><script>/')
    assert page.status == 200
    assert page.one("h1").text == "<script>alert(1)</script>"
    assert not page.foreign_scripts
    assert not page.all("img")
    assert not [link for link in page.all("a") if link.attrs["href"].startswith("javascript")]


def test_previous_and_next_of_the_day(read):
    for number in (1, 2, 3):
        make_article(identifier=f"day-{number}", title=f"خبر {number}", date="2018-05-24")
    make_article(identifier="other", date="2018-05-25")
    page = read("/articles/day-2/")
    assert page.one("a", rel="prev").attrs["href"] == "/articles/day-1/"
    assert page.one("a", rel="next").attrs["href"] == "/articles/day-3/"
    assert not read("/articles/day-1/").all("a", rel="prev")
    assert not read("/articles/day-3/").all("a", rel="next")
    assert not read("/articles/other/").all("nav", class_="around")


def test_reprints_lead_to_each_other(read):
    text = "نص واحد نشرته صحيفتان في اليوم نفسه."
    first = make_article(identifier="first", text=text, source=make_source(name_ar="الأولى"))
    make_article(identifier="second", text=text, source=make_source(name_ar="الثانية"), reprint_of=first)
    make_article(identifier="third", text=text, source=make_source(name_ar="الثالثة"), reprint_of=first, status="draft")
    assert read("/articles/first/").link("الثانية") == "/articles/second/"
    assert "/articles/first/" in read("/articles/second/").links("الأولى")
    assert "الثالثة" not in read("/articles/first/").main


def test_words_of_the_search_are_marked(read):
    make_article(identifier="one", title="أخبار الميناء", text="رست السفينة في الميناء <اليوم>.\nغادر الميناءَ قبطانها.")
    page = read("/articles/one/?q=الميناء")
    assert [mark.text for mark in page.all("mark")] == ["الميناء", "الميناء", "الميناءَ"]
    assert "رست السفينة في الميناء <اليوم>." in page.main
    assert page.link("نتائج البحث").startswith("/search/?q=")
    assert page.link("بلا علامات") == "/articles/one/"
    assert not read("/articles/one/").all("mark")


def test_drafts_are_for_editors(client, read):
    make_article(identifier="draft", title="مسودة سرية", status="draft")
    page = read("/articles/draft/")
    assert page.status == 404
    assert "مسودة سرية" not in page.html
    user = make_user("hoda")
    client.force_login(user)
    assert read("/articles/draft/").status == 404
    user.user_permissions.add(Permission.objects.get(codename="change_article"))
    page = read("/articles/draft/")
    assert page.status == 200
    assert "هذا المقال مسودة" in page.main
    assert page.one("meta", name="robots").attrs["content"] == "noindex"


def test_withdrawn_articles_are_gone(client, read):
    make_article(identifier="gone", title="خبر خاطئ", text="كلام لم يصح.", status="withdrawn")
    page = read("/articles/gone/")
    assert page.status == 410
    assert page.one("h1").text == "لم يعد هذا المقال في الأرشيف"
    assert "كلام لم يصح" not in page.html
    assert "خبر خاطئ" not in page.html
    client.force_login(make_user("admin", is_superuser=True))
    page = read("/articles/gone/")
    assert page.status == 200
    assert "هذا المقال مسحوب" in page.main


def test_an_unknown_identifier(read):
    page = read("/articles/لا شيء/")
    assert page.status == 404
    assert "لا يوجد مقال معرّفه «لا شيء»" in page.main


def test_queries_do_not_grow_with_persons(queries):
    article = make_article(identifier="one", date="2018-05-24")
    name_in(article, make_person("سالم العربي"))
    few = queries("/articles/one/")
    name_in(article, *(make_person(f"شخص {letter}") for letter in "ابجدهوزح"))
    for _ in range(5):
        make_article(date="2018-05-24")
    # One more: the neighbour that the day has now.
    assert queries("/articles/one/") <= few + 1


def test_a_corrected_text_is_said_to_be_one(read):
    article = make_article(text="رست السفينه.", edited_body="رست السفينة.")
    assert "صحّح الأرشيف هذا النص" in read(article.get_absolute_url()).main
    assert "The archive has corrected this text" in read(f"/en{article.get_absolute_url()}").main
    assert "صحّح الأرشيف" not in read(make_article().get_absolute_url()).main


def test_forms_that_the_search_dropped_are_not_marked(read):
    make_article(identifier="mina-7", title="خبر", text="قال الوزير والوزير معه")
    page = read("/articles/mina-7/?q=وزير&drop=والوزير")
    assert [mark.text for mark in page.all("mark")] == ["الوزير"]


def test_a_citation_and_the_permanent_link_to_pass_on(read):
    make_article(
        identifier="mina-7",
        title="وصول سفينة القمح",
        date="2018-05-24",
        source=make_source("mina", name_ar="صحيفة الميناء"),
        byline="هدى سالم",
    )
    page = read("/articles/mina-7/?q=قمح")
    citation = "هدى سالم، «وصول سفينة القمح»، صحيفة الميناء، 24 أيار/مايو 2018. أرشيف المقالات العربية، "
    assert page.one("p", id="citation").text == citation + "http://testserver/articles/mina-7/"
    mail = unquote(page.link("بالبريد الإلكتروني"))
    assert mail == "mailto:?subject=وصول سفينة القمح&body=http://testserver/articles/mina-7/"
    # What is not known is left out.
    make_article(identifier="bare", title="خبر")
    assert read("/articles/bare/").one("p", id="citation").text.startswith("«خبر»، بلا تاريخ. أرشيف")


def test_the_size_of_the_text_is_chosen_beside_it(client, read):
    make_article(identifier="one")
    client.cookies["preferences"] = "digits:arabic.size:large"
    page = read(f"/articles/one/?q={quote('قمح')}")
    # Who only reads gets no cookie.
    assert not page.response.cookies
    assert [(button.attrs["value"], button.attrs["aria-pressed"]) for button in page.all("button", name="size")] == [
        ("normal", "false"),
        ("large", "true"),
        ("larger", "false"),
    ]
    assert unquote(page.one("input", name="next").attrs["value"]) == "/articles/one/?q=قمح"


def test_the_text_as_received_can_be_saved(client, read):
    body = "وزارةالخارجية <script>\r\n  ﻛﺘﺎﺏ"
    article = make_article(identifier="مقال 7", text=body)
    page = read(article.get_absolute_url())
    assert "وزارة الخارجية" in page.main
    assert "كلمات ملتصقة" in page.main
    response = client.get(page.link("كما ورد"))
    assert response.content == body.encode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D9%85")
    assert (response["X-Content-Type-Options"], response["X-Robots-Tag"]) == ("nosniff", "noindex")


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("withdrawn", 410)])
def test_who_may_not_read_an_article_may_not_have_its_text(client, status, code):
    article = make_article(identifier="hidden", status=status)
    assert client.get("/articles/hidden/received.txt").status_code == code
    client.force_login(make_user("editor", "editors", is_staff=True))
    assert client.get("/articles/hidden/received.txt").content == article.body.encode()
