"""Imports keep to what editors decided: names of sources, what sources leave out, the trash, and what was merged."""

import datetime

import pytest

from articles import keeping
from articles.models import Article, Source, SourceAlias, Status
from tests.factories import make_source
from tests.ingest.samples import row

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["الوسط اليوم", "الوسَط  اليوم", "al wasat today", "Al-Wasat-Today"])
def test_another_name_of_a_source_is_the_source(load, name):
    source = make_source("wasat", name_ar="الوسط")
    for alias in ("الوسط اليوم", "Al-Wasat Today"):
        SourceAlias.objects.create(source=source, name=alias)
    load(row(1, source=name))
    assert Source.objects.get() == source
    assert Article.objects.get().source == source


def test_what_a_source_leaves_out_is_known_of_it(load):
    make_source("wasat", default_byline="محرر الشؤون المحلية", time_zone="Africa/Tripoli")
    rows = [
        row(1, source="wasat", date="2018-05-24T10:30"),
        row(2, source="wasat", date="2018-05-24T10:30Z", author="ليلى القاضي"),
        row(3, date="2018-05-24T10:30"),
    ]
    load(*rows)
    first, second, third = Article.objects.order_by("identifier")
    assert [one.byline for one in (first, second, third)] == ["محرر الشؤون المحلية", "ليلى القاضي", ""]
    moment = datetime.datetime(2018, 5, 24, 10, 30, tzinfo=datetime.UTC)
    assert [one.published_at for one in (first, second, third)] == [
        moment - datetime.timedelta(hours=2),
        moment,
        moment,
    ]
    assert {one.outcome for one in load(*rows).rows} == {"unchanged"}


def test_what_is_in_the_trash_is_not_added_again_and_the_row_says_where_it_is(load):
    load(row(1, source="wasat"))
    article = Article.objects.get()
    Article.objects.move_to_trash([article.pk], user_id=None)
    same, renamed = load(row(1, source="wasat"), row(1, source="wasat", id="another")).rows
    for told in (same, renamed):
        assert (told.outcome, told.reason, told.details["identifier"]) == ("duplicate", "in_trash", article.identifier)
    # The same text of another source is no reprint of what nobody reads.
    load(row(1, source="sada", id="third"))
    assert Article.objects.get(identifier="third").reprint_of is None


def test_what_was_merged_is_known_again_even_when_the_trash_is_empty(load):
    rows = [row(1, id="kept"), row(2, id="gone")]
    load(*rows)
    kept, gone = Article.objects.order_by("identifier").reverse()
    keeping.merge(kept, gone, take=(), user_id=None)
    keeping.purge([gone.pk], user_id=None)
    told = load(*rows).rows[1]
    assert (told.outcome, told.reason, told.details["identifier"]) == ("duplicate", "merged", "kept")
    assert Article.objects.get().status == Status.PUBLISHED
