"""What a name on record is made of, and by which of its parts a person is called when the name has been said once."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, NamedTuple, TypeVar

from articles.arabic import STOP_WORDS, consonants, given_count, is_given_name, is_name_word
from articles.people.passage import words_of
from articles.people.words import COMMON, DEMONYMS, TITLES

Who = TypeVar("Who", bound=Hashable)

Kind = Literal["full", "compound", "single"]
"""Given and family name, or more; one name of several words (أبو مازن, بن سلمان, عبد الله); one word."""

# Written before a word of a name and part of it, in Arabic and foreign names.
_BEFORE = frozenset("بن ابن ابو ابي ابا ام بنت ذو ال دي دو دا دوس فان فون لو لا سان سانت".split()) | frozenset(
    "de da dos du van von der al el bin ibn abu ben le la saint".split()
)
# Written behind a word of a name and part of it: صلاح الدين, نصر الله; and numbers of kings.
_BEHIND = frozenset("الدين الله الاسلام الزمان الحق".split())
_NUMBERS = frozenset("الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر عشر".split())
# A family name alone is none of these: آل سعود are thousands, محمد is everybody.
_FAMILY = "ال"
_SERVANT = "عبد"
EVERYBODYS = 400
"""Given names that so many of the 74,693 names begin with are no name of one person."""
_SHORTEST = 3


class Name(NamedTuple, Generic[Who]):
    """A name of a person, ready to be looked for."""

    who: Who
    words: tuple[str, ...]
    kind: Kind
    derived: bool = False

    @property
    def is_common(self) -> bool:
        """True where the name alone may be no name of one person: نور, عبد الله; or no name at all: أمل كبير."""
        if self.kind != "full":
            return all(is_common(word) or word.startswith(_SERVANT) for word in self.words if word not in _BEHIND)
        return (
            given_count(self.words[0]) < EVERYBODYS
            and all(word in COMMON for word in self.words)
            and not all(map(is_name_word, self.words))
        )


def is_common(word: str) -> bool:
    """Say whether a folded word alone is no name of one person: a word of the language, or everybody's name."""
    return word in COMMON or word in DEMONYMS or word in STOP_WORDS or given_count(word) >= EVERYBODYS


def units(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the parts of a name, each one word or several that belong together; titles before it are left out.

    >>> units(("محمد", "بن", "سلمان", "ال", "سعود")), units(("الملك", "صلاح", "الدين"))
    ([('محمد',), ('بن', 'سلمان'), ('ال', 'سعود')], [('صلاح', 'الدين')])
    """
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    found: list[tuple[str, ...]] = []
    open_ended = False
    for word in words:
        behind = word in _BEHIND or word in _NUMBERS
        if found and (open_ended or behind):
            found[-1] += (word,)
        else:
            found.append((word,))
        open_ended = word in _BEFORE
    return found


def read(who: Who, name: str) -> Name[Who] | None:
    """Return a name as it is looked for, None where it has no words."""
    words = words_of(name)
    if not words:
        return None
    if len(words) == 1:
        return Name(who, words, "single")
    titled = words[0] in TITLES and len(words) > 1
    return Name(who, words, "full" if titled or len(units(words)) > 1 else "compound")


@dataclass(frozen=True)
class Person(Generic[Who]):
    """A person on record: the names, the role, and what follows from them, worked out when first needed."""

    who: Who
    role: str = ""
    names: tuple[Name[Who], ...] = ()

    @cached_property
    def has_full_name(self) -> bool:
        """True where a name has more than one part."""
        return any(name.kind == "full" for name in self.names)

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of all names."""
        return frozenset(word for name in self.names for word in name.words)

    @cached_property
    def givens(self) -> frozenset[str]:
        """The first words of the full names."""
        return frozenset(units(name.words)[0][0] for name in self.names if name.kind == "full")

    @cached_property
    def shorts(self) -> tuple[Name[Who], ...]:
        """What the person is called by once the full name is known: family names, kunya, short names on record."""
        own = [name for name in self.names if name.kind != "full"]
        full = (units(name.words) for name in self.names if name.kind == "full" and not is_latin(name.words))
        # Of الأمير هاري only the given name is left, which needs its title.
        families = (parts[-1] for parts in full if len(parts) > 1)
        kept = {name.words: name for name in own}
        for family in families:
            if _stands_alone(family) and family not in kept:
                kind: Kind = "single" if len(family) == 1 else "compound"
                kept[family] = Name(self.who, family, kind, derived=True)
        return tuple(kept.values())

    @cached_property
    def ruling(self) -> tuple[Name[Who], ...]:
        """The given names, which stand alone behind a ruler's title."""
        first = {units(name.words)[0] for name in self.names if name.kind == "full" and not is_latin(name.words)}
        return tuple(Name(self.who, words, "single" if len(words) == 1 else "compound", True) for words in first)

    @cached_property
    def role_keys(self) -> frozenset[str]:
        """The words of the role, by their consonants."""
        return role_keys(words_of(self.role))


def role_keys(words: Iterable[str]) -> frozenset[str]:
    """Return words by which roles are compared: the consonants of those that mean something."""
    return frozenset(consonants(word.removeprefix("لل")) for word in words if word not in STOP_WORDS and len(word) > 2)


def shortened(name: Name[Who]) -> list[tuple[str, ...]]:
    """Return the shorter forms in which papers write a long name: given and family name, or the two before آل.

    محمد before another given name is left out too: جواد ظريف. Forms that would be anybody's are not made: محمد علي of
    محمد أحمد علي.
    """
    parts = units(name.words)
    if name.kind != "full" or len(parts) < 3 or is_latin(name.words) or name.words[0] in TITLES:
        return []
    first, second, *_others, family = parts
    if second[0] in ("بن", "ابن"):
        return [first + second]
    if not _stands_alone(family) or is_common(family[-1]):
        return []
    used = [second + family] if first == ("محمد",) and len(parts) == 3 and is_given_name(second[-1]) else []
    return [first + family, *used]


def is_latin(words: Sequence[str]) -> bool:
    """Say whether a name is written in Latin letters."""
    return words[0].isascii()


def _stands_alone(family: tuple[str, ...]) -> bool:
    word = family[-1]
    return (
        family[0] != _FAMILY
        and word not in _NUMBERS
        and word not in STOP_WORDS
        and (len(family) > 1 or len(word) >= _SHORTEST)
    )
