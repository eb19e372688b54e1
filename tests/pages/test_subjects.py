import pytest

from articles.models import Subject
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db


def make_subject(name, *articles, **fields):
    subject = Subject.objects.create(name=name, **fields)
    subject.articles.set(articles)
    return subject


def test_an_archive_without_subjects_says_so(read):
    make_subject("اقتصاد", make_article(status="draft"))
    page = read("/subjects/")
    assert "ليس لأي مقال منشور موضوع بعد" in page.main
    assert "اقتصاد" not in page.html


def test_subjects_the_largest_first(read):
    one, two, draft = make_article(), make_article(), make_article(status="draft")
    small = make_subject("رياضة", one, draft)
    make_subject("اقتصاد", one, two)
    page = read("/subjects/")
    rows = [item.text for item in page.all("li") if item.text.endswith(("مقالان", "مقال واحد"))]
    assert rows == ["اقتصاد مقالان", "رياضة مقال واحد"]
    assert page.link("رياضة") == f"/subjects/{small.pk}/"


def test_a_subject(read):
    source = make_source("mina", name_ar="صحيفة الميناء")
    old = make_article(title="قديم", date="2017-05-24", source=source)
    new = make_article(title="جديد", date="2018-05-24")
    hidden = make_article(title="مسودة", date="2019-05-24", status="draft")
    make_article(title="عن غيره", date="2018-05-24")
    subject = make_subject("اقتصاد", old, new, hidden, description="أسواق وشركات.", notes="سر")
    page = read(f"/subjects/{subject.pk}/")
    assert page.one("h1").text == "اقتصاد"
    assert "أسواق وشركات" in page.main
    assert "سر " not in page.main
    assert "من 24 أيار/مايو 2017 إلى 24 أيار/مايو 2018" in page.main
    assert [h3.text for h3 in page.all("h3")] == ["جديد", "قديم"]
    assert page.link("مقال واحد") == "?source=mina#articles"
    assert [h3.text for h3 in read(f"/subjects/{subject.pk}/?source=mina").all("h3")] == ["قديم"]
    assert [h3.text for h3 in read(f"/subjects/{subject.pk}/?from=2018-05&to=2018-05").all("h3")] == ["جديد"]
    assert page.link("ابحث في هذه المقالات") == f"/search/?subject={subject.pk}"
    empty = read(f"/subjects/{subject.pk}/?source=mina&from=2018&to=2018")
    assert "لا مقال تجتمع فيه هذه الشروط كلها" in empty.main


def test_no_such_subject(read):
    page = read("/subjects/4711/")
    assert page.status == 404
    assert page.link("كل الموضوعات") == "/subjects/"


def test_queries_do_not_grow(queries):
    article = make_article(date="2018-05-24", source=make_source())
    name_in(article, make_person("سالم العربي"))
    subject = make_subject("اقتصاد", article)
    addresses = ("/subjects/", f"/subjects/{subject.pk}/")
    few = [queries(address) for address in addresses]
    for letter in "ابجدهوزح":
        article = make_article(date="2018-06-24", source=make_source())
        name_in(article, make_person(f"{letter}{letter}ا شخص"))
        subject.articles.add(article)
        make_subject(f"موضوع {letter}", article)
    assert [queries(address) for address in addresses] == few
