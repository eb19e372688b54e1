"""Small makers of the archive's objects: name what the test is about, the rest is filled in."""

import datetime
import re
from collections.abc import Iterable
from itertools import count
from typing import Any, NamedTuple

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles import people
from articles.arabic import name_key
from articles.models import Article, DatePrecision, Mention, Person, PersonAlias, Source, Status, Subject

_numbers = count(1)


def make_source(key: str = "", **fields: Any) -> Source:
    key = key or f"source-{next(_numbers)}"
    return Source.objects.create(key=key, **{"name_ar": f"صحيفة {key}", **fields})


def make_article(**fields: Any) -> Article:
    """Save a published article; a date without a precision is a day, text may be given as `text`."""
    number = next(_numbers)
    body = fields.pop("text", None) or f"نص المقال رقم {number} في الأرشيف."
    if isinstance(fields.get("date"), str):
        fields["date"] = datetime.date.fromisoformat(fields["date"])
    precision = DatePrecision.DAY if fields.get("date") else DatePrecision.UNKNOWN
    defaults = {
        "identifier": f"article-{number}",
        "title": f"عنوان المقال {number}",
        "body": body,
        "status": Status.PUBLISHED,
        "date_precision": precision,
    }
    if fields.get("status") == Status.TRASHED:
        defaults |= {"trashed_at": timezone.now(), "status_before": Status.PUBLISHED}
    return Article.objects.create(**{**defaults, **fields})


def make_person(display_name: str, *aliases: str, **fields: Any) -> Person:
    person = Person.objects.create(display_name=display_name, **fields)
    for name in aliases:
        PersonAlias.objects.create(person=person, name=name)
    return person


def make_user(username: str, *groups: str, **fields: Any) -> User:
    """Save an account, a member of these groups; its password is its name."""
    user = User.objects.create_user(username, password=username, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def find_new(articles: Iterable[Article], *names: str) -> None:
    """Note where these names, of persons not on record, stand in the articles, and propose them: each for itself."""
    seen = []
    for article in articles:
        displayed = people.Displayed(article)
        found = [
            Found(match.start(), match.end(), match[0], 0.9, match[0], name_key(match[0]))
            for name in names
            for match in re.finditer(re.escape(name), displayed.whole)
        ]
        seen.append(people.Seen(article, displayed, found))
    people.store_new(seen)
    people.propose(people.clusters_of)


class Found(NamedTuple):
    start: int
    end: int
    surface: str
    confidence: float
    name: str
    group: str


def name_in(article: Article, *people: Person, count: int = 1) -> None:
    """Note that these persons are named in an article."""
    for person in people:
        Mention.objects.create(article=article, person=person, count=count)


def file_under(article: Article, *subjects: Subject) -> None:
    """Give an article subjects as an import does, which leaves no history."""
    link = Article.subjects.through
    link.objects.bulk_create(link(article=article, subject=subject) for subject in subjects)
