"""How many of the shared news each rule of repair touches, and what it does there.

    .venv/bin/python tests/benchmarks/repair.py [--rule RULE] [--show N]

With a rule it prints so many of its places, before and after, drawn by chance but always the same ones: for the eye.
Without the news it says so and stops.
"""

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"
SEED = 2018

sys.path.insert(0, str(ROOT))
from articles.arabic import REPAIR_RULES, recurring_lines, repair  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rule", choices=REPAIR_RULES)
    parser.add_argument("--show", type=int, default=100, help="how many places (100 by default)")
    options = parser.parse_args()
    if not NEWS.exists():
        sys.exit(f"Skipped: the shared news are not at {NEWS}.")
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        news = [record for record in map(json.loads, lines) if record["text"]]
    repaired = [repair(record["text"]) for record in news]
    if options.rule:
        places = [
            (record["id"], before, after)
            for record, one in zip(news, repaired, strict=True)
            for change in one.changes
            if change.rule == options.rule
            for before, after in change.examples
        ]
        for identifier, before, after in random.Random(SEED).sample(places, min(options.show, len(places))):
            print(identifier, repr(before), "→", repr(after))
        return
    touched = Counter(change.rule for one in repaired for change in one.changes)
    places_of: Counter[str] = Counter()
    for one in repaired:
        places_of.update({change.rule: change.count for change in one.changes})
    print(f"{len(news):,} articles, {sum(not one.changes for one in repaired):,} without a change")
    for rule in REPAIR_RULES:
        print(f"  {rule:20} {touched[rule]:6,} articles {places_of[rule]:7,} places")
    again = sum(bool(repair(one.text).changes) for one in repaired if one.changes)
    print(f"  changed by a second repair: {again}")
    for source in sorted({record["source"] for record in news}):
        lines_of = recurring_lines(record["text"] for record in news if record["source"] == source)
        print(f"\nLines that recur in {source}: {len(lines_of)}")
        for line in lines_of[:6]:
            print(f"  {line.texts:5,}  {line.line[:100]}")


if __name__ == "__main__":
    main()
