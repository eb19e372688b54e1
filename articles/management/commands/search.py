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
from articles.arabic import PartialDate, parse_date
from articles.management.terminal import cell, padded, shaped
from articles.models import Article, Person

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
        parser.add_argument("--from", dest="date_from", type=self.date, help="2018, 2018-05 or 2018-05-24")
        parser.add_argument("--to", dest="date_to", type=self.date, help="the same; the whole period counts")
        parser.add_argument("--source", action="append", default=[], help="key of a source; may be repeated")
        parser.add_argument("--person", action="append", default=[], help="a name or number; may be repeated")
        parser.add_argument("--sort", choices=("relevance", "newest", "oldest"), default="relevance")
        parser.add_argument("--limit", type=self.positive, default=None, help="10 hits; with --queries 100 a query")
        parser.add_argument("--format", choices=("table", "json"), default="table")
        parser.add_argument("--no-shape", action="store_true", help="leave Arabic to a terminal that can print it")
        parser.add_argument("--queries", type=Path, metavar="FILE", help=".tsv (id, query) or .jsonl (id, text)")
        parser.add_argument("--run", type=Path, metavar="OUT", help="where the run file goes")

    @staticmethod
    def date(text: str) -> PartialDate:
        return parse_date(text)

    @staticmethod
    def positive(text: str) -> int:
        number = int(text)
        if number < 1:
            raise ValueError(text)
        return number

    def handle(self, **options: Any) -> None:
        request = search.SearchRequest(
            query=options["query"],
            date_from=options["date_from"].first if options["date_from"] else None,
            date_to=options["date_to"].last if options["date_to"] else None,
            sources=tuple(options["source"]),
            people=tuple(pk for name in options["person"] for pk in people_called(name)),
            sort=options["sort"],
            per_page=options["limit"] or 10,
        )
        try:
            if options["queries"] or options["run"]:
                self.evaluate(options["queries"], options["run"], options["limit"] or 100)
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
            self.stderr.write(str(notice))
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

    def evaluate(self, queries: Path | None, run: Path | None, limit: int) -> None:
        if not queries or not run:
            raise CommandError("--queries FILE and --run OUT go together.")
        number = 0
        identifiers = dict(Article.objects.values_list("pk", "identifier"))
        try:
            with run.open("w", encoding="utf-8") as out:
                for number, (query_id, text) in enumerate(read_queries(queries), start=1):
                    request = search.SearchRequest(query=text, operator="or")
                    _total, ranked = search.ranking(request, 0, limit)
                    for rank, (pk, score) in enumerate(ranked, start=1):
                        out.write(f"{query_id} Q0 {identifiers[pk]} {rank} {score:.6f} {TAG}\n")
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        self.stdout.write(f"{number} queries → {run}")


def people_called(name: str) -> list[int]:
    """Return the primary keys of the persons of that name or number; raise CommandError where there is none."""
    found = Person.objects.filter(pk=int(name)) if name.isdecimal() else Person.objects.named(name)
    if not found:
        raise CommandError(f"No person is called {name!r}. Names are listed at /people/.")
    return [person.pk for person in found]


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
    """Yield (query id, text) of a .tsv or .jsonl file; raise CommandError with the line that is not a query."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                if path.suffix == ".jsonl":
                    row = json.loads(line)
                    yield str(row["id"]), str(row["text"])
                else:
                    query_id, text = line.rstrip("\n").split("\t")[:2]
                    yield query_id, text
            except (ValueError, KeyError, TypeError):
                raise CommandError(f"{path}, line {number}: no query (id and text) stands there.") from None
