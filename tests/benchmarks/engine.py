"""The engine at full size, beside tantivy, SQLite FTS5 and Lucene 8 fed the same tokens, in one run.

    .venv/bin/python tests/benchmarks/engine.py [--articles 10000 100000] [--home FOLDER]

Builds archives from the shared news (`corpus.py`), draws queries from them (`drawn.py`) and asks every engine in turn
(`rivals.py`), ten best articles and exact total. Printed are p50 / p95 in milliseconds, with ratios of ours to theirs.
Queries are timed in processor time of the thread that answers, which other programs on the machine disturb least;
pages, saving and opening by the clock. Of ours there are three figures:

- first    the words were not asked for since the index was opened: nothing of them is kept, no keys, no lists
- known    another query over words that were asked for: what is kept of words is used, what is kept of queries is not
- again    the same query again

The others are asked once before they are timed. With --home archives and indexes are kept for the next run. Engines
that are not installed are left out; without the news it says so and stops.
"""

import argparse
import json
import logging
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"
sys.path.insert(0, str(ROOT))

Times = list[float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--home", type=Path, help="folder that keeps archives and indexes for the next run")
    parser.add_argument("--queries", type=int, default=30, help="queries of each class")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is asked once it is known")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not NEWS.exists():
        sys.exit(f"Skipped: the shared news are not at {NEWS}.")
    if options.worker:
        prepare(options.home)
        work(options.home)
        return
    with tempfile.TemporaryDirectory() as folder:
        homes = [(options.home or Path(folder)).absolute() / str(number) for number in options.articles]
        if len(homes) == 1:
            prepare(homes[0])
            measure(homes[0], options.articles[0], options.queries, options.rounds)
            return
        for home, number in zip(homes, options.articles, strict=True):
            # An archive a process: settings are read once.
            more = [f"--{name}={getattr(options, name)}" for name in ("queries", "rounds")]
            command = [sys.executable, __file__, "--articles", str(number), "--home", str(home.parent), *more]
            subprocess.run(command, check=True)
        print_growth(homes)


def prepare(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    os.environ.update(ARCHIVE_HOME=str(home), HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS.append("testserver")
    django.setup()
    logging.disable(logging.INFO)


def measure(home: Path, number: int, queries: int, rounds: int) -> None:
    from tests.benchmarks import drawn, rivals

    print(f"\n=== {number:,} articles ===", flush=True)
    figures = build(home, number)
    tokens = home / "tokens.tsv"
    if not tokens.exists():
        drawn.write_documents(tokens)
    engines = rivals.built(home, tokens)
    year = (730851, 731215)  # 2002, by date.toordinal
    classes = drawn.draw(tokens, queries, year)
    asked = [query for of_kind in classes.values() for query in of_kind]
    (home / "queries.json").write_text(json.dumps([query.text for query in asked]), encoding="utf-8")
    for query in asked:
        for engine in engines:
            for _ in range(10 if engine.name == "Lucene 8" else 1):  # its compiler learns from use
                engine.ask(query)
    names = [engine.name for engine in engines]
    print(
        f"\n{'p50 / p95, ms':<17}"
        + "".join(f"{name:>14}" for name in ("first", "known", "again"))
        + "  "
        + "".join(f"{name:>14}{'ratio':>12}" for name in names)
        + "   totals",
        flush=True,
    )
    p50s = {}
    for kind, of_kind in classes.items():
        ours, theirs, totals = compare(of_kind, engines, rounds)
        p50s[kind] = statistics.median(ours["known"])
        print(row(kind, ours, theirs, totals), flush=True)
    alone(classes)
    others(home, classes, figures)
    (home / "figures.json").write_text(json.dumps({**figures, "p50": p50s}), encoding="utf-8")


def build(home: Path, number: int) -> dict[str, Any]:
    """Build archive and index where they are not there; return what was measured, now or earlier."""
    from django.core.management import call_command

    from articles import search
    from articles.models import Article
    from articles.search import analysis, store
    from tests.benchmarks import corpus

    figures = home / "figures.json"
    found: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
    call_command("migrate", verbosity=0)
    if not Article.objects.exists():
        corpus.build(NEWS, number)
    if found.get("analysis") != analysis.VERSION:
        for name in ("tokens.tsv", "fts5.sqlite3"):
            (home / name).unlink(missing_ok=True)
        for name in ("tantivy", "lucene"):
            shutil.rmtree(home / name, ignore_errors=True)
    if not search.is_ready() or found.get("stamp") != store.stamp():
        took = timed(search.rebuild) / 1000
        found = {"stamp": store.stamp(), "analysis": analysis.VERSION, "rate": number / took}
        figures.write_text(json.dumps(found), encoding="utf-8")
    return found


# --- Queries ----------------------------------------------------------------------------------------------------------


def compare(of_kind: list, engines: list, rounds: int) -> tuple[dict[str, Times], dict[str, Times], list[float]]:
    """Ask all engines the queries of a class, in turn; return our times, theirs, and the ratios of the totals."""
    ours: dict[str, Times] = {"first": [], "known": [], "again": []}
    theirs: dict[str, Times] = {engine.name: [] for engine in engines}
    totals = []
    for query in of_kind:
        forget_all()
        took, total = ask(query)
        ours["first"].append(took)
        for _ in range(rounds):
            forget_queries()
            ours["known"].append(ask(query)[0])
            ours["again"].append(ask(query)[0])
            for engine in engines:
                took, their_total = engine.ask(query)
                theirs[engine.name].append(took)
        if engines:
            totals.append((total + 1) / (their_total + 1))
    return ours, theirs, totals


def ask(query: Any) -> tuple[float, int]:
    """Ask our engine; return milliseconds of processor time and the total."""
    import datetime

    from articles import search
    from tests.benchmarks.drawn import PER_PAGE

    days = {}
    if query.last:
        days = {
            f"date_{name}": datetime.date.fromordinal(getattr(query, of))
            for name, of in (("from", "first"), ("to", "last"))
        }
    started = time.thread_time()
    request = search.SearchRequest(query=query.text, **days)
    total, _ = search.ranking(request, query.start, query.start + PER_PAGE)
    if query.facets:
        search.facets(request)
        search.histogram(request, "month")
    return (time.thread_time() - started) * 1000, total


def forget_all() -> None:
    """Forget everything of words and queries; columns, which every query reads, are read again ahead."""
    from articles import search
    from articles.search import analysis, parse, snapshot

    kept = snapshot.latest()
    snapshot._latest = snapshot.Snapshot(kept.folder, kept.generation, kept.segments, kept.alive)
    for cache in (analysis.keys_of, analysis.keys_meant, analysis.forms_of, parse.parse):
        cache.cache_clear()
    every = search.SearchRequest(query="§ الشرق")
    search.ranking(every, 0, 10)
    search.facets(every)
    search.histogram(every, "month")


def forget_queries() -> None:
    from articles.search import snapshot

    kept = snapshot.latest()
    for key in [key for key in kept._cache if key[0] in ("query", "phrase", "like")]:
        kept.forget(key)


def row(kind: str, ours: dict[str, Times], theirs: dict[str, Times], totals: list[float]) -> str:
    known = statistics.median(ours["known"])
    cells = "".join(f"{spread(of):>14}" for of in ours.values())
    others = "".join(f"{spread(of):>14}{ratio(known, ours['known'], of):>12}" for of in theirs.values())
    return f"{kind:<17}{cells}  {others}" + (f"{statistics.median(totals):9.2f}" if totals else "")


def ratio(known: float, ours: Times, theirs: Times) -> str:
    return f"{known / statistics.median(theirs):.2g}/{p95(ours) / p95(theirs):.2g}x"


def p95(times: Times) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def spread(times: Times) -> str:
    return f"{statistics.median(times):.2f}/{p95(times):.2f}"


# --- What the others have no like of ----------------------------------------------------------------------------------


def alone(classes: dict[str, list]) -> None:
    """Spelling, the whole page, more like an article."""
    from django.test import Client

    from articles import search
    from articles.models import Article
    from tests.benchmarks.drawn import PER_PAGE

    misspelt = [query.typed[0][:2] + query.typed[0][3:] for query in classes["rare term"] if len(query.typed[0]) > 5]
    times = []
    for word in misspelt:
        forget_all()
        times.append(timed(lambda: search.suggestion(search.SearchRequest(query=word), 0), time.thread_time))  # noqa: B023
    print(f"{'spelling':<17}{spread(times):>14}   ({len(misspelt)} words with a letter left out)")
    client = Client()
    pages: dict[str, Times] = {"first": [], "again": [], "again, processor time": []}
    for kind in ("frequent term", "AND of 2", "OR of 3", "phrase"):
        for query in classes[kind][:10]:
            forget_all()
            for name, times in pages.items():
                clock = time.thread_time if "processor" in name else time.perf_counter
                times.append(timed(lambda: client.get("/search/", {"q": query.text}), clock))  # noqa: B023
    print("whole page:      " + "; ".join(f"{name} {spread(times)}" for name, times in pages.items()))
    likes: dict[str, Times] = {"first": [], "known": []}
    for article in Article.objects.filter(pk__lte=30):
        forget_all()
        for times in likes.values():
            forget_queries()
            times.append(timed(lambda: search.like(article, PER_PAGE), time.thread_time))  # noqa: B023
    print("more like this:  " + "; ".join(f"{name} {spread(times)}" for name, times in likes.items()))


def others(home: Path, classes: dict[str, list], figures: dict[str, Any]) -> None:
    """Print index size, rate, memory, opening, refreshing, and the time from saving to finding."""
    from articles.search import store

    size = sum(path.stat().st_size for path in store.live_folder().iterdir())
    print(f"index: {size / 2**20:,.0f} MB; built at {figures['rate']:,.0f} articles/s, {os.cpu_count()} cores")
    command = [sys.executable, __file__, "--worker", "--home", str(home)]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())
    saved, refreshed, found = save_and_find()
    print(f"save → findable: {spread(found)} ms (saved and indexed {spread(saved)}); refresh {spread(refreshed)} ms")


def save_and_find() -> tuple[Times, Times, Times]:
    """Save an article and find it, twenty times; return the times to save, to open the index again, and all in all."""
    from articles import search
    from articles.models import Article, DatePrecision, Status
    from articles.search import snapshot

    saved, refreshed, found = [], [], []
    Article.objects.filter(identifier__startswith="new-").delete()
    text = Article.objects.earliest("pk").body
    for one in "ابتثجحخدذرزسشصضطظعغف":
        snapshot.latest()
        word = "ءظءغ" + one
        started = time.perf_counter()
        fields = {"identifier": f"new-{word}", "title": word, "body": f"{text}\n{word}"}
        Article.objects.create(**fields, status=Status.PUBLISHED, date_precision=DatePrecision.UNKNOWN)
        saved.append((time.perf_counter() - started) * 1000)
        refreshed.append(timed(snapshot.latest))
        total, _ = search.ranking(search.SearchRequest(query=word, level="exact"), 0, 10)
        found.append((time.perf_counter() - started) * 1000)
        assert total == 1, word
    Article.objects.filter(identifier__startswith="new-").delete()
    search.drain()
    return saved, refreshed, found


def work(home: Path) -> None:
    """Be a worker that has just started: open the index, answer every query once, print time and memory."""
    from django.test import Client

    from articles import search
    from articles.search import snapshot

    opened = timed(snapshot.latest)
    first = timed(lambda: search.ranking(search.SearchRequest(query="القاهرة"), 0, 10))
    client = Client()
    for number, query in enumerate(json.loads((home / "queries.json").read_text(encoding="utf-8"))):
        request = search.SearchRequest(query=query)
        search.run(request)
        search.facets(request)
        search.histogram(request, "month")
        if number % 10 == 0:
            client.get("/search/", {"q": query})
    status = dict(line.split(":") for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    own, shared = (int(status[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
    print(f"worker: opens the index in {opened:.1f} ms, first query {first:.1f} ms", end="; ")
    print(f"memory after all queries {own + shared:,.0f} MB, {shared:,.0f} of it files that workers share")


def timed(run: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    run()
    return (clock() - started) * 1000


def print_growth(homes: list[Path]) -> None:
    """Print how many times longer the known queries of each class take in the last archive than in the first."""
    first, last = (
        json.loads((home / "figures.json").read_text(encoding="utf-8"))["p50"] for home in (homes[0], homes[-1])
    )
    print(f"\ngrowth from {homes[0].name} to {homes[-1].name} articles, p50 of known words:")
    for kind in first:
        print(f"    {kind:<17}{last[kind] / first[kind]:5.1f} x")


if __name__ == "__main__":
    main()
