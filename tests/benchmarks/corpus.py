"""Archives to measure with: the shared news, grown to any size by recombining halves of articles, always the same ones.

Everything that chance decides is seeded. The text is that of the news; dates are spread over twenty years, some known
to the month or year alone; four hundred made-up persons are named, few of them often, as it is with persons.
"""

import datetime
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles.arabic import text_checksum
from articles.models import Article, DatePrecision, Mention, Person, Source, Status, Subject

SEED = 2018
BATCH = 2000
FIRST_DAY = datetime.date(2000, 1, 1)
DAYS = 20 * 365
GIVEN = "سالم خالد ليلى منى طارق هند ياسين نزار وداد كمال رشا عماد سعاد فريد نادين جابر بسام رجاء زياد سهام".split()
FAMILY = (
    "الشامي القاضي الحداد النجار البغدادي المصراتي الزاوي الورفلي السوسي الصالح التونسي الكاتب الراوي الفقي".split()
)
PLACES = "القاهرة طرابلس بيروت تونس بغداد الرباط عمان دبي لندن باريس".split()


def build(news: Path, number: int) -> None:
    """Fill the empty database with so many published articles; the index is not touched."""
    chance = random.Random(SEED)
    originals = [record for record in records(news) if record["text"] and record["title"]]
    chance.shuffle(originals)
    sources = {
        key: Source.objects.create(key=key, name_ar=f"صحيفة {key}") for key in sorted({r["source"] for r in originals})
    }
    subjects = {
        name: Subject.objects.create(name=name) for name in sorted({r["category"] or "news" for r in originals})
    }
    people = [Person.objects.create(display_name=f"{one} {two}") for one in GIVEN for two in FAMILY]
    seen: set[tuple[str, str]] = set()
    made = 0
    batch: list[tuple[Article, str]] = []
    for record in grown(originals, chance):
        checksum = text_checksum(record["text"])
        if (record["source"], checksum) in seen:
            continue
        seen.add((record["source"], checksum))
        made += 1
        article = article_of(record, made, sources[record["source"]], chance)
        article.checksum = checksum
        batch.append((article, record["category"] or "news"))
        if len(batch) == BATCH or made == number:
            save(batch, subjects, people, chance)
            batch = []
        if made == number:
            return


def records(news: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def grown(originals: list[dict[str, Any]], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield the originals, then, without end, the first half of one with the second half of another."""
    yield from originals
    while True:
        one, two = chance.choice(originals), chance.choice(originals)
        yield {**one, "text": "\n".join((*halves(one["text"])[0], *halves(two["text"])[1]))}


def halves(text: str) -> tuple[list[str], list[str]]:
    """Return the paragraphs of the first and of the second half; a single paragraph is cut between words."""
    pieces = text.split("\n")
    if len(pieces) > 1:
        return pieces[: len(pieces) // 2], pieces[len(pieces) // 2 :]
    words = text.split()
    return [" ".join(words[: len(words) // 2])], [" ".join(words[len(words) // 2 :])]


def article_of(record: dict[str, Any], number: int, source: Source, chance: random.Random) -> Article:
    date = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
    precision = chance.choices([DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR], [97, 2, 1])[0]
    if precision != DatePrecision.DAY:
        date = date.replace(day=1) if precision == DatePrecision.MONTH else date.replace(month=1, day=1)
    return Article(
        identifier=f"{number}",
        title=record["title"][:500],
        body=record["text"],
        byline=(record["author"] or "")[:300],
        place=chance.choice(PLACES) if chance.random() < 0.3 else "",
        source=source,
        date=date,
        date_precision=precision,
        status=Status.PUBLISHED,
        public_since=timezone.now(),
    )


def save(
    batch: list[tuple[Article, str]], subjects: dict[str, Subject], people: list[Person], chance: random.Random
) -> None:
    Article.objects.bulk_create([article for article, _ in batch])
    link = Article.subjects.through
    link.objects.bulk_create(
        [link(article_id=article.pk, subject_id=subjects[name].pk) for article, name in batch], batch_size=500
    )
    mentions = []
    for article, _ in batch:
        # The person of rank r is drawn with a chance of about 1 / r.
        named = {int(len(people) ** chance.random()) - 1 for _ in range(chance.randrange(5))}
        mentions += [Mention(article=article, person=people[rank], count=1) for rank in sorted(named)]
    Mention.objects.bulk_create(mentions, batch_size=500)
