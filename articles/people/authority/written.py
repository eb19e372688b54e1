"""For which of a person's names a spelling in a text is written."""

from collections import Counter, defaultdict
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from articles.arabic import name_key
from articles.models import MentionState, Person


class Named(NamedTuple):
    """In how many articles a name stands, and how often in all of them."""

    articles: int
    times: int


def meant(surface: str, keys: Collection[str]) -> str:
    """Return which name a surface is written for: of those it ends with, particles aside, the longest; "" for none."""
    key = name_key(surface)
    return max((name for name in keys if key.endswith(name)), key=len, default="")


def numbers_by_name(person: Person) -> dict[str, Named]:
    """Return for each name of a person in how many articles it stands, and how often: what a split would move."""
    names_by_key: dict[str, list[str]] = defaultdict(list)
    for alias in person.aliases.all():
        names_by_key[name_key(alias.name)].append(alias.name)
    written_for = cache(lambda surface: meant(surface, names_by_key))
    articles, times = Counter[str](), Counter[str]()
    standing = person.mentions.exclude(state=MentionState.REFUSED)
    for spellings in standing.values_list("spellings", flat=True):
        articles.update({written_for(surface) for surface in spellings})
        for surface, number in spellings.items():
            times[written_for(surface)] += number
    return {name: Named(articles[key], times[key]) for key, theirs in names_by_key.items() for name in theirs}


def articles_named_by(person: Person, names: Collection[str]) -> set[int]:
    """Return the articles in which some of a person's names may stand: all but those that surely have others alone.

    Of those in which the person is refused it is not known which of the names stand there.
    """
    if not names:
        return set()
    theirs = {name_key(name) for name in names}
    others = {name_key(alias.name) for alias in person.aliases.all()} - theirs

    @cache
    def is_others(surface: str) -> bool:
        key = name_key(surface)
        return key not in theirs and any(key == name or name.endswith(f" {key}") for name in others)

    return {
        article
        for article, state, spellings in person.mentions.values_list("article", "state", "spellings")
        if state == MentionState.REFUSED or not all(map(is_others, spellings))
    }
