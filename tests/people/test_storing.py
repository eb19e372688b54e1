"""Findings become mentions, with their places; what editors decided stays."""

from typing import NamedTuple

import pytest

from articles import people
from articles.models import Article, Mention, MentionMethod, MentionState
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


class Finding(NamedTuple):
    persons: tuple[int, ...]
    field: str
    start: int
    end: int
    surface: str
    name: str
    confidence: float
    evidence: tuple[str, ...]


def finding(text, surface, *persons, confidence=0.9, name="", evidence=("full_name",), nth=0, field="text"):
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    keys = tuple(person.pk for person in persons)
    return Finding(keys, field, start, start + len(surface), surface, name or surface, confidence, evidence)


def store(article, *findings, persons=None):
    article = Article.objects.prefetch_related("mentions").get(pk=article.pk)
    return people.store_known([people.Searched(article, people.Displayed(article), findings)], persons=persons)


TEXT = "قال فايز السراج. ورحب بالسراج ضيوفه، ثم تحدث السراج."


@pytest.fixture
def sarraj():
    return make_person("فائز السراج")


@pytest.fixture
def article():
    return make_article(text=TEXT)


def test_a_mention_has_places_spellings_confidence_and_evidence(sarraj, article):
    found = [
        finding(TEXT, "فايز السراج", sarraj, evidence=("spelling",)),
        finding(TEXT, "بالسراج", sarraj, name="السراج", confidence=0.7, evidence=("short_name",)),
        finding(TEXT, "السراج", sarraj, confidence=0.7, evidence=("short_name",), nth=2),
    ]
    assert store(article, *found) == [article.pk]
    mention = Mention.objects.get()
    assert (mention.state, mention.confidence, mention.count) == (MentionState.CONFIDENT, 0.9, 3)
    assert mention.spellings == {"السراج": 2, "فايز السراج": 1}
    assert mention.evidence == ["spelling", "short_name"]
    assert [TEXT[place.start : place.end] for place in mention.places] == ["فايز السراج", "بالسراج", "السراج"]
    assert store(article, *found) == []


def test_what_is_unsure_or_undecided_is_proposed_and_not_shown(sarraj, article):
    other = make_person("محمد السراج")
    assert store(article, finding(TEXT, "السراج", sarraj, other, nth=2)) == []
    assert {mention.state for mention in Mention.objects.all()} == {MentionState.PROPOSED}
    assert Mention.objects.count() == 2
    assert not Mention.objects.shown().exists()
    assert store(article, finding(TEXT, "السراج", sarraj, nth=2)) == [article.pk]
    assert [mention.person for mention in Mention.objects.all()] == [sarraj]


def test_a_refused_mention_stays_refused_and_frees_its_places(sarraj, article):
    namesake = make_person("محمد السراج")
    store(article, finding(TEXT, "السراج", sarraj, nth=2))
    people.decide(Mention.objects.get(), MentionState.REFUSED, user=None)
    assert store(article, finding(TEXT, "السراج", sarraj, nth=2)) == []
    assert Mention.objects.get().state == MentionState.REFUSED
    assert store(article, finding(TEXT, "السراج", namesake, nth=2)) == [article.pk]
    assert [mention.person for mention in Mention.objects.shown()] == [namesake]


def test_a_confirmed_mention_keeps_its_places(sarraj, article):
    namesake = make_person("محمد السراج")
    store(article, finding(TEXT, "السراج", sarraj, namesake, nth=2))
    people.decide(Mention.objects.get(person=namesake), MentionState.CONFIRMED, user=None)
    # Who was proposed for the same place has lost it, to this and every later search.
    store(article, finding(TEXT, "السراج", sarraj, nth=2), finding(TEXT, "فايز السراج", sarraj))
    places = {mention.person: [place.surface for place in mention.places] for mention in Mention.objects.shown()}
    assert places == {namesake: ["السراج"], sarraj: ["فايز السراج"]}


def test_names_undecided_between_two_who_are_named_for_sure_are_neither_ones(sarraj, article):
    namesake = make_person("محمد السراج")
    undecided = finding(TEXT, "السراج", sarraj, namesake, nth=2)
    store(article, undecided, finding(TEXT, "فايز السراج", sarraj))
    states = {mention.person: mention.state for mention in Mention.objects.all()}
    assert states == {sarraj: MentionState.CONFIDENT, namesake: MentionState.PROPOSED}
    assert Mention.objects.get(person=sarraj).count == 1


def test_confirmed_names_of_two_never_end_up_in_one_place():
    first, second = make_person("أ سالم"), make_person("ب سالم")
    text = "قال سالم، ثم سافر سالم."
    article = make_article(text=text)
    store(article, finding(text, "سالم", first), finding(text, "سالم", second, nth=1))
    Mention.objects.update(state=MentionState.CONFIRMED)
    Article.objects.update(edited_body="ثم سافر سالم.")
    store(article)
    assert sorted(Mention.objects.values_list("count", "lost")) == [(0, 1), (1, 0)]


def test_of_what_came_with_the_article_only_places_go_to_others(sarraj, article):
    Mention.objects.create(article=article, person=sarraj, method=MentionMethod.METADATA)
    longer = make_person("فايز السراج الحفيد")
    store(article, finding(TEXT, "فايز السراج", sarraj))
    assert Mention.objects.get().count == 1
    assert store(article, finding(TEXT, "فايز السراج", longer)) == [article.pk]
    assert Mention.objects.get(person=sarraj).count == 0


def test_places_follow_a_text_that_is_changed(sarraj, article):
    store(article, finding(TEXT, "فايز السراج", sarraj), finding(TEXT, "السراج", sarraj, nth=2))
    Mention.objects.update(state=MentionState.CONFIRMED)
    changed = "طرابلس: " + TEXT.replace("ثم تحدث السراج", "ثم تحدث الرئيس")
    Article.objects.update(edited_body=changed)
    store(article)
    mention = Mention.objects.get()
    assert [changed[place.start : place.end] for place in mention.places] == ["فايز السراج", "السراج"]
    assert mention.lost == 0
    Article.objects.update(edited_body="طرابلس: قال فايز السراج.")
    store(article)
    mention = Mention.objects.get()
    assert [(place.start, place.surface) for place in mention.places] == [(12, "فايز السراج")]
    # Found no more, and said to be so.
    assert (mention.count, mention.lost) == (1, 1)
