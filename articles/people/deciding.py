"""Whose names they are: an article is read as a whole, full names first, then what stands for them.

1. Full names are looked for; the longest wins. What is named after a person, or is part of another's longer name, goes,
   and keeps its words from being found again.
2. Short names on record that a title stands before count as well.
3. Of the persons found so, and of those known to be named, parts of names are looked for: the family name alone.
4. Namesakes are told apart: by another name of one of them in the article, by the title before the name, by words of
   their roles. Else the mention is of all of them, undecided.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

from articles.arabic import Likeness, is_rather_name
from articles.people import context
from articles.people.context import Spot
from articles.people.evidence import (
    ALONE,
    CALLED,
    COMMON,
    COMPOUND,
    FULL,
    GIVEN,
    IN_ARTICLE,
    NAMESAKE,
    ONLY,
    OTHER_NAME,
    ROLE,
    RULER,
    SAYING,
    SHORT,
    SHORTENED,
    SPELLING,
    TITLE,
)
from articles.people.finding import Alike, Names, Place, place_of
from articles.people.naming import Name, Person, Who
from articles.people.passage import Passage, key_of
from articles.people.words import DEMONYMS


@dataclass(slots=True)
class Claim(Generic[Who]):
    """A stretch of a passage that is a name: whose it may be, and why."""

    field: str
    spot: Spot
    particle: str
    names: tuple[Alike[Who], ...]
    code: str
    evidence: tuple[str, ...] = ()
    persons: tuple[Who, ...] = ()


class Reading(Generic[Who]):
    """One article, read for the names of known persons."""

    def __init__(
        self,
        names: Names[Who],
        people: Mapping[Who, Person[Who]],
        passages: Mapping[str, Passage],
        given: Collection[Who],
    ) -> None:
        self._names = names
        self._people = people
        self._passages = passages
        self._given = {who for who in given if who in people}
        self._taken: dict[str, set[int]] = {field: set() for field in passages}
        self._claims: list[Claim[Who]] = []

    def claims(self) -> list[Claim[Who]]:
        """Return the mentions, decided as far as the article decides."""
        for field, passage in self._passages.items():
            self._take(field, self._names.several(passage))
        alone = {field: [*self._names.alone(passage)] for field, passage in self._passages.items()}
        for field, places in alone.items():
            self._take(field, [place for place in places if any(map(self._is_only_name, place.names))])
        self._decide_all()
        for field, places in alone.items():
            self._take_titled(field, places)
        self._take_parts()
        self._note_who_is_called_so()
        for field, places in alone.items():
            self._take(field, [place for place in places if place.names[0].likeness == Likeness.SAME], code=ALONE)
        self._decide_all()
        return self._claims

    # --- Full names ---
    def _is_only_name(self, alike: Alike[Who]) -> bool:
        return not self._people[alike.name.who].has_full_name

    def _take(self, field: str, places: Iterable[Place[Who]], code: str = "") -> None:
        """Take the longest of these places, the most alike of equally long ones, as mentions or as words not to use."""
        ranked = sorted(places, key=lambda p: (p.first - p.last, -max(one.likeness for one in p.names), p.first))
        for place in ranked:
            if self._is_free(field, place.first, place.last):
                self._claim(field, place, code)

    def _is_free(self, field: str, first: int, last: int) -> bool:
        taken = self._taken[field]
        return not any(number in taken for number in range(first, last + 1))

    def _claim(self, field: str, place: Place[Who], code: str = "") -> None:
        """Make a place a mention, unless what stands around it shows that it is none; its words are used either way."""
        spot = Spot(self._passages[field], place.first, place.last, bool(place.particle))
        self._taken[field].update(range(spot.first, spot.last + 1))
        if context.is_named_after(spot) or context.is_of_something(spot, place.names[0].name):
            return
        kept: list[Alike[Who]] = []
        first = spot.first
        for one in place.names:
            person = self._people[one.name.who]
            begin = context.begin(spot, one.name, person)
            weak = one.name.kind == "single" and (code == ALONE or one.likeness != Likeness.SAME)
            if begin is None or context.goes_on(spot, one.name, person, weak=weak):
                continue
            kept.append(one)
            first = min(first, begin)
        if not kept:
            return
        if first != spot.first and self._is_free(field, first, spot.first - 1):
            self._taken[field].update(range(first, spot.first))
            spot = spot._replace(first=first)
        name = kept[0].name
        claim = Claim(field, spot, place.particle, tuple(kept), code or self._code(name))
        self._support(claim)
        self._claims.append(claim)

    def _code(self, name: Name[Who]) -> str:
        if name.kind == "full":
            return SHORTENED if name.derived else FULL
        if not self._people[name.who].has_full_name:
            return ONLY
        return COMPOUND if name.kind == "compound" else ALONE

    def _support(self, claim: Claim[Who]) -> None:
        """Note what supports a mention, and what speaks against it."""
        spot, name = claim.spot, claim.names[0].name
        evidence = [claim.code]
        if all(one.likeness != Likeness.SAME for one in claim.names):
            evidence.append(SPELLING)
        is_common = name.is_common and claim.code != RULER
        if is_common:
            evidence.append(COMMON)
        is_adjective = name.kind == "single" and name.words[0] in DEMONYMS
        if context.after_honorific(spot) if is_adjective else context.title(spot).found:
            evidence.append(TITLE)
        if context.beside_saying(spot):
            evidence.append(SAYING)
        claim.evidence = tuple(evidence)

    # --- Short names ---
    def _take_titled(self, field: str, places: Iterable[Place[Who]]) -> None:
        """Take the short names on record that have a title before them."""
        for place in places:
            spot = Spot(self._passages[field], place.first, place.last, bool(place.particle))
            if self._is_free(field, place.first, place.last) and context.title(spot).found:
                self._claim(field, place, ALONE)
        self._decide_all()

    def _take_parts(self) -> None:
        """Take what stands for persons whose full names have been found, or who are given."""
        present = self._present()
        for field, passage in self._passages.items():
            found: dict[tuple[int, int], Place[Who]] = {}
            ruling: set[tuple[int, int]] = set()
            for who in present:
                for name, is_ruling in self._parts(self._people[who]):
                    for place in self._where(field, passage, name):
                        where = place.first, place.last
                        if is_ruling and not context.after_ruler(Spot(passage, *where, bool(place.particle))):
                            continue
                        known = found.get(where)
                        found[where] = place._replace(names=known.names + place.names) if known else place
                        if is_ruling:
                            ruling.add(where)
            for place in sorted(found.values(), key=lambda one: (one.first - one.last, one.first)):
                if self._is_free(field, place.first, place.last):
                    self._claim(field, place, RULER if (place.first, place.last) in ruling else SHORT)
        self._decide_all()

    def _note_who_is_called_so(self) -> None:
        """Let a name that is a word of the language too stand for a person where the article surely calls him so."""
        words = [claim for claim in self._claims if claim.code == SHORT and COMMON in claim.evidence]
        words = [claim for claim in words if is_rather_name(claim.names[0].name.words[-1])]
        sure = {_called(claim) for claim in words if {TITLE, SAYING} & {*claim.evidence}}
        for claim in words:
            # لصالح and هادئ are no names, though they can be read as ones.
            if _called(claim) in sure and not claim.particle and not {TITLE, SAYING} & {*claim.evidence}:
                claim.evidence += (CALLED,)

    def _present(self) -> list[Who]:
        """Return who is surely named, namesakes not told apart among them: the given, then those found."""
        sure = (
            claim for claim in self._claims if COMMON not in claim.evidence or {TITLE, SAYING, ROLE} & {*claim.evidence}
        )
        return [*dict.fromkeys([*self._given, *(who for claim in sure for who in claim.persons)])]

    def _parts(self, person: Person[Who]) -> Iterator[tuple[Name[Who], bool]]:
        yield from ((name, False) for name in person.shorts)
        yield from ((name, True) for name in person.ruling)

    def _where(self, field: str, passage: Passage, name: Name[Who]) -> Iterator[Place[Who]]:
        for where in passage.find(key_of(name.words)):
            if self._is_free(field, *where) and (place := place_of(passage, where, name)):
                yield place

    # --- Namesakes ---
    def _decide_all(self) -> None:
        """Decide whose the mentions are that are not decided yet."""
        open_claims = [claim for claim in self._claims if len(claim.persons) != 1]
        for claim in open_claims:
            claim.persons = self._candidates(claim)
        sole = {claim.persons[0] for claim in self._claims if len(claim.persons) == 1}
        for claim in open_claims:
            if len(claim.persons) > 1:
                self._decide(claim, sole)
            elif claim.persons[0] in self._given:
                claim.evidence += (GIVEN,)
            if claim.persons and TITLE in claim.evidence and ROLE not in claim.evidence and self._has_role(claim):
                claim.evidence += (ROLE,)

    def _candidates(self, claim: Claim[Who]) -> tuple[Who, ...]:
        """Return whose name it may be: those with the name as it is written, if there are any, and on record rather."""
        ranks = [(one.likeness, claim.code == SHORT or not one.name.derived) for one in claim.names]
        best = max(ranks)
        return tuple(dict.fromkeys(one.name.who for one, rank in zip(claim.names, ranks, strict=True) if rank == best))

    def _decide(self, claim: Claim[Who], sole: set[Who]) -> None:
        """Decide between namesakes by the whole article; they stay side by side where nothing does."""
        claim.evidence = tuple(code for code in claim.evidence if code != NAMESAKE)
        tests: list[tuple[str, set[Who]]] = [(ROLE, self._by_title(claim))]
        if claim.code in (SHORT, RULER):
            tests.append((SHORT, {*claim.persons} & (sole | self._given)))
        else:
            tests += [
                (GIVEN, {*claim.persons} & self._given),
                (OTHER_NAME, {*claim.persons} & sole),
                (IN_ARTICLE, self._by_role(claim)),
            ]
        for code, meant in tests:
            if len(meant) == 1:
                claim.persons = tuple(meant)
                claim.evidence += (code,) if code not in claim.evidence else ()
                return
        claim.evidence += (NAMESAKE,)

    def _has_role(self, claim: Claim[Who]) -> bool:
        keys = context.title(claim.spot).keys
        return len(claim.persons) == 1 and bool(keys & self._people[claim.persons[0]].role_keys)

    def _by_title(self, claim: Claim[Who]) -> set[Who]:
        """Return those of whose role the title before the name has most words."""
        title = context.title(claim.spot)
        return self._most(claim, title.keys) if title.found else set()

    def _by_role(self, claim: Claim[Who]) -> set[Who]:
        """Return the one of whose role the article has words, of no other's."""
        keys = frozenset(key for passage in self._passages.values() for key in passage.key.split(" "))
        roles = {who: self._people[who].role_keys for who in claim.persons}
        common = frozenset.intersection(*roles.values())
        met = {who for who, role in roles.items() if (role - common) & keys}
        return met if len(met) == 1 else set()

    def _most(self, claim: Claim[Who], keys: frozenset[str]) -> set[Who]:
        met = {who: len(keys & self._people[who].role_keys) for who in claim.persons}
        most = max(met.values())
        return {who for who, number in met.items() if number == most} if most else set()


def _called(claim: Claim[Who]) -> tuple[tuple[Who, ...], str]:
    """Return who is meant and how he is called, without a particle."""
    spot = claim.spot
    return claim.persons, spot.passage.without(claim.particle, spot.first, spot.last)
