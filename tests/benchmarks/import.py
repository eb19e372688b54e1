"""The import of an archive of real size: rate, peak memory, and the index's own share.

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
    search.drain = timed("index, in this process", search.drain)
    for name in ("import", "again"):
        seconds.clear()
        began = time.perf_counter()
        with suppress(CommandError):  # Two of the news have no text and are refused.
            call_command("import_articles", str(news), verbosity=0, stderr=io.StringIO())
        total = time.perf_counter() - began
        added = Article.objects.count() - seeds
        print(f"{name}: {added:,} articles in {total:.1f} s, {added / total:,.0f} a second")
        for part, took in seconds.items():
            print(f"    {part:<24}{took:7.1f} s {took / total:5.0%}")
    assert not IndexChange.objects.exists()
    own, second = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory: {own:,.0f} MB and {second:,.0f} MB in the process that indexes")
    began = time.perf_counter()
    search.rebuild()
    total = time.perf_counter() - began
    print(f"index alone, one process: {total:.1f} s, {(added + seeds) / total:,.0f} articles a second")


def timed(name: str, function: Callable) -> Callable:
    def measured(*args: object, **options: object) -> object:
        began = time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            seconds[name] += time.perf_counter() - began

    return measured


if __name__ == "__main__":
    main()
