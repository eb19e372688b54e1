"""How well the shipped tagger finds persons in news that nobody marked for it: 400 sentences read by eye.

    make bench-persons
    .venv/bin/python tests/benchmarks/persons_by_eye.py [--wrong]

The sentences were drawn by chance (`random.Random(2018)`), one of each of 400 of the shared news of 2018, among those
of five words and more. Their persons were marked before the tagger read them; tests/benchmarks/data/persons.tsv has
the places. The first 200 may be looked at, and `--wrong` prints what goes wrong in them; the last 200 are held out: of
these only figures are printed. Each article is read whole and the places in its sentence are judged, exact ones alone
being right. Without the shared news it says so and stops.
"""

import argparse
import gzip
import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"
SAMPLE = Path(__file__).parent / "data" / "persons.tsv"
TUNED_ON = 200
LEAST = 0.2


class Read(NamedTuple):
    """A sentence that was read, in the text of its article, and where its persons are."""

    text: str
    start: int
    end: int
    persons: frozenset[tuple[int, int]]


class Place(NamedTuple):
    """A place that was found, and how sure that is."""

    start: int
    end: int
    confidence: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="print what goes wrong in the first 200")
    options = parser.parse_args()
    if not NEWS.exists():
        sys.stdout.write(f"Skipped: the shared news are not at {NEWS}.\n")
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(ARCHIVE_HOME=home, HTTPS="0", DEBUG="0", DJANGO_SETTINGS_MODULE="archive.settings")
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        measure(wrong=options.wrong)


def measure(*, wrong: bool) -> None:
    """Print the scores of the tagger, and of what is noted of its findings."""
    from articles.people.new_names import names_in
    from articles.people.tagger import CONFIDENT, LIKELY, find_new_in

    read = sentences()
    texts = [one.text for one in read]
    found = [[Place(*name[:2], name.confidence) for name in names] for names in find_new_in(texts, least=LEAST)]
    noted = [[Place(*name[:2], name.confidence) for name in names] for names in names_in(texts)]
    parts = {"tuned on": slice(TUNED_ON), "held out": slice(TUNED_ON, None), "all": slice(None)}
    print(f"{len(read)} sentences of 2018 {'':6}names  told  right  precision  recall     F1")
    for what, places in (("the tagger", found), ("what is noted", noted)):
        for name, level in (("likely", LIKELY), ("confident", CONFIDENT)):
            for part, which in parts.items():
                print(f"{what:14}{name:10}{part:9}{score(read[which], places[which], level)}")
    for one, places in zip(read[:TUNED_ON], found[:TUNED_ON], strict=True):
        if wrong:
            show(one, [place for place in places if place.confidence >= LIKELY])


def sentences() -> list[Read]:
    """Return the sample; a sentence that is another in these news than it was ends the program."""
    rows = [line.split("\t") for line in SAMPLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    wanted = {row[0] for row in rows}
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        news = {record["id"]: record for record in map(json.loads, lines) if record["id"] in wanted}
    read = []
    for identifier, start, end, checksum, *persons in rows:
        text = f"{news[identifier]['title'] or ''}\n{news[identifier]['text'] or ''}"
        if hashlib.sha256(text[int(start) : int(end)].encode()).hexdigest()[: len(checksum)] != checksum:
            sys.exit(f"{identifier} is not the text that was read.")
        places = frozenset(
            (int(first), int(last)) for name in persons for first, last in (pair.split("-") for pair in name.split())
        )
        read.append(Read(text, int(start), int(end), places))
    return read


def score(read: list[Read], found: list[list[Place]], level: float) -> str:
    told = there = right = 0
    for one, places in zip(read, found, strict=True):
        within = {place[:2] for place in places if place.confidence >= level and one.start <= place.start < one.end}
        told, there, right = told + len(within), there + len(one.persons), right + len(within & one.persons)
    precision, recall = right / max(told, 1), right / there
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{there:9} {told:5} {right:6} {precision:10.3f} {recall:7.3f} {f1:6.3f}"


def show(one: Read, places: list[Place]) -> None:
    """Print what was missed and what was wrongly told in a sentence."""
    told = {place[:2]: place.confidence for place in places if one.start <= place.start < one.end}
    for start, end in sorted(told.keys() ^ one.persons):
        what = f"wrong {told[start, end]:.2f}" if (start, end) in told else "missed    "
        around = one.text[max(one.start, start - 40) : min(one.end, end + 40)]
        print(f"{what}  {one.text[start:end]}   in: {' '.join(around.split())}")


if __name__ == "__main__":
    main()
