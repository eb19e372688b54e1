"""What was found of known persons becomes mentions; what editors decided stays as it is."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from articles.models import Article, Mention, MentionMethod, MentionState, Span, shown_states
from articles.people.displayed import Displayed
from articles.people.evidence import CONFIDENT
from articles.people.findings import Finding

MOST_REASONS = 6
_WRITTEN = ["state", "confidence", "evidence", "count", "spellings", "spans", "text_checksum", "lost"]


class Searched(NamedTuple):
    """An article whose text was searched, its mentions prefetched, and what was found in it."""

    article: Article
    displayed: Displayed
    findings: Sequence[Finding]


def store_known(searched: Iterable[Searched], *, persons: Collection[int] | None = None) -> list[int]:
    """Write the mentions that follow from what was found; return the articles where readers see other persons now.

    With `persons` (primary keys) only their mentions are touched. A mention that an editor refused stays refused, one
    that an editor confirmed keeps its places; one that came with the article keeps what is not found to be another's.
    Of undecided ones found in texts those remain whose names are found still. A place belongs to one person alone, but
    where the finding could not decide: there several persons are proposed, those who are named for sure elsewhere in
    the article excepted. Runs in the caller's transaction; the caller notes the articles in the outbox.
    """
    added: list[Mention] = []
    altered: list[Mention] = []
    gone: list[Mention] = []
    changed: set[int] = set()
    shown = shown_states()
    for one in searched:
        present = {mention.person_id: mention for mention in one.article.mentions.all()}
        before = {pk for pk, mention in present.items() if mention.state in shown}
        after = _Places(one, present, persons)
        added += after.added
        altered += after.altered
        gone += after.gone
        if before != after.shown(shown):
            changed.add(one.article.pk)
    Mention.objects.filter(pk__in=[mention.pk for mention in gone]).delete()
    Mention.objects.bulk_create(added, ignore_conflicts=True, batch_size=500)
    Mention.objects.bulk_update(altered, _WRITTEN, batch_size=100)
    return sorted(changed)


class _Places:
    """The mentions of one article, brought in line with what was found in it.

    Places go out in an order, each letter of the text once: to mentions that an editor decided on, those not asked for
    among them; to sure findings, the surest first; to mentions that came with the article, which keep what they had;
    to findings that are not sure. What is undecided between several is left to those who are named nowhere else.
    """

    def __init__(self, one: Searched, present: dict[int, Mention], persons: Collection[int] | None) -> None:
        self.added: list[Mention] = []
        self.altered: list[Mention] = []
        self.gone: list[Mention] = []
        self._one = one
        self._present = present
        self._persons = persons
        # Who has each letter of the text, and the places of mentions that do not depend on what is found.
        self._owners: dict[tuple[str, int], int] = {}
        self._kept: dict[int, list[Span]] = {}
        self._found: dict[int, list[tuple[Span, Finding]]] = {}
        self._shared: dict[int, list[tuple[Span, Finding]]] = {}
        for pk, mention in present.items():
            if mention.is_fixed or (not self._is_asked(pk) and mention.state in shown_states()):
                self._keep(mention)
        self._sort()
        for pk in sorted((self._found.keys() | self._shared.keys()) - present.keys()):
            self._add(pk)
        for pk, mention in present.items():
            if self._is_asked(pk):
                self._renew(mention)
            elif pk not in self._kept and mention.state != MentionState.REFUSED:
                self._trim(mention)

    def shown(self, states: Collection[str]) -> set[int]:
        """Return the persons whom readers see in the article now."""
        gone = {mention.person_id for mention in self.gone}
        there = [mention for pk, mention in self._present.items() if pk not in gone] + self.added
        return {mention.person_id for mention in there if mention.state in states}

    def _is_asked(self, person: int) -> bool:
        return self._persons is None or person in self._persons

    def _keep(self, mention: Mention) -> None:
        """Let a mention keep those of its places that nobody has yet."""
        places, mention.lost = self._one.displayed.anchored(mention.places, mention.text_checksum)
        kept = [span for span in places if not self._others(mention.person_id, span)]
        mention.lost += len(places) - len(kept)
        self._kept[mention.person_id] = kept
        self._take(mention.person_id, kept)

    def _sort(self) -> None:
        """Give each place that was found to its person; those not asked for are taken, too."""
        findings = sorted(self._one.findings, key=lambda finding: -finding.confidence)
        alone = [finding for finding in findings if len(finding.persons) == 1]
        self._give(finding for finding in alone if finding.confidence >= CONFIDENT)
        for pk, mention in self._present.items():
            if pk not in self._kept and mention.method != MentionMethod.TEXT and not _is_refused(mention):
                self._keep(mention)
        self._give(finding for finding in alone if finding.confidence < CONFIDENT)
        for finding in findings:
            span = _span(finding)
            possible = [pk for pk in finding.persons if len(finding.persons) > 1 and self._may_have(pk, span)]
            for pk in filter(self._is_asked, possible):
                self._shared.setdefault(pk, []).append((span, finding))

    def _give(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            person, span = finding.persons[0], _span(finding)
            if self._may_have(person, span):
                self._take(person, [span])
                if self._is_asked(person):
                    self._found.setdefault(person, []).append((span, finding))

    def _may_have(self, person: int, span: Span) -> bool:
        mention = self._present.get(person)
        return not (mention and _is_refused(mention)) and not self._others(person, span)

    def _add(self, person: int) -> None:
        mention = Mention(article=self._one.article, person_id=person, method=MentionMethod.TEXT)
        self._judge(mention)
        self.added.append(mention)

    def _renew(self, mention: Mention) -> None:
        person = mention.person_id
        before = [getattr(mention, name) for name in _WRITTEN]
        if _is_refused(mention):
            places, mention.lost = self._one.displayed.anchored(mention.places, mention.text_checksum)
            mention.place(places, self._one.displayed.checksum)
        elif person in self._kept:
            found = [span for span, _ in self._found.get(person, ())]
            found += [span for span in self._kept[person] if not any(span.meets(one) for one in found)]
            mention.place(found, self._one.displayed.checksum)
        elif person in self._found or person in self._shared:
            self._judge(mention)
        else:
            self.gone.append(mention)
            return
        if before != [getattr(mention, name) for name in _WRITTEN]:
            self.altered.append(mention)

    def _trim(self, mention: Mention) -> None:
        """Take from a mention that is not asked for the places that are somebody else's now."""
        places, _lost = self._one.displayed.anchored(mention.places, mention.text_checksum)
        left = [span for span in places if not self._others(mention.person_id, span)]
        if len(left) < len(places):
            mention.place(left, self._one.displayed.checksum)
            (self.altered if left else self.gone).append(mention)

    def _judge(self, mention: Mention) -> None:
        """Note where a mention is found, how sure that is, and why."""
        own = self._found.get(mention.person_id, [])
        is_sure = any(finding.confidence >= CONFIDENT for _, finding in own)
        found = own if is_sure else [*own, *self._shared.get(mention.person_id, ())]
        mention.state = MentionState.CONFIDENT if is_sure else MentionState.PROPOSED
        mention.confidence = max(finding.confidence for _, finding in found)
        reasons = dict.fromkeys(reason for _, finding in found for reason in finding.evidence)
        mention.evidence, mention.lost = [*reasons][:MOST_REASONS], 0
        mention.place((span for span, _ in found), self._one.displayed.checksum)

    def _take(self, person: int, spans: Iterable[Span]) -> None:
        for span in spans:
            self._owners.update(((span.field, at), person) for at in range(span.start, span.end))

    def _others(self, person: int, span: Span) -> bool:
        """True where a letter of a place belongs to somebody else."""
        return any(self._owners.get((span.field, at), person) != person for at in range(span.start, span.end))


def _is_refused(mention: Mention) -> bool:
    return mention.state == MentionState.REFUSED


def _span(finding: Finding) -> Span:
    name = "" if finding.name == finding.surface else finding.name
    return Span(finding.field, finding.start, finding.end, finding.surface, name)
