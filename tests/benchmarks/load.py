"""The worst queries that are allowed, from many readers at once, against gunicorn with two worker processes.

    .venv/bin/python tests/benchmarks/load.py --home FOLDER [--readers 200] [--requests 1000]

Starts gunicorn on the archive of `--home` (ARCHIVE_HOME of an instance), lets the readers ask at once, and prints how
many answers of each status there were, p50, p95 and the longest time in milliseconds, and the memory of the workers
before and after. Ends with status 1 where an answer is not a page of results. Without `--home` it says so and stops.
"""

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = ("127.0.0.1", 8765)
PATIENCE = 300
"""Seconds that a reader waits for an answer, and the archive is given to start."""

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
FREQUENT = "في من على إلى عن مع التي الذي هذا أن قال الرئيس الأمريكي الحكومة مجلس الأمن".split()


def worst_queries(chance: random.Random) -> list[str]:
    """Return queries at the limits: wildcards, long phrases of frequent words, many alternatives, negations."""
    one_letter = [f"{letter}*" for letter in LETTERS]
    return [
        " أو ".join(one_letter),
        " ".join(f"-{letter}*" for letter in LETTERS),
        f'"{" ".join(FREQUENT)}"',
        f'"{" ".join(chance.choices(FREQUENT, k=12))}"~50',
        " أو ".join(chance.sample(FREQUENT, 12)),
        f"({' أو '.join(chance.sample(one_letter, 8))}) ({' أو '.join(chance.sample(FREQUENT, 8))})",
        "ا؟؟؟* أو م؟ل؟*",
        "".join(chance.choices(LETTERS + "  ", k=990)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="the folder of an archive that is there already")
    parser.add_argument("--readers", type=int, default=200, help="readers at once")
    parser.add_argument("--requests", type=int, default=1000, help="requests of all of them together")
    options = parser.parse_args()
    if not options.home:
        sys.exit("Skipped: no --home was given.")
    environment = {**os.environ, "ARCHIVE_HOME": str(options.home), "HTTPS": "0", "WEB_CONCURRENCY": "2"}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:archive.gunicorn", "--timeout", str(PATIENCE)]
    server = subprocess.Popen([*command, "--bind", "{}:{}".format(*ADDRESS)], cwd=ROOT, env=environment)
    try:
        wait_until_it_listens()
        before = memory(server.pid)
        answers = ask(options.readers, options.requests)
        report(answers, before, memory(server.pid))
    finally:
        server.terminate()
        server.wait(PATIENCE)
    if {status for status, _ in answers} != {"200"}:
        sys.exit(1)


def wait_until_it_listens() -> None:
    end = time.monotonic() + PATIENCE
    while answer(f"/search/?q={quote(LETTERS[0])}")[0] != "200":
        if time.monotonic() > end:
            sys.exit("The archive did not start.")
        time.sleep(0.5)


def ask(readers: int, requests: int) -> list[tuple[str, float]]:
    """Return the status and the time in milliseconds of every answer."""
    chance = random.Random(1439)
    paths = []
    while len(paths) < requests:
        level = chance.choice(("exact", "default", "wide"))
        paths += [f"/search/?q={quote(query)}&level={level}" for query in worst_queries(chance)]
    with ThreadPoolExecutor(readers) as pool:
        return list(pool.map(answer, paths[:requests]))


def answer(path: str) -> tuple[str, float]:
    started = time.perf_counter()
    try:
        connection = http.client.HTTPConnection(*ADDRESS, timeout=PATIENCE)
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        status = str(response.status)
    except OSError as error:
        status = type(error).__name__
    return status, (time.perf_counter() - started) * 1000


def memory(server: int) -> list[int]:
    """Return the resident memory of each worker in MB."""
    workers = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    pages = [int(Path(f"/proc/{worker}/statm").read_text(encoding="ascii").split()[1]) for worker in workers]
    return [number * os.sysconf("SC_PAGE_SIZE") // 2**20 for number in pages]


def report(answers: list[tuple[str, float]], before: list[int], after: list[int]) -> None:
    times = sorted(took for _, took in answers)
    print("answers:", ", ".join(f"{status} {number}" for status, number in Counter(s for s, _ in answers).items()))
    print(f"ms: p50 {statistics.median(times):.0f}, p95 {times[int(len(times) * 0.95)]:.0f}, longest {times[-1]:.0f}")
    print(f"memory of the workers, MB: {before} before, {after} after")


if __name__ == "__main__":
    main()
