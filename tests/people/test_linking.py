from pathlib import Path

import pytest

from articles import people
from articles.models import Article, IndexChange, Mention, MentionMethod, MentionState, Person, PersonAlias
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


def test_known_full_names_are_linked_unconfirmed_with_their_count():
    person = make_person("فائز السراج", "فايز السراج", "السراج")
    article = make_article(title="زيارة فائز السراج", text="وقال فايز السراج. وأضاف السراج.")
    assert people.link([article.pk]) == [article.pk]
    mention = Mention.objects.get()
    assert (mention.person, mention.article) == (person, article)
    assert (mention.method, mention.state, mention.count) == (MentionMethod.TEXT, MentionState.CONFIDENT, 3)


def test_a_surname_alone_links_nobody():
    make_person("فائز السراج", "السراج")
    article = make_article(text="قال السراج")
    assert people.link([article.pk]) == []


def test_given_mentions_stay_and_are_counted():
    person = make_person("بن كاردن")
    article = make_article(text="بن كاردن وبن كاردن")
    Mention.objects.create(article=article, person=person, method=MentionMethod.METADATA)
    assert people.link([article.pk]) == []
    mention = Mention.objects.get()
    assert (mention.method, mention.state, mention.count) == (MentionMethod.METADATA, MentionState.CONFIRMED, 2)


def test_linking_again_adds_nothing():
    make_person("فائز السراج")
    article = make_article(text="فائز السراج")
    people.link([article.pk])
    assert people.link([article.pk]) == []
    assert Mention.objects.count() == 1


def test_a_name_that_stands_there_no_more_takes_its_mention_along():
    person = make_person("فائز السراج")
    article = make_article(text="قال فائز السراج")
    people.link([article.pk])
    Article.objects.update(edited_body="قال الوزير")
    assert people.link([article.pk]) == [article.pk]
    assert not Mention.objects.exists()
    Mention.objects.create(article=article, person=person, method=MentionMethod.TEXT, count=3)
    assert people.link([article.pk]) == []
    assert Mention.objects.get().count == 0


def test_only_the_persons_asked_for_are_looked_for():
    one, two = make_person("محمد سالم"), make_person("محمد سالم باسندوة")
    article = make_article(text="محمد سالم باسندوة")
    assert people.link([article.pk], persons=[one.pk]) == []
    assert people.link([article.pk], persons=[two.pk]) == [article.pk]
    Article.objects.update(edited_body="محمد سالم")
    assert people.link([article.pk], persons=[one.pk]) == [article.pk]
    # Whom nobody asked for keeps what was found before.
    assert {mention.person: mention.count for mention in Mention.objects.all()} == {one: 1, two: 1}


def test_names_kept_between_calls_are_those_on_record():
    names = people.KnownNames()
    person = make_person("فائز السراج")
    article = make_article(text="قال فائز السراج وعمر حسن لهدى سالم")
    assert people.link([article.pk], names=names) == [article.pk]
    make_person("عمر حسن")
    assert people.link([article.pk], names=names) == [article.pk]
    PersonAlias.objects.filter(person=person).update(name="هدى سالم", key="هدي سالم")
    assert people.link([article.pk], names=names) == []
    PersonAlias.objects.filter(person=person).delete()
    assert people.link([article.pk], names=names) == [article.pk]
    assert [mention.person.display_name for mention in Mention.objects.all()] == ["عمر حسن"]


def test_everywhere_changed_articles_are_noted_for_the_search(monkeypatch):
    monkeypatch.setattr("articles.people.linking.ARTICLES_AT_ONCE", 2)
    here = [make_article(text=f"قال فائز السراج {number}") for number in range(3)]
    elsewhere = [make_article(text=f"قال آخر {number}") for number in range(2)]
    person, other = make_person("فائز السراج"), make_person("عمر حسن")
    IndexChange.objects.all().delete()
    heard = []
    assert people.link_everywhere([other.pk]) == 0
    assert people.link_everywhere([person.pk], on_batch=heard.append) == len(here)
    assert heard == [2, 4, len(here + elsewhere)]
    assert {*IndexChange.objects.values_list("article_id", flat=True)} == {article.pk for article in here}
    assert people.link_everywhere() == 0


SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def test_all_spellings_of_the_seeds_are_counted_without_their_metadata():
    """Persons are on record under one name each; what the texts call them besides is found by the rules."""
    persons = ["فائز السراج", "دونالد ترامب", "جون ماتيس", "محمد سيالة", "طاهر السني", "وفاء بوقعيقيص", "بوب كوركر"]
    persons += ["بن كاردن", "ستيفاني وليامز", "لطفي المغربي", "توماس والدهاوزر"]
    for name in persons:
        make_person(name)
    articles = [make_article(text=path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    people.link([article.pk for article in articles])
    counts = [{mention.person.display_name: mention.count for mention in one.mentions.all()} for one in articles]
    assert counts == [
        {
            "فائز السراج": 15,
            "دونالد ترامب": 7,
            **dict.fromkeys(["جون ماتيس", "محمد سيالة", "طاهر السني", "وفاء بوقعيقيص", "بوب كوركر", "بن كاردن"], 1),
        },
        {"فائز السراج": 6, "ستيفاني وليامز": 4, "لطفي المغربي": 2, "توماس والدهاوزر": 3},
    ]


def test_a_role_that_is_learnt_later_tells_namesakes_apart():
    names = people.KnownNames()
    minister, keeper = make_person("محمد سالم"), make_person("محمد سالم", role="حارس مرمى")
    article = make_article(text="زار وزير النفط محمد سالم الحقل.")
    assert people.link([article.pk], names=names) == []
    Person.objects.filter(pk=minister.pk).update(role="وزير النفط")
    assert people.link([article.pk], names=names) == [article.pk]
    assert Mention.objects.get().person == minister
    Person.objects.filter(pk=minister.pk).update(role="")
    Person.objects.filter(pk=keeper.pk).update(role="وزير النفط")
    assert people.link([article.pk], names=names) == [article.pk]
    assert Mention.objects.get().person == keeper


def test_the_places_shown_are_the_mentions_counted():
    person, other = make_person("محمد سالم", "سالم"), make_person("محمد سالم باسندوة")
    text = "محمد سالم باسندوة وشارع محمد سالم. قال محمد سالم، وأضاف سالم."
    article = make_article(title="سالم في عدن", text=text)
    people.link([article.pk])
    places = Mention.objects.get(person=person).places
    assert [(span.field, span.surface) for span in places] == [
        ("text", "محمد سالم"),
        ("text", "سالم"),
        ("title", "سالم"),
    ]
    assert all(span.surface == getattr(article, span.field)[span.start : span.end] for span in places)
    assert {mention.person: mention.count for mention in Mention.objects.all()} == {person: 3, other: 1}
