"""Findings of one name are one proposal, and nobody else's are in it."""

import pytest

from articles import people
from articles.people import Found
from articles.people.clusters import joined_keys


def found(*names, confidence=0.9):
    return [Found(at, at + len(name), name, confidence) for at, name in enumerate(names)]


def clustered(*articles):
    return {one.name: one for one in people.cluster(enumerate(found(*names) for names in articles))}


def test_spellings_and_the_family_name_are_one_proposal():
    clusters = clustered(["فايز السراج", "السراج", "بالسراج"], ["فائز السراج", "للسراج"], ["فائز السراج"])
    [one] = clusters.values()
    assert one.name == "فائز السراج"
    assert one.spellings == {"السراج": 3, "فائز السراج": 2, "فايز السراج": 1}
    assert (one.count, one.articles, one.latin) == (6, (0, 1, 2), "Fayez al-Sarraj")
    assert one.confidence == pytest.approx(0.9)


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
    clusters = clustered(["حافظ الأسد", "بشار الأسد", "الأسد"])
    assert {name: one.count for name, one in clusters.items()} == {"حافظ الأسد": 1, "بشار الأسد": 1, "الأسد": 1}


def test_a_family_name_alone_tells_whose_it_mostly_is():
    clusters = clustered(["بشار الأسد", "الأسد"], ["بشار الأسد", "الأسد"], ["الأسد"])
    assert clusters["الأسد"].perhaps == clusters["بشار الأسد"].key
    assert clusters["بشار الأسد"].perhaps == ""


def test_a_given_name_alone_belongs_to_the_one_who_has_it():
    assert clustered(["زلاتان إبراهيموفيتش", "زلاتان"])["زلاتان إبراهيموفيتش"].count == 2


def test_a_longer_name_takes_the_shorter_one_of_its_article_along():
    clusters = clustered(["محمد الطاهر سيالة", "محمد سيالة"], ["محمد سيالة"])
    [one] = clusters.values()
    assert one.spellings == {"محمد سيالة": 2, "محمد الطاهر سيالة": 1}


def test_a_short_name_does_not_join_two_namesakes():
    clusters = clustered(["محمد حسن علي", "محمد علي"], ["محمد كريم علي", "محمد علي"], ["محمد علي"])
    assert {name: one.count for name, one in clusters.items()} == {
        "محمد حسن علي": 2,
        "محمد كريم علي": 2,
        "محمد علي": 1,
    }


def test_a_particle_comes_off_where_the_rest_is_a_name_of_the_article():
    assignment = people.assign(found("نك زرقاوش", "لزرقاوش"))
    assert [one.name for one in assignment.named] == ["نك زرقاوش", "زرقاوش"]
    assert len({one.key for one in assignment.named}) == 1


def test_an_article_is_assigned_the_same_whenever_it_is():
    names = found("فايز السراج", "السراج", "دونالد ترامب", "محمد الطاهر سيالة", "محمد سيالة")
    assert people.assign(names) == people.assign(names)
    assert {one.key for one in people.assign(names[:2]).named} <= {one.key for one in people.assign(names).named}


def test_keys_of_shorter_names_lead_to_the_longest():
    pairs = [("ا د", "ا ب د"), ("ا ب د", "ا ب ج د"), ("س ع", "س ص ع"), ("س ع", "س ط ع")]
    assert joined_keys(pairs) == {"ا د": "ا ب ج د", "ا ب د": "ا ب ج د"}


def test_the_most_mentioned_come_first_and_nothing_gives_nothing():
    clusters = people.cluster([(1, found("أيمن الصفدي")), (2, found("سعد الحريري", "سعد الحريري")), (3, [])])
    assert [one.name for one in clusters] == ["سعد الحريري", "أيمن الصفدي"]
    assert people.cluster([]) == []
    assert people.assign(found("…")).named == ()
