"""Search on an archive of real size: the archive's own page beside stock Haystack on Whoosh.

    .venv/bin/python tests/benchmarks/search.py [--articles N] [--rounds N]

Builds an archive in a temporary folder from the shared news, indexes the same articles once more with Haystack's stock
Whoosh backend, runs the same queries through both in turn, and prints p50 and p95 in milliseconds and the ratio of the
medians. The archive answers a whole page (Django's test client: form, ten hits, snippets, template); stock Haystack
answers ten results and their number, without snippets or a template. Without the news it says so and stops.
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


def compare(rounds: int) -> None:
    from django.test import Client
    from haystack.query import SearchQuerySet

    client = Client()

    def page(query: str, **filters: str) -> None:
        response = client.get("/search/", {"q": query, **filters})
        assert response.status_code == 200, response.status_code

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

    print(f"\n{'p50/p95, ms':<28}{'archive, whole page':>22}{'stock, results':>22}{'ratio':>9}")
    for name, queries in QUERIES.items():
        for suffix, filters in (("", {}), (" + dates", YEAR)):
            ours, theirs = [], []
            for query in queries:
                for number in range(rounds + 1):
                    first, second = timed(page, query, filters), timed(stock, query, filters)
                    if number:
                        ours.append(first)
                        theirs.append(second)
            ratio = statistics.median(theirs) / statistics.median(ours)
            print(f"{name + suffix:<28}{spread(ours):>22}{spread(theirs):>22}{ratio:>8.1f}x")


def timed(run: Callable[..., None], query: str, filters: dict[str, str]) -> float:
    started = time.perf_counter()
    run(query, **filters)
    return (time.perf_counter() - started) * 1000


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[int(len(ordered) * 0.95)]:.1f}"


if __name__ == "__main__":
    main()
