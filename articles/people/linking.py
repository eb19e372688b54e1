"""Known persons are linked to the articles that name them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import transaction

from articles.arabic import NameMatcher
from articles.models import Article, IndexChange, PersonAlias
from articles.people.displayed import Displayed
from articles.people.storing import Searched, store_known

SHORTEST_NAME = 2
"""Names of fewer words, such as a surname alone, are too common to link an article by; they count where one is."""

ARTICLES_AT_ONCE = 500


class KnownNames:
    """The names on record. Keep one for a long piece of work: it learns new names without reading the old ones anew."""

    def __init__(self) -> None:
        self._known: list[tuple[int, int, str]] = []
        self._matcher: NameMatcher[tuple[int, bool]] = NameMatcher()

    def matcher(self) -> NameMatcher[tuple[int, bool]]:
        """Return what finds the names that are on record now.

        It finds (primary key of a person, whether the name is long enough to link an article by).
        """
        names = [*PersonAlias.objects.order_by("pk").values_list("pk", "person_id", "name")]
        if names[: len(self._known)] != self._known:
            # A name was changed or taken away, or came from a transaction that was rolled back.
            self._known, self._matcher = [], NameMatcher()
        for _pk, person, name in names[len(self._known) :]:
            self._matcher.add((person, len(name.split()) >= SHORTEST_NAME), name)
        self._known = names
        return self._matcher


class Hit(NamedTuple):
    """A person's name in a field of an article: how sure it is that they are meant, and why."""

    persons: tuple[int, ...]
    field: str
    start: int
    end: int
    surface: str
    name: str
    confidence: float
    evidence: tuple[str, ...]


def find(matcher: NameMatcher[tuple[int, bool]], fields: dict[str, str]) -> list[Hit]:
    """Return where names of persons stand in a text; a surname alone counts where the full name stands, too."""
    hits = [(field, *hit) for field, text in fields.items() for hit in matcher.find(text)]
    named = {person for _field, (person, full), _start, _end in hits if full}
    return [
        Hit(
            (person,),
            field,
            start,
            end,
            fields[field][start:end],
            fields[field][start:end],
            0.9,
            ("full_name" if full else "short_name",),
        )
        for field, (person, full), start, end in hits
        if person in named
    ]


def link(
    article_ids: Iterable[int], *, persons: Iterable[int] | None = None, names: KnownNames | None = None
) -> list[int]:
    """Note in these articles the persons on record whose names stand in title or text.

    `store_known` says what becomes of the mentions there are. With `persons` (primary keys) only their mentions are
    touched. Many calls in a row share their `names`.

    Return the primary keys of the articles where readers see other persons now: those the search has to take in anew.
    Runs in the caller's transaction; the caller notes the articles in the outbox.
    """
    matcher = (names or KnownNames()).matcher()
    articles = Article.objects.filter(pk__in=list(article_ids)).order_by("pk")
    searched = []
    for article in articles.prefetch_related("mentions").defer("extra"):
        displayed = Displayed(article)
        searched.append(Searched(article, displayed, find(matcher, displayed.fields)))
    return store_known(searched, persons=None if persons is None else {*persons})


def link_everywhere(persons: Iterable[int] | None = None, *, on_batch: Callable[[int], object] | None = None) -> int:
    """Look for persons (primary keys; all on record where None) in every article; return the number that changed.

    Changed is an article that got or lost a mention; it is noted in the outbox, in the same transaction. Every 500
    articles are one; `on_batch` hears after each how many articles are done. The caller brings the search up to date.
    """
    wanted = None if persons is None else [*persons]
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    names = KnownNames()
    number = 0
    for start in range(0, len(ids), ARTICLES_AT_ONCE):
        portion = ids[start : start + ARTICLES_AT_ONCE]
        with transaction.atomic():
            changed = link(portion, persons=wanted, names=names)
            IndexChange.objects.enqueue(changed)
        number += len(changed)
        if on_batch:
            on_batch(start + len(portion))
    return number
