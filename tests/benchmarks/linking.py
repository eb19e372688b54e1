"""Known persons: how well they are found in the sentences of tests/people, and how fast among 100,000 names.

    python tests/benchmarks/linking.py [--names 100000] [--articles 2000]

Speed needs the shared data (../shared): names are those of shared/data/names, articles those of shared/data/news-2018.
"""

import argparse
import gzip
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
WORDS_OF_AN_ARTICLE = 265
ROUNDS = 5


def quality():
    from tests.people.sentences import Score, score, sentences

    by_kind, by_use = defaultdict(Score), defaultdict(Score)
    for sentence in sentences():
        result = score(sentence)
        by_kind[sentence.kind] += result
        by_use["held out" if sentence.held_out else "tuned on"] += result
    print(f"{len(sentences())} sentences            right  wrong  missed  precision  recall")
    for name, result in [*sorted(by_kind.items()), *by_use.items(), ("all", sum(by_kind.values(), Score()))]:
        print(
            f"  {name:22} {result.right:7} {result.wrong:6} {result.missed:7}"
            f" {result.precision:10.3f} {result.recall:7.3f}"
        )


def names_of(number):
    """Return so many names: those of the list, and where it has not enough, new ones of its given and family names."""
    lines = (SHARED / "names" / "full-names.tsv").read_text(encoding="utf-8").splitlines()
    names = [*dict.fromkeys(name for line in lines if " " in (name := line.split("\t")[0]))]
    chance = random.Random(1)
    firsts, lasts = [name.split()[0] for name in names], [name.split()[-1] for name in names]
    while len(names) < number:
        names.append(f"{chance.choice(firsts)} {chance.choice(lasts)}")
    return names[:number]


def articles(number):
    """Return so many texts of WORDS_OF_AN_ARTICLE words, cut from the news."""
    with gzip.open(SHARED / "news-2018.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 3 * number)]
    words = " ".join(texts).split(" ")
    return [" ".join(words[at : at + WORDS_OF_AN_ARTICLE]) for at in range(0, len(words), WORDS_OF_AN_ARTICLE)][:number]


def memory():
    """Return the memory of the process in MB."""
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 2**20


def speed(number_of_names, number_of_articles):
    from articles.people import Matcher

    texts, names = articles(number_of_articles), names_of(number_of_names)
    Matcher({0: ["محمد سالم"]}).find(texts[0])
    before, start = memory(), time.process_time()
    matcher = Matcher({number: [name] for number, name in enumerate(names)})
    matcher.build()
    print(
        f"{len(names):,} names: built in {time.process_time() - start:.1f} s, {memory() - before:.0f} MB"
        " (once a process; names that are added later are built alone)"
    )
    rates, hits = [], 0
    for _round in range(ROUNDS):
        start = time.process_time()
        hits = sum(len(matcher.find(text)) for text in texts)
        rates.append(len(texts) / (time.process_time() - start))
    print(
        f"{len(texts):,} articles of {WORDS_OF_AN_ARTICLE} words: {median(rates):,.0f} articles a second of a processor"
        f" in the median of {ROUNDS} rounds, {rates[0]:,.0f} in the first, which learns the words;"
        f" {hits / len(texts):.1f} mentions an article"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=2_000)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["ARCHIVE_HOME"] = tempfile.mkdtemp()
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    import django

    django.setup()
    quality()
    if not SHARED.exists():
        print("Speed is not measured: the shared data (../shared) is not here.")
        return
    speed(options.names, options.articles)


if __name__ == "__main__":
    main()
