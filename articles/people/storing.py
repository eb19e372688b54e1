"""What was found of known persons becomes mentions; what editors decided stays as it is."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from articles.models import DECIDED, Article, Mention, MentionMethod, MentionState, Span, shown_states
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
    where the finding could not decide: there several persons are proposed. Runs in the caller's transaction; the caller
    notes the articles in the outbox.
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
    """The mentions of one article, brought in line with what was found in it."""

    def __init__(self, one: Searched, present: dict[int, Mention], persons: Collection[int] | None) -> None:
        self.added: list[Mention] = []
        self.altered: list[Mention] = []
        self.gone: list[Mention] = []
        self._one = one
        self._present = present
        self._persons = persons
        # Who has each letter of the text for sure.
        self._owners: dict[tuple[str, int], int] = {}
        self._found: dict[int, list[tuple[Span, Finding]]] = {}
        for pk, mention in present.items():
            elsewhere = persons is not None and pk not in persons and mention.state in shown_states()
            if elsewhere or mention.is_fixed:
                self._take(pk, one.displayed.anchored(mention.places, mention.text_checksum)[0])
        self._sort()
        for pk in sorted(self._found.keys() - present.keys()):
            self._add(pk)
        for pk, mention in present.items():
            if persons is None or pk in persons:
                self._renew(mention)

    def shown(self, states: Collection[str]) -> set[int]:
        """Return the persons whom readers see in the article now."""
        gone = {mention.person_id for mention in self.gone}
        there = [mention for pk, mention in self._present.items() if pk not in gone] + self.added
        return {mention.person_id for mention in there if mention.state in states}

    def _sort(self) -> None:
        """Give each place that was found to its person, the surest first; those not asked for are taken, too."""
        refused = {pk for pk, mention in self._present.items() if mention.state == MentionState.REFUSED}
        for finding in sorted(self._one.findings, key=lambda finding: -finding.confidence):
            name = "" if finding.name == finding.surface else finding.name
            span = Span(finding.field, finding.start, finding.end, finding.surface, name)
            possible = [pk for pk in finding.persons if pk not in refused and not self._others(pk, span)]
            if len(finding.persons) == 1 and possible and finding.confidence >= CONFIDENT:
                self._take(possible[0], [span])
            for pk in possible:
                if self._persons is None or pk in self._persons:
                    self._found.setdefault(pk, []).append((span, finding))

    def _add(self, person: int) -> None:
        mention = Mention(article=self._one.article, person_id=person, method=MentionMethod.TEXT)
        self._judge(mention)
        mention.place((span for span, _ in self._found[person]), self._one.displayed.checksum)
        self.added.append(mention)

    def _renew(self, mention: Mention) -> None:
        found = [span for span, _ in self._found.get(mention.person_id, ())]
        before = [getattr(mention, name) for name in _WRITTEN]
        if mention.state in DECIDED or mention.method != MentionMethod.TEXT:
            places, mention.lost = self._one.displayed.anchored(mention.places, mention.text_checksum)
            own = [span for span in places if not self._others(mention.person_id, span)]
            found += [span for span in own if not any(span.meets(one) for one in found)]
        elif found:
            self._judge(mention)
        else:
            self.gone.append(mention)
            return
        mention.place(found, self._one.displayed.checksum)
        if before != [getattr(mention, name) for name in _WRITTEN]:
            self.altered.append(mention)

    def _judge(self, mention: Mention) -> None:
        """Note how sure the finding is of a mention, and why."""
        findings = [finding for _, finding in self._found[mention.person_id]]
        mention.confidence = max(finding.confidence for finding in findings)
        sure = any(len(finding.persons) == 1 and finding.confidence >= CONFIDENT for finding in findings)
        mention.state = MentionState.CONFIDENT if sure else MentionState.PROPOSED
        reasons = dict.fromkeys(reason for finding in findings for reason in finding.evidence)
        mention.evidence = [*reasons][:MOST_REASONS]

    def _take(self, person: int, spans: Iterable[Span]) -> None:
        for span in spans:
            self._owners.update(((span.field, at), person) for at in range(span.start, span.end))

    def _others(self, person: int, span: Span) -> bool:
        """True where a letter of a place belongs to somebody else."""
        return any(self._owners.get((span.field, at), person) != person for at in range(span.start, span.end))
