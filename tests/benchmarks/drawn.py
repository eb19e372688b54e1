"""Queries drawn from a corpus by how many articles have their words, and the tokens that other engines are fed.

A query word is matched in all its forms. An engine without our vocabulary would index the stem to find the same, so
that is what the others are fed: the analyzer's tokens, each as its first stem, joined by blanks; their queries
are stems likewise. One field holds title and text; a sign stands between passages, so that no phrase reaches across.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from articles.arabic import STOP_WORDS, fold, stems
from articles.search.analysis import words

SEED = 1439
BETWEEN_PASSAGES = "§"
FREQUENT, MEDIUM, RARE = (0.1, 0.5), (0.01, 0.05), (0.00003, 0.0005)
"""Shares of the articles that have a word."""

PAGE_500 = 4990
PER_PAGE = 10


class Document(NamedTuple):
    """An article as the other engines take it: days and months as numbers, several persons parted by commas."""

    pk: int
    first: int
    last: int
    month: int
    source: str
    people: str
    subject: str
    place: str
    tokens: str


class Query(NamedTuple):
    """A query: its class, how its words are joined, the words as typed, the same as tokens, and what is asked for."""

    kind: str
    joined: str
    typed: tuple[str, ...]
    tokens: tuple[str, ...]
    start: int = 0
    first: int = 0
    last: int = 0
    facets: bool = False

    @property
    def text(self) -> str:
        """The query as a reader types it."""
        words = " ".join(self.typed)
        forms = {"or": " أو ".join(self.typed), "phrase": f'"{words}"', "near": f'"{words}"~5', "prefix": f"{words}*"}
        return forms.get(self.joined, words)


@lru_cache(maxsize=1 << 20)
def stem(form: str) -> str:
    return stems(form)[0]


def tokens_of(passages: list[str]) -> list[tuple[str, str]]:
    """Return the words of an article in order, each as it is written and as its stem."""
    found: list[tuple[str, str]] = []
    for passage in passages:
        found += [(part, stem(part)) for word in words(passage) for part in word.parts]
        found.append((BETWEEN_PASSAGES, BETWEEN_PASSAGES))
    return found


def write_documents(path: Path) -> None:
    """Write every article in the database as a line of `Document` fields."""
    from articles.models import Article, Mention
    from articles.search.sync import document

    people: dict[int, list[str]] = {}
    for article_id, person_id in Mention.objects.order_by().values_list("article_id", "person_id"):
        people.setdefault(article_id, []).append(str(person_id))
    articles = Article.objects.order_by("pk").select_related("source").prefetch_related("subjects", "mentions")
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as out:
        for article in articles.iterator(chunk_size=1000):
            fields = document(article)
            month = article.date.year * 12 + article.date.month - 1 if fields["last"] - fields["first"] < 31 else -1
            tokens = " ".join(root for _, root in tokens_of([article.title, *article.passages]))
            row = (article.pk, fields["first"], fields["last"], month, *fields["source"], ",".join(fields["person"]))
            print(*row, ",".join(fields["subject"]), "".join(fields["place"]), tokens, sep="\t", file=out)
    draft.replace(path)


def documents(path: Path) -> Iterator[Document]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            pk, first, last, month, *others = line.rstrip("\n").split("\t")
            yield Document(int(pk), int(first), int(last), int(month), *others)


def draw(path: Path, number: int, year: tuple[int, int]) -> dict[str, list[Query]]:
    """Return so many queries of each class; `year` holds the first and the last day of the filter by date."""
    from articles.models import Article

    chance = random.Random(SEED)
    having: Counter[str] = Counter()
    size = 0
    for one in documents(path):
        having.update(set(one.tokens.split(" ")))
        size += 1
    pks = chance.sample(range(1, size + 1), min(size, 1500))
    sample = [tokens_of([article.title, *article.passages]) for article in Article.objects.filter(pk__in=pks)]
    share = {root: count / size for root, count in having.items()}
    pool = {pair for text in sample for pair in text if _fit(*pair)}

    def of(bounds: tuple[float, float]) -> list[tuple[str, str]]:
        chosen = sorted(pair for pair in pool if bounds[0] <= share[pair[1]] <= bounds[1])
        chance.shuffle(chosen)
        return chosen

    frequent, medium, rare = of(FREQUENT), of(MEDIUM), of(RARE)
    both = lambda pair: all(share[root] >= FREQUENT[0] / 2 for _, root in pair)  # noqa: E731
    beside = _pairs(sample, 1, both, chance)
    apart = _pairs(sample, 3, both, chance)

    def queries(kind: str, joined: str, lists: list[tuple[tuple[str, str], ...]], **more: int | bool) -> list[Query]:
        return [Query(kind, joined, *zip(*pairs, strict=True), **more) for pairs in lists[:number]]  # type: ignore

    one = [(pair,) for pair in frequent]
    two = [(chance.choice(frequent), chance.choice(frequent + medium)) for _ in range(number)]
    three = [tuple(chance.sample(frequent + medium, 3)) for _ in range(number)]
    threes = [tuple(chance.sample(frequent, 3)) for _ in range(number)]
    beginnings = sorted({root[:4] for _, root in frequent + medium if len(root) > 4})
    chance.shuffle(beginnings)
    drawn = [
        queries("frequent term", "and", one),
        queries("rare term", "and", [(pair,) for pair in rare]),
        queries("AND of 2", "and", two),
        queries("OR of 3", "or", three),
        queries("phrase", "phrase", beside),
        queries("proximity", "near", apart),
        queries("prefix", "prefix", [((begin, begin),) for begin in beginnings]),
        queries("page 500", "or", threes, start=PAGE_500),
        queries("with one year", "and", one, first=year[0], last=year[1]),
        queries("facets, months", "and", one, facets=True),
    ]
    return {of_kind[0].kind: of_kind for of_kind in drawn if of_kind}


def _fit(form: str, root: str) -> bool:
    return len(form) >= 3 and form.isalpha() and not form.isascii() and not {form, fold(form), root} & STOP_WORDS


def _pairs(
    texts: list[list[tuple[str, str]]], step: int, both: Callable[[tuple], bool], chance: random.Random
) -> list[tuple[tuple[str, str], ...]]:
    """Return pairs of words that stand `step` words apart in some text, in an order by chance."""
    found = sorted(
        {
            (text[at], text[at + step])
            for text in texts
            for at in range(len(text) - step)
            if _fit(*text[at]) and _fit(*text[at + step]) and text[at][1] != text[at + step][1]
        }
    )
    chosen = [pair for pair in found if both(pair)]
    chance.shuffle(chosen)
    return chosen
