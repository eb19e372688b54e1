"""A search in words."""

import datetime

import pytest
from django.utils.translation import override

from articles.models import Subject
from articles.search import SearchRequest, sentence, sentences
from tests.factories import make_person, make_source


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("السراج", "الكلمة: السراج"),
        ("السراج ترامب", "كل الكلمات: السراج، ترامب"),
        ("السراج «مجلس الأمن» -ترامب", "الكلمة: السراج · العبارة «مجلس الأمن» · من دون: ترامب"),
        ('"السراج ترامب"~5', "الكلمات «السراج ترامب» متباعدة بما لا يزيد على 5"),
        ("السراج أو (حفتر باريس)", "أيٌّ من: السراج أو (كل الكلمات: حفتر، باريس)"),
        ("أمريك*", "كلمات على هيئة أمريك*"),
        ("عنوان:ليبيا مكان:باريس", "في العنوان: ليبيا · المكان: باريس"),
        ("ليبيا في:2018-05", "الكلمة: ليبيا · في الفترة: أيار/مايو 2018"),
        ("من:2017-12 إلى:2018", "من 1 كانون الأول/ديسمبر 2017 فصاعدًا · حتى 31 كانون الأول/ديسمبر 2018"),
        ("", ""),
    ],
)
def test_the_query_as_it_was_understood(query, said):
    with override("ar"):
        assert sentence(SearchRequest(query)) == said


@pytest.mark.django_db
def test_the_filters_by_their_names():
    source, other = make_source("mina", name_ar="الميناء"), make_source("wasat", name_ar="الوسط")
    person, subject = make_person("فائز السراج"), Subject.objects.create(name="سياسة")
    request = SearchRequest(
        "ليبيا",
        date_from=datetime.date(2018, 1, 1),
        date_to=datetime.date(2018, 12, 31),
        sources=(source.key,),
        people=(person.pk,),
        subjects=(subject.pk,),
        places=("باريس", "تونس"),
        excluded=(("source", other.key),),
        dropped=("لليبيا",),
    )
    with override("ar"):
        assert sentence(request).split(" · ") == [
            "الكلمة: ليبيا",
            "في الفترة: 2018",
            "المصدر: الميناء",
            "من دون: المصدر: الوسط",
            "الشخص: فائز السراج",
            "الموضوع: سياسة",
            "المكان: باريس أو تونس",
            "من دون الأشكال: لليبيا",
        ]


def test_in_english():
    with override("en"):
        request = SearchRequest("ليبيا -النفط", date_from=datetime.date(2018, 5, 24))
        assert sentence(request) == "the word: ليبيا · without: النفط · dated 24 May 2018 or later"


@pytest.mark.django_db
def test_many_searches_look_names_up_together(django_assert_num_queries):
    sources = [make_source(f"s{number}", name_ar=f"صحيفة {number}") for number in range(3)]
    requests = [SearchRequest(sources=(one.key,), excluded=(("person", "7"),)) for one in sources]
    with override("ar"), django_assert_num_queries(2):
        assert sentences([*requests, SearchRequest("ليبيا")]) == [
            *(f"المصدر: صحيفة {number} · من دون: الشخص: 7" for number in range(3)),
            "الكلمة: ليبيا",
        ]


def test_when_articles_were_added():
    added = datetime.datetime(2018, 5, 24, 9, 5, tzinfo=datetime.UTC)
    with override("ar"):
        assert sentence(SearchRequest(added_after=added)) == "أُضيف إلى الأرشيف بعد 24 أيار/مايو 2018 09:05"
