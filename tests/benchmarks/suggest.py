"""Did-you-mean on an archive of real size: how often the first suggestion is the word that was meant, and how fast.

    ARCHIVE_HOME=… .venv/bin/python tests/benchmarks/suggest.py [--words N] [--seed N]

Takes words that the archive has often, makes one slip of each kind in them (seeded), and asks for a suggestion where
the search then finds fewer articles than it suggests for. Prints by kind the share of suggestions that are the word,
and p50 and p95 in milliseconds of the suggestion with its search; the first of all stands apart, since it reads the
vocabulary. The archive is only read.

Below stand words typed on a Latin keyboard, words with a blank in them and neighbours without one, where the search
finds nothing: how often the rescue reads them as they were meant.
"""

import argparse
import itertools
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
    from articles import search

    search.ranking(search.SearchRequest(query=words[0]), 0, 1)  # reads what every search needs
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
    pairs = neighbours(options.words, options.seed)
    for name, cases in {
        "keyboard": [(on_latin_keys(word), word) for word in chance.sample(words, options.words)],
        "parted": [(f"{word[:at]} {word[at:]}", word) for word, at in places(words, options.words, chance)],
        "glued": [("".join(pair), " ".join(pair)) for pair in pairs],
    }.items():
        report(name, [row for row in (rescued(typed, meant) for typed, meant in cases) if row])


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


def on_latin_keys(word: str) -> str:
    keys = dict(zip("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ", "qwertyuiop[]asdfghjkl;'zxcvnm,./`", strict=True))
    keys |= {"أ": "H", "إ": "Y", "آ": "N"}
    return "".join(keys[letter] for letter in word)


def places(words: list[str], number: int, chance: random.Random) -> list[tuple[str, int]]:
    return [(word, chance.randrange(2, len(word) - 1)) for word in chance.sample(words, number)]


def neighbours(number: int, seed: int) -> list[tuple[str, str]]:
    """Return words of four letters and more that follow each other in articles."""
    from articles.arabic import plain, surfaces
    from articles.models import Article

    chance, pairs = random.Random(seed), []
    keys = sorted(Article.objects.values_list("pk", flat=True))
    for article in Article.objects.filter(pk__in=chance.sample(keys, number)):
        of = [plain(surface) for surface in surfaces(article.title)]
        two = [pair for pair in itertools.pairwise(of) if all(len(one) > 3 and one[0] in LETTERS for one in pair)]
        pairs += chance.sample(two, min(1, len(two)))
    return pairs


def rescued(typed: str, meant: str) -> tuple[bool, bool, float] | None:
    """Return whether what was typed is read as meant, whether not at all, and the time; None where it is found."""
    from articles import search
    from articles.arabic import folded

    request = search.SearchRequest(query=typed)
    if search.ranking(request, 0, 1)[0]:
        return None
    started = time.perf_counter()
    found = search.rescue(request)
    took = (time.perf_counter() - started) * 1000
    return bool(found) and folded(found.query) == folded(meant), not found, took


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
