"""Whatever editors decide, in whatever order, and however often texts are searched: every name is somebody's once.

The suite tries the same decisions every time, as many as fit into some seconds. Others, and longer runs:

    MACHINE_EXAMPLES=300 MACHINE_STEPS=25 pytest tests/people/test_machine.py --hypothesis-seed=1
"""

import os
from collections import defaultdict
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from articles import people
from articles.admin.listing import move_to_trash, restore
from articles.arabic import name_key
from articles.models import (
    Article,
    IndexChange,
    Mention,
    MentionMethod,
    MentionState,
    Office,
    Operation,
    Person,
    PersonAlias,
    Proposal,
    ProposedName,
    RefusedName,
)
from tests.factories import make_article, make_person

NAMES = ["سالم العربي", "يوسف الهادي", "سلمى ناجي", "عمر بيرم", "هند زروق"]
NEW = ["كمال الطباع", "نور الصيرفي"]
TEXTS = [
    "قال سالم العربي ليوسف إن يوسف الهادي سافر، وأكد سالم العربي ذلك لكمال الطباع",
    "لقاء يوسف الهادي وسلمى ناجي، ثم عمر بيرم، وعاد الهادي",
    "هند زروق وعمر بيرم وسالم العربي ونور الصيرفي",
    "نور الصيرفي وكمال الطباع ونور الصيرفي وهند زروق",
]
EDITS = ["{}", "طرابلس: {}", "{} ثم {}", "وصل عمر بيرم. {}", "لا أحد هنا."]
ALIASES = ["أبو الهادي", "سالم بيرم", "Omar Bairam", "العربي"]


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


def picture():
    """What is said of whom: mentions, names, statements, proposals."""
    mentions = Mention.objects.all()
    shown = {(one.article_id, one.person_id, one.state, one.method, one.lost, str(one.spans)) for one in mentions}
    names = {(alias.person_id, alias.name, alias.kind, alias.source) for alias in PersonAlias.objects.all()}
    roles = {*Person.objects.on_record().values_list("pk", "role")}
    offices = {*Office.objects.values_list("person", "title")}
    return shown | names | roles | offices | {proposal.display_name for proposal in Proposal.objects.open()}


def standing():
    """The mentions that stand, by article."""
    found = defaultdict(list)
    for mention in Mention.objects.exclude(state=MentionState.REFUSED):
        found[mention.article_id].append(mention)
    return found


class Decisions(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        for model in (Operation, Mention, ProposedName, Proposal, RefusedName, Article, Person, IndexChange):
            model.objects.all().delete()
        self.articles = [make_article(text=text, title="خبر") for text in TEXTS]
        self.persons = [make_person(name) for name in NAMES]
        for person, role in zip(self.persons[:2], ("وزير", "شاعر"), strict=True):
            Person.objects.filter(pk=person.pk).update(role=role)
            Office.objects.create(person=person, title=role)
        self.given = [(self.articles[0], self.persons[4]), (self.articles[1], self.persons[1])]
        for article, person in self.given:
            Mention.objects.create(article=article, person=person, method=MentionMethod.METADATA)
        self.texts = [*TEXTS]
        self.added = set()
        self.parts = 0
        rerun()
        self.before = picture()

    def on_record(self):
        return Person.objects.on_record().order_by("pk")

    def one_of(self, data, found):
        """Draw one of what was found by its number, which shrinks well: keys differ from run to run."""
        return found[data.draw(st.integers(0, len(found) - 1))]

    # --- Decisions ---
    @rule(data=st.data())
    def merge(self, data):
        persons = [*self.on_record()]
        source = self.one_of(data, persons)
        others = [person for person in persons if person != source]
        if others:
            people.merge(source, self.one_of(data, others), user=None)

    @rule(data=st.data())
    def split_articles(self, data):
        person = self.one_of(data, [*self.on_record()])
        articles = [*person.mentions.exclude(state="refused").order_by("pk").values_list("article", flat=True)]
        if articles:
            self.parts += 1
            chosen = data.draw(st.sets(st.integers(0, len(articles) - 1), min_size=1))
            people.split(person, f"{person} ({self.parts})", articles=[articles[at] for at in chosen], user=None)

    @rule(data=st.data())
    def split_names(self, data):
        aliases = [*PersonAlias.objects.exclude(kind="display").order_by("pk")]
        if aliases:
            alias = self.one_of(data, aliases)
            self.parts += 1
            people.split(alias.person, f"قسم {self.parts}", names_moved=[alias.name], user=None)

    @rule(data=st.data())
    def split_both(self, data):
        aliases = [*PersonAlias.objects.exclude(kind="display").order_by("pk")]
        if aliases:
            alias = self.one_of(data, aliases)
            mentions = [*alias.person.mentions.exclude(state="refused").order_by("pk")]
            chosen = [self.one_of(data, mentions).article_id] if mentions else []
            self.parts += 1
            people.split(alias.person, f"قسم {self.parts}", names_moved=[alias.name], articles=chosen, user=None)

    @rule(data=st.data(), state=st.sampled_from([MentionState.REFUSED, MentionState.CONFIRMED]))
    def decide(self, data, state):
        mentions = [*Mention.objects.exclude(state=state).order_by("pk")]
        if mentions:
            people.decide(self.one_of(data, mentions), state, user=None)

    @rule(data=st.data())
    def keep_apart(self, data):
        persons = [*self.on_record()]
        if len(persons) > 1:
            people.keep_apart(persons[0], self.one_of(data, persons[1:]), user=None)

    @rule(data=st.data(), as_new=st.booleans())
    def confirm(self, data, as_new):
        proposals = [*Proposal.objects.open()]
        if proposals:
            proposal = self.one_of(data, proposals)
            if as_new and not Person.objects.named(proposal.display_name).exists():
                people.confirm([proposal], user=None)
            else:
                people.confirm([proposal], person=self.one_of(data, [*self.on_record()]), user=None)

    @rule(data=st.data(), forever=st.booleans())
    def refuse(self, data, forever):
        proposals = [*Proposal.objects.open()]
        if proposals:
            people.refuse([self.one_of(data, proposals)], forever=forever, user=None)

    @precondition(lambda self: Operation.objects.in_force().exists())
    @rule(data=st.data())
    def undo(self, data):
        people.undo(self.one_of(data, [*Operation.objects.in_force()]), user=None)

    # --- What else happens in an archive ---
    @rule()
    def rerun(self):
        rerun()

    @rule(data=st.data(), name=st.sampled_from(ALIASES), everywhere=st.booleans())
    def gain_a_name(self, data, name, everywhere):
        person = self.one_of(data, [*self.on_record()])
        if not person.aliases.filter(name=name).exists():
            PersonAlias.objects.create(person=person, name=name, source="محرر")
            self.added.add(name)
            people.link(Article.objects.values_list("pk", flat=True), persons=None if everywhere else [person.pk])

    @rule(at=st.integers(0, len(TEXTS) - 1), edit=st.sampled_from(EDITS))
    def edit(self, at, edit):
        self.texts[at] = edit.replace("{}", TEXTS[at])
        Article.objects.filter(pk=self.articles[at].pk).update(edited_body=self.texts[at])
        people.link([self.articles[at].pk])

    @rule(at=st.integers(0, len(TEXTS) - 1))
    def trash_or_restore(self, at):
        article = Article.objects.get(pk=self.articles[at].pk)
        (restore if article.is_trashed else move_to_trash)([article.pk], user_id=None)

    # --- What is always so ---
    @invariant()
    def every_name_is_somebodys_once(self):
        """Shown, a place is that person's alone; undecided, it may be proposed for several, of whom none has it."""
        for mentions in standing().values():
            places = [(mention, span) for mention in mentions for span in mention.places]
            for at, (mention, span) in enumerate(places):
                for other, place in places[at + 1 :]:
                    if span.meets(place):
                        assert mention != other
                        assert {mention.state, other.state} == {MentionState.PROPOSED}, (mention, other, span)

    @invariant()
    def no_name_is_lost(self):
        """Where a name on record stands in a text, somebody has that place, unless an editor refused one who could."""
        texts = {article.pk: text for article, text in zip(self.articles, self.texts, strict=True)}
        refused = {*Mention.objects.filter(state="refused").values_list("article", "person")}
        mentions = standing()
        for article, text in texts.items():
            taken = {at for one in mentions[article] for span in one.places for at in range(span.start, span.end)}
            for name in NAMES:
                persons = [*PersonAlias.objects.filter(name=name).values_list("person", flat=True)]
                named = {one.person_id for one in mentions[article]}
                if text.find(name) in taken or name not in text or any((article, pk) in refused for pk in persons):
                    continue
                # Undecided between two who both are named in the article, it is neither one's.
                assert len(persons) > 1
                assert named & {*persons}

    @invariant()
    def what_was_given_is_said_of_somebody_or_refused(self):
        for article, person in self.given:
            present = Person.objects.get(pk=person.pk).present
            assert Mention.objects.get(article=article, person=present).state in ("confirmed", "refused")

    @invariant()
    def every_name_stays_on_record(self):
        on_record = {*PersonAlias.objects.values_list("name", flat=True)}
        assert {*NAMES, *self.added} <= on_record

    @invariant()
    def who_is_off_record_has_nothing(self):
        off = Person.objects.filter(retired=True)
        assert not PersonAlias.objects.filter(person__in=off).exists()
        assert not Mention.objects.filter(person__in=off).exists()
        assert not Office.objects.filter(person__in=off).exists()

    @invariant()
    def every_old_address_leads_to_a_record(self):
        made_of_proposals = {*Operation.objects.filter(act="new").values_list("person", flat=True)}
        for person in Person.objects.filter(retired=True):
            assert not person.present.retired or person.present.pk in made_of_proposals

    def teardown(self):
        """All taken back, in an order that is none: the archive is what it was, but for the names that were added."""
        restore([*Article.objects.in_trash().values_list("pk", flat=True)], user_id=None)
        Article.objects.update(edited_body="")
        PersonAlias.objects.filter(name__in=ALIASES).delete()
        operations = [*Operation.objects.in_force().order_by("pk")]
        for operation in [*operations[1::2], *reversed(operations[::2])]:
            people.undo(operation, user=None)
        rerun()
        changed = picture() ^ self.before
        assert not changed, changed


@pytest.mark.django_db
def test_every_name_is_somebodys_once():
    examples = os.environ.get("MACHINE_EXAMPLES", "")
    run_state_machine_as_test(
        Decisions,
        settings=settings(
            max_examples=int(examples or 10),
            stateful_step_count=int(os.environ.get("MACHINE_STEPS", "10")),
            derandomize=not examples,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
