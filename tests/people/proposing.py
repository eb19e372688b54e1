"""What becomes of findings: the persons proposed, put together as `people.propose` does it of what was noted."""

from collections import Counter
from collections.abc import Iterable, Sequence

from articles import people
from articles.arabic import name_key
from articles.people import Found
from articles.people.sightings import Cluster, Spelling


def propose(articles: Iterable[Sequence[Found]]) -> list[tuple[Cluster, Counter[str]]]:
    """Return the persons proposed by the findings of each article, with how often each spelling was found."""
    written = Counter((one.key, one.name) for found in articles for one in people.assign(found))
    spellings = [Spelling(group, name_key(name), name, times) for (group, name), times in written.most_common()]
    proposed = []
    for cluster in people.clusters_of(spellings):
        times: Counter[str] = Counter()
        for one in spellings:
            if one.group in cluster.groups:
                times[one.name] += one.times
        proposed.append((cluster, times))
    return proposed
