"""Did-you-mean on an archive of real size: how often the first suggestion is the word that was meant, and how fast.

    ARCHIVE_HOME=… .venv/bin/python tests/benchmarks/suggest.py [--words N] [--seed N]

Takes words that the archive has often, makes one slip of each kind in them (seeded), and asks for a suggestion where
the search then finds fewer articles than it suggests for. Prints by kind the share of suggestions that are the word,
and p50 and p95 in milliseconds of the suggestion with its search; the first of all stands apart, since it reads the
vocabulary. The archive is only read.
"""

import argparse
import os
import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# Keys that touch, letters of one shape or sound: written once more, so that search is not its own judge.
TAKEN = {"ا": "لتع", "ب": "يلت", "ت": "طثان", "د": "ذج", "ر": "زؤ", "ز": "رذ", "س": "شصي", "ص": "سض", "ض": "ظص"}
TAKEN |= {"ط": "تظك", "ظ": "ضزط", "ذ": "زد", "ك": "قمط", "ق": "كفغ", "ه": "حةخ", "ح": "جخه", "غ": "عجف", "ي": "سب"}


def exchanged(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def doubled(word: str, at: int, chance: random.Random) -> str:
    return word[: at + 1] + word[at:]


def missing(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def extra(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + chance.choice(LETTERS) + word[at:]


def wrong_alike(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + chance.choice(TAKEN.get(word[at]) or word[at]) + word[at + 1 :]


def wrong(word: str, at: int, chance: random.Random) -> str:
    return word[:at] + chance.choice(LETTERS) + word[at + 1 :]


KINDS = (exchanged, doubled, missing, extra, wrong_alike, wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=200, help="slips of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if "ARCHIVE_HOME" not in os.environ:
        sys.exit("Skipped: set ARCHIVE_HOME to the folder of an archive.")
    os.environ.update(HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    words = frequent_words()
    chance = random.Random(options.seed)
    print(f"first of a process: {suggested(exchanged(words[0], 2, chance))[1]:.0f} ms")
    print(f"{len(words)} words\n{'':<14}{'slips':>8}{'right':>8}{'none':>8}{'p50 ms':>9}{'p95 ms':>9}")
    everything: list[tuple[bool, bool, float]] = []
    for kind in KINDS:
        rows = [row for row in (tried(kind, words, chance) for _ in range(options.words)) if row]
        report(kind.__name__, rows)
        everything += rows
    rows = [row for row in (tried(twice, words, chance) for _ in range(options.words)) if row]
    report("all", everything)
    report("two, in 8+", rows)


def twice(word: str, at: int, chance: random.Random) -> str:
    if len(word) < 8:
        return word
    once = chance.choice(KINDS)(word, at, chance)
    return chance.choice(KINDS)(once, chance.randrange(1, len(once) - 1), chance)


def frequent_words(least: int = 30) -> list[str]:
    """Return the forms of five letters and more that at least so many articles have in their text."""
    from articles.search import snapshot as snapshots

    counts: dict[str, int] = {}
    for segment in snapshots.latest().segments:
        field = segment.fields["text"]
        starts = field.posting_starts.astype(int)
        for number, term in enumerate(field.terms.all()):
            counts[term.decode()] = counts.get(term.decode(), 0) + int(starts[number + 1] - starts[number])
    return sorted(word for word, count in counts.items() if count >= least and len(word) > 4 and word[0] in LETTERS)


def tried(kind, words: list[str], chance: random.Random) -> tuple[bool, bool, float] | None:
    """Return whether the word was suggested, whether nothing was, and the time; None where the slip is a word."""
    from articles import search
    from articles.arabic import folded

    word = chance.choice(words)
    typed = kind(word, chance.randrange(len(word) - 1), chance)
    if folded(typed) == folded(word) or search.ranking(search.SearchRequest(query=typed), 0, 1)[0]:
        return None
    found, took = suggested(typed)
    return folded(found) == folded(word), not found, took


def suggested(typed: str) -> tuple[str, float]:
    from articles import search

    request = search.SearchRequest(query=typed)
    started = time.perf_counter()
    found = search.suggestion(request, 0)
    return found, (time.perf_counter() - started) * 1000


def report(name: str, rows: list[tuple[bool, bool, float]]) -> None:
    right, none, times = zip(*rows, strict=True)
    p95 = sorted(times)[int(len(times) * 0.95)]
    shares = f"{sum(right) / len(rows):>8.0%}{sum(none) / len(rows):>8.0%}"
    print(f"{name:<14}{len(rows):>8}{shares}{statistics.median(times):>9.1f}{p95:>9.1f}")


if __name__ == "__main__":
    main()
