"""How often what is read of a text is right: datelines, agencies, bylines, dates; and how fast it is read.

    .venv/bin/python tests/benchmarks/reading.py

Right is what a sample of 200 says that was checked by eye (tests/benchmarks/data/reading.tsv), and what the news' own
field of the author says where it is of the form "place - agency": put before the text, as agencies print it, it has to
be read again. Dates are compared with those of the news, against a known day up to six days later. Seconds are those
of the processor. Without the news it says so and stops.
"""

import datetime
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NEWS = ROOT.parent / "shared" / "data" / "news-2018.jsonl.gz"
SAMPLE = Path(__file__).parent / "data" / "reading.tsv"
FIELDS = ("place", "agency", "byline")
EVERY = 4
"""Of the news, those in which dates are looked for with each of seven known days."""

sys.path.insert(0, str(ROOT))
from articles.arabic import CONFIDENT, Proposal, read_author, read_text_itself, repair  # noqa: E402


class Score:
    """Right and wrong proposals, and what there was to be found."""

    def __init__(self) -> None:
        self.right = self.wrong = self.there = 0

    def add(self, found: Iterable[str], expected: Iterable[str]) -> None:
        found, expected = {*found}, {*expected}
        self.right += len(found & expected)
        self.wrong += len(found - expected)
        self.there += len(expected)

    def __str__(self) -> str:
        proposed = self.right + self.wrong
        precision = f"{self.right / proposed:7.1%}" if proposed else "      –"
        coverage = f"{self.right / self.there:7.1%}" if self.there else "      –"
        return f"{proposed:6,} proposed, precision {precision}, of {self.there:6,} there {coverage}"


def main() -> None:
    if not NEWS.exists():
        sys.exit(f"Skipped: the shared news are not at {NEWS}.")
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        news = [record for record in map(json.loads, lines) if record["text"]]
    read_text_itself("القاهرة - رويترز - قال", title="")
    start = time.process_time()
    for record in news:
        record["text"] = repair(record["text"]).text
    middle = time.process_time()
    read = {record["id"]: read_text_itself(record["text"], title=record["title"]) for record in news}
    end = time.process_time()
    print(f"{len(news):,} articles: repair {len(news) / (middle - start):,.0f} a second of the processor,", end=" ")
    print(f"reading {len(news) / (end - middle):,.0f}, both {len(news) / (end - start):,.0f}")
    print_coverage(news, read)
    print_sample(news, read)
    print_authors(news)
    print_dates(news)


def confident(proposals: Iterable[Proposal], field: str) -> list[str]:
    return [one.value for one in proposals if one.field == field and one.confidence >= CONFIDENT]


def print_coverage(news: list[dict[str, Any]], read: dict[str, tuple[Proposal, ...]]) -> None:
    print("\nTexts with a confident proposal, by source")
    for source, number in Counter(record["source"] for record in news).most_common():
        counts = {
            field: sum(bool(confident(read[record["id"]], field)) for record in news if record["source"] == source)
            for field in FIELDS
        }
        print(f"  {source:10} {number:7,}  " + "  ".join(f"{field} {count:,}" for field, count in counts.items()))


def print_sample(news: list[dict[str, Any]], read: dict[str, tuple[Proposal, ...]]) -> None:
    print("\nThe sample checked by eye, where confident")
    authors = {record["id"]: record["author"] for record in news}
    scores = {(of, field): Score() for of in ("text", "author") for field in FIELDS}
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        identifier, of, *values = line.split("\t")
        proposals = read[identifier] if of == "text" else read_author(authors[identifier])
        for field, value in zip(FIELDS, values, strict=True):
            scores[of, field].add(confident(proposals, field), filter(None, value.split("؛")))
    for (of, field), score in scores.items():
        print(f"  {of:7} {field:7} {score}")


def print_authors(news: list[dict[str, Any]]) -> None:
    """Print how the field of the author is read by itself, and how as a dateline before the text."""
    print("\nThe field of the author, of two pieces with a dash between, each author once")
    alone, before = Score(), Score()
    seen: set[str] = set()
    for record in news:
        pieces = re.split(r"\s+[-–ـ]\s+", (record["author"] or "").strip())
        author = " - ".join(pieces)
        if len(pieces) != 2 or author in seen:
            continue
        seen.add(author)
        pieces = parts_of(author)
        alone.add(pieces_of(author, read_author(author)), pieces)
        text = f"{author} - {record['text']}"
        before.add(pieces_of(text[: len(author)], read_text_itself(text, title=record["title"])), pieces)
    print(f"  alone            {alone}\n  before its text  {before}")


def pieces_of(text: str, proposals: Iterable[Proposal]) -> list[str]:
    """Return the words of a text that are proposed for place, agency and byline."""
    sure = [one for one in proposals if one.field in FIELDS and one.confidence >= CONFIDENT and one.start < len(text)]
    return [part for one in sure for part in parts_of(text[one.start : one.end])]


def parts_of(text: str) -> list[str]:
    """Return what stands between dashes, commas and outside of brackets: أديس أبابا، نيروبي are two."""
    return [part.strip() for part in re.split(r"\s+[-–ـ]\s+|[،,]|\([^)]*\)", text) if part.strip()]


def print_dates(news: list[dict[str, Any]]) -> None:
    """Print how far the day that a text says is from its date, against a known day that is later by up to six days."""
    print("\nDays, against a known day 0 to 6 days after the date: right, a day off, further off")
    offs: dict[tuple[str, bool], Counter[int]] = {}
    for record in news[::EVERY]:
        date = datetime.date.fromisoformat(record["date"][:10])
        for later in range(7):
            proposals = read_text_itself(record["text"], title="-", date=date + datetime.timedelta(later))
            for one in proposals:
                if one.field == "date":
                    off = abs((datetime.date.fromisoformat(one.value) - date).days)
                    offs.setdefault((one.rule, one.confidence >= CONFIDENT), Counter())[min(off, 2)] += 1
    for (rule, sure), counts in sorted(offs.items()):
        total = counts.total()
        shares = "  ".join(f"{counts[off] / total:6.1%}" for off in range(3))
        print(f"  {rule:14} {'confident' if sure else '':9} {total // 7:6,} texts  {shares}")


if __name__ == "__main__":
    main()
