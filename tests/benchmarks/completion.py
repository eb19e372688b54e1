"""Suggestions while a query is typed, on an archive of real size: how long an answer takes the processor.

    ARCHIVE_HOME=… .venv/bin/python tests/benchmarks/completion.py [--titles N] [--seed N]

Types the first words of titles (seeded), one to three of them, the last letter by letter from its second on, and asks
for suggestions through Django's test client. Prints p50, p95 and the longest in milliseconds of the processor, and the
largest answer. The first answer of all stands apart, since it reads what is read once. The archive is only read.
"""

import argparse
import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--titles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.update(DJANGO_SETTINGS_MODULE="archive.settings", HTTPS="0", DEBUG="0")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    first = asked(client, "مرحبا")[0]
    answers = [asked(client, query) for query in typed(options.titles, random.Random(options.seed))]
    times = sorted(took for took, _size in answers)
    print(f"{len(times)} queries in the making, the first of all {first:.0f} ms")
    p95 = times[int(len(times) * 0.95)]
    print(f"p50 {statistics.median(times):.1f}   p95 {p95:.1f}   longest {times[-1]:.1f} ms")
    print(f"largest answer {max(size for _took, size in answers):,} bytes")


def typed(number: int, chance: random.Random) -> list[str]:
    """Return what stands in the box after each letter of the last word, for so many titles."""
    from articles.models import Article

    keys = sorted(Article.objects.published().values_list("pk", flat=True))
    queries = []
    for title in Article.objects.filter(pk__in=chance.sample(keys, number)).values_list("title", flat=True):
        words = title.split()[: chance.choice((1, 1, 2, 3))]
        query = " ".join(words)
        queries += [query[:end] for end in range(len(query) - len(words[-1]) + 2, len(query) + 1)]
    return queries


def asked(client: Any, query: str) -> tuple[float, int]:
    """Ask for suggestions; return the milliseconds of the processor and the bytes of the answer."""
    started = time.process_time()
    response = client.get("/search/suggestions/", {"q": query})
    took = (time.process_time() - started) * 1000
    assert response.status_code == 200
    return took, len(response.content)


if __name__ == "__main__":
    main()
