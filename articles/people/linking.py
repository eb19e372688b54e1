"""Known persons are linked to the articles that name them."""

from collections.abc import Callable, Iterable

from django.db import transaction

from articles.arabic import NameMatcher
from articles.models import DECIDED, Article, IndexChange, Mention, MentionMethod, MentionState, PersonAlias

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


def link(
    article_ids: Iterable[int], *, persons: Iterable[int] | None = None, names: KnownNames | None = None
) -> list[int]:
    """Note in these articles the persons on record whose names stand in title or text.

    A full name of at least two words makes a mention, confident until an editor looks. `count` of the mentions there
    are is brought up to date; one that was found in the text, is undecided, and whose names no longer stand there is
    deleted. With `persons` (primary keys) only their mentions are touched. Many calls in a row share their `names`.

    Return the primary keys of the articles that got or lost a mention: those the search has to take in anew. Runs in
    the caller's transaction; the caller notes the articles in the outbox.
    """
    matcher = (names or KnownNames()).matcher()
    wanted = None if persons is None else {*persons}
    articles = Article.objects.filter(pk__in=list(article_ids)).order_by("pk")
    added: list[Mention] = []
    recounted: list[Mention] = []
    gone: list[Mention] = []
    for article in articles.prefetch_related("mentions").defer("extra"):
        # Names of others are looked for as well: a name may be a part of theirs.
        found = matcher.count(f"{article.title}\n{article.subtitle}\n{article.lead}\n{article.text}")
        counts = {pk: found[pk, True] + found[pk, False] for pk, _ in found if wanted is None or pk in wanted}
        present = {mention.person_id: mention for mention in article.mentions.all()}
        added += [
            Mention(
                article=article, person_id=pk, method=MentionMethod.TEXT, state=MentionState.CONFIDENT, count=counts[pk]
            )
            for pk in counts
            if found[pk, True] and pk not in present
        ]
        for pk, mention in present.items():
            if wanted is not None and pk not in wanted:
                continue
            count = counts.get(pk, 0)
            if not count and mention.method == MentionMethod.TEXT and mention.state not in DECIDED:
                gone.append(mention)
            elif mention.count != count:
                mention.count = count
                recounted.append(mention)
    Mention.objects.bulk_create(added, ignore_conflicts=True)
    Mention.objects.bulk_update(recounted, ["count"], batch_size=500)
    Mention.objects.filter(pk__in=[mention.pk for mention in gone]).delete()
    return sorted({mention.article_id for mention in (*added, *gone)})


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
