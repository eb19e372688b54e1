"""What keeping costs on an archive of real size: histories of many articles at once, the trash, export and import.

    .venv/bin/python tests/benchmarks/keeping.py [--articles N]

Imports that many of the shared news into an archive in a temporary folder, and the export of it into another. Prints
seconds of the processor, which other programs disturb less than the clock. Without the news it says so and stops.
"""

import argparse
import gzip
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--import-from", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not NEWS.exists():
        sys.exit(f"Skipped: the shared news are not at {NEWS}.")
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=f"{home}/archive", HTTPS="0", DEBUG="0")
        os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.core.management import call_command

        logging.disable(logging.INFO)
        call_command("migrate", verbosity=0)
        if options.import_from:
            import_from(options.import_from)
        else:
            measure(Path(home), options.articles)


def measure(home: Path, number: int) -> None:
    from articles import export, ingest
    from articles.models import Article, Status, acting

    with gzip.open(NEWS, "rt", encoding="utf-8") as lines, (home / "news.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(islice(lines, number))
    ingest.load(ingest.read([home / "news.jsonl"]), status=Status.DRAFT)
    pks = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    print(f"{len(pks):,} articles")
    steps: dict[str, Callable[[], Any]] = {
        "published, each for the first time changed": lambda: Article.objects.set_status(pks, status=Status.PUBLISHED),
        "withdrawn": lambda: Article.objects.set_status(pks, status=Status.WITHDRAWN),
        "into the trash": lambda: Article.objects.move_to_trash(pks, user_id=None),
        "restored": lambda: Article.objects.restore(pks),
        "exported": lambda: export.write_instance(home / "export"),
    }
    for name, step in steps.items():
        with acting(None):
            timed(name, step)
    print(f"versions in the histories: {Article.history.count():,}; peak memory {peak():,.0f} MB")
    rows = json.loads((home / "export/manifest.json").read_text())["files"].values()
    print(f"export: {sum(row['rows'] for row in rows):,} rows, {sum(row['bytes'] for row in rows) / 1e6:,.0f} MB")
    subprocess.run([sys.executable, __file__, "--import-from", home / "export"], check=True)


def import_from(folder: Path) -> None:
    from articles import export

    timed("imported", lambda: export.read_instance(folder))
    print(f"peak memory {peak():,.0f} MB")


def timed(name: str, step: Callable[[], Any]) -> None:
    began = time.process_time()
    step()
    print(f"{name:<46}{time.process_time() - began:7.1f} s")


def peak() -> float:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
