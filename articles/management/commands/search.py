"""`manage.py search`: the archive's search on the command line."""

import html
import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.html import strip_tags

from articles import search
from articles.arabic import PartialDate, Period, parse_period
from articles.management.persons import people_called
from articles.management.terminal import cell, padded, shaped
from articles.models import Article, Source

TAG = "archive"
COLUMNS = (("", 4), ("date", 10), ("source", 16), ("title", 60), ("identifier", 200))


class Command(BaseCommand):
    help = (
        "Search as the search page does: the words of a query are all required, and its operators hold. "
        "With --queries, run a whole file of queries for evaluation; there the words of a query are alternatives, "
        "and the result is a run file in TREC's format."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="?", default="", help="words and operators, as on the search page")
        parser.add_argument(
            "--from",
            dest="date_from",
            type=self.date,
            help="2018, 2018-05, 24/5/2018, or with a month's name, also Hijri",
        )
        parser.add_argument("--to", dest="date_to", type=self.date, help="the same; the whole period counts")
        parser.add_argument("--source", action="append", default=[], help="key of a source; may be repeated")
        parser.add_argument("--person", action="append", default=[], help="a name or number; may be repeated")
        parser.add_argument("--level", choices=search.LEVELS, default="default", help="how far forms may differ")
        parser.add_argument("--sort", choices=("relevance", "newest", "oldest"), default="relevance")
        parser.add_argument("--limit", type=self.positive, default=None, help="10 hits; with --queries 100 a query")
        parser.add_argument("--format", choices=("table", "json"), default="table")
        parser.add_argument("--no-shape", action="store_true", help="leave Arabic to a terminal that can print it")
        parser.add_argument("--queries", type=Path, metavar="FILE", help=".tsv (id, query) or .jsonl (id, text)")
        parser.add_argument("--run", type=Path, metavar="OUT", help="where the run file goes")

    @staticmethod
    def date(text: str) -> Period:
        return parse_period(text)

    @staticmethod
    def positive(text: str) -> int:
        number = int(text)
        if number < 1:
            raise ValueError(text)
        return number

    def handle(self, **options: Any) -> None:
        first, last = options["date_from"], options["date_to"]
        if first and last and first.first > last.last:
            raise CommandError(f"--from {first} lies after --to {last}.")
        known = set(Source.objects.values_list("key", flat=True))
        if unknown := [key for key in options["source"] if key not in known]:
            raise CommandError(
                f"No source has the key {unknown[0]!r}. There are: {', '.join(sorted(known)) or 'none'}."
            )
        request = search.SearchRequest(
            query=options["query"],
            date_from=first.first if first else None,
            date_to=last.last if last else None,
            sources=tuple(options["source"]),
            people=tuple(pk for name in options["person"] for pk in people_called(name)),
            sort=options["sort"],
            level=options["level"],
            per_page=options["limit"] or 10,
        )
        try:
            if options["queries"] or options["run"]:
                self.evaluate(options["queries"], options["run"], options["limit"] or 100, options["level"])
            elif options["format"] == "json":
                self.print_json(search.run(request))
            else:
                self.print_table(search.run(request), shape=not options["no_shape"])
        except search.IndexNotReady as error:
            raise CommandError(f"{error} Run: manage.py rebuild_index") from None

    def print_json(self, results: search.SearchResults) -> None:
        rows = [json.dumps(row(hit), ensure_ascii=False) for hit in results.hits]
        self.stdout.write("[\n" + ",\n".join(rows) + "\n]" if rows else "[]")

    def print_table(self, results: search.SearchResults, *, shape: bool) -> None:
        for notice in results.notices:
            self.stderr.write(shaped(str(notice)) if shape and not str(notice).isascii() else str(notice))
        if meant := likelier(results):
            self.stderr.write(f"Did you mean: {shaped(meant) if shape else meant}")
        self.stdout.write(f"{results.total} articles")
        if results.hits:
            self.stdout.write(self.line([name for name, _width in COLUMNS], shape=False))
        for hit in results.hits:
            found = row(hit)
            cells = [str(hit.rank), *(str(found[name] or "–") for name, _width in COLUMNS[1:])]
            self.stdout.write(self.line(cells, shape=shape))

    @staticmethod
    def line(cells: list[str], *, shape: bool) -> str:
        cut = [(cell(text, width), width) for text, (_name, width) in zip(cells, COLUMNS, strict=True)]
        return "  ".join(padded(shaped(text) if shape else text, width) for text, width in cut).rstrip()

    def evaluate(self, queries: Path | None, run: Path | None, limit: int, level: search.Level) -> None:
        if not queries or not run:
            raise CommandError("--queries FILE and --run OUT go together.")
        try:
            asked = list(read_queries(queries))
            identifiers = dict(Article.objects.values_list("pk", "identifier"))
            # Under its own name only when it is whole.
            draft = run.with_name(f".{run.name}.draft")
            without_hits = 0
            with draft.open("w", encoding="utf-8") as out:
                for query_id, text in asked:
                    request = search.SearchRequest(query=text, operator="or", level=level)
                    _total, ranked = search.ranking(request, 0, limit)
                    without_hits += not ranked
                    for rank, (pk, score) in enumerate(ranked, start=1):
                        out.write(f"{query_id} Q0 {identifiers[pk]} {rank} {score:.6f} {TAG}\n")
            draft.replace(run)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        self.stdout.write(f"{len(asked)} queries → {run}" + (f"; {without_hits} found nothing" if without_hits else ""))


def likelier(results: search.SearchResults) -> str:
    """Return the query that may be meant where little or nothing was found, "" where none is known."""
    rescued = None if results.total else search.rescue(results.request)
    return rescued.query if rescued else search.suggestion(results.request, results.total)


def row(hit: search.Hit) -> dict[str, Any]:
    """Return a hit as plain values."""
    article = hit.article
    return {
        "identifier": article.identifier,
        "title": article.title,
        "date": str(PartialDate(article.date, article.date_precision)) if article.date else None,
        "source": article.source.key if article.source else None,
        "score": round(hit.score, 6),
        "url": article.get_absolute_url(),
        "snippet": html.unescape(" ".join(strip_tags(snippet) for snippet in hit.snippets)),
    }


def read_queries(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (query id, text) of a .tsv or .jsonl file; raise CommandError with the line that is not a new query."""
    seen: set[str] = set()
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                if path.suffix == ".jsonl":
                    row = json.loads(line)
                    query_id, text = str(row["id"]), str(row["text"])
                else:
                    query_id, text = line.rstrip("\n").split("\t")[:2]
            except (ValueError, KeyError, TypeError):
                raise CommandError(
                    f'{path}, line {number}: no query. A line is {{"id": …, "text": …}} in .jsonl, id TAB text in .tsv.'
                ) from None
            if query_id in seen or not query_id or " " in query_id:
                raise CommandError(f"{path}, line {number}: the id {query_id!r} is empty, has a blank or came before.")
            seen.add(query_id)
            yield query_id, text
    if not seen:
        raise CommandError(f"{path}: there is no query in it.")
