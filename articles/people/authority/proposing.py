"""Proposals are confirmed, as new persons or as names of persons on record, or refused."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.arabic import name_key
from articles.models import (
    Act,
    AliasKind,
    IndexChange,
    Mention,
    MentionMethod,
    MentionState,
    Operation,
    Person,
    PersonAlias,
    Proposal,
    ProposalState,
    ProposedName,
    RefusedName,
    Sighting,
    Span,
)
from articles.people.authority import names
from articles.people.authority.errors import CannotDecide
from articles.people.authority.summaries import from_to

AT_ONCE = 500
FROM_PROPOSAL = "proposal"
"""Evidence of a mention that comes from a proposal which an editor confirmed."""


def confirm(
    proposals: Sequence[Proposal],
    *,
    person: Person | None = None,
    display_name: str = "",
    latin: str = "",
    user: User | None,
) -> Operation:
    """Confirm proposals, all of one person: who is on record, or a new one of this display name.

    Their spellings become names, but for those that another person has; what was found becomes mentions. Raises
    CannotDecide for a proposal that is decided, a person who is off record, and a display name of somebody else.
    """
    with transaction.atomic():
        proposals = _open(proposals)
        act = Act.ALIAS if person else Act.NEW
        if person is None:
            display_name = display_name or proposals[0].display_name
            taken = Person.objects.named(display_name).first()
            if taken:
                raise CannotDecide("on record", str(taken))
            person = Person.objects.create(display_name=display_name)
        person = Person.objects.select_for_update().get(pk=person.pk)
        if person.retired:
            raise CannotDecide("retired")
        spellings = ProposedName.objects.filter(proposal__in=proposals)
        summary = from_to("، ".join(proposal.display_name for proposal in proposals), person.display_name)
        operation = Operation.objects.create(act=act, summary=summary[:500], person=person, user=user)
        added = names.add(person, _new_names(person, spellings, latin), operation)
        for proposal in proposals:
            proposal.state, proposal.person = ProposalState.CONFIRMED, person
            proposal.save(update_fields=["state", "person"])
        articles = _name_in_articles(person, spellings)
        IndexChange.objects.enqueue(articles)
        keys = [proposal.pk for proposal in proposals]
        operation.moved, operation.articles = {"proposals": keys, "names": added, "articles": articles}, len(articles)
        operation.save(update_fields=["moved", "articles"])
        return operation


def refuse(proposals: Sequence[Proposal], *, forever: bool, user: User | None) -> Operation:
    """Refuse proposals: until there is new evidence, or for ever, which is kept of every group of spellings."""
    with transaction.atomic():
        proposals = _open(proposals)
        refused: list[str] = []
        for proposal in proposals:
            proposal.state = ProposalState.REFUSED if forever else ProposalState.REFUSED_ONCE
            proposal.refused_with = proposal.number
            proposal.save(update_fields=["state", "refused_with"])
        if forever:
            names_of = {proposal.pk: proposal.display_name for proposal in proposals}
            groups = dict(ProposedName.objects.filter(proposal__in=proposals).values_list("group", "proposal"))
            refused = sorted(groups.keys() - RefusedName.among(groups))
            user_id = user.pk if user else None
            RefusedName.objects.bulk_create(
                RefusedName(group=group, name=names_of[groups[group]], user_id=user_id) for group in refused
            )
        moved = {"proposals": [proposal.pk for proposal in proposals], "refused": refused}
        summary = "، ".join(proposal.display_name for proposal in proposals)
        return Operation.objects.create(act=Act.REFUSE, summary=summary[:500], moved=moved, user=user)


def _open(proposals: Iterable[Proposal]) -> list[Proposal]:
    keys = [proposal.pk for proposal in proposals]
    locked = [*Proposal.objects.select_for_update().filter(pk__in=keys).order_by("-number", "pk")]
    if not locked:
        raise CannotDecide("nothing")
    for proposal in locked:
        if proposal.state in (ProposalState.CONFIRMED, ProposalState.REFUSED):
            raise CannotDecide("decided", proposal.display_name)
    return locked


def _new_names(person: Person, spellings: Iterable[ProposedName], latin: str) -> list[tuple[str, str, str]]:
    """Return the names a person gets, each with kind and source; what is another's already stays theirs.

    A family name alone, beside a full one, is none of its own.
    """
    found: list[tuple[str, str, str]] = []
    has_full = any(" " in spelling.key for spelling in spellings) or " " in person.display_name
    for spelling in spellings:
        if has_full and " " not in spelling.key:
            continue
        if PersonAlias.objects.filter(key=spelling.key).exclude(person=person).exists():
            continue
        kind = AliasKind.SPELLING if " " in spelling.key else AliasKind.SHORT
        source = _("texts of the archive (times: %(number)d)") % {"number": spelling.number}
        found.append((spelling.name, kind, source))
    if name_key(latin):
        found.append((latin, AliasKind.TRANSLITERATION, _("transcribed from the Arabic name")))
    return found


def _name_in_articles(person: Person, spellings: Iterable[ProposedName]) -> list[int]:
    """Make mentions of what was found under these spellings; return the articles (primary keys) that have them.

    Where the person is named already, and where another one is, the search of the text decides.
    """
    found: dict[int, list[Sighting]] = {}
    for sighting in Sighting.objects.filter(name__in=spellings).order_by("article"):
        found.setdefault(sighting.article_id, []).append(sighting)
    theirs = set(person.mentions.values_list("article", flat=True))
    taken = _taken([*found])
    added: list[Mention] = []
    for article, sightings in found.items():
        places = [span for one in sightings for span in one.places]
        places = [span for span in places if not any(span.meets(other) for other in taken.get(article, ()))]
        if article in theirs or not places:
            continue
        mention = Mention(
            article_id=article,
            person=person,
            method=MentionMethod.TEXT,
            state=MentionState.CONFIDENT,
            confidence=max(one.confidence for one in sightings),
            evidence=[FROM_PROPOSAL],
        )
        mention.place(places, sightings[0].text_checksum)
        added.append(mention)
    Mention.objects.bulk_create(added, batch_size=AT_ONCE)
    return sorted(found)


def _taken(articles: list[int]) -> dict[int, list[Span]]:
    """Return the places that mentions have in these articles."""
    taken: dict[int, list[Span]] = {}
    for start in range(0, len(articles), AT_ONCE):
        mentions = Mention.objects.filter(article__in=articles[start : start + AT_ONCE])
        standing = mentions.exclude(state=MentionState.REFUSED)
        for article, spans in standing.values_list("article", "spans"):
            taken.setdefault(article, []).extend(Span(*span) for span in spans)
    return taken
