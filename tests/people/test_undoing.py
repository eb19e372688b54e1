"""Decisions that built on each other are taken back in every order: what is left is what those in force say."""

import pytest
from django.db import transaction

from articles import people
from articles.models import (
    Article,
    Catalogue,
    Mention,
    MentionMethod,
    MentionState,
    Office,
    Operation,
    Person,
    PersonAlias,
    Proposal,
    SameAs,
)
from tests.factories import find_new, make_article, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    texts = ["قال سالم العربي إن يوسف الهادي سافر", "لقاء يوسف الهادي وسلمى ناجي", "هند زروق وسالم العربي وعمر بيرم"]
    return [make_article(text=text) for text in texts]


@pytest.fixture
def persons(articles):
    found = [make_person(name) for name in ("سالم العربي", "يوسف الهادي", "سلمى ناجي", "عمر بيرم", "هند زروق")]
    Mention.objects.create(article=articles[0], person=found[4], method=MentionMethod.METADATA)
    Mention.objects.create(article=articles[1], person=found[1], method=MentionMethod.METADATA)
    people.link([article.pk for article in articles])
    return found


def split(person, name, *, moved="", article=None):
    chosen = {"names_moved": [moved] if moved else [], "articles": [article.pk] if article else []}
    return people.split(person, name, **chosen, user=None)


def merge(source, target):
    return people.merge(source, target, user=None)


def refuse(article, person):
    return people.decide(article.mentions.get(person=person), MentionState.REFUSED, user=None)


def confirm(article, person):
    return people.decide(article.mentions.get(person=person), MentionState.CONFIRMED, user=None)


def places_twice():
    """Names that two have, one of whom is not only proposed."""
    mentions = [*Mention.objects.exclude(state=MentionState.REFUSED)]
    return [
        (one, other, span)
        for one in mentions
        for other in mentions
        if one.article_id == other.article_id and one != other and one.state != MentionState.PROPOSED
        for span in one.places
        if any(span.meets(place) for place in other.places)
    ]


def picture():
    mentions = Mention.objects.order_by("article", "person")
    names = PersonAlias.objects.order_by("person", "name")
    return (
        [*mentions.values_list("article", "person", "state", "method", "count", "spans")],
        [*names.values_list("person", "name", "kind", "source")],
        [*Person.objects.on_record().order_by("pk").values_list("pk", "role")],
        [*Office.objects.order_by("pk").values_list("person", "title")],
        [*SameAs.objects.order_by("pk").values_list("person", "identifier")],
    )


def one_name_split_off_twice(articles, persons):
    """What a long run of the state machine found first: two had a place after the merge was undone."""
    merged = merge(persons[0], persons[1])
    part = split(persons[1], "قسم", moved="سالم العربي")
    return [merged, part, split(part.other, "قسم القسم", moved="سالم العربي")]


def a_refusal_between_merge_and_splits(articles, persons):
    """Another: what was refused, and what came with the article, was not what it had been."""
    merged = merge(persons[0], persons[1])
    refused = refuse(articles[0], persons[4])
    return [
        merged,
        refused,
        split(persons[1], "قسم", moved="سالم العربي"),
        split(persons[1], "يوسف الهادي (1)", article=articles[1]),
    ]


def an_article_split_off_and_merged_elsewhere(articles, persons):
    merged = merge(persons[3], persons[0])
    part = split(persons[0], "سالم العربي (1)", article=articles[2])
    # He has one name less in that article, which is found again only because it is searched again.
    return [merged, part, merge(part.other, persons[4]), split(persons[0], "قسم", moved="عمر بيرم")]


def a_chain_of_merges(articles, persons):
    first = merge(persons[0], persons[1])
    confirmed = confirm(articles[2], persons[1])
    return [first, confirmed, merge(persons[1], persons[2]), merge(persons[2], persons[4])]


SEQUENCES = [
    one_name_split_off_twice,
    a_refusal_between_merge_and_splits,
    an_article_split_off_and_merged_elsewhere,
    a_chain_of_merges,
]


@pytest.mark.parametrize("decide", SEQUENCES)
def test_whatever_the_order_in_which_all_is_taken_back(decide, articles, persons):
    for at, person in enumerate(persons[:2]):
        Person.objects.filter(pk=person.pk).update(role=f"وزير {at}")
        Office.objects.create(person=person, title=f"منصب {at}")
        SameAs.objects.create(person=person, catalogue=Catalogue.WIKIDATA, identifier=f"Q{at}1")
    before = picture()
    operations = decide(articles, persons)
    assert places_twice() == []
    take_back({*operations}, {frozenset(): before})


def take_back(in_force, pictures):
    """Take decisions back in every order: what is so follows from those in force, not from the way there."""
    for operation in in_force:
        with transaction.atomic():
            people.undo(operation, user=None)
            assert places_twice() == []
            left = frozenset(in_force - {operation})
            was_seen = left in pictures
            assert picture() == pictures.setdefault(left, picture())
            if not was_seen:
                take_back(left, pictures)
            transaction.set_rollback(True)


def test_what_a_later_decision_gave_to_somebody_stays_there(articles, persons):
    merged, part, further = one_name_split_off_twice(articles, persons)
    people.undo(merged, user=None)
    # The first has his name back, and the last split has what it parted.
    named = {mention.person for mention in articles[0].mentions.exclude(state=MentionState.PROPOSED)}
    assert persons[1] in named
    assert further.other.aliases.filter(name="سالم العربي").exists()
    people.undo(further, user=None)
    people.undo(part, user=None)
    assert {mention.person for mention in articles[0].mentions.all()} == {persons[0], persons[1], persons[4]}
    addresses = [Person.objects.get(pk=one.other_id).present for one in (part, further)]
    assert addresses == [persons[1], persons[1]]


def test_what_was_refused_of_one_of_two_merged_persons_is_so_of_both_unless_the_other_was_confirmed(articles, persons):
    salim, youssef, _salma, omar, hind = persons
    refuse(articles[0], salim)
    merged = merge(salim, youssef)
    assert articles[0].mentions.get(person=youssef).state == MentionState.REFUSED
    people.link([articles[0].pk])
    assert articles[0].mentions.get(person=youssef).state == MentionState.REFUSED
    people.undo(merged, user=None)
    assert articles[0].mentions.get(person=youssef).state == MentionState.CONFIDENT
    # Who came with the article is meant there.
    merge(salim, hind)
    assert articles[0].mentions.get(person=hind).state == MentionState.CONFIRMED
    assert Mention.objects.get(article=articles[2], person=omar).state == MentionState.CONFIDENT


def test_a_name_that_two_proposals_brought_stays_while_one_of_them_does():
    person = make_person("كمال الطباع")
    article = make_article(text="قال كمال الطبّاعي، وقال كمال طباعي")
    find_new([article], "كمال الطبّاعي", "كمال طباعي")
    proposals = [*Proposal.objects.order_by("pk")]
    operations = [people.confirm([one], person=person, latin="Kamal", user=None) for one in proposals]
    people.undo(operations[0], user=None)
    assert person.aliases.filter(name="Kamal").exists()
    people.undo(operations[1], user=None)
    assert [alias.name for alias in person.aliases.all()] == ["كمال الطباع"]


def test_an_article_that_is_gone_for_good_stands_in_no_way(articles, persons):
    operations = a_refusal_between_merge_and_splits(articles, persons)
    Article.objects.filter(pk=articles[0].pk).delete()
    for operation in operations:
        people.undo(operation, user=None)
    assert not Operation.objects.in_force().exists()
    assert articles[1].mentions.get(person=persons[1]).method == MentionMethod.METADATA
