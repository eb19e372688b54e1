"""Where the articles of a page name a person: the mentions that `link` counts, found anew in the few texts shown."""

from collections import defaultdict
from collections.abc import Sequence

from articles.models import Article, Mention, Person, PersonAlias
from articles.people.linking import find_in
from articles.people.matcher import Matcher

Places = dict[str, list[tuple[int, int]]]
"""Starts and ends of mentions, by the name of the article's field."""


def places(person: int, articles: Sequence[Article]) -> dict[int, Places]:
    """Return by primary keys of articles where each names a person, given by primary key.

    Names of all who are named in these articles are looked for, since one's name may be part of another's. Three
    queries, however many persons are on record.
    """
    given: defaultdict[int, set[int]] = defaultdict(set)
    persons = {person}
    named = Mention.objects.filter(article__in=[article.pk for article in articles])
    for article, who, confirmed in named.values_list("article", "person", "confirmed"):
        persons.add(who)
        if confirmed:
            given[article].add(who)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for who, name in PersonAlias.objects.filter(person__in=persons).order_by("pk").values_list("person", "name"):
        names[who].append(name)
    roles = dict(Person.objects.filter(pk__in=persons).exclude(role="").values_list("pk", "role"))
    matcher = Matcher(names, roles)
    return {article.pk: _places(person, article, matcher, given[article.pk]) for article in articles}


def _places(person: int, article: Article, matcher: Matcher[int], given: set[int]) -> Places:
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for naming in find_in(article, matcher, given):
        if naming.person_id == person:
            for hit in naming.hits:
                found[hit.field].append((hit.start, hit.end))
    return found
