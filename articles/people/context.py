"""What stands around a name: titles and verbs that support it, and what shows that it is another's, or no person's."""

from functools import lru_cache
from typing import NamedTuple

from articles.arabic import STOP_WORDS, given_count, is_given_name, is_name_word, is_rather_name
from articles.people.naming import Name, Person, Who, role_keys
from articles.people.passage import Passage
from articles.people.words import (
    COMMON,
    DEMONYMS,
    HONORIFICS,
    JUNIOR,
    KINDRED,
    NAMED_AFTER,
    PLACES,
    ROLES,
    RULERS,
    SAYING,
    TITLES,
)

FARTHEST_TITLE = 9
"""Words before a name in which its title is looked for: وزير الخارجية في حكومة الوفاق is behind five."""
_TITLES_BEFORE_NAMESAKE = 3
_SONS = frozenset(("بن", "ابن"))
_JOINING = frozenset("بن ابن بنت ابو ابي ابا ام ال عبد".split())
# A word of the language that is a given name is one before another name only where it is frequent as that.
_RATHER_NAME = 150
# Arabic given names, of which a longer name may go on; foreign family names look like given ones.
_GIVEN_AT_ALL = 4
# علي is على in the folded spelling, and in that of many papers.
_ON = "علي"
# أن and إن with a particle: each could be a name.
_THAT = frozenset("بان لان وان فان كان".split())
_NOT_NAMES = STOP_WORDS | _THAT | TITLES | ROLES | SAYING | PLACES | DEMONYMS | NAMED_AFTER


class Spot(NamedTuple):
    """Where a name stands: its first and last word in a passage; whether a particle is written onto it."""

    passage: Passage
    first: int
    last: int
    has_particle: bool


class Title(NamedTuple):
    """What stands before a name: its words, nearest first; whether one of them makes it a title of persons."""

    found: bool
    words: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        return role_keys(self.words)


@lru_cache(maxsize=1 << 15)
def forms(word: str) -> tuple[str, ...]:
    """Return a folded word, and what it is without the particles that may be written onto it.

    >>> forms("وبجامعه"), forms("للرييس")
    (('وبجامعه', 'بجامعه', 'جامعه'), ('للرييس', 'الرييس'))
    """
    found = [word]
    while len(word) > 3 and word[0] in "وفبلك" and len(found) < 3:
        word = "ال" + word[2:] if word.startswith("لل") else word[1:]
        found.append(word)
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _is(word: str, group: str) -> bool:
    return any(form in _GROUPS[group] for form in forms(word))


_GROUPS = {
    "title": TITLES,
    "ruler": RULERS,
    "role": ROLES,
    "honorific": HONORIFICS,
    "named after": NAMED_AFTER,
    "kindred": KINDRED,
    "saying": SAYING,
    "place": PLACES,
}


def title(spot: Spot) -> Title:
    """Return the title before a name: from a title or a role to the name, all else between being what it is of."""
    words: list[str] = []
    found = False
    if spot.has_particle:
        return Title(False, ())
    for number in range(spot.first - 1, max(spot.first - FARTHEST_TITLE, 0) - 1, -1):
        word = spot.passage.word(number)
        if spot.passage.parted(number) or word in STOP_WORDS or _is(word, "saying"):
            break
        is_title = _is(word, "title")
        if not words and not is_title and not word.startswith("ال") and word not in PLACES:
            break
        words.append(word)
        if is_title or (len(words) > 1 and _is(word, "role")):
            found = True
            if number and _is(spot.passage.word(number - 1), "role"):
                words.append(spot.passage.word(number - 1))
            break
    return Title(found, tuple(words) if found else ())


def after_honorific(spot: Spot) -> bool:
    """Say whether a title stands directly before a name that no adjective follows: السيد."""
    return _directly_before(spot, "honorific")


def after_ruler(spot: Spot) -> bool:
    """Say whether the title of a ruler stands directly before a name."""
    return _directly_before(spot, "ruler")


def _directly_before(spot: Spot, group: str) -> bool:
    before = spot.first - 1
    return not spot.has_particle and not spot.passage.parted(before) and _is(spot.passage.word(before), group)


def beside_saying(spot: Spot) -> bool:
    """Say whether a verb of what persons do in news stands before a name, or behind it, or a colon does."""
    if _directly_before(spot, "saying"):
        return True
    passage, last = spot.passage, spot.last
    if not passage.parted(last) and last + 1 < len(passage) and passage.word(last + 1) in SAYING:
        return True
    _start, end = passage.span(last, last)
    return passage.text[end : end + 3].lstrip(' »"”').startswith(":")


def is_of_something(spot: Spot, name: Name[Who]) -> bool:
    """Say whether a name that is a word goes on as one: وسام الفروسية, نور الشمس, أمل كبير."""
    passage, behind = spot.passage, spot.last + 1
    if not name.is_common or name.kind != "single" or name.words[0].startswith("ال") or passage.parted(spot.last):
        return False
    if is_rather_name(name.words[0]) and _directly_before(spot, "saying"):
        return False
    word = passage.word(behind)
    return word.startswith("ال") or word in COMMON


def is_named_after(spot: Spot) -> bool:
    """Say whether a street, a prize, a family is meant: شارع الملك فيصل, جائزة محمود درويش, عائلة الأسد."""
    if spot.has_particle:
        return False
    passage, number = spot.passage, spot.first - 1
    for _number in range(_TITLES_BEFORE_NAMESAKE):
        if passage.parted(number):
            return False
        word = passage.word(number)
        if not _is(word, "title") or _is(word, "named after"):
            break
        number -= 1
    if passage.parted(number):
        return False
    word = passage.word(number)
    if number > 0 and passage.word(number - 1) == "عن" and word == "طريق":
        return False
    return _is(word, "named after") or (number == spot.first - 1 and _is(word, "kindred"))


def begin(spot: Spot, name: Name[Who], person: Person[Who]) -> int | None:
    """Return the word with which a name begins, what belongs to it before included; None where it is another's.

    أحمد فائز السراج is another one, as is خالد بن محمد سالم. فائز مصطفى السراج is the same one, where السراج was found.
    """
    passage, before = spot.passage, spot.first - 1
    if spot.has_particle or passage.parted(before):
        return spot.first
    word = passage.word(before)
    own = person.givens if name.kind != "full" else frozenset[str]()
    if any(form in own for form in forms(word)):
        return before
    if any(form in _JOINING for form in forms(word)):
        return None
    is_name = any(map(_is_others_given_name, forms(word))) and not any(form in STOP_WORDS for form in forms(word))
    if not is_name and not (before == 0 and passage.surfaces[0] == _ON):
        return spot.first
    farther = not passage.parted(before - 1) and any(form in own for form in forms(passage.word(before - 1)))
    return before - 1 if farther else None


def _is_others_given_name(word: str) -> bool:
    if word in _NOT_NAMES or word == _ON or len(word) < 3:
        return False
    return is_given_name(word) and (word not in COMMON or given_count(word) >= _RATHER_NAME)


def _has_another_father(father: str, name: Name[Who], person: Person[Who]) -> bool:
    """Say whether بن and a word behind a name make it another's: they do unless a name on record has that word.

    Of whom no name on record goes so far nothing is known: محمد بن راشد بن سعيد may be he.
    """
    if name.kind != "full" or not _SONS & {*name.words}:
        return father not in person.words or name.kind != "full"
    goes_so_far = any(sum(word in _SONS for word in one.words) > 1 for one in person.names)
    return father not in person.words and (goes_so_far or name.derived)


def goes_on(spot: Spot, name: Name[Who], person: Person[Who], *, weak: bool = False) -> bool:
    """Say whether more of a name stands behind it, so that it is another's: محمد سالم باسندوة, دونالد ترامب الابن.

    `weak` is what is little evidence itself, a part of a name or another spelling of one: then any name will do.
    """
    passage, behind = spot.passage, spot.last + 1
    if passage.parted(spot.last) or behind >= len(passage):
        return False
    word, own_last = passage.word(behind), name.words[-1]
    if word in ("بن", "ابن"):
        return _has_another_father(passage.word(behind + 1), name, person)
    if word in person.words:
        return False
    if word in JUNIOR:
        return True
    ends_given = weak or (is_given_name(own_last) and given_count(own_last) >= _GIVEN_AT_ALL)
    if word in _JOINING:
        return ends_given
    if word in _NOT_NAMES or not is_name_word(word) or (word == _ON and passage.surfaces[behind] != _ON):
        return False
    if word in COMMON:
        return ends_given and given_count(word) >= _RATHER_NAME
    return ends_given or word.startswith("ال")
