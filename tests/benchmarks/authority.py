"""How long the pages about persons take with five thousand of them on record.

    .venv/bin/python tests/benchmarks/authority.py --home FOLDER [--rounds N]

`--home` is the folder of an archive of real size, of which it works on a copy in a temporary folder. There it puts on
record persons with drawn names, names them in drawn articles, one of them in 4,000, and makes as many proposals. Prints
p50 and p95 in milliseconds of each page through Django's test client.
"""

import argparse
import logging
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PERSONS = 5_000
MOST_NAMED = 4_000
MENTIONS_EACH = 20
FIRST = "محمد أحمد علي حسن سالم يوسف إبراهيم خالد عمر كمال فايز نبيل سمير وليد جمال هند سلمى ليلى نور مريم".split()
LAST = "السراج الهادي العربي ناجي بيرم الصيرفي الطباع المزروع القاضي الشاطئ البناء الحداد النجار زروق المقدم".split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="the folder of an archive; it is copied")
    parser.add_argument("--rounds", type=int, default=20, help="how often to ask for each page, the first not counted")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        shutil.copytree(options.home, home)
        os.environ.update(ARCHIVE_HOME=str(home), HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        start()
        most = fill()
        compare(most, options.rounds)


def start() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS.append("testserver")
    django.setup()
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)


def fill() -> Any:
    """Put persons on record and proposals beside them; return the person named most."""
    from django.db import transaction

    from articles.models import Article, Mention, MentionMethod, MentionState, Person, Span
    from articles.people import Displayed

    chance = random.Random(1)
    keys = [*Article.objects.published().order_by("pk").values_list("pk", flat=True)]
    persons = [Person(display_name=f"{name(chance, number)}") for number in range(PERSONS)]
    with transaction.atomic():
        for person in persons:
            person.save()
    mentions = []
    for number, person in enumerate(persons):
        chosen = chance.sample(keys, MOST_NAMED if number == 0 else MENTIONS_EACH)
        for key in chosen:
            spans = [Span("text", at * 40, at * 40 + 12, str(person)) for at in range(chance.randint(1, 4))]
            mention = Mention(
                article_id=key, person=person, method=MentionMethod.TEXT, state=MentionState.CONFIDENT, confidence=0.9
            )
            mention.place(spans, "")
            mentions.append(mention)
    Mention.objects.bulk_create(mentions, batch_size=1000)
    propose(chance, keys, Article, Displayed)
    print(f"{len(persons):,} persons, {len(mentions):,} mentions, {len(keys):,} articles")
    return persons[0]


def name(chance: random.Random, number: int) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(FIRST)} {chance.choice(LAST)} {number}"


def propose(chance: random.Random, keys: list[int], articles: Any, displayed: Any) -> None:
    """Make proposals of words that do stand in articles, so that passages are found."""
    from articles import people
    from tests.factories import Found

    seen = []
    for key in chance.sample(keys, 3000):
        article = articles.objects.get(pk=key)
        shown = displayed(article)
        words = shown.fields["text"].split()
        found = []
        for _ in range(4):
            at = chance.randrange(max(len(words) - 2, 1))
            surface = " ".join(words[at : at + 2])
            start = shown.whole.find(surface)
            if start >= 0:
                found.append(Found(start, start + len(surface), surface, 0.8, surface, surface[:200]))
        seen.append(people.Seen(article, shown, found))
    for start in range(0, len(seen), 100):
        people.store_new(seen[start : start + 100])
    print(f"{people.propose(people.clusters_of):,} proposals")


def compare(most: Any, rounds: int) -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    client, editor = Client(), Client()
    editor.force_login(User.objects.create_superuser("measuring"))
    pages = {
        "persons": (client, "/people/"),
        "persons by number": (client, "/people/?order=number"),
        "persons of a month": (client, "/people/?from=2018-05&to=2018-05"),
        "  by number": (client, "/people/?order=number&from=2018-05&to=2018-05"),
        f"person, {MOST_NAMED} articles": (client, most.get_absolute_url()),
        "  spellings": (client, f"/people/{most.pk}/names/"),
        "  network": (client, f"/people/{most.pk}/network/"),
        "proposals": (editor, "/people/proposals/"),
        "who may be one": (editor, "/people/merges/"),
        "decisions": (editor, "/people/decisions/"),
    }
    print(f"\n{'p50 / p95, ms':<26}{'clock':>16}{'processor':>16}")
    for title, (who, address) in pages.items():
        clock, processor = [], []
        assert who.get(address).status_code == 200, address
        for _ in range(rounds):
            began = time.perf_counter(), time.process_time()
            who.get(address)
            clock.append((time.perf_counter() - began[0]) * 1000)
            processor.append((time.process_time() - began[1]) * 1000)
        print(f"{title:<26}{spread(clock):>16}{spread(processor):>16}")


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"


if __name__ == "__main__":
    main()
