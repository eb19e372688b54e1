"""Known persons are linked to the articles that name them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from articles.models import Article, IndexChange, Mention, MentionMethod, Person, PersonAlias
from articles.people.evidence import CONFIDENT
from articles.people.matcher import Hit, Matcher

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


@dataclass(frozen=True, slots=True)
class Naming:
    """What was found of a person in an article.

    `hits` are the mentions that are to be linked; `doubtful` those that are not: less than `CONFIDENT`, or undecided
    between the person and namesakes.
    """

    article_id: int
    person_id: int
    hits: tuple[Hit[int], ...]
    doubtful: tuple[Hit[int], ...]

    @property
    def count(self) -> int:
        """How often the person is named, as far as that is sure."""
        return len(self.hits)

    @property
    def confidence(self) -> float:
        """How sure the surest mention is, 0 to 1."""
        return max(hit.confidence for hit in self.hits or self.doubtful)


def passages_of(article: Article) -> dict[str, str]:
    """Return the texts of an article in which persons are looked for, as they are shown, by the names of its fields."""
    return {"title": article.title, "subtitle": article.subtitle, "lead": article.own_lead, "text": article.text}


def find_in(article: Article, matcher: Matcher[int], given: Iterable[int] = ()) -> list[Naming]:
    """Return who is named in an article, in the order of the first mention; `given` are known to be named there."""
    hits: defaultdict[int, list[Hit[int]]] = defaultdict(list)
    doubtful: defaultdict[int, list[Hit[int]]] = defaultdict(list)
    for hit in matcher.find(passages_of(article), {*given}):
        for person in hit.persons:
            sure = hit.person is not None and hit.confidence >= CONFIDENT
            (hits if sure else doubtful)[person].append(hit)
    persons = dict.fromkeys([*hits, *doubtful])
    return [Naming(article.pk, who, tuple(hits.get(who, ())), tuple(doubtful.get(who, ()))) for who in persons]


def link(
    article_ids: Iterable[int], *, persons: Iterable[int] | None = None, names: KnownNames | None = None
) -> list[int]:
    """Note in these articles the persons on record whose names stand in title or text.

    What is sure makes a mention, unconfirmed until an editor looks: full names, and what stands for them in the same
    article (`articles/people/deciding.py`). `count` of the mentions there are is brought up to date; one that was found
    in the text, is unconfirmed, and whose names no longer stand there is deleted. With `persons` (primary keys) only
    their mentions are touched. Many calls in a row share their `names`.

    Return the primary keys of the articles that got or lost a mention: those the search has to take in anew. Runs in
    the caller's transaction; the caller notes the articles in the outbox.
    """
    matcher = (names or KnownNames()).matcher()
    wanted = None if persons is None else {*persons}
    articles = Article.objects.filter(pk__in=list(article_ids)).order_by("pk")
    work = _Changes()
    for article in articles.prefetch_related("mentions").defer("extra"):
        present = {mention.person_id: mention for mention in article.mentions.all()}
        given = [pk for pk, mention in present.items() if mention.confirmed]
        # Names of others are looked for as well: a name may be a part of theirs.
        found = {naming.person_id: naming for naming in find_in(article, matcher, given) if naming.hits}
        for pk in dict.fromkeys([*found, *present]):
            if wanted is None or pk in wanted:
                work.note(present.get(pk), found.get(pk))
    return work.save()


class _Changes:
    """What the mentions of some articles lack of what was found: the one place that knows their fields."""

    def __init__(self) -> None:
        self._added: list[Mention] = []
        self._recounted: list[Mention] = []
        self._gone: list[Mention] = []

    def note(self, mention: Mention | None, naming: Naming | None) -> None:
        """Compare the mention of a person in an article, if there is one, to what was found, if anything was."""
        count = naming.count if naming else 0
        if mention is None and naming is not None:
            self._added.append(
                Mention(
                    article_id=naming.article_id,
                    person_id=naming.person_id,
                    method=MentionMethod.TEXT,
                    confirmed=False,
                    count=count,
                )
            )
        elif mention and not count and mention.method == MentionMethod.TEXT and not mention.confirmed:
            self._gone.append(mention)
        elif mention and mention.count != count:
            mention.count = count
            self._recounted.append(mention)

    def save(self) -> list[int]:
        """Save, and return the primary keys of the articles that got or lost a mention."""
        Mention.objects.bulk_create(self._added, ignore_conflicts=True)
        Mention.objects.bulk_update(self._recounted, ["count"], batch_size=500)
        Mention.objects.filter(pk__in=[mention.pk for mention in self._gone]).delete()
        return sorted({mention.article_id for mention in (*self._added, *self._gone)})


def link_everywhere(persons: Iterable[int] | None = None, *, on_batch: Callable[[int], object] | None = None) -> int:
    """Look for persons (primary keys; all on record where None) in every article; return the number that changed.

    Changed is an article that got or lost a mention; it is noted in the outbox, in the same transaction. Every 500
    articles are one; `on_batch` hears after each how many articles are done. The caller brings the search up to date.
    """
    wanted = None if persons is None else [*persons]
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    names = KnownNames()
    number = 0
    for portion, done in _portions(ids):
        with transaction.atomic():
            changed = link(portion, persons=wanted, names=names)
            IndexChange.objects.enqueue(changed)
        number += len(changed)
        if on_batch:
            on_batch(done)
    return number


def _portions(ids: Sequence[int]) -> Iterator[tuple[Sequence[int], int]]:
    for start in range(0, len(ids), ARTICLES_AT_ONCE):
        portion = ids[start : start + ARTICLES_AT_ONCE]
        yield portion, start + len(portion)
