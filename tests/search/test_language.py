"""Every operator of the language is read, explained on the help page and in the README, and finds what it says."""

from pathlib import Path

import pytest

from articles.search.language import BOUNDS, FIELDS, OPERATORS
from articles.search.parse import parse
from tests.factories import make_article, make_person, make_source, name_in

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_its_example_is_read_as_written(operator):
    parsed = parse(operator.example)
    assert parsed.tree is not None
    assert parsed.notices == ()


def test_every_field_has_its_operator():
    assert {*FIELDS, *BOUNDS} < {operator.name for operator in OPERATORS}


@pytest.mark.parametrize("spelling", [one for spellings in (*FIELDS.values(), *BOUNDS.values()) for one in spellings])
def test_the_readme_names_every_field(spelling):
    assert f"{spelling}:" in README


@pytest.fixture
def archive(found):
    mina = make_source("mina", name_ar="صحيفة الميناء", name_latin="Mina News")
    person = make_person("فائز السراج", "فايز السراج")
    make_article(
        identifier="paris",
        title="السراج في باريس",
        text="التقى رئيس المجلس مسؤولين فرنسيين.",
        byline="هدى سالم",
        place="باريس",
        source=mina,
        date="2018-05-29",
    )
    tunis = make_article(
        identifier="tunis", title="اجتماع", text="وصل السراج إلى تونس. وزار باريس في مايو 2018.", date="2018-07-02"
    )
    name_in(tunis, person)
    make_article(
        identifier="oil", title="أسعار النفط", text="ارتفع سعر النفط.", date="2018-01-01", date_precision="year"
    )
    return found


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("عنوان:السراج", {"paris"}),
        ("title:باريس", {"paris"}),
        ("عنوان: باريس", {"paris"}),
        ("-عنوان:السراج باريس", {"tunis"}),
        ("عنوان:(اجتماع أو أسعار)", {"tunis", "oil"}),
        ("عنوان:«في باريس»", {"paris"}),
        ("كاتب:سالم", {"paris"}),
        ("كاتب:هد*", {"paris"}),
        ("author:هدي", {"paris"}),
        ("مكان:باريس", {"paris"}),
        ("place:تونس", set()),
        ("شخص:السراج", {"tunis"}),
        ("شخص:«فايز السراج»", {"tunis"}),
        ("person:حفتر", set()),
        ("مصدر:الميناء", {"paris"}),
        ("source:mina", {"paris"}),
        ("من:2018-06", {"tunis", "oil"}),
        ("إلى:2018-06-30", {"paris", "oil"}),
        ("الى:2018-06-30", {"paris", "oil"}),
        ("من:2018-05 إلى:2018-06", {"paris", "oil"}),
        ("في:2018-05-29", {"paris", "oil"}),
        ("في:تموز 2018 السراج", {"tunis"}),
        ("في:رمضان 1439", {"paris", "oil"}),
        ("-في:2018-05 السراج", {"tunis"}),
        ("مايو 2018", {"paris", "tunis", "oil"}),
        ("«مايو 2018»", {"tunis"}),
        ("(في:2018-07 أو مكان:باريس)", {"paris", "tunis", "oil"}),
    ],
)
def test_a_field_is_searched_alone(archive, query, wanted):
    assert set(archive(query)) == wanted


def test_a_subject_is_found_by_its_name(found):
    from articles.models import Subject

    article = make_article(identifier="a", text="نص")
    article.subjects.add(Subject.objects.create(name="السياسة الدولية"))
    make_article(identifier="b", text="السياسة")
    assert found("موضوع:سياسة") == ["a"]


def test_a_person_renamed_is_found_by_the_new_name_at_once(found):
    person = make_person("فائز السراج")
    name_in(make_article(identifier="a", text="نص"), person)
    assert found("شخص:حفتر") == []
    person.display_name = "خليفة حفتر"
    person.save()
    assert found("شخص:حفتر") == ["a"]


@pytest.mark.parametrize("query", ["من:أمس ليبيا", "ليبيا في:2018-13", 'إلى:"غدا" ليبيا'])
def test_what_is_no_date_is_searched_as_words_and_said(query):
    parsed = parse(query)
    assert parsed.tree is not None
    assert len(parsed.notices) == 1


@pytest.mark.parametrize(
    "query", ["http://example.org/a:b", "قال:نعم", "شخص:", "عنوان:", "في:", "من: القاهرة", ":", "-:"]
)
def test_other_colons_are_punctuation(query):
    assert parse(query).notices == ()
