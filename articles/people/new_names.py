"""Names of persons in texts, on record or not, and which of them are one person's, as this package stores them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.arabic import folded, surfaces
from articles.people.clusters import Assigned, assign, given_names, joined_keys
from articles.people.context import forms
from articles.people.sightings import Cluster, Spelling
from articles.people.spelling import group_key, is_called_first, likely_latin
from articles.people.tagger import find_new_in
from articles.people.words import SAYING, TITLES

_SUPPORT = TITLES | SAYING
# Characters: more than three words.
_BEFORE = 60


class Name(NamedTuple):
    """A name in a text; the fields are those of `findings.NewName`. Goes from one process to another."""

    start: int
    end: int
    surface: str
    confidence: float
    name: str
    group: str


def names_in(texts: Sequence[str]) -> Iterator[list[Name]]:
    """Yield the names of persons in each of the texts.

    A given name that never stands in full is left out where no title and no verb of saying stands before it: many
    persons are called so, and which of them is meant the text has told in a way that was not found.
    """
    for text, found in zip(texts, find_new_in(texts), strict=True):
        named = assign(found)
        enough = {one.key for one in named if not _is_given(one) or _is_supported(text, one.found.start)}
        yield [
            Name(one.found.start, one.found.end, one.found.surface, one.found.confidence, one.name, one.key)
            for one in named
            if one.key in enough
        ]


def _is_given(one: Assigned) -> bool:
    """Say whether a name is a given name alone, in an article that has no full name it could belong to."""
    return " " not in one.key and is_called_first(folded(one.name))


def _is_supported(text: str, start: int) -> bool:
    """Say whether a title or a verb of saying is among the three words before a place: قالت الفنانة المصرية شيرين."""
    words = surfaces(text[max(0, start - _BEFORE) : start])[-3:]
    return any(form in _SUPPORT for word in words for form in forms(folded(word)))


def clusters_of(names: Sequence[Spelling]) -> list[Cluster]:
    """Return which groups of spellings are one person's; takes the most frequent spellings first.

    A shorter full name that was found in the group of a longer one, in an article that has both, stands for it
    everywhere, unless it does so for several. What is a given name in this archive is left out where it stands by
    itself: nothing tells which of its bearers is meant, and they are several.
    """
    own = {one: group_key(one.name) for one in names}
    given = given_names((key, one.times) for one, key in own.items())
    stands_for = joined_keys({(key, one.group) for one, key in own.items() if " " in key and key != one.group})
    clusters: dict[str, list[Spelling]] = defaultdict(list)
    for one in names:
        if one.group not in given:
            clusters[stands_for.get(one.group, one.group)].append(one)
    return [_cluster(theirs) for theirs in clusters.values()]


def _cluster(names: Sequence[Spelling]) -> Cluster:
    name = name_of(names)
    return Cluster(name, likely_latin(name), tuple(dict.fromkeys(one.group for one in names)))


def name_of(names: Sequence[Spelling]) -> str:
    """Return the most frequent full name among the spellings, where there is one, else the most frequent."""
    return next((one.name for one in names if " " in one.key), names[0].name)
