"""What the database itself forbids, and how dates group and sort."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.arabic import text_checksum
from articles.models import Article, DatePrecision, IndexChange, Status
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"date": None, "date_precision": "day"},
        {"date": datetime.date(2018, 5, 24), "date_precision": "unknown"},
        {"date": datetime.date(2018, 5, 24), "date_precision": "month"},
        {"date": datetime.date(2018, 5, 1), "date_precision": "year"},
        {"date": datetime.date(2018, 5, 1), "date_precision": "decade"},
        {"title": ""},
        {"body": ""},
        {"identifier": ""},
        {"status": "lost"},
    ],
)
def test_the_database_refuses(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(**wrong)


def test_a_text_stands_once_a_source():
    source = make_source()
    make_article(text="النص نفسه", title="عنوان", source=source)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(text="النص نفسه.", title="عنوان", source=source)
    make_article(text="النص نفسه", title="عنوان", source=make_source())
    make_article(text="النص نفسه", title="عنوان")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(text="النص نفسه", title="عنوان")


def test_a_form_says_that_the_text_is_there_already():
    source = make_source()
    make_article(text="النص نفسه", title="عنوان", source=source)
    twin = Article(identifier="twin", title="عنوان", body="النص نفسه", source=source)
    with pytest.raises(ValidationError) as error:
        twin.full_clean()
    assert "same text" in str(error.value) or "النص" in str(error.value)


@pytest.mark.parametrize("identifier", ["a/b", "..", ".", " a", "a ", "a\nb", "a\\b"])
def test_an_identifier_fits_an_address(identifier):
    with pytest.raises(ValidationError):
        Article(identifier=identifier, title="عنوان", body="نص").full_clean()


@pytest.mark.parametrize("identifier", ["000_ac8f69e687085350", "مقال 12", "AL-culture-1-20180218", "a.b", "50%؟"])
def test_identifiers_of_sources_are_taken_as_they_are(identifier):
    article = Article(identifier=identifier, title="عنوان", body="نص")
    article.full_clean()
    assert article.get_absolute_url().startswith("/articles/")


def test_the_text_as_received_stays_and_the_shown_text_derives_from_it():
    body = "ﻛﺘﺎﺏ\r\nجديد\u202b"
    article = make_article(text=body)
    article.refresh_from_db()
    assert article.body == body
    assert article.text == "كتاب\nجديد"
    article.edited_body = "كتاب قديم"
    article.save()
    article = Article.objects.get()
    assert (article.body, article.text) == (body, "كتاب قديم")
    assert article.checksum == text_checksum(body)


@pytest.fixture
def dated():
    make_article(identifier="day", date="2018-05-24")
    make_article(identifier="first", date="2018-05-01")
    make_article(identifier="month", date="2018-05-01", date_precision=DatePrecision.MONTH)
    make_article(identifier="year", date="2018-01-01", date_precision=DatePrecision.YEAR)
    make_article(identifier="new-year", date="2018-01-01")
    make_article(identifier="undated")


def names(articles) -> list[str]:
    return [article.identifier for article in articles]


def test_articles_group_by_the_precision_of_their_date(dated):
    objects = Article.objects.published().in_reading_order()
    assert set(names(objects.in_year(2018))) == {"day", "first", "month", "year", "new-year"}
    assert set(names(objects.in_month(2018, 5))) == {"day", "first", "month"}
    assert names(objects.in_month(2018, 1)) == ["new-year"]
    assert names(objects.on(datetime.date(2018, 5, 1))) == ["first"]
    assert names(objects.on(datetime.date(2018, 1, 1))) == ["new-year"]
    assert names(objects.undated()) == ["undated"]


def test_the_undated_come_last_in_both_orders(dated):
    assert names(Article.objects.in_reading_order())[-1] == "undated"
    assert names(Article.objects.newest_first())[-1] == "undated"
    assert names(Article.objects.newest_first())[0] == "day"


def test_counts_by_date_keep_precisions_apart(dated):
    counts = Article.objects.published().counts_by_date()
    assert counts[datetime.date(2018, 5, 1), "day"] == 1
    assert counts[datetime.date(2018, 5, 1), "month"] == 1
    assert sum(counts.values()) == 5


def test_a_status_is_set_of_exactly_these_and_noted_for_the_search(monkeypatch):
    monkeypatch.setattr("articles.models.status.AT_ONCE", 2)
    drafts = [make_article(status=Status.DRAFT) for _ in range(5)]
    published = make_article()
    IndexChange.objects.all().delete()
    before = {article.pk: article.changed for article in Article.objects.all()}
    asked = [article.pk for article in drafts[:4]]
    assert Article.objects.set_status([*asked, published.pk, 10**9], status=Status.PUBLISHED) == asked
    assert {*Article.objects.published().values_list("pk", flat=True)} == {*asked, published.pk}
    assert [*IndexChange.objects.values_list("article_id", flat=True)] == asked
    assert {article.pk for article in Article.objects.all() if article.changed > before[article.pk]} == {*asked}
    assert Article.objects.none().set_status(asked, status=Status.WITHDRAWN) == []


def test_public_since_is_when_it_became_public_last():
    article = make_article(status=Status.DRAFT)
    assert article.public_since is None
    article.status = Status.PUBLISHED
    article.save()
    first = article.public_since
    assert article.created < first <= article.changed
    article.title = "عنوان آخر"
    article.save()
    assert article.public_since == first
    for status, is_public in ((Status.WITHDRAWN, False), (Status.PUBLISHED, True)):
        Article.objects.set_status([article.pk], status=status)
        article.refresh_from_db()
        assert bool(article.public_since) == is_public
    assert article.public_since > first


def test_a_status_saved_alone_takes_its_time_along():
    article = make_article(status=Status.DRAFT)
    for status, is_public in ((Status.PUBLISHED, True), (Status.WITHDRAWN, False)):
        article.status = status
        article.save(update_fields=["status"])
        article.refresh_from_db()
        assert (article.status, bool(article.public_since)) == (status, is_public)


def test_no_article_is_public_without_a_time_or_has_one_without_being_public():
    article = make_article()
    for wrong in ({"public_since": None}, {"status": Status.WITHDRAWN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(**wrong)
    unsaved = Article(identifier="a", title="عنوان", body="نص", checksum="0", status=Status.PUBLISHED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.bulk_create([unsaved])


def test_neighbours_follow_the_reading_order_of_the_day(django_assert_num_queries):
    times = {"d": 9, "c": 9, "a": 12, "b": None, "e": None}
    for identifier, hour in times.items():
        time = hour and datetime.datetime(2018, 5, 24, hour, tzinfo=datetime.UTC)
        make_article(identifier=identifier, date="2018-05-24", published_at=time)
    make_article(identifier="draft", date="2018-05-24", status=Status.DRAFT)
    make_article(identifier="day-before", date="2018-05-23")
    month = make_article(identifier="month", date="2018-05-01", date_precision=DatePrecision.MONTH)
    public = Article.objects.published()
    order = [*public.on(datetime.date(2018, 5, 24)).in_reading_order()]
    assert names(order) == ["c", "d", "a", "b", "e"]
    for before, article, after in zip([None, *order], order, [*order[1:], None], strict=False):
        with django_assert_num_queries(2):
            assert public.around(article) == ([before] if before else [], [after] if after else [])
    assert public.around(month) == ([], [])
