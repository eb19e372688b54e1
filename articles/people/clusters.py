"""Findings of one name, whatever its spelling, are one proposal.

A full name belongs with every spelling that has its key (`spelling.group_key`). A name of one word belongs with the one
full name of its article that has the word, else it stays by itself; so does a shorter form of a longer name (محمد سيالة
beside محمد الطاهر سيالة). Nothing is compared pair by pair across articles: the work grows as the findings do.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from articles.arabic import folded
from articles.people.spelling import group_key, likely_latin, written_alone
from articles.people.tagger import Found

Article = TypeVar("Article", bound=Hashable)

# Of the places where a bare name belongs with a full one, the share that has to agree before the full one is suggested.
_AGREEING = 0.8


class Assigned(NamedTuple):
    """A finding, its name as written by itself, and the key of the proposal it belongs to."""

    found: Found
    name: str
    key: str


class Assignment(NamedTuple):
    """What the findings of one article belong to, and which keys it shows to be one person's."""

    named: tuple[Assigned, ...]
    same: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cluster(Generic[Article]):
    """A person proposed: all findings that are one name.

    `name` is the most frequent of its full spellings, `latin` how it is likely written in Latin letters, `spellings`
    how often each is written, the most frequent first. `confidence` is the mean of the findings'. `keys` are all keys
    that were joined; `perhaps` is the key of the cluster that a bare family name mostly belongs to elsewhere, or "".
    """

    key: str
    name: str
    latin: str
    spellings: dict[str, int]
    articles: tuple[Article, ...]
    count: int
    confidence: float
    keys: frozenset[str]
    perhaps: str


def assign(found: Sequence[Found]) -> Assignment:
    """Return the keys of the findings of one article: the same for the same article, whatever others there are."""
    words = {folded(word) for one in found for word in one.surface.split()}
    names = [written_alone(one.surface, others=words) for one in found]
    keys = [group_key(name) for name in names]
    full = sorted({key for key in keys if " " in key})
    owner = {key: _owner(key, full) for key in {*keys}}
    named = tuple(Assigned(one, name, owner[key]) for one, name, key in zip(found, names, keys, strict=True) if key)
    return Assignment(named, frozenset((key, owner[key]) for key in full if owner[key] != key))


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

    Takes the pairs of all assignments. A shorter name that stands for two longer ones is that of namesakes and stays.
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


def cluster(articles: Iterable[tuple[Article, Sequence[Found]]]) -> list[Cluster[Article]]:
    """Return the persons proposed by the findings of each article, those with the most findings first."""
    same: set[tuple[str, str]] = set()
    by_key: defaultdict[str, list[tuple[Article, Assigned]]] = defaultdict(list)
    elsewhere: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article, found in articles:
        assignment = assign(found)
        same |= assignment.same
        for one in assignment.named:
            by_key[one.key].append((article, one))
            own = group_key(one.name)
            if own != one.key and " " not in own:
                elsewhere[own][one.key] += 1
    stands_for = joined_keys(same)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key in by_key:
        groups[stands_for.get(key, key)].append(key)
    clusters = [
        _clustered(key, keys, [pair for one in keys for pair in by_key[one]], _perhaps(elsewhere[key], stands_for))
        for key, keys in groups.items()
    ]
    return sorted(clusters, key=lambda one: (-one.count, one.key))


def _perhaps(elsewhere: Counter[str], stands_for: dict[str, str]) -> str:
    owners: Counter[str] = Counter()
    for key, count in elsewhere.items():
        owners[stands_for.get(key, key)] += count
    if not owners:
        return ""
    [(key, count)] = owners.most_common(1)
    return key if count >= owners.total() * _AGREEING else ""


def _clustered(
    key: str, keys: Sequence[str], findings: Sequence[tuple[Article, Assigned]], perhaps: str
) -> Cluster[Article]:
    spellings = Counter(one.name for _, one in findings)
    ordered = dict(sorted(spellings.items(), key=lambda item: (-item[1], -len(item[0].split()), item[0])))
    longest = min(2, max(len(name.split()) for name in ordered))
    name = next(name for name in ordered if len(name.split()) >= longest)
    return Cluster(
        key=key,
        name=name,
        latin=likely_latin(name),
        spellings=ordered,
        articles=tuple(dict.fromkeys(article for article, _ in findings)),
        count=len(findings),
        confidence=round(sum(one.found.confidence for _, one in findings) / len(findings), 3),
        keys=frozenset(keys),
        perhaps=perhaps,
    )
