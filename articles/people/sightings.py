"""Names of persons who are not on record: where they were found, and what is proposed to editors of it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Model, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from articles.arabic import name_key
from articles.models import (
    Article,
    Mention,
    PersonAlias,
    PersonSearch,
    Proposal,
    ProposalState,
    ProposedName,
    RefusedName,
    Sighting,
    Span,
    Status,
)
from articles.people.displayed import Displayed
from articles.people.findings import NewName

AT_ONCE = 500
LONGEST = 200
EXAMPLES = 3


class Seen(NamedTuple):
    """An article whose text was searched for new names, and what was found in `displayed.whole`."""

    article: Article
    displayed: Displayed
    names: Sequence[NewName]


class Spelling(NamedTuple):
    """A spelling as clusters are made of them: its group, its `name_key`, itself, and how often it was found."""

    group: str
    key: str
    name: str
    times: int


class Cluster(NamedTuple):
    """Groups of spellings of one person: the spelling to show, and a likely Latin form, "" where there is none."""

    name: str
    latin: str
    groups: tuple[str, ...]


def store_new(seen: Sequence[Seen]) -> None:
    """Note where names of persons not on record stand in articles, in place of what was noted of these before.

    Left out is what a mention has already, what is on record and what was refused for ever. What led to a person on
    record stays noted: it is proposed again where that is undone. `propose` makes proposals of what is noted.
    """
    articles = [one.article.pk for one in seen]
    taken = _taken(articles)
    found: dict[tuple[int, str, str], list[tuple[Span, float]]] = defaultdict(list)
    checksums = {one.article.pk: one.displayed.checksum for one in seen}
    for one in seen:
        for new in one.names:
            span = one.displayed.span(new.start, new.end)
            key = name_key(new.name)
            if span is None or not key or len(key) > LONGEST or len(new.group) > LONGEST:
                continue
            span = span._replace(name="" if new.name == span.surface else new.name)
            if not any(span.meets(other) for other in taken[one.article.pk]):
                found[one.article.pk, new.group, key].append((span, new.confidence))
    refused = RefusedName.among({group for _article, group, _key in found})
    known = _on_record({key for _article, _group, key in found})
    found = {at: spans for at, spans in found.items() if at[1] not in refused and at[2] not in known}
    # A name alone belongs with the full name of its article: what is left of somebody on record is no new person.
    in_full = {(article, group) for article, group, key in found if " " in key}
    found = {at: spans for at, spans in found.items() if " " not in at[1] or at[:2] in in_full}
    names = _names({(group, key): spans[0][0].spelling for (_article, group, key), spans in found.items()})
    sightings = [
        Sighting(
            article_id=article,
            name_id=names[group, key],
            confidence=max(confidence for _span, confidence in spans),
            number=len(spans),
            text_checksum=checksums[article],
            spans=sorted(list(span) for span, _confidence in spans),
        )
        for (article, group, key), spans in found.items()
    ]
    old = Sighting.objects.filter(article__in=articles)
    with transaction.atomic():
        old.exclude(name__proposal__state=ProposalState.CONFIRMED).delete()
        Sighting.objects.bulk_create(sightings, ignore_conflicts=True, batch_size=AT_ONCE)


def _on_record(keys: Iterable[str]) -> set[str]:
    return set(PersonAlias.objects.filter(key__in=[*keys]).values_list("key", flat=True))


def _taken(articles: list[int]) -> dict[int, list[Span]]:
    """Return the places that mentions have, by article; refused ones too: what is not one person is not another new."""
    taken: dict[int, list[Span]] = defaultdict(list)
    for article, spans in Mention.objects.filter(article__in=articles).values_list("article", "spans"):
        taken[article] += [Span(*span) for span in spans]
    return taken


def _names(names: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], int]:
    """Return the rows of names (primary keys) by group and key; new ones are made."""
    new = [ProposedName(group=group, key=key, name=name[:LONGEST]) for (group, key), name in names.items()]
    ProposedName.objects.bulk_create(new, ignore_conflicts=True, batch_size=AT_ONCE)
    rows = ProposedName.objects.filter(group__in={group for group, _key in names})
    return {(group, key): pk for group, key, pk in rows.values_list("group", "key", "pk")}


def propose(clusters: Callable[[Sequence[Spelling]], Sequence[Cluster]]) -> int:
    """Make proposals of the names that were noted, as `clusters` groups them; return how many are open.

    What editors decided stays: a confirmed proposal keeps its names, one refused once is open again where more articles
    have it than then, one refused for ever never. What they decide meanwhile waits, or is seen.
    """
    with _alone():
        _count_names()
    found = clusters(spellings())
    with _alone():
        _in_clusters(found)
        _count_proposals()
        Proposal.objects.filter(state=ProposalState.OPEN, names=None).delete()
    return Proposal.objects.open().count()


def recount(article_ids: Collection[int] | None = None) -> None:
    """Bring numbers and examples of proposals up to date after articles went to the trash, came back, or were deleted.

    Those in which these articles are concerned; all of them where articles are not there any more to ask (None).
    """
    if article_ids is None:
        with _alone():
            _count_names()
            _count_proposals()
            Proposal.objects.filter(state=ProposalState.OPEN, names=None).delete()
        return
    keys = [*article_ids]
    for start in range(0, len(keys), AT_ONCE):
        concerned = Sighting.objects.filter(article__in=keys[start : start + AT_ONCE])
        names = [*concerned.order_by().values_list("name", flat=True).distinct()]
        for portion in (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE)):
            with _alone():
                _count_names(portion)
                _count_proposals(portion)


@contextmanager
def _alone() -> Iterator[None]:
    """Let no two processes make proposals of the same names, and nobody decide on one that is being altered."""
    with transaction.atomic():
        PersonSearch.objects.select_for_update().get_or_create(pk=1)
        # The whole answer is read, which is what locks its rows.
        _locked = [*Proposal.objects.select_for_update().order_by("pk").values_list("pk")]
        yield


def spellings() -> list[Spelling]:
    """Return all names that were noted and do not belong to a confirmed proposal, the most frequent first."""
    rows = ProposedName.objects.filter(number__gt=0).exclude(proposal__state=ProposalState.CONFIRMED)
    return [Spelling(row.group, row.key, row.name, row.number) for row in rows.order_by("-number", "group", "key")]


def _counted() -> QuerySet[Sighting]:
    """The sightings that count: what is in the trash may come back, and is nowhere until then."""
    return Sighting.objects.exclude(article__status=Status.TRASHED).order_by()


def _count_names(some: Sequence[int] | None = None) -> None:
    """Bring the numbers of all names, or of some (primary keys), up to date.

    Of all, those that stand nowhere any more are forgotten.
    """
    names, counted = ProposedName.objects.all(), _counted()
    if some is None:
        _forget_names()
    else:
        names, counted = names.filter(pk__in=some), counted.filter(name__in=some)
    rows = counted.values("name").annotate(times=Sum("number"), best=Max("confidence"))
    numbers = {row["name"]: (row["times"], row["best"]) for row in rows}
    altered = []
    for name in names.iterator():
        times, best = numbers.get(name.pk, (0, 0.0))
        if (name.number, name.confidence) != (times, best):
            name.number, name.confidence = times, best
            altered.append(name)
    _write(altered, ["number", "confidence"])


def _forget_names() -> None:
    """Forget names that stand nowhere any more, and let proposals be without those that were refused for ever."""
    refused = RefusedName.objects.values("group")
    ProposedName.objects.filter(sightings=None).exclude(proposal__state=ProposalState.CONFIRMED).delete()
    ProposedName.objects.filter(group__in=refused).exclude(proposal__state=ProposalState.REFUSED).update(proposal=None)


def _in_clusters(clusters: Sequence[Cluster]) -> None:
    """Give each cluster its proposal: that of most of its names, where it has one, else a new one.

    Names that are in no cluster leave the open proposal that they were in.
    """
    names: dict[str, list[ProposedName]] = defaultdict(list)
    for name in ProposedName.objects.select_related("proposal"):
        names[name.group].append(name)
    forbidden = set(RefusedName.objects.values_list("group", flat=True))
    new: list[Proposal] = []
    renamed: list[Proposal] = []
    moved: list[tuple[Proposal, list[ProposedName]]] = []
    taken: set[int] = set()
    for cluster in clusters:
        free = [name for group in cluster.groups if group not in forbidden for name in names[group]]
        free = [name for name in free if not name.proposal or name.proposal.state not in _CLOSED]
        if not free:
            continue
        shown = {"display_name": cluster.name[:LONGEST], "latin": cluster.latin[:LONGEST]}
        old = [name.proposal for name in free if name.proposal and name.proposal.pk not in taken]
        proposal = max(old, key=_hold, default=None)
        if proposal is None:
            proposal = Proposal(**shown)
            new.append(proposal)
        elif shown != {"display_name": proposal.display_name, "latin": proposal.latin}:
            proposal.display_name, proposal.latin = shown["display_name"], shown["latin"]
            renamed.append(proposal)
        taken.add(proposal.pk)
        moved.append((proposal, [name for name in free if name.proposal_id != proposal.pk or not proposal.pk]))
    Proposal.objects.bulk_create(new, batch_size=AT_ONCE)
    _write(renamed, ["display_name", "latin"])
    for proposal, theirs in moved:
        for name in theirs:
            name.proposal = proposal
    placed = {group for cluster in clusters for group in cluster.groups}
    left = [name for group in names.keys() - placed for name in names[group] if _is_open(name)]
    for name in left:
        name.proposal = None
    _write([name for _proposal, theirs in moved for name in theirs] + left, ["proposal"])


def _write(altered: Sequence[Model], fields: list[str]) -> None:
    """Write fields of rows that are there, in one statement for many: `bulk_update` names each row in each field."""
    if altered:
        type(altered[0])._default_manager.bulk_create(
            altered, update_conflicts=True, unique_fields=["pk"], update_fields=fields, batch_size=AT_ONCE
        )


def _is_open(name: ProposedName) -> bool:
    return name.proposal is not None and name.proposal.state == ProposalState.OPEN


def _hold(proposal: Proposal) -> tuple[bool, int, int]:
    """Which of several proposals a cluster goes on with: a decided one, else the largest, else the oldest."""
    return proposal.state == ProposalState.REFUSED_ONCE, proposal.number, -proposal.pk


_CLOSED = (ProposalState.CONFIRMED, ProposalState.REFUSED)


def _count_proposals(names: Sequence[int] | None = None) -> None:
    """Bring numbers and examples up to date, of all proposals or of those of some names (primary keys).

    What was refused once and is in more articles now is open again.
    """
    proposals, sightings = Proposal.objects.all(), _counted().exclude(name__proposal=None)
    if names is not None:
        proposals = proposals.filter(pk__in=ProposedName.objects.filter(pk__in=names).values("proposal"))
        sightings = sightings.filter(name__proposal__in=proposals.values("pk"))
    counted = sightings.values("name__proposal").annotate(
        number=Count("article", distinct=True), best=Max("confidence")
    )
    numbers = {row["name__proposal"]: (row["number"], row["best"]) for row in counted}
    place = Window(RowNumber(), partition_by="name__proposal", order_by=["-confidence", "pk"])
    examples: dict[int, list[int]] = defaultdict(list)
    best = sightings.annotate(place=place).filter(place__lte=EXAMPLES)
    for proposal_id, sighting in best.values_list("name__proposal", "pk"):
        examples[proposal_id].append(sighting)
    altered = []
    for proposal in proposals:
        before = proposal.number, proposal.confidence, proposal.state, proposal.examples
        proposal.number, proposal.confidence = numbers.get(proposal.pk, (0, 0.0))
        proposal.examples = examples.get(proposal.pk, [])
        if proposal.state == ProposalState.REFUSED_ONCE and proposal.number > proposal.refused_with:
            proposal.state = ProposalState.OPEN
        if before != (proposal.number, proposal.confidence, proposal.state, proposal.examples):
            altered.append(proposal)
    _write(altered, ["number", "confidence", "state", "examples"])
