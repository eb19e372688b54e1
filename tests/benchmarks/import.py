"""The import of an archive of real size: rate, peak memory, and what takes the time.

    .venv/bin/python tests/benchmarks/import.py [--articles N]

Imports the seeds and then the shared news with `manage.py import_articles` into an archive in a temporary folder, and
once more to see how long it takes to find nothing new. Without the news it says so and stops.
"""

import argparse
import gzip
import io
import logging
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"

seconds: Counter[str] = Counter()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=None, help="how many of the news; all by default")
    options = parser.parse_args()
    if not NEWS.exists():
        sys.exit(f"Skipped: the shared news are not at {NEWS}.")
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        measure(portion(Path(home), options.articles) if options.articles else NEWS)


def portion(folder: Path, number: int) -> Path:
    """Return a file of the first articles of the news."""
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines, gzip.open(folder / "news.jsonl.gz", "wt") as out:
        out.writelines(islice(lines, number))
    return folder / "news.jsonl.gz"


def timed(name: str, function: Callable) -> Callable:
    def measured(*args: object, **options: object) -> object:
        began = time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            seconds[name] += time.perf_counter() - began

    return measured


def measure(news: Path) -> None:
    import django

    django.setup()
    from django.core.management import CommandError, call_command

    from articles import people, search
    from articles.models import Article, IndexChange

    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    call_command("import_articles", str(ROOT / "seeds"), verbosity=0)
    seeds = Article.objects.count()
    people.link = timed("linking persons", people.link)
    search.drain = timed("index (Whoosh)", search.drain)

    def run() -> None:
        with suppress(CommandError):  # Two of the news have no text and are refused.
            call_command("import_articles", str(news), verbosity=0, stderr=io.StringIO())

    for name in ("import", "again"):
        seconds.clear()
        timed("all", run)()
        total = seconds["all"]
        added = Article.objects.count() - seeds
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name}: {added:,} articles in {total:.1f} s, {added / total:,.0f} a second; peak memory {memory:,.0f} MB"
        )
        seconds["reading and loading"] = 2 * total - seconds.total()
        for part in ("reading and loading", "linking persons", "index (Whoosh)"):
            print(f"    {part:<20}{seconds[part]:7.1f} s {seconds[part] / total:5.0%}")
    assert not IndexChange.objects.exists()


if __name__ == "__main__":
    main()
