"""Findings of one name, whatever its spelling, are one proposal.

A full name belongs with every spelling that has its key (`spelling.group_key`). A name of one word belongs with the one
full name of its article that has the word, else it stays by itself; so does a shorter form of a longer name (محمد سيالة
beside محمد الطاهر سيالة). Nothing is compared pair by pair across articles: the work grows as the findings do.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from articles.arabic import folded
from articles.people.spelling import group_key, written_alone
from articles.people.tagger import Found


class Assigned(NamedTuple):
    """A finding, its name as written by itself, and the key of the proposal it belongs to."""

    found: Found
    name: str
    key: str


def assign(found: Sequence[Found]) -> list[Assigned]:
    """Return names and keys of the findings of one article, the same whatever other articles there are."""
    words = {folded(word) for one in found for word in one.surface.split()}
    names = [written_alone(one.surface, others=words) for one in found]
    keys = [group_key(name) for name in names]
    full = sorted({key for key in keys if " " in key})
    owner = {key: _owner(key, full) for key in {*keys}}
    return [Assigned(one, name, owner[key]) for one, name, key in zip(found, names, keys, strict=True) if key]


def _owner(key: str, full: Sequence[str]) -> str:
    """Return the one full name of an article that a shorter one can stand for, else the key itself."""
    words = key.split()
    if len(words) == 1:
        # A family name before a given one: in "السراج" nobody means a person whose first name it is.
        for at in (-1, 0):
            owners = [one for one in full if one.split()[at] == key]
            if owners:
                longest = max(owners, key=lambda one: (len(one), one))
                return longest if all(_shortens(one, longest) for one in owners) else key
        return key
    owners = [one for one in full if one != key and _shortens(key, one)]
    return owners[0] if len(owners) == 1 else key


def _shortens(short: str, long: str) -> bool:
    """Say whether a name is another one without some words between its first and its last."""
    if short == long:
        return True
    few, many = short.split(), long.split()
    if len(few) >= len(many) or (few[0], few[-1]) != (many[0], many[-1]):
        return False
    rest = iter(many)
    return all(word in rest for word in few)


def joined_keys(same: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for the keys of shorter names the key of the longer one that they stand for in all articles.

    Takes pairs of a full name's key and the key that `assign` gave it in an article. A shorter name that stands for
    two longer ones is that of namesakes and stays.
    """
    longer: defaultdict[str, set[str]] = defaultdict(set)
    for short, long in same:
        longer[short].add(long)
    joined = {}
    for short in longer:
        key = short
        # Each step adds a word, so this ends.
        while len(longer.get(key, ())) == 1:
            [key] = longer[key]
        if key != short:
            joined[short] = key
    return joined


def given_names(keys: Iterable[tuple[str, int]]) -> set[str]:
    """Return the words that are given names: two full names or more begin with them, as often as they stand alone.

    Takes keys of names as they are written, and how often: مارك stands before زوكربيرغ and جونسون and hardly alone,
    نيمار mostly alone.
    """
    alone: Counter[str] = Counter()
    begins: Counter[str] = Counter()
    persons: defaultdict[str, set[str]] = defaultdict(set)
    for key, times in keys:
        first, _blank, rest = key.partition(" ")
        if rest:
            begins[first] += times
            persons[first].add(key)
        else:
            alone[first] += times
    return {first for first, times in begins.items() if times >= alone[first] > 0 and len(persons[first]) > 1}
