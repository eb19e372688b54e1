"""Whether the index has taken in all that was changed: then its last commit stands for the state of the archive."""

from articles.models import IndexChange
from articles.search import snapshot
from articles.search.snapshot import State
from articles.search.store import IndexNotReady


def settled() -> State | None:
    """Return what stays the same for as long as the same articles are public, with the same dates, sources, persons
    and subjects; None while a change of these waits in the outbox, or where there is no index.

    Names are no part of it: a person or a source gets another one without a change of articles.
    """
    # In this order: what is committed before the outbox is seen empty is in the index that is looked at after.
    if IndexChange.objects.exists():
        return None
    try:
        latest = snapshot.latest()
    except IndexNotReady:
        return None
    return latest.folder, latest.generation
