"""Mentions go from person to person, and back.

What moves are the places in a text (spans) and the claims of imports and editors: each belongs to one person of an
article at a time. A `Move` notes them with what both mentions were before, so that they can go back whatever happened
since: what the new holder has of them still goes back, all else stays where later decisions put it.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypedDict

from articles.models import Mention, MentionMethod, MentionState, Person, Span

AT_ONCE = 500
_RANKS: list[str] = [MentionState.REFUSED, MentionState.PROPOSED, MentionState.CONFIDENT, MentionState.CONFIRMED]
_KEPT = ("method", "state", "confidence", "evidence", "lost", "text_checksum")
_WRITTEN = [*_KEPT, "person", "count", "claims", "spellings", "spans"]


class Move(TypedDict):
    """What went from one person to another in an article (primary keys; the source None where it was no mention).

    `before` is what the source's mention was, `held` what the target's was, None where there was none.
    """

    article: int
    spans: list[Any]
    claims: list[int]
    before: dict[str, Any] | None
    held: dict[str, Any] | None


def claims_of(mention: Mention) -> list[int]:
    """Return for whom a mention is claimed apart from names in the text; one without names is claimed in any case."""
    apart = mention.method != MentionMethod.TEXT or not mention.spans
    return list(mention.claims) or ([mention.person_id] if apart and mention.state != MentionState.REFUSED else [])


def snapshot(mention: Mention) -> dict[str, Any]:
    """Return what a mention is, as JSON can hold it."""
    return {**{name: getattr(mention, name) for name in _KEPT}, "spans": mention.spans}


def move_all(source: Person, target: Person) -> list[Move]:
    """Give all mentions of one person to another; where both are named in an article, theirs become one mention."""
    held = {mention.article_id: mention for mention in target.mentions.all()}
    moves: list[Move] = []
    given: list[Mention] = []
    united: list[Mention] = []
    gone: list[int] = []
    for mention in source.mentions.all():
        holder = held.get(mention.article_id)
        moves.append(_noted(mention, mention.spans, claims_of(mention), holder))
        if holder is None:
            mention.claims, mention.person = claims_of(mention), target
            given.append(mention)
        else:
            unite(holder, mention)
            united.append(holder)
            gone.append(mention.pk)
    delete(gone)
    write([*given, *united])
    return moves


def move_some(mentions: Iterable[Mention], target: Person, spellings: Collection[str] | None) -> list[Move]:
    """Give mentions, or of them the places with these spellings, to a person who has none in these articles.

    Where a mention goes as a whole, an editor decided on the article: it is confirmed, and for its former person a
    refusal stays behind, so that no search of the text brings them back.
    """
    moves: list[Move] = []
    altered: list[Mention] = []
    added: list[Mention] = []
    for mention in mentions:
        places = mention.places
        parted = places if spellings is None else [span for span in places if span.spelling in spellings]
        if spellings is not None and not parted:
            continue
        rest = [span for span in places if span not in parted]
        source = mention.person_id
        if spellings is None:
            moves.append(_noted(mention, mention.spans, claims_of(mention), None))
            mention.claims, mention.person = claims_of(mention), target
            mention.state = MentionState.CONFIRMED
            if mention.method == MentionMethod.METADATA:
                mention.method = MentionMethod.EDITOR
            added.append(_refusal(mention.article_id, source))
            altered.append(mention)
        else:
            moves.append(_noted(mention, [list(span) for span in parted], [], None))
            new = _copy(mention.article_id, target, snapshot(mention))
            if claims_of(mention):
                new.method = MentionMethod.TEXT
            new.place(parted, mention.text_checksum)
            added.append(new)
            mention.claims = claims_of(mention)
            mention.place(rest, mention.text_checksum)
            altered.append(mention)
    write(altered)
    delete([mention.pk for mention in altered if _is_empty(mention)])
    Mention.objects.bulk_create(added, batch_size=AT_ONCE)
    return moves


def give_back(
    moves: Iterable[Move],
    source: Person | None,
    target: Person,
    refused: Collection[int] = (),
    refused_target: Collection[int] = (),
) -> None:
    """Let what was moved and is still the target's go back to the source; with no source it is nobody's again.

    `refused` are the articles in which a refusal of the source by an editor is in force, `refused_target` those in
    which one of the target is.
    """
    back = _Back(source, target, [move["article"] for move in moves], refused, refused_target)
    for move in moves:
        back.take(move)
    back.write()


class _Back:
    """Moves being undone: the mentions of both persons in the articles concerned, and what becomes of them."""

    def __init__(
        self,
        source: Person | None,
        target: Person,
        articles: list[int],
        refused: Collection[int],
        refused_target: Collection[int],
    ) -> None:
        self._source = source
        self._target = target
        self._refused = refused
        self._refused_target = refused_target
        self._held = by_article(target, articles)
        self._own = by_article(source, articles) if source else {}
        self._altered: dict[int, Mention] = {}
        self._gone: list[int] = []
        self._added: list[Mention] = []

    def take(self, move: Move) -> None:
        article, before = move["article"], move["before"]
        holder, own = self._held.get(article), self._own.get(article)
        if before and before["state"] == MentionState.REFUSED and article in self._refused:
            self._refuse(move, holder, own)
            return
        if holder is None or holder.state == MentionState.REFUSED:
            return
        spans, rest = parted(holder.places, move["spans"])
        claims = [claim for claim in claims_of(holder) if claim in move["claims"]]
        left = [claim for claim in claims_of(holder) if claim not in claims]
        if not spans and not claims:
            # All of it went back before, but it may have made what was there surer.
            if move["held"] and move["held"]["state"] != MentionState.REFUSED:
                self._lower(holder, move["held"], move["before"])
            return
        checksum = holder.text_checksum
        if self._source and before:
            self._return(self._source, article, own, before, spans, claims, checksum)
        self._leave(holder, move, rest, left)

    def _refuse(self, move: Move, holder: Mention | None, own: Mention | None) -> None:
        """A refusal goes back as such."""
        if holder and holder.state == MentionState.REFUSED and not move["held"]:
            self._gone.append(holder.pk)
        if own is None and self._source:
            self._added.append(_copy(move["article"], self._source, move["before"] or {}))

    def _return(
        self,
        source: Person,
        article: int,
        own: Mention | None,
        before: Mapping[str, Any],
        spans: list[Span],
        claims: list[int],
        checksum: str,
    ) -> None:
        if own is None:
            own = _copy(article, source, before)
            own.place(spans, checksum)
            self._added.append(own)
        elif own.state == MentionState.REFUSED:
            _restore(own, before)
            own.place(spans, checksum)
            self._altered[own.pk] = own
        else:
            own.place({*own.places, *spans}, checksum if checksum == own.text_checksum else "")
            self._altered[own.pk] = own
        own.claims = [*dict.fromkeys([*own.claims, *claims])]

    def _leave(self, holder: Mention, move: Move, rest: list[Span], left: list[int]) -> None:
        """See to what remains with the target."""
        held, before = move["held"], move["before"]
        if held and held["state"] == MentionState.REFUSED and held["spans"]:
            # A refusal by an editor that was taken back since is none any more.
            held = held if move["article"] in self._refused_target else None
        if not rest and not left:
            if held and held["state"] == MentionState.REFUSED:
                _restore(holder, held)
                holder.spans, holder.claims = held["spans"], []
                self._altered[holder.pk] = holder
            else:
                self._gone.append(holder.pk)
            return
        holder.place(rest, holder.text_checksum)
        holder.claims = left
        if self._lower(holder, held, before):
            return
        if not left and (holder.method != MentionMethod.TEXT or move["held"]):
            holder.method, holder.state = MentionMethod.TEXT, MentionState.CONFIDENT
        self._altered[holder.pk] = holder

    def _lower(self, holder: Mention, held: Mapping[str, Any] | None, before: Mapping[str, Any] | None) -> bool:
        """Let a mention be as sure as it was before it took in another, if it is as sure as that made it; say so."""
        if not held or not before or holder.state != max(held["state"], before["state"], key=_RANKS.index):
            return False
        holder.state, holder.method = held["state"], held["method"]
        self._altered[holder.pk] = holder
        return True

    def write(self) -> None:
        delete(self._gone)
        write([mention for mention in self._altered.values() if mention.pk not in self._gone])
        Mention.objects.bulk_create(self._added, batch_size=AT_ONCE)


def unite(holder: Mention, other: Mention) -> None:
    """Let a mention take in that of another person in the same article; a refusal gives way to what is there."""
    if other.state == MentionState.REFUSED:
        return
    if holder.state == MentionState.REFUSED:
        _restore(holder, snapshot(other))
        holder.place(other.places, other.text_checksum)
        holder.claims = claims_of(other)
        return
    claims = [*dict.fromkeys([*claims_of(holder), *claims_of(other)])]
    more = [span for span in other.places if not any(span.meets(one) for one in holder.places)]
    if holder.method == MentionMethod.TEXT and not holder.is_fixed:
        holder.method = other.method
    holder.state = max(holder.state, other.state, key=_RANKS.index)
    holder.confidence = max(holder.confidence, other.confidence)
    holder.evidence = [*dict.fromkeys([*holder.evidence, *other.evidence])]
    same = holder.text_checksum == other.text_checksum
    holder.place([*holder.places, *more], holder.text_checksum if same else "")
    holder.claims = claims


def parted(places: list[Span], moved: Iterable[Any]) -> tuple[list[Span], list[Span]]:
    """Part places into those that were moved and the others.

    A search since then may have found a name with a particle more or less, a changed text has it elsewhere: what is
    not there any more is looked for so.
    """
    rest = [*places]
    found: list[Span] = []
    waiting = [Span(*one) for one in moved]
    for is_same in (Span.__eq__, _is_about, _is_called):
        for span in [*waiting]:
            same = next((one for one in rest if is_same(one, span)), None)
            if same:
                rest.remove(same)
                found.append(same)
                waiting.remove(span)
    return found, rest


def _is_about(one: Span, other: Span) -> bool:
    return one.meets(other) and (one.surface.endswith(other.surface) or other.surface.endswith(one.surface))


def _is_called(one: Span, other: Span) -> bool:
    return (one.field, one.surface) == (other.field, other.surface)


def by_article(person: Person, articles: list[int]) -> dict[int, Mention]:
    """Return a person's mentions in these articles (primary keys), by article."""
    found: dict[int, Mention] = {}
    for start in range(0, len(articles), AT_ONCE):
        mentions = person.mentions.filter(article__in=articles[start : start + AT_ONCE])
        found.update((mention.article_id, mention) for mention in mentions)
    return found


def write(mentions: list[Mention]) -> None:
    Mention.objects.bulk_update(mentions, _WRITTEN, batch_size=50)


def delete(keys: list[int]) -> None:
    for start in range(0, len(keys), AT_ONCE):
        Mention.objects.filter(pk__in=keys[start : start + AT_ONCE]).delete()


def _is_empty(mention: Mention) -> bool:
    return not mention.spans and not mention.claims


def _noted(mention: Mention, spans: list[Any], claims: list[int], holder: Mention | None) -> Move:
    return {
        "article": mention.article_id,
        "spans": spans,
        "claims": claims,
        "before": snapshot(mention),
        "held": snapshot(holder) if holder else None,
    }


def _refusal(article: int, person: int) -> Mention:
    return Mention(
        article_id=article, person_id=person, method=MentionMethod.TEXT, state=MentionState.REFUSED, confidence=0.0
    )


def _copy(article: int, person: Person, was: Mapping[str, Any]) -> Mention:
    mention = Mention(article_id=article, person=person)
    _restore(mention, was)
    mention.place((Span(*span) for span in was.get("spans", ())), mention.text_checksum)
    return mention


def _restore(mention: Mention, was: Mapping[str, Any]) -> None:
    for name in _KEPT:
        setattr(mention, name, was[name])
