"""What the processes do that the fault tests start, kill and ask. Each runs one function of this module.

They are forked from a process that has the archive loaded (`multiprocessing`'s fork server), so that one starts within
milliseconds. All work on the archive of the test run, in ARCHIVE_HOME.
"""

import importlib
import logging
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

# These need Django's apps.
from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import DatabaseError, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from articles import search  # noqa: E402
from articles.models import Article, IndexChange, Status  # noqa: E402
from articles.search import analysis, parallel, store, sync  # noqa: E402
from tests.factories import make_article  # noqa: E402

# A failed drain is what these tests provoke; the log file is where it is looked up.
logging.getLogger().handlers = [one for one in logging.getLogger().handlers if type(one) is not logging.StreamHandler]

setup_test_environment()
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Read once for all.
analysis.keys_of("السراج")

ROOT = Path(__file__).resolve().parents[2]
WHERE = tuple(
    str(ROOT / "articles" / name)
    for name in (
        "search/sync.py",
        "search/store.py",
        "search/commits.py",
        "search/building.py",
        "search/parallel.py",
        "search/arrays.py",
        "search/signals.py",
        "search/writer.py",
        "ingest/load.py",
        "models/",
        "management/indexing.py",
    )
)
"""Code between whose lines a process may die."""
NOT_IN = {"_add_words", "_learn", "_add_with_special", "add", "_article", "_row", "indexable", "text", "passages"}
"""Functions that only compute, a thousand lines between two that matter."""

COMMON = "السراج"


# --- Dying ------------------------------------------------------------------------------------------------------------


def until_line(at: int, functions: set[str] | None, act: Callable[..., object], *args: object) -> int:
    """Do something and be killed before the line of that number is run; return how many lines there are."""
    lines = 0

    def step(frame: Any, event: str, arg: object) -> Any:
        nonlocal lines
        if event == "line":
            lines += 1
            if lines == at:
                os.kill(os.getpid(), signal.SIGKILL)
        return step

    def enter(frame: Any, event: str, arg: object) -> Any:
        code = frame.f_code
        wanted = code.co_name in functions if functions else code.co_name not in NOT_IN
        return step if wanted and code.co_filename.startswith(WHERE) else None

    sys.settrace(enter)
    try:
        act(*args)
    finally:
        sys.settrace(None)
    return lines


def with_files_up_to(size: int, act: Callable[..., object], *args: object) -> object:
    """Do something while no file can grow beyond a size, as if the disk were full; return what came of it."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return act(*args)


# --- The archive ------------------------------------------------------------------------------------------------------


def begin() -> None:
    """Make the database."""
    call_command("migrate", verbosity=0)


def empty() -> None:
    """Empty the archive, index included."""
    with transaction.atomic():
        for model in apps.get_app_config("articles").get_models(include_auto_created=True):
            model._base_manager.all()._raw_delete("default")
    for path in store.root().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    search.rebuild()


def fill(number: int) -> None:
    """Save articles and index them in several segments."""
    sync.BATCH = 7
    settings.INDEX_IN_WEB = False
    for one in range(number):
        make_article(identifier=f"a{one}", title="خبر", text=f"{COMMON} قال {one}")
    search.drain()


def change_many() -> int:
    """Leave a change of every kind in the outbox; return how many articles are public then."""
    settings.INDEX_IN_WEB = False
    for number, article in enumerate(Article.objects.order_by("pk")):
        if number % 5 == 0:
            article.delete()
            make_article(title="خبر", text=f"{COMMON} بعد {article.identifier}", identifier=f"{article.identifier}+")
        elif number % 5 == 1:
            public = article.status == Status.PUBLISHED
            Article.objects.set_status([article.pk], status=Status.WITHDRAWN if public else Status.PUBLISHED)
        else:
            article.title = f"عنوان {number}"
            article.save()
    return Article.objects.published().count()


# --- What is killed ---------------------------------------------------------------------------------------------------


def import_file(path: Path) -> None:
    importlib.import_module("articles.ingest.load").BATCH_CHARACTERS = 200
    sync.BATCH = 10
    call_command("import_articles", str(path), verbosity=0)


def drain(at_once: int) -> int:
    sync.BATCH = at_once
    return search.drain()


def rebuild() -> int:
    sync.BATCH = 5
    return search.rebuild()


def rebuild_in_two_processes(*, killing: bool = False) -> tuple[int, int, int]:
    """Rebuild with another process beside this one, which may be killed at the first commit.

    Returns the numbers of articles, of those that the other process took in, and of processes that were killed.
    """
    sync.BATCH, parallel.WORTH_A_PROCESS, settings.INDEX_PROCESSES = 3, 10, 2
    killed = 0
    others: list[Any] = []
    start = parallel._others
    parallel._others = lambda *args: others.extend(start(*args)) or list(others)

    def kill(done: int, total: int) -> None:
        nonlocal killed
        for other in multiprocessing.active_children() if done and killing else ():
            other.kill()
            other.join()
            killed += 1

    return search.rebuild(kill), sum(other.done for other in others), killed


def save_one_by_one(log: Path, seed: int, number: int) -> None:
    """Create, edit, withdraw and delete, as the admin does, and write down what was begun and what was done."""
    chance = random.Random(seed)
    with log.open("a", encoding="utf-8", buffering=1) as out:
        for one in range(number):
            name = f"s{seed}-{one}"
            out.write(f"begin {name} there\n")
            make_article(identifier=name, title="خبر", text=f"{COMMON} {name}")
            out.write(f"done {name} there\n")
            if one % 2:
                name = f"s{seed}-{chance.randrange(one)}"
                change_one(name, chance.choice(["there", "withdrawn", "gone"]), out.write)


def edit(seed: int) -> None:
    """Save an article with other words; it is found by them at once."""
    names = sorted(name for name, state in states().items() if state == "there")
    change_one(random.Random(seed).choice(names), "there", lambda line: None)


def change_one(name: str, state: str, say: Callable[[str], object]) -> None:
    article = Article.objects.filter(identifier=name).first()
    if article is None:
        return
    say(f"begin {name} {state}\n")
    if state == "gone":
        article.delete()
    else:
        article.status = Status.WITHDRAWN if state == "withdrawn" else Status.PUBLISHED
        article.title = f"{article.title} معدل"
        article.save()
    say(f"done {name} {state}\n")


def write_for(seconds: float, seed: int, log: Path) -> int:
    """Save, change and delete articles of one's own for so long; return how many."""
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        save_one_by_one(log, 1000 * seed + number, 4)
        number += 1
    return 4 * number


def read_for(seconds: float, seed: int) -> tuple[int, list[str]]:
    """Search and browse for so long; return how often, and what went wrong."""
    chance, client = random.Random(seed), Client()
    until, number, problems = time.monotonic() + seconds, 0, []
    while time.monotonic() < until:
        address = chance.choice([f"/search/?q={COMMON}", f"/search/?q={COMMON}+معدل&sort=newest", "/", "/en/dates/"])
        try:
            if client.get(address).status_code != 200:
                problems.append(address)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test is told
            problems.append(repr(error))
        number += 1
    return number, problems


def count_while(path: Path) -> tuple[int, list[int]]:
    """Search as long as a file is there; return how often, and the numbers of articles that were found."""
    number, totals, pause = 0, set(), threading.Event()
    while path.exists():
        totals.add(search.run(search.SearchRequest(query=COMMON)).total)
        number += 1
        pause.wait(0.02)
    return number, sorted(totals)


# --- What is asked ----------------------------------------------------------------------------------------------------


def states() -> dict[str, str]:
    """Return which articles the database has, and whether they are public."""
    return {
        name: "there" if status == Status.PUBLISHED else status
        for name, status in Article.objects.values_list("identifier", "status")
    }


def found() -> list[str]:
    """Return the identifiers that a search finds."""
    results = search.run(search.SearchRequest(query=COMMON, per_page=10_000))
    return sorted(hit.article.identifier for hit in results.hits)


def verdict() -> dict[str, Any]:
    """Return what is found and whether it is right, before what waits is drained and after; nothing is repaired."""
    before = {"found": found(), "agree": search.check().is_clean, "states": states()}
    search.drain()
    return {**before, "agree_when_drained": check(), "found_when_drained": found()}


def found_or_not_ready() -> str:
    """Say what a reader gets: the search page, or the one that says that there is no index; other pages in any case."""
    client = Client()
    assert client.get("/dates/").status_code == 200
    page = client.get(f"/search/?q={COMMON}")
    assert page.status_code == (200 if page.context.get("results") else 503)
    return "found" if page.status_code == 200 else "not ready"


def check() -> tuple[bool, int]:
    """Return whether index and database agree, and how many changes wait."""
    findings = search.check()
    return findings.is_clean, findings.pending


def command(name: str, *args: Any, **options: Any) -> str:
    """Run a command of manage.py; return its error, "" where there was none."""
    try:
        call_command(name, *args, verbosity=0, **options)
    except CommandError as error:
        return str(error)
    return ""


def outcome(act: Callable[..., object], *args: object) -> str:
    """Return how something ended: "" if well, else the name of the error."""
    try:
        act(*args)
    except (DatabaseError, OSError, CommandError, search.IndexNotReady) as error:
        return type(error).__name__
    return ""


def waiting() -> int:
    return IndexChange.objects.count()


def save_for_the_worker(name: str) -> None:
    settings.INDEX_IN_WEB = False
    make_article(identifier=name, text=f"{COMMON} {name}")


def index_folder() -> Path:
    return store.live_folder()


def write_articles(path: Path, number: int) -> None:
    """Write a file of articles to be imported."""
    with path.open("w", encoding="utf-8") as out:
        for one in range(number):
            out.write(f'{{"id": "i{one}", "text": "{COMMON} قال في الخبر {one}", "source": "صحيفة {one % 3}"}}\n')
