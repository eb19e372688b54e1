"""What editors decided of persons in articles: how it is noted, and what follows from all that is in force.

A ruling stands for the person it was about, whoever they were merged into since. So mentions follow from the rulings
in force, in the order in which they were made, and from what texts are found to say of the others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from articles.models import Article, Mention, MentionMethod, MentionState, Operation, Ruling, Span
from articles.people.authority import names
from articles.people.authority.whereabouts import Whereabouts
from articles.people.authority.written import meant
from articles.people.displayed import Displayed
from articles.people.linking import KnownNames, link

AT_ONCE = 500
_KEPT = ("state", "method", "confidence", "evidence")


@dataclass
class Decision:
    """What is decided of a person in an article: a mention that no search of the text makes or takes away."""

    state: MentionState
    method: str
    confidence: float
    evidence: list[str]
    text_checksum: str
    spans: list[Span] = field(default_factory=list)
    lost: int = 0

    def write_to(self, mention: Mention) -> None:
        for name in _KEPT:
            setattr(mention, name, getattr(self, name))
        mention.lost = self.lost
        mention.place(self.spans, self.text_checksum)


def _counting(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Return those of an article's rulings, in the order of making, that count: none that the person's last overrules.

    What was said of a person before a refusal counts no more, nor does a refusal after which they were confirmed.
    """
    counting: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        said = counting[ruling.person_id]
        if ruling.state == MentionState.REFUSED or (said and said[-1].state == MentionState.REFUSED):
            said.clear()
        said.append(ruling)
    return [ruling for said in counting.values() for ruling in said]


def decisions(rulings: Iterable[Ruling], displayed: Displayed, where: Whereabouts) -> dict[int, Decision]:
    """Return what is decided of whom (primary keys) by those rulings of an article that count.

    A place that several were given is that of the last ruling; one by an operation that has none of its places left
    says nothing any more. Of persons who are one now, that one is meant prevails.
    """
    found: dict[int, Decision] = {}
    taken: list[tuple[int, Span]] = []
    # Those that say that somebody is meant first, the last before others.
    for ruling in sorted(rulings, key=lambda one: (one.state == MentionState.REFUSED, -one.pk)):
        present = where.of(ruling.person_id)
        if present is None:
            continue
        places, lost = displayed.anchored(ruling.places, ruling.text_checksum)
        if ruling.state == MentionState.CONFIRMED:
            left = [span for span in places if not any(who != present and span.meets(at) for who, at in taken)]
            if places and not left and ruling.operation_id:
                continue
            places = left
            taken += [(present, span) for span in places]
        known = found.get(present)
        if known is None:
            state = MentionState(ruling.state)
            known = Decision(state, ruling.method, ruling.confidence, ruling.evidence, displayed.checksum)
            found[present] = known
        if known.state == ruling.state:
            _add(known, ruling, places, lost)
    return found


def _add(known: Decision, ruling: Ruling, places: Sequence[Span], lost: int) -> None:
    """Let a decision say what one more ruling of the same person says."""
    if known.method == MentionMethod.METADATA:
        known.method = ruling.method
    known.confidence = max(known.confidence, ruling.confidence)
    known.evidence = [*dict.fromkeys([*known.evidence, *ruling.evidence])]
    known.spans = [*known.spans, *(span for span in places if not any(span.meets(one) for one in known.spans))]
    known.lost += lost


class _Ledger:
    """Some articles: their mentions, and those of the rulings in force that count."""

    def __init__(self, articles: Collection[int], where: Whereabouts) -> None:
        self._where = where
        self._mentions: dict[int, list[Mention]] = {article: [] for article in articles}
        self._rulings: dict[int, list[Ruling]] = {article: [] for article in articles}
        for ruling in Ruling.objects.in_force().filter(article__in=articles).order_by("pk"):
            self._rulings[ruling.article_id].append(ruling)
        self._rulings = {article: _counting(rulings) for article, rulings in self._rulings.items()}
        for mention in Mention.objects.filter(article__in=articles).order_by("pk"):
            self._mentions[mention.article_id].append(mention)

    def adopt(self) -> None:
        said: list[Ruling] = []
        for article, mentions in self._mentions.items():
            known = {(self._where.of(ruling.person_id), ruling.state) for ruling in self._rulings[article]}
            for mention in mentions:
                state = said_of(mention)
                if state and (mention.person_id, state) not in known:
                    # What is claimed apart from the text has its places from the search of it.
                    places = mention.places if mention.method == MentionMethod.TEXT else []
                    said.append(_ruling(mention, state, mention.person_id, places))
        Ruling.objects.bulk_create(said, batch_size=AT_ONCE)

    def settle(self) -> None:
        altered: list[Mention] = []
        added: list[Mention] = []
        gone: list[int] = []
        ruled = [article for article, rulings in self._rulings.items() if rulings]
        decided: dict[int, dict[int, Decision]] = {
            article.pk: decisions(self._rulings[article.pk], Displayed(article), self._where)
            for article in Article.objects.filter(pk__in=ruled).defer("extra")
        }
        for article, mentions in self._mentions.items():
            waiting = decided.get(article, {})
            for mention in mentions:
                if decision := waiting.pop(mention.person_id, None):
                    decision.write_to(mention)
                    altered.append(mention)
                elif self._where.of(mention.person_id) != mention.person_id:
                    gone.append(mention.pk)
                elif said_of(mention):
                    mention.method, mention.state = MentionMethod.TEXT, MentionState.PROPOSED
                    altered.append(mention)
            for person, decision in waiting.items():
                added.append(Mention(article_id=article, person_id=person))
                decision.write_to(added[-1])
        Mention.objects.filter(pk__in=gone).delete()
        Mention.objects.bulk_update(altered, _WRITTEN, batch_size=100)
        Mention.objects.bulk_create(added, batch_size=AT_ONCE)


_WRITTEN = [*_KEPT, "spans", "spellings", "count", "lost", "text_checksum"]


def adopt(articles: Iterable[int]) -> None:
    """Note as rulings what mentions say and no ruling does: what came with an article, or an editor of it wrote.

    To be called before a decision that concerns these articles.
    """
    where = Whereabouts()
    for portion in _portions(articles):
        _Ledger(portion, where).adopt()


def settle(articles: Iterable[int]) -> None:
    """Bring the mentions of these articles in line with the decisions in force, then with what their texts say.

    To be called after a decision, when the names are where it puts them.
    """
    where, known = Whereabouts(), KnownNames()
    for portion in _portions(articles):
        _Ledger(portion, where).settle()
        link(portion, names=known)


def _portions(articles: Iterable[int]) -> Iterable[list[int]]:
    keys = sorted({*articles})
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def said_of(mention: Mention) -> MentionState | None:
    """Return what a mention says apart from the text of its article; None for one that was found there."""
    if mention.state == MentionState.REFUSED:
        return MentionState.REFUSED
    is_claimed = mention.state == MentionState.CONFIRMED or mention.method != MentionMethod.TEXT
    return MentionState.CONFIRMED if is_claimed else None


def confirm(mention: Mention, operation: Operation) -> None:
    """Note that an operation confirms a mention: each of its places for the record whose name stands there."""
    places = _by_home(mention)
    whole = [_ruling(mention, MentionState.CONFIRMED, home, spans, operation) for home, spans in places.items()]
    Ruling.objects.bulk_create(whole)


def give(mention: Mention, operation: Operation, places: Sequence[Span]) -> None:
    """Note that an operation gives places of a mention to `operation.other`, the person whom it parts."""
    person = operation.other_id
    if person:
        _ruling(mention, MentionState.CONFIRMED, person, places, operation).save()


def refuse(mention: Mention, operation: Operation, where: Whereabouts) -> None:
    """Note that an operation refuses a mention: for all records that are this person and are named in the article."""
    there = Ruling.objects.filter(article=mention.article_id, person__in=where.group(mention.person_id))
    homes = {*there.values_list("person", flat=True), *_by_home(mention), mention.person_id}
    refused = [_ruling(mention, MentionState.REFUSED, home, mention.places, operation) for home in sorted(homes)]
    Ruling.objects.bulk_create(refused)


def _by_home(mention: Mention) -> dict[int, list[Span]]:
    """Return a mention's places by the person (primary key) whose name stands there, apart from merges."""
    homes = names.homes(mention.person_id)
    places: dict[int, list[Span]] = {mention.person_id: []}
    for span in mention.places:
        home = homes.get(meant(span.spelling, homes), mention.person_id)
        places.setdefault(home, []).append(span)
    return places


def _ruling(
    mention: Mention, state: MentionState, person: int, places: Sequence[Span], operation: Operation | None = None
) -> Ruling:
    is_given = operation is not None and state == MentionState.CONFIRMED and mention.method == MentionMethod.METADATA
    return Ruling(
        article_id=mention.article_id,
        person_id=person,
        operation=operation,
        state=state,
        method=MentionMethod.EDITOR if is_given else mention.method,
        confidence=mention.confidence,
        evidence=mention.evidence,
        spans=[list(span) for span in places],
        text_checksum=mention.text_checksum,
    )
