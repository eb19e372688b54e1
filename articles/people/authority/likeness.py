"""Who might be whom: candidates for a proposal, and persons on record who may be one. With the evidence for it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from django.db.models import Q

from articles.arabic import name_key, sound_key
from articles.models import Act, Mention, Operation, Person, PersonAlias, Proposal, Sighting

MOST_CANDIDATES = 6
MOST_PAIRS = 60
_SHORTEST_WORD = 3
_LOOKED_AT = 400
_LEAST_LIKE = 0.5
# Articles of a proposal that are compared with those of candidates.
_ARTICLES = 500
# Persons who share a name with more others than this are no suggestion: it is a common name.
_MOST_NAMESAKES = 4


class Candidate(NamedTuple):
    """A person on record who may be a proposed one.

    `name` is the name of theirs that is most like it, `percent` how like, `same_sound` whether both are heard as one;
    `articles` have both names, and so many persons are named together with either.
    """

    person: Person
    name: str
    percent: int
    same_sound: bool
    articles: int
    together: int


def candidates(proposal: Proposal) -> list[Candidate]:
    """Return persons on record who may be the proposed one, the likeliest first."""
    keys = [*proposal.names.values_list("key", flat=True)] or [name_key(proposal.display_name)]
    words = {word for key in keys for word in key.split() if len(word) >= _SHORTEST_WORD}
    condition = Q()
    for word in words:
        condition |= Q(key__contains=word.removeprefix("ال"))
    if not condition:
        return []
    likest: dict[int, tuple[float, str]] = {}
    for alias in PersonAlias.objects.filter(condition).order_by("pk")[:_LOOKED_AT]:
        like = max(likeness(alias.key, key) for key in keys)
        likest[alias.person_id] = max(likest.get(alias.person_id, (0.0, "")), (like, alias.name))
    best = sorted(likest, key=lambda pk: (-likest[pk][0], pk))[: 2 * MOST_CANDIDATES]
    best = [pk for pk in best if likest[pk][0] >= _LEAST_LIKE]
    persons = Person.objects.on_record().in_bulk(best)
    articles = [*Sighting.objects.filter(name__proposal=proposal).values_list("article", flat=True)[:_ARTICLES]]
    sounds = {sound_of(key) for key in keys}
    shared, company = _evidence(articles, best)
    found = [
        Candidate(
            persons[pk],
            likest[pk][1],
            round(100 * likest[pk][0]),
            sound_of(name_key(likest[pk][1])) in sounds,
            shared[pk],
            company[pk],
        )
        for pk in best
        if pk in persons
    ]
    return sorted(found, key=lambda one: (-one.percent - 3 * one.together, one.person.pk))[:MOST_CANDIDATES]


def _evidence(articles: Collection[int], persons: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Return for each person how many of the articles name them, and how many others are named there and with them."""
    named = Mention.objects.shown().filter(article__in=articles).values_list("article", "person")
    shared: dict[int, int] = defaultdict(int)
    around = set()
    for _article, person in named:
        shared[person] += 1
        around.add(person)
    theirs = Mention.objects.shown().filter(person__in=persons).values("article")
    others = Mention.objects.shown().filter(article__in=theirs, person__in=around - {*persons})
    by_article: dict[int, set[int]] = defaultdict(set)
    for article, person in others.values_list("article", "person"):
        by_article[article].add(person)
    company: dict[int, set[int]] = defaultdict(set)
    for article, person in Mention.objects.shown().filter(person__in=persons).values_list("article", "person"):
        company[person] |= by_article.get(article, set())
    return shared, defaultdict(int, {person: len(found) for person, found in company.items()})


def likeness(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1, in the form of `name_key`: letters in common, and whole words."""
    words = {*one.split()} & {*other.split()}
    most = max(len(one.split()), len(other.split()))
    letters = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return 0.6 * letters + 0.4 * len(words) / most


@lru_cache(maxsize=1 << 15)
def sound_of(key: str) -> str:
    """Return what spellings of one name that is written by ear have in common."""
    return " ".join(sound_key(word) or word for word in key.split())


class Pair(NamedTuple):
    """Two persons on record who may be one, and why: names both have, names heard as one; articles that name both."""

    first: Person
    second: Person
    same: tuple[str, ...]
    heard: tuple[tuple[str, str], ...]
    articles: int


def suggested_merges() -> list[Pair]:
    """Return pairs of persons whose names are the same, or heard as one; those whom no article tells apart first.

    Left out are those of whom an editor said that they are not the same.
    """
    names = [
        (key, sound_of(key), person, name)
        for person, name, key in PersonAlias.objects.order_by("pk").values_list("person", "name", "key")
        if " " in key
    ]
    # Most names are alone: what they sound like is counted first, and nothing is made of them.
    sounds = Counter(sound for _key, sound, _person, _name in names)
    by_key: dict[str, set[int]] = defaultdict(set)
    by_sound: dict[str, dict[int, str]] = defaultdict(dict)
    for key, sound, person, name in names:
        if sounds[sound] > 1:
            by_key[key].add(person)
            by_sound[sound].setdefault(person, name)
    same: dict[tuple[int, int], list[str]] = defaultdict(list)
    heard: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for key, persons in by_key.items():
        for pair in _pairs(persons):
            same[pair].append(key)
    for alike in by_sound.values():
        for pair in _pairs(alike):
            if name_key(alike[pair[0]]) != name_key(alike[pair[1]]):
                heard[pair].append((alike[pair[0]], alike[pair[1]]))
    pairs = sorted(
        {*same, *heard} - _kept_apart(), key=lambda pair: (-len(same.get(pair, ())), -len(heard.get(pair, ())), pair)
    )
    pairs = pairs[:MOST_PAIRS]
    both = _named_together(pairs)
    persons_found = Person.objects.in_bulk({pk for pair in pairs for pk in pair})
    made = [
        Pair(
            persons_found[first],
            persons_found[second],
            tuple(same.get((first, second), ())),
            tuple(heard.get((first, second), ())),
            both[first, second],
        )
        for first, second in pairs
    ]
    return sorted(made, key=lambda pair: pair.articles > 0)


def _kept_apart() -> set[tuple[int, int]]:
    """Return the pairs that editors keep apart, under those whom the persons were merged into since."""
    decided = Operation.objects.in_force().filter(act=Act.APART, person__isnull=False, other__isnull=False)
    pairs = [(one.person, one.other) for one in decided.select_related("person", "other").defer("moved")]
    present = [(first.present.pk, second.present.pk) for first, second in pairs if first and second]
    return {(min(pair), max(pair)) for pair in present}


def _pairs(persons: Iterable[int]) -> list[tuple[int, int]]:
    found = sorted(persons)
    return [*combinations(found, 2)] if len(found) <= _MOST_NAMESAKES else []


def _named_together(pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Return in how many articles both of each pair are named."""
    articles: dict[int, set[int]] = defaultdict(set)
    asked = {pk for pair in pairs for pk in pair}
    for person, article in Mention.objects.shown().filter(person__in=asked).values_list("person", "article"):
        articles[person].add(article)
    return {pair: len(articles[pair[0]] & articles[pair[1]]) for pair in pairs}
