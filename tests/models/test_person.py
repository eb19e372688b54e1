import pytest
from django.db import IntegrityError, transaction

from articles.models import AliasKind, Mention, Person, PersonAlias, Source, Status
from tests.factories import make_article, make_person, make_source

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_any_name_in_any_spelling():
    person = make_person("فائز السراج", "فايز السراج", "Fayez al-Sarraj")
    for name in ("فائز السراج", "فايز السرّاج", "fayez AL-Sarraj"):
        assert list(Person.objects.named(name)) == [person]
    assert not Person.objects.named("السراج")


def test_search_within_people_looks_at_every_name():
    person = make_person("فائز السراج", "Fayez al-Sarraj")
    make_person("خليفة حفتر")
    for words in ("سراج", "السراج فائز", "sarraj"):
        assert list(Person.objects.matching(words)) == [person]
    assert not Person.objects.matching("سراج حفتر")


def test_the_index_is_in_arabic_order_without_article_and_hamza():
    for name in ("Trump", "السراج", "ابن خلدون", "إبراهيم", "أحمد"):
        make_person(name)
    assert [str(person) for person in Person.objects.all()] == ["إبراهيم", "أحمد", "ابن خلدون", "السراج", "Trump"]
    assert Person.objects.get(display_name="السراج").letter == "س"


def test_the_display_name_is_an_alias_and_the_old_one_stays_one():
    person = make_person("فايز السراج")
    person.display_name = "فائز السراج"
    person.save()
    assert {(alias.name, alias.kind) for alias in person.aliases.all()} == {
        ("فائز السراج", AliasKind.DISPLAY),
        ("فايز السراج", AliasKind.SPELLING),
    }


def test_aliases_know_their_script():
    make_person("فائز السراج", "Fayez al-Sarraj")
    assert dict(PersonAlias.objects.values_list("name", "script")) == {
        "فائز السراج": "arabic",
        "Fayez al-Sarraj": "latin",
    }


def test_a_person_is_mentioned_once_an_article():
    person, article = make_person("فائز السراج"), make_article()
    Mention.objects.create(person=person, article=article)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mention.objects.create(person=person, article=article)


def test_only_published_articles_count():
    person, source = make_person("فائز السراج"), make_source("one")
    for status in Status:
        Mention.objects.create(person=person, article=make_article(status=status, source=source))
    assert Person.objects.in_use().with_counts().get().published_count == 1
    assert Source.objects.in_use().largest_first().get().published_count == 1
    make_person("مجهول")
    make_source("empty")
    assert Person.objects.in_use().count() == Source.objects.in_use().count() == 1
