"""Findings of one name are one proposal, and nobody else's are in it."""

import pytest

from articles import people
from articles.people import Found
from articles.people.clusters import joined_keys
from tests.people.proposing import propose


def found(*names):
    return [Found(at, at + len(name), name, 0.9) for at, name in enumerate(names)]


def clustered(*articles):
    """Return how often each spelling of each proposed person is written, by the name to show."""
    return {one.name: spellings for one, spellings in propose([found(*names) for names in articles])}


def test_spellings_and_the_family_name_are_one_proposal():
    articles = [["فايز السراج", "السراج", "بالسراج"], ["فائز السراج", "للسراج"], ["فائز السراج"]]
    [(one, spellings)] = propose([found(*names) for names in articles])
    assert (one.name, one.latin) == ("فائز السراج", "Fayez al-Sarraj")
    assert spellings == {"السراج": 3, "فائز السراج": 2, "فايز السراج": 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ستيفاني وليامز", "ستيفاني ويليامز"),
        ("توماس والدهاوزر", "توماس والدهاوسير"),
        ("دونالد ترامب", "دونالد ترمب"),
        ("عبد الفتاح السيسي", "عبدالفتاح السيسى"),
        ("أبو بكر البغدادي", "ابي بكر البغدادي"),
        ("محمد ابن سلمان", "محمد بن سلمان"),
        ("طاهر السني", "الطاهر السني"),
        ("الرئيس محمود عباس", "محمود عباس"),
        ("وأحمد قريع", "أحمد قريع"),
        ("محمد_صلاح", "محمد صلاح"),
        ("كيم جونغ أون", "كيم جونج اون"),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert len(clustered([one], [other])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد سالم", "محمد سليم"),
        ("حسن خليل", "حسين خليل"),
        ("أحمد علي", "أحمد عادل"),
        ("سالم الكعبي", "سالم الكعبي الجديد"),
        ("محمد صلاح", "صلاح محمد"),
        ("السراج", "فايز السراج"),
        ("وليد المعلم", "ليد المعلم"),
    ],
)
def test_two_names_stay_two(one, other):
    assert len(clustered([one], [other])) == 2


def test_a_family_name_that_two_persons_of_an_article_share_belongs_to_nobody():
    names = ["حافظ الأسد", "بشار الأسد", "الأسد"]
    assert clustered(names) == {name: {name: 1} for name in names}


def test_a_given_name_alone_belongs_to_the_one_who_has_it():
    assert clustered(["زلاتان إبراهيموفيتش", "زلاتان"])["زلاتان إبراهيموفيتش"].total() == 2


def test_a_longer_name_takes_the_shorter_one_of_its_article_along():
    [spellings] = clustered(["محمد الطاهر سيالة", "محمد سيالة"], ["محمد سيالة"]).values()
    assert spellings == {"محمد سيالة": 2, "محمد الطاهر سيالة": 1}


def test_a_short_name_does_not_join_two_namesakes():
    clusters = clustered(["محمد حسن علي", "محمد علي"], ["محمد كريم علي", "محمد علي"], ["محمد علي"])
    assert {name: spellings.total() for name, spellings in clusters.items()} == {
        "محمد حسن علي": 2,
        "محمد كريم علي": 2,
        "محمد علي": 1,
    }


def test_a_particle_comes_off_where_the_rest_is_a_name_of_the_article():
    named = people.assign(found("نك زرقاوش", "لزرقاوش"))
    assert [one.name for one in named] == ["نك زرقاوش", "زرقاوش"]
    assert len({one.key for one in named}) == 1


def test_an_article_is_assigned_the_same_whenever_it_is():
    names = found("فايز السراج", "السراج", "دونالد ترامب", "محمد الطاهر سيالة", "محمد سيالة")
    assert people.assign(names) == people.assign(names)
    assert {one.key for one in people.assign(names[:2])} <= {one.key for one in people.assign(names)}


def test_keys_of_shorter_names_lead_to_the_longest():
    pairs = [("ا د", "ا ب د"), ("ا ب د", "ا ب ج د"), ("س ع", "س ص ع"), ("س ع", "س ط ع")]
    assert joined_keys(pairs) == {"ا د": "ا ب ج د", "ا ب د": "ا ب ج د"}


def test_what_is_no_word_is_nobody():
    assert people.assign(found("…")) == []
    assert people.clusters_of([]) == []


def test_a_given_name_of_several_alone_is_proposed_as_nobody():
    articles = [["مارك سالزمان"], ["مارك ديفندورف", "ديفندورف"], ["مارك"], ["نيمار"], ["نيمار"], ["نيمار دا سيلفا"]]
    assert set(clustered(*articles)) == {"مارك سالزمان", "مارك ديفندورف", "نيمار", "نيمار دا سيلفا"}


def test_what_turns_out_to_be_a_given_name_by_more_articles_is_proposed_no_longer():
    first = [["مارك"], ["مارك سالزمان"]]
    assert "مارك" in clustered(*first)
    assert "مارك" not in clustered(*first, ["مارك ديفندورف"])
