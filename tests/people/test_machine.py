"""Whatever editors decide, in whatever order, and however often texts are searched: every name is somebody's once."""

from collections import Counter
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from articles import people
from articles.arabic import name_key
from articles.models import (
    Article,
    Mention,
    MentionMethod,
    MentionState,
    Operation,
    Person,
    PersonAlias,
    Proposal,
    ProposedName,
    RefusedName,
)
from articles.people.authority.moves import claims_of
from tests.factories import make_article, make_person

NAMES = ["سالم العربي", "يوسف الهادي", "سلمى ناجي", "عمر بيرم", "هند زروق"]
NEW = ["كمال الطباع", "نور الصيرفي"]
TEXTS = [
    "قال سالم العربي ليوسف إن يوسف الهادي سافر، وأكد سالم العربي ذلك لكمال الطباع",
    "لقاء يوسف الهادي وسلمى ناجي، ثم عمر بيرم",
    "هند زروق وعمر بيرم وسالم العربي ونور الصيرفي",
    "نور الصيرفي وكمال الطباع ونور الصيرفي وهند زروق",
]


def names_in(text, names):
    return [
        SimpleNamespace(name=name, start=at, end=at + len(name), surface=name, confidence=0.9, group=name_key(name))
        for name in names
        for at in range(len(text))
        if text.startswith(name, at)
    ]


def rerun():
    """Search all texts for the persons on record and for new ones, as `find_persons` does."""
    articles = [*Article.objects.order_by("pk")]
    people.link([article.pk for article in articles])
    displayed = {article.pk: people.Displayed(article) for article in articles}
    people.store_new([people.Seen(one, displayed[one.pk], names_in(displayed[one.pk].whole, NEW)) for one in articles])
    people.propose(people.clusters_of)


def owners():
    """Who has which place, by article, and who is claimed in which."""
    places, claims = Counter(), Counter()
    for mention in Mention.objects.exclude(state=MentionState.REFUSED):
        places.update((mention.article_id, span.field, span.start, span.surface) for span in mention.places)
        claims.update((mention.article_id, claim) for claim in claims_of(mention))
    return places, claims


def picture():
    """What readers see, and whose names are on record."""
    mentions = Mention.objects.exclude(state=MentionState.REFUSED)
    shown = {(one.article_id, one.person.display_name, one.state, str(one.spans)) for one in mentions}
    names = {(alias.person.display_name, alias.name, alias.kind) for alias in PersonAlias.objects.all()}
    return shown, names, {proposal.display_name for proposal in Proposal.objects.open()}


class Decisions(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        for model in (Operation, Mention, ProposedName, Proposal, RefusedName, Article, Person):
            model.objects.all().delete()
        self.articles = [make_article(text=text, title="خبر") for text in TEXTS]
        self.persons = [make_person(name) for name in NAMES]
        Mention.objects.create(article=self.articles[0], person=self.persons[4], method=MentionMethod.METADATA)
        Mention.objects.create(article=self.articles[1], person=self.persons[1], method=MentionMethod.METADATA)
        rerun()
        self.before = picture()
        self.parts = 0

    def on_record(self):
        return Person.objects.on_record().order_by("pk")

    @rule(data=st.data())
    def merge(self, data):
        persons = [*self.on_record()]
        if len(persons) > 1:
            source, target = data.draw(st.permutations(persons))[:2]
            people.merge(source, target, user=None)

    @rule(data=st.data())
    def split_articles(self, data):
        person = data.draw(st.sampled_from([*self.on_record()]))
        articles = [*person.mentions.exclude(state="refused").order_by("pk").values_list("article", flat=True)]
        if articles:
            self.parts += 1
            chosen = data.draw(st.sets(st.sampled_from(articles), min_size=1))
            people.split(person, f"{person} ({self.parts})", articles=chosen, user=None)

    @rule(data=st.data())
    def split_names(self, data):
        aliases = [*PersonAlias.objects.exclude(kind="display").order_by("pk")]
        if aliases:
            alias = data.draw(st.sampled_from(aliases))
            self.parts += 1
            people.split(alias.person, f"قسم {self.parts}", names_moved=[alias.name], user=None)

    @rule(data=st.data(), state=st.sampled_from([MentionState.REFUSED, MentionState.CONFIRMED]))
    def decide(self, data, state):
        mentions = [*Mention.objects.exclude(state=state).exclude(state="refused").order_by("pk")]
        if mentions:
            people.decide(data.draw(st.sampled_from(mentions)), state, user=None)

    @rule(data=st.data(), as_new=st.booleans())
    def confirm(self, data, as_new):
        proposals = [*Proposal.objects.open()]
        if proposals:
            proposal = data.draw(st.sampled_from(proposals))
            if as_new and not Person.objects.named(proposal.display_name).exists():
                people.confirm([proposal], user=None)
            else:
                people.confirm([proposal], person=data.draw(st.sampled_from([*self.on_record()])), user=None)

    @rule(data=st.data(), forever=st.booleans())
    def refuse(self, data, forever):
        proposals = [*Proposal.objects.open()]
        if proposals:
            people.refuse([data.draw(st.sampled_from(proposals))], forever=forever, user=None)

    @precondition(lambda self: Operation.objects.in_force().exists())
    @rule(data=st.data())
    def undo(self, data):
        operations = [*Operation.objects.in_force()]
        people.link(people.undo(data.draw(st.sampled_from(operations)), user=None))

    @rule()
    def rerun(self):
        rerun()

    @invariant()
    def every_name_is_somebodys_once(self):
        places, claims = owners()
        assert not [place for place, number in places.items() if number > 1]
        assert not [claim for claim, number in claims.items() if number > 1]

    @invariant()
    def what_was_given_is_claimed_or_refused(self):
        _places, claims = owners()
        for article, person in ((self.articles[0], self.persons[4]), (self.articles[1], self.persons[1])):
            refused = Mention.objects.filter(article=article, state="refused").exists()
            assert claims[article.pk, person.pk] == 1 or refused

    @invariant()
    def who_is_off_record_has_nothing(self):
        off = Person.objects.filter(retired=True)
        assert not PersonAlias.objects.filter(person__in=off).exists()
        assert not Mention.objects.filter(person__in=off).exists()

    @invariant()
    def every_old_address_leads_somewhere(self):
        for person in Person.objects.filter(retired=True, merged_into__isnull=False):
            assert person.present.pk != person.pk

    def teardown(self):
        """All taken back, latest first: the archive is what it was."""
        for operation in Operation.objects.in_force().order_by("-pk"):
            people.link(people.undo(operation, user=None))
        rerun()
        assert picture() == self.before


@pytest.mark.django_db
def test_every_name_is_somebodys_once():
    run_state_machine_as_test(
        Decisions,
        settings=settings(
            # The same decisions every time, few of them: others are tried by giving these numbers and a seed.
            max_examples=8,
            stateful_step_count=8,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
