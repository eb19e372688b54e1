"""How long the pages take, on an archive of real size.

    .venv/bin/python tests/benchmarks/pages.py [--home FOLDER] [--articles N] [--rounds N]

Asks for each page through Django's test client, the pages taking turns, and prints p50 and p95 in milliseconds: as the
clock has it, and of the processor alone, which other programs disturb less. The archive is built in a temporary folder
from the shared news, or it is that of `--home` (ARCHIVE_HOME of an instance), which is only read. Without either it
says so and stops.
"""

import argparse
import io
import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"
QUERY = "الرئيس الأمريكي"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="the folder of an archive that is there already")
    parser.add_argument("--articles", type=int, help="how many of the news; all by default")
    parser.add_argument("--rounds", type=int, default=20, help="how often to ask for each page, the first not counted")
    options = parser.parse_args()
    if not options.home and not NEWS.exists():
        sys.exit(f"Skipped: the shared news are not at {NEWS}, and no --home was given.")
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch)
        os.environ.update(ARCHIVE_HOME=str(home), HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        start()
        if not options.home:
            build(home, options.articles)
        compare(pages(), options.rounds)


def start() -> None:
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS.append("testserver")
    django.setup()
    logging.disable(logging.WARNING)


def build(home: Path, number: int | None) -> None:
    """Import the seeds, whose persons are then looked for everywhere, and the news."""
    from django.core.management import CommandError, call_command

    call_command("migrate", verbosity=0)
    news = NEWS
    if number:
        import gzip
        from itertools import islice

        news = home / "news.jsonl"
        with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
            news.write_text("".join(islice(lines, number)), encoding="utf-8")
    for path in (ROOT / "seeds", news):
        try:
            call_command("import_articles", str(path), verbosity=0, stderr=io.StringIO())
        except CommandError as error:  # two of the news have no text and are refused
            print(f"({error})")


def pages() -> dict[str, str]:
    """Return the addresses to ask for: of days, persons and the like those that have most articles."""
    from django.db.models import Count

    from articles.models import Article, Person, Source, Subject

    public = Article.objects.published()
    if not public.exists():
        sys.exit("This archive has no published articles.")
    (day, _precision), number = public.known_to_the_day().counts_by_date().most_common(1)[0]
    print(f"{public.count()} articles, {number} on {day}")
    article = public.on(day).in_reading_order()[number // 2]
    persons = Person.objects.in_use().with_counts().most_named_first()
    source = Source.objects.largest_first().first()
    subject = Subject.objects.annotate(number=Count("articles")).order_by("-number").first()
    addresses = {
        "home": "/",
        "search": f"/search/?q={QUERY}",
        "search, source and year": f"/search/?q={QUERY}&source={source and source.key}&from={day.year}&to={day.year}",
        "search, words of a year": f"/search/?q={any_of(article, 40)}&from={day.year}&to={day.year}",
        "search, 300 letters": f"/search/?q={any_of(article, 300)}",
        "search, 900 letters": f"/search/?q={any_of(article, 900)}",
        "article": article.get_absolute_url(),
        "years": "/dates/",
        "year": f"/dates/{day:%Y}/",
        "month": f"/dates/{day:%Y/%m}/",
        "day": f"/dates/{day:%Y/%m/%d}/",
        "day in every year": f"/dates/every-year/{day:%m/%d}/",
        "Hijri years": "/dates/hijri/",
        "people": "/people/",
        "people of a year": f"/people/?order=number&from={day.year}&to={day.year}",
        "sources": "/sources/",
        "source": source.get_absolute_url() if source else "",
        "subjects": "/subjects/",
        "subject": subject.get_absolute_url() if subject else "",
        "coverage": "/coverage/",
    }
    if persons:
        most, least = persons[0], persons.reverse()[0]
        addresses[f"person, {most.published_count} articles"] = most.get_absolute_url()
        addresses[f"person, {least.published_count} articles"] = least.get_absolute_url()
    return {name: address for name, address in addresses.items() if address}


def any_of(article: Any, letters: int) -> str:
    """Return a query of about so many letters for any of the words of an article."""
    query = " أو ".join(dict.fromkeys(word for word in article.text.split() if word.isalpha()))
    return query[:letters].rpartition(" أو ")[0]


def compare(addresses: dict[str, str], rounds: int) -> None:
    from django.test import Client

    client = Client()
    clock: dict[str, list[float]] = {name: [] for name in addresses}
    processor: dict[str, list[float]] = {name: [] for name in addresses}
    sizes = {}
    for number in range(rounds + 1):
        for name, address in addresses.items():
            started = time.perf_counter(), time.process_time()
            response: Any = client.get(address)
            took = time.perf_counter() - started[0], time.process_time() - started[1]
            assert response.status_code == 200, (address, response.status_code)
            sizes[name] = len(response.content)
            if number:
                clock[name].append(took[0] * 1000)
                processor[name].append(took[1] * 1000)
    print(f"\n{'p50 / p95, ms':<26}{'clock':>16}{'processor':>16}{'KB of HTML':>14}")
    for name in addresses:
        print(f"{name:<26}{spread(clock[name]):>16}{spread(processor[name]):>16}{sizes[name] / 1024:>14.0f}")


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"


if __name__ == "__main__":
    main()
