"""Search on an archive of real size: the archive's own page beside stock Haystack on Whoosh.

    .venv/bin/python tests/benchmarks/search.py [--articles N] [--rounds N]

Builds an archive in a temporary folder from the shared news, indexes the same articles once more with Haystack's stock
Whoosh backend, runs the same queries through both in turn, and prints p50 and p95 in milliseconds and the ratios of the
medians. Stock Haystack answers ten results and their number, without snippets. Beside it stand the search that the page
calls (`search.run`: ten articles with snippets, and their number) and the whole page (Django's test client: form,
totals of three levels, forms found, template). Without the news it says so and stops.
"""

import argparse
import datetime
import io
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"

QUERIES = {
    "frequent term": ["الرئيس", "الولايات", "محمد", "أكد", "الحكومة"],
    "rare term": ["الصخيرات", "أفريكوم", "بوقعيقيص", "سقطرى", "مايوركا"],
    "AND of 2": ["الرئيس الأمريكي", "الحكومة الليبية", "مجلس الأمن", "وزير الخارجية", "كأس العالم"],
    "OR of 3": ["ليبيا أو تونس أو مصر", "ترامب أو بوتين أو ماكرون", "نفط أو غاز أو دولار"],
    "phrase": ["«مجلس الأمن»", "«وزير الخارجية»", "«كأس العالم»", "«الرئيس الأمريكي دونالد ترامب»"],
}
YEAR = {"from": "2018-03", "to": "2018-06"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=None, help="how many of the news; all by default")
    parser.add_argument("--rounds", type=int, default=5, help="how often each query is run, the first not counted")
    options = parser.parse_args()
    if not NEWS.exists():
        sys.exit(f"Skipped: the shared news are not at {NEWS}.")
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        prepare(Path(home), options.articles)
        compare(options.rounds)


def prepare(home: Path, number: int | None) -> None:
    """Build both indexes; the stock one from the same articles, with the fields Haystack would give it."""
    import django
    from django.conf import settings

    settings.HAYSTACK_CONNECTIONS["stock"] = {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": str(home / "stock"),
    }
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.ALLOWED_HOSTS.append("testserver")
    django.setup()
    from django.core.management import CommandError, call_command

    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    news = NEWS
    if number:
        import gzip
        from itertools import islice

        news = home / "news.jsonl"
        with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
            news.write_text("".join(islice(lines, number)), encoding="utf-8")
    try:
        call_command("import_articles", str(news), verbosity=0, stderr=io.StringIO())
    except CommandError as error:  # two of the news have no text and are refused
        print(f"({error})")
    build_stock()


def build_stock() -> None:
    import haystack
    from haystack import indexes

    from articles.models import Article

    class StockIndex(indexes.SearchIndex, indexes.Indexable):
        text = indexes.CharField(document=True, model_attr="text")
        title = indexes.CharField(model_attr="title")
        date = indexes.DateTimeField()

        def get_model(self) -> type[Article]:
            return Article

        def prepare_date(self, article: Article) -> datetime.datetime | None:
            return article.date and datetime.datetime.combine(article.date, datetime.time())

    connection = haystack.connections["stock"]
    connection.get_unified_index().build(indexes=[StockIndex()])
    backend = connection.get_backend()
    articles = list(Article.objects.published())
    started = time.perf_counter()
    # At one go: from the second on, the stock backend searches the index for each article it adds.
    backend.update(StockIndex(), articles)
    print(f"{len(articles)} articles; stock index built in {time.perf_counter() - started:.0f} s")


def ways_to_search() -> dict[str, Callable[..., None]]:
    """Return the ways to compare, each a function of a query and its filters."""
    from django.test import Client
    from haystack.query import SearchQuerySet

    from articles import search
    from articles.arabic import parse_date

    client = Client()

    def page(query: str, **filters: str) -> None:
        response = client.get("/search/", {"q": query, **filters})
        assert response.status_code == 200, response.status_code

    def search_run(query: str, **filters: str) -> None:
        dates = {f"date_{name}": parse_date(value) for name, value in filters.items()}
        limits = {name: date.first if name == "date_from" else date.last for name, date in dates.items()}
        search.run(search.SearchRequest(query=query, **limits))

    def stock(query: str, **filters: str) -> None:
        found = SearchQuerySet(using="stock")
        words = query.split(" أو ")
        if query.startswith("«"):
            found = found.filter(content__exact=query.strip("«»"))
        else:
            found = found.filter(content=words[0]) if len(words) == 1 else found.filter_or(content__in=words)
        if filters:
            found = found.filter(date__gte=datetime.datetime(2018, 3, 1), date__lte=datetime.datetime(2018, 6, 30))
        list(found[:10])
        found.count()

    return {"stock, results": stock, "search.run": search_run, "whole page": page}


def compare(rounds: int) -> None:
    ways = ways_to_search()
    print(f"\n{'p50 / p95, ms':<24}" + "".join(f"{way:>18}{'ratio':>8}" for way in ways))
    for name, queries in QUERIES.items():
        for suffix, filters in (("", {}), (" + dates", YEAR)):
            times = measured(ways, queries, filters, rounds)
            stocks = statistics.median(times["stock, results"])
            row = "".join(f"{spread(of):>18}{stocks / statistics.median(of):>7.1f}x" for of in times.values())
            print(f"{name + suffix:<24}{row}")


def measured(
    ways: dict[str, Callable[..., None]], queries: list[str], filters: dict[str, str], rounds: int
) -> dict[str, list[float]]:
    """Return the times of each way in milliseconds; the ways take turns, the first round does not count."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    for query in queries:
        for number in range(rounds + 1):
            for way, run in ways.items():
                took = timed(run, query, filters)
                if number:
                    times[way].append(took)
    return times


def timed(run: Callable[..., None], query: str, filters: dict[str, str]) -> float:
    started = time.perf_counter()
    run(query, **filters)
    return (time.perf_counter() - started) * 1000


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"


if __name__ == "__main__":
    main()
