"""Known persons are linked to the articles that name them."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import transaction

from articles.models import Article, IndexChange, MentionState, Person, PersonAlias
from articles.people.displayed import Displayed
from articles.people.matcher import Matcher
from articles.people.storing import Searched, store_known

ARTICLES_AT_ONCE = 500


class KnownNames:
    """The names on record. Keep one for a long piece of work: it learns new names without reading the old ones anew."""

    def __init__(self) -> None:
        self._known: list[tuple[int, int, str]] = []
        self._roles: dict[int, str] = {}
        self._matcher: Matcher[int] = Matcher()

    def matcher(self) -> Matcher[int]:
        """Return what finds the names that are on record now."""
        names = [*PersonAlias.objects.order_by("pk").values_list("pk", "person_id", "name")]
        roles = dict(Person.objects.exclude(role="").values_list("pk", "role"))
        if names[: len(self._known)] != self._known or any(roles.get(pk) != was for pk, was in self._roles.items()):
            # A name was changed or taken away, or came from a transaction that was rolled back.
            self._known, self._matcher = [], Matcher()
        new: defaultdict[int, list[str]] = defaultdict(list)
        for _pk, person, name in names[len(self._known) :]:
            new[person].append(name)
        for person in new.keys() | (roles.keys() - self._roles.keys()):
            self._matcher.add(person, new[person], roles.get(person, ""))
        self._known, self._roles = names, roles
        return self._matcher


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
        given = {one.person_id for one in article.mentions.all() if one.state == MentionState.CONFIRMED}
        # Names of others are looked for as well: a name may be a part of theirs.
        searched.append(Searched(article, displayed, matcher.find(displayed.fields, given)))
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
