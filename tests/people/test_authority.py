"""Decisions of editors: what they move, and that they can be taken back."""

import pytest

from articles import people
from articles.models import (
    AliasKind,
    Article,
    Catalogue,
    IndexChange,
    Mention,
    MentionState,
    Office,
    Operation,
    Person,
    Proposal,
    RefusedName,
    SameAs,
)
from articles.people import CannotDecide
from tests.factories import find_new, make_article, make_person, name_in

pytestmark = pytest.mark.django_db


def names(person):
    return dict(person.aliases.values_list("name", "kind"))


def shown(person):
    return {mention.article.title: mention.count for mention in person.mentions.shown()}


@pytest.fixture
def persons():
    """Two records of one person: articles that name one of them, the other, both."""
    first = make_person("ستيفاني وليامز", "Stephanie Williams")
    second = make_person("ستيفاني تيرنر", "Stephanie Williams", "تيرنر", role="مبعوثة")
    make_article(title="واحدة", text="قالت ستيفاني وليامز")
    make_article(title="أخرى", text="قالت ستيفاني تيرنر")
    make_article(title="معًا", text="ستيفاني وليامز، ثم ستيفاني تيرنر، ثم ستيفاني تيرنر")
    people.link(Article.objects.values_list("pk", flat=True))
    return first, second


def test_a_merge_moves_everything_and_can_be_taken_back(persons):
    first, second = persons
    Office.objects.create(person=second, title="مبعوثة خاصة", period="2018–2022")
    SameAs.objects.create(person=second, catalogue=Catalogue.WIKIDATA, identifier="Q42")
    before = names(first), names(second), shown(first), shown(second)
    preview = people.preview_merge(second, first)
    assert (preview.articles, preview.both, preview.offices, preview.same_as) == (2, 1, 1, 1)
    assert (preview.same_names, preview.filled) == (["Stephanie Williams"], ["role"])
    IndexChange.objects.all().delete()
    operation = people.merge(second, first, user=None)
    assert shown(first) == {"واحدة": 1, "أخرى": 1, "معًا": 3}
    assert names(first) == {
        "ستيفاني وليامز": AliasKind.DISPLAY,
        "ستيفاني تيرنر": AliasKind.SPELLING,
        "Stephanie Williams": AliasKind.SPELLING,
        "تيرنر": AliasKind.SPELLING,
    }
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.role, first.offices.count(), first.same_as.count()) == ("مبعوثة", 1, 1)
    assert (second.retired, second.present) == (True, first)
    assert IndexChange.objects.values("article_id").distinct().count() == 2
    people.link(people.undo(operation, user=None))
    first, second = Person.objects.get(pk=first.pk), Person.objects.get(pk=second.pk)
    assert (names(first), names(second), shown(first), shown(second)) == before
    assert (first.role, second.role, second.offices.count(), second.same_as.count()) == ("", "مبعوثة", 1, 1)
    with pytest.raises(CannotDecide, match="undone"):
        people.undo(operation, user=None)


def test_merges_that_make_no_sense(persons):
    first, second = persons
    with pytest.raises(CannotDecide, match="same"):
        people.merge(first, first, user=None)
    people.merge(second, first, user=None)
    with pytest.raises(CannotDecide, match="retired"):
        people.merge(second, first, user=None)


def test_merges_in_a_chain_are_taken_back_in_any_order(persons):
    first, second = persons
    third = make_person("ستيفاني خوري")
    before = shown(first), shown(second)
    early = people.merge(second, first, user=None)
    late = people.merge(first, third, user=None)
    assert Person.objects.get(pk=second.pk).present == third
    people.link(people.undo(early, user=None))
    assert shown(second) == before[1]
    people.link(people.undo(late, user=None))
    assert (shown(first), shown(second), shown(third)) == (*before, {})


def test_a_namesake_is_parted_by_articles_and_stays_so():
    person = make_person("محمد سالم")
    mine, other = (make_article(title=title, text=f"{title}: قال محمد سالم") for title in ("لي", "لغيري"))
    people.link([mine.pk, other.pk])
    operation = people.split(person, "محمد سالم (لاعب)", articles=[other.pk], user=None)
    new = operation.other
    people.link([mine.pk, other.pk])
    assert (shown(person), shown(new)) == ({"لي": 1}, {"لغيري": 1})
    assert new.mentions.get().state == MentionState.CONFIRMED
    people.link(people.undo(operation, user=None))
    assert shown(person) == {"لي": 1, "لغيري": 1}
    assert Person.objects.get(pk=new.pk).present == person


def test_names_are_parted_with_the_mentions_that_have_them():
    person = make_person("هادي البحرة", "هيثم البحرة")
    article = make_article(title="خبر", text="قال هادي البحرة لهيثم البحرة")
    people.link([article.pk])
    new = people.split(person, "هيثم بحرة", names_moved=["هيثم البحرة"], user=None).other
    assert (shown(person), shown(new)) == ({"خبر": 1}, {"خبر": 1})
    for wrong in ({"names_moved": ["هادي البحرة"]}, {}):
        with pytest.raises(CannotDecide):
            people.split(person, "آخر", **wrong, user=None)


def test_a_proposal_becomes_a_person_with_spellings_and_mentions():
    articles = [make_article(title=f"{at}", text=f"{at} قال كمال الطباع، وقال كمال طباع") for at in range(3)]
    find_new(articles, "كمال الطباع", "كمال طباع")
    proposals = [*Proposal.objects.open()]
    assert {proposal.number for proposal in proposals} == {3}
    operation = people.confirm(proposals, latin="Kamal al-Tabbaa", user=None)
    person = operation.person
    assert names(person).keys() == {"كمال الطباع", "كمال طباع", "Kamal al-Tabbaa"}
    assert all(alias.source for alias in person.aliases.exclude(kind=AliasKind.DISPLAY))
    assert shown(person) == {"0": 2, "1": 2, "2": 2}
    assert not Proposal.objects.open().exists()
    # Found again, they are nobody new.
    find_new(articles, "كمال الطباع", "كمال طباع")
    assert not Proposal.objects.open().exists()
    people.link(people.undo(operation, user=None))
    assert Person.objects.get().retired
    assert not Mention.objects.exists()
    assert [*Proposal.objects.open()] == proposals


def test_a_proposal_becomes_a_name_of_a_person():
    person = make_person("كمال الطباع")
    article = make_article(text="قال كمال الطبّاعي")
    find_new([article], "كمال الطبّاعي")
    operation = people.confirm(Proposal.objects.open(), person=person, user=None)
    assert names(person)["كمال الطبّاعي"] == AliasKind.SPELLING
    people.undo(operation, user=None)
    assert [*names(person)] == ["كمال الطباع"]
    with pytest.raises(CannotDecide, match="on record"):
        people.confirm(Proposal.objects.open(), display_name="كمال الطبّاع", user=None)


def test_refused_once_comes_back_with_new_evidence_and_refused_for_ever_never():
    one, two = (make_article(text=f"{at} قال كمال الطباع لنور الصيرفي") for at in range(2))
    find_new([one], "كمال الطباع", "نور الصيرفي")
    once, forever = Proposal.objects.order_by("display_name")
    people.refuse([once], forever=False, user=None)
    operation = people.refuse([forever], forever=True, user=None)
    find_new([one], "كمال الطباع", "نور الصيرفي")
    assert not Proposal.objects.open().exists()
    find_new([one, two], "كمال الطباع", "نور الصيرفي")
    assert [proposal.pk for proposal in Proposal.objects.open()] == [once.pk]
    people.undo(operation, user=None)
    assert not RefusedName.objects.exists()
    find_new([one, two], "كمال الطباع", "نور الصيرفي")
    assert Proposal.objects.open().count() == 2


def test_a_mention_is_refused_and_that_is_taken_back():
    person = make_person("كمال الطباع")
    name_in(make_article(title="خبر"), person)
    operation = people.decide(Mention.objects.get(), MentionState.REFUSED, user=None)
    assert not shown(person)
    people.undo(operation, user=None)
    assert shown(person) == {"خبر": 0}
    assert Operation.objects.get().undone


def test_who_may_be_whom():
    person = make_person("فائز السراج")
    make_person("سالم العربي")
    articles = [make_article(text=f"{at} قال فايز مصطفى السراج") for at in range(2)]
    find_new(articles, "فايز مصطفى السراج")
    (candidate,) = people.candidates(Proposal.objects.open()[0])
    assert (candidate.person, candidate.percent > 60) == (person, True)
    make_person("توماس والدهاوزر")
    make_person("توماس والدهاوسر")
    (pair,) = people.suggested_merges()
    assert (str(pair.first), str(pair.second), pair.articles) == ("توماس والدهاوزر", "توماس والدهاوسر", 0)
    operation = people.keep_apart(pair.first, pair.second, user=None)
    assert people.suggested_merges() == []
    assert people.undo(operation, user=None) == []
    assert people.suggested_merges() == [pair]


def test_what_a_merge_made_surer_is_so_no_more_once_all_of_it_is_taken_back():
    first, second = make_person("سالم العربي"), make_person("هند زروق")
    article = make_article(text="هند زروق وسالم العربي")
    people.link([article.pk])
    part = people.split(first, "سالم العربي (1)", articles=[article.pk], user=None)
    merge = people.merge(part.other, second, user=None)
    assert second.mentions.get().state == MentionState.CONFIRMED
    for operation in (part, merge):
        people.link(people.undo(operation, user=None))
    assert second.mentions.get().state == MentionState.CONFIDENT


def test_a_refusal_that_a_split_left_behind_ends_with_it_though_a_merge_moved_it():
    first, second = make_person("سالم العربي"), make_person("هند زروق")
    article = make_article(text="هند زروق وسالم العربي")
    people.link([article.pk])
    before = shown(second), [*first.mentions.values_list("state", "count")]
    part = people.split(first, "سالم العربي (1)", articles=[article.pk], user=None)
    merge = people.merge(first, second, user=None)
    for operation in (part, merge):
        people.link(people.undo(operation, user=None))
    assert (shown(second), [*first.mentions.values_list("state", "count")]) == before


def test_who_is_kept_apart_stays_so_after_a_merge():
    first, second = make_person("توماس والدهاوزر"), make_person("توماس والدهاوسر")
    people.keep_apart(second, first, user=None)
    people.merge(second, make_person("توماس والدهاوسير"), user=None)
    assert people.suggested_merges() == []


def test_how_often_each_name_stands_before_a_split(persons):
    first, second = persons
    people.merge(second, first, user=None)
    numbers = people.numbers_by_name(first)
    assert numbers["ستيفاني تيرنر"] == (2, 3)
    assert numbers["ستيفاني وليامز"] == (2, 2)
    assert numbers["Stephanie Williams"] == (0, 0)
