"""Mentions of known persons in an article: found in one pass, judged by their neighbours and by the whole article."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

from articles.people.deciding import Claim, Reading
from articles.people.evidence import confidence
from articles.people.finding import Names
from articles.people.naming import Name, Person, Who, read, shortened
from articles.people.passage import Passage

TEXT = "text"
"""The field of hits in a text that was given without fields."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[Who]):
    """A mention: `passages[field][start:end] == surface`, whole words, with the particle that is written onto them.

    `persons` is the one who is meant, or all namesakes between whom nothing decides. `name` is the name as it is
    written without the particle: السراج of وللسراج. `evidence` are codes, which `explain_evidence` puts into words;
    `confidence` (0 to 1) is at least `CONFIDENT` where the mention is to be linked.
    """

    persons: tuple[Who, ...]
    field: str
    start: int
    end: int
    surface: str
    name: str
    confidence: float
    evidence: tuple[str, ...]

    @property
    def person(self) -> Who | None:
        """The one person who is meant; None where that is undecided."""
        return self.persons[0] if len(self.persons) == 1 else None


class Matcher(Generic[Who]):
    """Finds known persons in articles. Built once from all names, or `add`ed to; a text costs the same for any number.

    Takes names by person, and the roles of persons, whose words tell namesakes apart.
    """

    def __init__(
        self, names: Mapping[Who, Iterable[str]] | None = None, roles: Mapping[Who, str] | None = None
    ) -> None:
        self._names: Names[Who] = Names()
        self._people: dict[Who, Person[Who]] = {}
        for person, spellings in (names or {}).items():
            self.add(person, spellings, (roles or {}).get(person, ""))

    def add(self, who: Who, names: Iterable[str], role: str = "") -> None:
        """Look for names of a person as well; a name without words is left out. A role replaces the one before."""
        known = self._people.get(who, Person(who))
        own = {name.words: name for name in known.names}
        for written in names:
            name = read(who, written)
            if name and name.words not in own:
                own[name.words] = name
                self._names.add(name)
        for name in [*own.values()]:
            for shorter in shortened(name):
                if shorter not in own:
                    own[shorter] = Name(who, shorter, "full", derived=True)
                    self._names.add(own[shorter])
        self._people[who] = Person(who, role or known.role, tuple(own.values()))

    def build(self) -> None:
        """Build what the first search would build: a second for 100,000 names."""
        self._names.build()

    def find(self, passages: str | Mapping[str, str], given: Collection[Who] = ()) -> list[Hit[Who]]:
        """Return the mentions of known persons in an article, field by field in their order, none overlapping another.

        Takes a text, or texts by field (title, text …), which are evidence for each other; offsets are those of the
        field. `given` are persons who are known to be named in the article: of these parts of names do.
        """
        texts = {TEXT: passages} if isinstance(passages, str) else passages
        read_once = {field: Passage(text) for field, text in texts.items() if text}
        claims = Reading(self._names, self._people, read_once, given).claims()
        order = {field: number for number, field in enumerate(texts)}
        return sorted((_hit(claim) for claim in claims), key=lambda hit: (order[hit.field], hit.start))


def _hit(claim: Claim[Who]) -> Hit[Who]:
    passage = claim.spot.passage
    start, end = passage.span(claim.spot.first, claim.spot.last)
    surface = passage.text[start:end]
    name = passage.without(claim.particle, claim.spot.first, claim.spot.last)
    return Hit(claim.persons, claim.field, start, end, surface, name, confidence(claim.evidence), claim.evidence)
