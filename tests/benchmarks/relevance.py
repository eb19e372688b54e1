"""How well search finds what a reader means: three development sets, each in an archive of its own.

    make bench-relevance
    .venv/bin/python tests/benchmarks/relevance.py [--level LEVEL] [--without PART …] [--every N]

Imports the shared documents into archives in temporary folders, runs all queries as `manage.py search --queries` does,
and prints MRR@10 beside the figures of Lucene 8 (ArabicAnalyzer, BM25) on the same sets. The equivalences are judged
through `search.run`: an article with the left text, the right one as the query, found or not at the level of the pair.
`--without` leaves a part of the analysis out, to show what it contributes. Without the shared data it says so.
"""

import argparse
import csv
import io
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
RETRIEVAL = {"arcd": 0.7992, "news-titles": 0.6600}
PARTS = ("stems", "endings", "parts", "spelling bonus", "closeness", "title weight", "length norm", "stop words")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--level", default="default", choices=("exact", "default", "wide"))
    parser.add_argument("--without", nargs="*", default=[], choices=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--sets", nargs="*", default=[*RETRIEVAL, "equivalences"])
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth query of the retrieval sets")
    options = parser.parse_args()
    if not SHARED.exists():
        sys.exit(f"Skipped: the shared data are not at {SHARED}.")
    if len(options.sets) > 1:
        # An archive a process: settings are read once.
        for name in options.sets:
            more = ["--without", *options.without] if options.without else []
            more += ["--level", options.level, "--every", str(options.every)]
            subprocess.run([sys.executable, __file__, "--sets", name, *more], check=True)
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        logging.disable(logging.INFO)
        leave_out(options.without)
        [name] = options.sets
        if name == "equivalences":
            print_equivalences()
        else:
            print_retrieval(name, options.level, options.every, Path(home))


def leave_out(without: list[str]) -> None:
    """Replace parts of the analysis and of the ranking by what does nothing."""
    from articles.arabic import fold, stem
    from articles.search import analysis, evaluate, highlight, parse

    if "stems" in without:
        analysis.stems = lambda form: (fold(form),)
    if "endings" in without:
        stem.without_endings = stem.without_pronoun = lambda word, *_of, **_how: word
    if "parts" in without:
        for module in (analysis, evaluate, highlight):
            module.parts = lambda form: (form,)
    if "spelling bonus" in without:
        evaluate.SPELLING_BONUS = 0.0
    if "closeness" in without:
        evaluate.FOLDED_WEIGHT = evaluate.STEMMED = evaluate.RELATED = evaluate.EXACT
    if "title weight" in without:
        evaluate.FIELD_WEIGHT = dict.fromkeys(evaluate.FIELD_WEIGHT, 1.0)
    if "length norm" in without:
        evaluate.LENGTH_NORM = dict.fromkeys(evaluate.LENGTH_NORM, 0.0)
    if "stop words" in without:
        parse.STOP_WORDS = frozenset()


def print_retrieval(name: str, level: str, every: int, home: Path) -> None:
    from django.core.management import CommandError, call_command

    from articles import search
    from articles.models import Article

    folder = SHARED / "data" / "retrieval" / name
    documents = folder / "docs.jsonl"
    if not documents.exists():
        documents = home / "docs.jsonl"
        subprocess.run([sys.executable, SHARED / "bench" / "knownitem_docs.py", documents], check=True)
    call_command("migrate", verbosity=0)
    with suppress(CommandError):  # A few documents hold the same text twice.
        call_command("import_articles", str(documents), verbosity=0, stderr=io.StringIO())
    relevant: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, *_grade = line.split("\t")
        relevant[query].add(document)
    identifiers = dict(Article.objects.values_list("pk", "identifier"))
    reciprocal, first, times = 0.0, 0, []
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    queries = queries[::every]
    for query in queries:
        began = time.perf_counter()
        request = search.SearchRequest(query=query["text"], operator="or", level=level)
        _total, ranked = search.ranking(request, 0, 10)
        times.append(time.perf_counter() - began)
        ranks = [rank for rank, (pk, _) in enumerate(ranked, start=1) if identifiers[pk] in relevant[query["id"]]]
        reciprocal += 1 / ranks[0] if ranks else 0
        first += ranks[:1] == [1]
    number = len(queries)
    middle = sorted(times)[number // 2] * 1000
    print(
        f"{name:<14}{len(identifiers):>8,} documents {number:>6,} queries   MRR@10 {reciprocal / number:.4f}"
        f"   first {first / number:.3f}   Lucene 8 {RETRIEVAL[name]:.4f}   median {middle:.1f} ms"
    )


def print_equivalences() -> None:
    from django.core.management import call_command

    from articles import search
    from articles.models import Article, Status

    call_command("migrate", verbosity=0)
    rows = list(pairs(SHARED / "bench" / "equivalences.tsv"))
    for number, row in enumerate(rows):
        Article.objects.create(
            identifier=str(number), title="نص", body=row["document"] + f" {number}", status=Status.PUBLISHED
        )
    right = {"same": 0, "different": 0}
    for number, row in enumerate(rows):
        results = search.run(search.SearchRequest(query=row["query"], level=row["level"], per_page=len(rows)))
        found = any(hit.article.identifier == str(number) for hit in results.hits)
        right[row["expect"]] += found
        if found != (row["expect"] == "same"):
            print(f"    {'not found' if row['expect'] == 'same' else 'merged'}: {row['document']} | {row['query']}")
    same = sum(row["expect"] == "same" for row in rows)
    print(
        f"equivalences  {right['same']} of {same} found (Lucene 24, CirrusSearch 30), "
        f"{right['different']} of {len(rows) - same} merged (Lucene 6)"
    )


def pairs(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


if __name__ == "__main__":
    main()
