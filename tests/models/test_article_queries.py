"""What browsing asks of the articles: ranges with dates of every precision, days of every year, numbers."""

import datetime

import pytest

from articles.models import Article, Holding, Mention, Subject
from tests.factories import make_article, make_person, make_source, name_in

pytestmark = pytest.mark.django_db
MAY = datetime.date(2018, 5, 1), datetime.date(2018, 5, 31)


@pytest.fixture
def dated():
    make_article(identifier="before", date="2018-04-30")
    make_article(identifier="day", date="2018-05-24")
    make_article(identifier="month", date="2018-05-01", date_precision="month")
    make_article(identifier="year", date="2018-01-01", date_precision="year")
    make_article(identifier="after", date="2018-06-01")
    make_article(identifier="undated")


def names(articles):
    return sorted(articles.values_list("identifier", flat=True))


def test_a_range_that_periods_touch(dated):
    found = Article.objects.within
    assert names(found(*MAY)) == ["day", "month", "year"]
    assert names(found(datetime.date(2018, 5, 25), datetime.date(2018, 5, 25))) == ["month", "year"]
    assert names(found(datetime.date(2018, 6, 1), None)) == ["after", "year"]
    assert names(found(None, datetime.date(2018, 4, 30))) == ["before", "year"]


def test_a_range_in_which_periods_lie_wholly(dated):
    found = Article.objects.wholly_within
    assert names(found(*MAY)) == ["day", "month"]
    assert names(found(datetime.date(2018, 5, 1), datetime.date(2018, 5, 30))) == ["day"]
    assert names(found(datetime.date(2018, 1, 1), datetime.date(2018, 12, 30))) == ["after", "before", "day", "month"]
    everything = found(datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))
    assert names(everything) == ["after", "before", "day", "month", "year"]
    assert names(found(datetime.date(2018, 5, 24), datetime.date(2018, 5, 24))) == ["day"]


def test_a_day_of_whatever_year(dated):
    make_article(identifier="leap", date="2016-02-29")
    make_article(identifier="earlier", date="2016-05-24")
    assert names(Article.objects.on_this_day(5, 24)) == ["day", "earlier"]
    # Not the month and the year, whose first days are only how they are kept.
    assert names(Article.objects.on_this_day(5, 1)) == []
    assert names(Article.objects.on_this_day(2, 29)) == ["leap"]


def test_numbers_by_source_and_date():
    source = make_source()
    for _ in range(2):
        make_article(date="2018-05-24", source=source)
    make_article(source=source)
    make_article(date="2018-01-01", date_precision="year")
    assert sorted(Article.objects.holdings(), key=str) == sorted(
        [
            Holding(source.pk, datetime.date(2018, 5, 24), "day", 2),
            Holding(source.pk, None, "unknown", 1),
            Holding(None, datetime.date(2018, 1, 1), "year", 1),
        ],
        key=str,
    )


def test_who_is_named_together_in_what_is_published():
    salim, salma, yusuf = (make_person(name) for name in ("سالم العربي", "سلمى الهادي", "يوسف ناجي"))
    for _ in range(2):
        name_in(make_article(), salim, yusuf)
    name_in(make_article(), salim, salma)
    name_in(make_article(status="draft"), salim, salma)
    name_in(make_article(), salma, yusuf)
    rows = Mention.objects.together_with(salim)
    assert [(row["person__display_name"], row["shared"]) for row in rows] == [("يوسف ناجي", 2), ("سلمى الهادي", 1)]


def test_subjects_count_what_is_published():
    economy, sport = Subject.objects.create(name="اقتصاد"), Subject.objects.create(name="رياضة")
    economy.articles.add(make_article(), make_article(status="withdrawn"))
    sport.articles.add(make_article(status="draft"))
    assert [(subject.name, subject.published_count) for subject in Subject.objects.in_use().largest_first()] == [
        ("اقتصاد", 1)
    ]
    assert names(Article.objects.published().about(sport)) == []
