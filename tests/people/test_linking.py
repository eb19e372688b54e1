import pytest

from articles import people
from articles.models import Mention, MentionMethod
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


def test_known_full_names_are_linked_unconfirmed_with_their_count():
    person = make_person("فائز السراج", "فايز السراج", "السراج")
    article = make_article(title="زيارة فائز السراج", text="وقال فايز السراج. وأضاف السراج.")
    assert people.link([article.pk]) == 1
    mention = Mention.objects.get()
    assert (mention.person, mention.article) == (person, article)
    assert (mention.method, mention.confirmed, mention.count) == (MentionMethod.TEXT, False, 3)


def test_a_surname_alone_links_nobody():
    make_person("فائز السراج", "السراج")
    article = make_article(text="قال السراج")
    assert people.link([article.pk]) == 0


def test_given_mentions_stay_and_are_counted():
    person = make_person("بن كاردن")
    article = make_article(text="بن كاردن وبن كاردن")
    Mention.objects.create(article=article, person=person, method=MentionMethod.METADATA, confirmed=True)
    assert people.link([article.pk]) == 0
    mention = Mention.objects.get()
    assert (mention.method, mention.confirmed, mention.count) == (MentionMethod.METADATA, True, 2)


def test_linking_again_adds_nothing():
    make_person("فائز السراج")
    article = make_article(text="فائز السراج")
    people.link([article.pk])
    assert people.link([article.pk]) == 0
    assert Mention.objects.count() == 1
