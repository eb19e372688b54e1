"""Sources, subjects and persons that records name: found by key or name, made where they are new.

Everything is asked of the database batch by batch, inside the batch's transaction: nothing can be out of date.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from articles.arabic import name_key, script_of
from articles.ingest.records import PersonName, Record, SourceName
from articles.ingest.values import source_key
from articles.models import (
    AliasKind,
    Article,
    Mention,
    MentionMethod,
    Person,
    PersonAlias,
    Source,
    SourceAlias,
    Subject,
    source_name_key,
)

_ASKED_AT_ONCE = 1000
"""Values in one query; a database takes some tens of thousands at most."""


def portions(values: Iterable[str]) -> Iterable[list[str]]:
    """Yield distinct values in lists that one query can hold."""
    distinct = [*dict.fromkeys(values)]
    return (distinct[start : start + _ASKED_AT_ONCE] for start in range(0, len(distinct), _ASKED_AT_ONCE))


class Sources:
    """The sources of the archive, and those that records bring, which are unsaved."""

    def __init__(self) -> None:
        self._by_key: dict[str, Source] = {}
        self._by_name: dict[str, Source] = {}
        self._by_alias: dict[str, Source] = {}
        by_pk = {source.pk: source for source in Source.objects.order_by("pk")}
        for source in by_pk.values():
            self._note(source)
        for key, pk in SourceAlias.objects.values_list("key", "source"):
            self._by_alias[key] = by_pk[pk]

    def _note(self, source: Source) -> None:
        self._by_key[source.key.casefold()] = source
        for name in (source.name_ar, source.name_latin):
            self._by_name.setdefault(name.casefold(), source)

    def known(self, given: str) -> Source | None:
        """Return the source that has this key or name, or another spelling of it; None where there is none."""
        return (
            self._by_key.get(source_key(given))
            or self._by_name.get(given.casefold())
            or self._by_alias.get(source_name_key(given))
        )

    def find(self, named: SourceName) -> Source:
        """Return the source that is named so; a new one where there is none."""
        known = self.known(named.given)
        if known:
            return known
        latin = named.given if script_of(named.given) == "latin" else ""
        source = Source(
            key=source_key(named.given), name_ar=named.name or named.given, name_latin=named.name_latin or latin
        )
        self._note(source)
        return source


def known_sources(names: Iterable[str]) -> dict[str, Source]:
    """Return the sources of the archive that have these keys, names or spellings; others are left out."""
    sources = Sources()
    return {name: source for name in names if name and (source := sources.known(name))}


def add_subjects(articles: Sequence[tuple[Record, Article]]) -> None:
    """Give each article the subjects of its record."""
    names = {name for record, _article in articles for name in record.subjects}
    if not names:
        return
    keys: dict[str, int] = {}
    for portion in portions(names):
        keys.update(Subject.objects.filter(name__in=portion).values_list("name", "pk"))
    for subject in Subject.objects.bulk_create(Subject(name=name) for name in sorted(names - keys.keys())):
        keys[subject.name] = subject.pk
    link = Article.subjects.through
    link.objects.bulk_create(
        link(article_id=article.pk, subject_id=keys[name]) for record, article in articles for name in record.subjects
    )


def add_people(articles: Sequence[tuple[Record, Article]]) -> None:
    """Name in each article the persons of its record; people.link counts how often their names stand there."""
    articles = [(record, article) for record, article in articles if record.people]
    if not articles:
        return
    people = _People(person for record, _article in articles for person in record.people)
    Mention.objects.bulk_create(
        Mention(article=article, person_id=person, method=MentionMethod.METADATA)
        for record, article in articles
        for person in sorted({people.find(name) for name in record.people})
    )


class _People:
    """Persons by the keys of their names; `names` are all names of those that were found, by primary key."""

    def __init__(self, named: Iterable[PersonName]) -> None:
        self.names: dict[int, set[str]] = defaultdict(set)
        self._by_key: dict[str, int] = {}
        for portion in portions(name_key(name) for person in named for name in person.names):
            # All names of every person who has one of these; of namesakes the one entered first.
            holders = PersonAlias.objects.filter(key__in=portion).values("person")
            aliases = PersonAlias.objects.filter(person__in=holders).order_by("person")
            for key, name, person in aliases.values_list("key", "name", "person"):
                self.names[person].add(name)
                self._by_key.setdefault(key, person)

    def find(self, named: PersonName) -> int:
        """Return the key of the person who has one of the names, a new one where there is none.

        Spellings that are new become aliases, unless another person has them.
        """
        keys = (name_key(name) for name in named.names)
        person = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if person is None:
            made = Person(display_name=named.name, role=named.role)
            made.save()
            person = made.pk
            self._note(person, named.name)
        for name in named.names:
            if name not in self.names[person] and self._by_key.get(name_key(name), person) == person:
                is_same_script = script_of(name) == script_of(named.name)
                kind = AliasKind.SPELLING if is_same_script else AliasKind.TRANSLITERATION
                PersonAlias(person_id=person, name=name, kind=kind).save()
                self._note(person, name)
        return person

    def _note(self, person: int, name: str) -> None:
        self.names[person].add(name)
        self._by_key.setdefault(name_key(name), person)
