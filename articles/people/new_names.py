"""Names of persons in texts, on record or not, and which of them are one person's: what this package asks for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from articles.people.findings import NewName
from articles.people.sightings import Cluster, Spelling


def names_in(texts: Sequence[str]) -> Iterator[Sequence[NewName]]:
    """Yield the names of persons in each of the texts."""
    for _text in texts:
        yield ()


def clusters_of(names: Sequence[Spelling]) -> list[Cluster]:
    """Return which groups of spellings are one person's; takes the most frequent spellings first."""
    by_group: dict[str, list[Spelling]] = defaultdict(list)
    for one in names:
        by_group[one.group].append(one)
    return [Cluster(name_of(theirs), "", (group,)) for group, theirs in by_group.items()]


def name_of(names: Sequence[Spelling]) -> str:
    """Return the most frequent full name among the spellings, where there is one, else the most frequent."""
    return next((one.name for one in names if " " in one.key), names[0].name)
