"""What the analysis costs: words a second, articles a second, and bytes of index that each level of matching adds.

    .venv/bin/python tests/benchmarks/analysis.py [--articles N]

Imports the first articles of the shared news into an archive in a temporary folder. A vocabulary that lacks a level's
keys shows what the level adds: each index is built anew, in one process, with nothing remembered of the one before.
Seconds are those of the processor, the fewest of three runs.
Without the news it says so and stops.
"""

import argparse
import gzip
import io
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"
TIMES = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=4000, help="how many of the news (4,000 by default)")
    options = parser.parse_args()
    if not NEWS.exists():
        sys.exit(f"Skipped: the shared news are not at {NEWS}.")
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        logging.disable(logging.INFO)
        passages = imported(Path(home), options.articles)
        print_analysis(passages)
        print_levels(len(passages))


def imported(home: Path, number: int) -> list[list[str]]:
    """Import the news without indexing them, and return the passages of each article."""
    from django.core.management import CommandError, call_command

    from articles.models import Article

    with gzip.open(NEWS, "rt", encoding="utf-8") as lines, gzip.open(home / "news.jsonl.gz", "wt") as out:
        out.writelines(islice(lines, number))
    call_command("migrate", verbosity=0)
    with suppress(CommandError):  # One of the news may have no text and be refused.
        call_command("import_articles", str(home / "news.jsonl.gz"), verbosity=0, stderr=io.StringIO())
    return [article.passages for article in Article.objects.published().order_by("pk")]


def print_analysis(articles: list[list[str]]) -> None:
    """Print the words a second of what indexing and highlighting do to a word, first and once all forms are known."""
    from articles.arabic import surfaces
    from articles.search.analysis import forms_of, words
    from articles.search.writer import TextBuilder

    number = sum(len(surfaces(passage)) for passages in articles for passage in passages)
    forms_of.cache_clear()
    builder = TextBuilder()

    def index() -> None:
        for passages in articles:
            builder.add(passages)

    def mark() -> None:
        for passages in articles:
            for passage in passages:
                for _word in words(passage):
                    pass

    print(f"{len(articles):,} articles, {number:,} words")
    for name, function, times in (
        ("index, first", index, 1),
        ("index", index, TIMES),
        ("words with offsets", mark, TIMES),
    ):
        took = min(seconds(function) for _ in range(times))
        print(f"    {name:<28}{number / took:>12,.0f} words a second")


def print_levels(number: int) -> None:
    """Print the rate of a rebuild and the size of its index, with the keys of one level after the other."""
    from articles import search
    from articles.arabic import fold
    from articles.search import analysis, writer
    from articles.search.analysis import FOLDED, SOUND, keys_of

    def forms(form: str) -> tuple[str, ...]:
        return (FOLDED + form,)

    def folded(form: str) -> tuple[str, ...]:
        return (FOLDED + fold(form),)

    def stemmed(form: str) -> tuple[str, ...]:
        return tuple(key for key in keys_of(form) if key[0] != SOUND)

    print("index, one process                articles a second       bytes")
    for name, keys in (
        ("no analysis: forms alone", forms),
        ("exact: and folded spellings", folded),
        ("default: and stems", stemmed),
        ("wide: and the sound of names", keys_of),
    ):
        writer.keys_of = keys
        took = []
        for _ in range(TIMES):
            analysis.forms_of.cache_clear()
            analysis.keys_of.cache_clear()
            took.append(seconds(search.rebuild))
        size = sum(path.stat().st_size for path in live())
        print(f"    {name:<30}{number / min(took):>12,.0f}{size:>18,}")


def live() -> list[Path]:
    """Return the files of the index that was built last; older ones may lie beside it."""
    from articles.search import store

    return [path for path in store.live_folder().rglob("*") if path.is_file()]


def seconds(function: Callable[[], object]) -> float:
    """Return the processor time that a function takes: other programs on the machine count less than by the clock."""
    began = time.process_time()
    function()
    return time.process_time() - began


if __name__ == "__main__":
    main()
