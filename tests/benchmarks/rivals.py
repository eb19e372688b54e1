"""Other engines, fed the same tokens and asked for the same: the ten best articles and the exact total.

Each has a `build`, which returns seconds, 0 where the index is there from an earlier run; and `ask`, which returns
milliseconds of processor time and the total. One that is not installed raises `Absent` with a message.
"""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.drawn import PER_PAGE, Document, Query, documents

SLOP = 5
JARS = Path("/usr/share/java")
LUCENE = ("core", "analyzers-common", "facet", "queries")


class Absent(Exception):
    """The engine is not installed."""


class Tantivy:
    name = "tantivy"

    def __init__(self, home: Path) -> None:
        try:
            import tantivy
        except ImportError:
            raise Absent("tantivy: not installed (requirements-dev.txt)") from None
        self._lib = tantivy
        self._folder = home / "tantivy"
        schema = tantivy.SchemaBuilder().add_text_field("tokens", tokenizer_name="whitespace")
        for name in ("pk", "first", "last", "month"):
            schema = schema.add_integer_field(name, indexed=True, fast=True)
        for name in ("source", "person", "subject", "place"):
            schema = schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = schema.build()

    def build(self, path: Path) -> float:
        new = not self._folder.exists()
        self._folder.mkdir(exist_ok=True)
        index = self._lib.Index(self._schema, path=str(self._folder))
        started = time.perf_counter()
        if new:
            writer = index.writer(heap_size=256_000_000, num_threads=2)
            for one in documents(path):
                writer.add_document(self._document(one))
            writer.commit()
            writer.wait_merging_threads()
        took = time.perf_counter() - started
        index.reload()
        self._searcher = index.searcher()
        return took if new else 0.0

    def _document(self, one: Document) -> Any:
        document = self._lib.Document()
        for name in ("pk", "first", "last", "month"):
            document.add_integer(name, getattr(one, name))
        document.add_text("tokens", one.tokens)
        for name, values in (
            ("source", one.source),
            ("person", one.people),
            ("subject", one.subject),
            ("place", one.place),
        ):
            for value in values.split(",") if values else ():
                document.add_text(name, value)
        return document

    def ask(self, query: Query) -> tuple[float, int]:
        started = time.thread_time()
        asked = self._query(query)
        found = self._searcher.search(asked, limit=PER_PAGE, offset=query.start)
        if query.facets:
            names = ("source", "person", "subject", "place", "month")
            self._searcher.aggregate(asked, {name: {"terms": {"field": name, "size": 1000}} for name in names})
        return (time.thread_time() - started) * 1000, found.count

    def _query(self, query: Query) -> Any:
        lib, schema = self._lib, self._schema
        make = lib.Query
        if query.joined == "prefix":
            asked = make.regex_query(schema, "tokens", query.tokens[0] + ".*")
        elif query.joined in ("phrase", "near"):
            slop = SLOP if query.joined == "near" else 0
            asked = make.phrase_query(schema, "tokens", list(query.tokens), slop=slop)
        else:
            must = lib.Occur.Should if query.joined == "or" else lib.Occur.Must
            asked = make.boolean_query([(must, make.term_query(schema, "tokens", one)) for one in query.tokens])
        if query.last:
            number = lib.FieldType.Integer
            begin = make.range_query(schema, "last", number, lower_bound=query.first)
            end = make.range_query(schema, "first", number, lower_bound=1, upper_bound=query.last)
            dates = [(lib.Occur.Must, make.const_score_query(one, 0.0)) for one in (begin, end)]
            asked = make.boolean_query([(lib.Occur.Must, asked), *dates])
        return asked


class FTS5:
    name = "SQLite FTS5"

    def __init__(self, home: Path) -> None:
        self._path = home / "fts5.sqlite3"

    def build(self, path: Path) -> float:
        new = not self._path.exists()
        self._connection = sqlite3.connect(self._path)
        if not new:
            return 0.0
        started = time.perf_counter()
        run = self._connection.executescript
        run(
            "PRAGMA journal_mode=OFF; CREATE VIRTUAL TABLE words USING fts5(tokens, content='', tokenize=unicode61);"
            "CREATE TABLE meta (pk INTEGER PRIMARY KEY, first, last, month, source, subject, place);"
            "CREATE TABLE people (pk INTEGER, person INTEGER, PRIMARY KEY (pk, person)) WITHOUT ROWID;"
        )
        for one in documents(path):
            self._connection.execute("INSERT INTO words (rowid, tokens) VALUES (?, ?)", (one.pk, one.tokens))
            meta = (one.pk, one.first, one.last, one.month, one.source, one.subject, one.place)
            self._connection.execute("INSERT INTO meta VALUES (?, ?, ?, ?, ?, ?, ?)", meta)
            people = [(one.pk, person) for person in one.people.split(",") if person]
            self._connection.executemany("INSERT INTO people VALUES (?, ?)", people)
        run("ANALYZE;")
        return time.perf_counter() - started

    def ask(self, query: Query) -> tuple[float, int]:
        quoted = [f'"{one}"' for one in query.tokens]
        match = {
            "and": " AND ".join(quoted),
            "or": " OR ".join(quoted),
            "phrase": f'"{" ".join(query.tokens)}"',
            "near": f"NEAR({' '.join(quoted)}, {SLOP})",
            "prefix": f"{quoted[0]}*",
        }[query.joined]
        source, values = "words WHERE words MATCH ?", [match]
        if query.last:
            source = (
                "words CROSS JOIN meta ON pk = words.rowid WHERE words MATCH ? AND last >= ? AND first BETWEEN 1 AND ?"
            )
            values += [query.first, query.last]
        run = self._connection.execute
        started = time.thread_time()
        run(f"SELECT words.rowid FROM {source} ORDER BY rank LIMIT {PER_PAGE} OFFSET {query.start}", values).fetchall()
        total = run(f"SELECT count(*) FROM {source}", values).fetchone()[0]
        if query.facets:
            for name in ("source", "subject", "place", "month", "person"):
                table = "people" if name == "person" else "meta"
                run(
                    f"SELECT {name}, count(*) FROM words CROSS JOIN {table} ON {table}.pk = words.rowid "
                    f"WHERE words MATCH ? GROUP BY {name}",
                    values,
                ).fetchall()
        return (time.thread_time() - started) * 1000, total


class Lucene:
    name = "Lucene 8"

    def __init__(self, home: Path) -> None:
        jars = [JARS / f"lucene-{name}-8.7.0.jar" for name in LUCENE]
        if not shutil.which("javac") or not all(jar.exists() for jar in jars):
            raise Absent("Lucene 8: needs a JDK and Debian's liblucene8-java")
        self._home = home
        self._path = f"{home}:{':'.join(map(str, jars))}"
        source = Path(__file__).with_name("Lucene.java")
        subprocess.run(["javac", "-nowarn", "-cp", self._path, "-d", home, source], check=True)

    def build(self, path: Path) -> float:
        self._process = subprocess.Popen(
            ["java", "-Xmx2g", "-cp", self._path, "Lucene", self._home / "lucene", path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return float(self._process.stdout.readline())

    def ask(self, query: Query) -> tuple[float, int]:
        words = " ".join(query.tokens)
        row = (query.joined, query.start, query.first, query.last, int(query.facets), words)
        print(*row, sep="\t", file=self._process.stdin, flush=True)
        took, total = self._process.stdout.readline().split("\t")
        return float(took), int(total)


RIVALS: tuple[Callable[[Path], Any], ...] = (Tantivy, FTS5, Lucene)


def built(home: Path, path: Path) -> list[Any]:
    """Return the engines that are installed, with their indexes built; say which are not."""
    engines = []
    for make in RIVALS:
        try:
            engine = make(home)
        except Absent as message:
            print(f"Skipped: {message}.")
            continue
        took = engine.build(path)
        if took:
            print(f"{engine.name}: index built in {took:.1f} s")
        engines.append(engine)
    return engines
