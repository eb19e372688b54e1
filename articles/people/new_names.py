"""Names of persons in texts, on record or not, and which of them are one person's: what this package asks for."""

from collections.abc import Iterator, Sequence

from articles.arabic import latin_of
from articles.people.findings import NewName
from articles.people.sightings import Cluster, Spelling


def names_in(texts: Sequence[str]) -> Iterator[Sequence[NewName]]:
    """Yield the names of persons in each of the texts."""
    for _text in texts:
        yield ()


def clusters_of(names: Sequence[Spelling]) -> list[Cluster]:
    """Return which spellings are one person's."""
    return [Cluster(one.name, next(iter(latin_of(one.key)), ""), (one.key,)) for one in names]
