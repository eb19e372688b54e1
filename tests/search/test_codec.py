"""The arrays against Whoosh itself: both read the same index and must agree on documents, totals and positions."""

import math
import random
from pathlib import Path

import numpy as np
import pytest
from whoosh import query as q
from whoosh import scoring
from whoosh.analysis import RegexTokenizer
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from articles.search import analysis, commits, evaluate, filters, store
from articles.search import snapshot as snapshots
from articles.search.arrays import DamagedFile, read_arrays, write_arrays
from articles.search.evaluate import Evaluator
from articles.search.postings import Table
from articles.search.segment import COLUMNS
from articles.search.snapshot import Snapshot
from articles.search.writer import MERGE_FACTOR, IndexWriter

VOCABULARY = ["سراج", "حفتر", "مصر", "تونس", "دولار", "طرابلس", "قطر", "نفط"]


@pytest.fixture
def index(tmp_path, settings):
    settings.HAYSTACK_CONNECTIONS = {"default": {"PATH": str(tmp_path)}}
    return FileIndex(FileStorage(str(store.create())), analysis.schema(), commits.NAME)


def write(index: FileIndex, texts: dict[int, str], deleted: set[int] = frozenset()) -> None:
    writer = IndexWriter(Path(index.storage.folder))
    writer.delete(deleted)
    for pk, text in texts.items():
        writer.add({**dict.fromkeys(COLUMNS, pk), "text": [text], "source": [str(pk % 2)]})
    writer.commit()


def opened(index: FileIndex) -> Snapshot:
    return snapshots.opened(Path(index.storage.folder))


def random_texts(chance: random.Random, numbers: range) -> dict[int, str]:
    return {pk: " ".join(chance.choices(VOCABULARY, k=chance.randint(1, 30))) for pk in numbers}


@pytest.mark.parametrize("seed", range(8))
def test_arrays_and_whooshs_matchers_agree(index, seed):
    chance = random.Random(seed)
    number = 0
    for _ in range(chance.randint(1, 14)):
        more = chance.randint(1, 12)
        deleted = {chance.randrange(1, number + 1) for _ in range(3)} if number else set()
        write(index, random_texts(chance, range(number + 1, number + more + 1)), deleted)
        number += more
    snapshot = opened(index)
    words = [q.Term("text", word) for word in VOCABULARY]
    phrases = [q.Phrase("text", chance.choices(VOCABULARY, k=chance.randint(2, 3))) for _ in range(10)]
    leaves = [*words, *phrases]
    trees = leaves + [
        q.And([chance.choice(leaves), q.Or(chance.sample(leaves, 2)), q.Not(chance.choice(words))]) for _ in range(10)
    ]
    with index.searcher() as searcher:
        for tree in trees:
            wanted = {int(snapshot.column("pk")[number]) for number in searcher.docs_for_query(tree)}
            found = Evaluator(snapshot).matches(tree).documents
            assert {int(snapshot.column("pk")[number]) for number in found} == wanted, tree
            assert np.all(np.diff(found) > 0)


class Weighting(scoring.BM25F):
    """Whoosh's BM25F with the archive's parameters and rarity; a word spelt as typed counts 1.3 times."""

    def __init__(self) -> None:
        super().__init__(B=evaluate.LENGTH_NORM["text"], K1=evaluate.K1)

    def idf(self, searcher, fieldname, text):
        having = searcher.doc_frequency(fieldname, text)
        rarity = math.log1p((searcher.doc_count() - having + 0.5) / (having + 0.5))
        return rarity * (1 + evaluate.SPELLING_BONUS)


@pytest.mark.parametrize("seed", range(6))
def test_scores_are_those_of_whooshs_matchers(index, seed):
    chance = random.Random(seed)
    number = 0
    for _ in range(chance.randint(1, 8)):
        write(index, random_texts(chance, range(number + 1, number + 9)))
        number += 8
    snapshot = opened(index)
    pks = snapshot.column("pk").tolist()
    words = [q.Term("text", word) for word in VOCABULARY]
    phrases = [q.Phrase("text", chance.sample(VOCABULARY, 2)) for _ in range(6)]
    trees = [
        *words,
        *phrases,
        *(q.And(chance.sample(words, 2)) for _ in range(6)),
        *(q.Or(chance.sample(words, 3)) for _ in range(6)),
        # What is excluded is left out here: Whoosh counts 1 for a document without it.
        *(q.And([q.Or(chance.sample(words, 2)), phrase]) for phrase in phrases),
    ]
    with index.searcher(weighting=Weighting()) as searcher:
        for tree in trees:
            wanted = {int(snapshot.column("pk")[hit.docnum]): hit.score for hit in searcher.search(tree, limit=None)}
            documents, scores = Evaluator(snapshot, "exact").matches(tree)
            assert {pks[at]: score for at, score in zip(documents, scores, strict=True)} == pytest.approx(wanted), tree


@pytest.mark.parametrize("seed", range(6))
def test_beginnings_distances_and_filters_agree_with_whooshs_matchers(index, seed):
    chance = random.Random(seed)
    number = 0
    for _ in range(chance.randint(1, 9)):
        deleted = {chance.randrange(1, number + 1) for _ in range(2)} if number else set()
        write(index, random_texts(chance, range(number + 1, number + 9)), deleted)
        number += 8
    snapshot = opened(index)
    pks = snapshot.column("pk")

    def found(tree: q.Query) -> set[int]:
        return set(pks[Evaluator(snapshot, "exact").matches(tree).documents].tolist())

    with index.searcher() as searcher:

        def wanted(tree: q.Query) -> set[int]:
            return {int(pks[number]) for number in searcher.docs_for_query(tree)}

        for start in {word[:length] for word in VOCABULARY for length in (1, 2, 3)}:
            assert found(q.Wildcard("text", f"{start}*")) == wanted(q.Prefix("text", start))
        for pattern in ("س*ج", "ط?ابلس", "*ر", "?طر"):
            assert found(q.Wildcard("text", pattern)) == wanted(q.Wildcard("text", pattern))
        for _ in range(20):
            one, other = chance.sample(VOCABULARY, 2)
            slop = chance.randint(2, 6)
            near = set()
            for number in searcher.docs_for_query(q.And([q.Term("text", one), q.Term("text", other)])):
                ones, others = (places(searcher, word, number) for word in (one, other))
                if any(abs(second - 1 - first) <= slop for first in ones for second in others):
                    near.add(int(pks[number]))
            assert found(q.Phrase("text", [one, other], slop=slop)) == near
        for word in VOCABULARY:
            first, last = sorted(chance.choices(range(1, number), k=2))
            period = q.And([q.Term("text", word), q.NumericRange("date", first, last)])
            assert found(period) == {pk for pk in wanted(q.Term("text", word)) if first <= pk <= last}
            held = filters.holding(snapshot, "source", ["1"])
            of_source = wanted(q.And([q.Term("text", word), q.Term("source", "1")]))
            assert {pk for pk in found(q.Term("text", word)) if held[pks.tolist().index(pk)]} == of_source


def places(searcher, word: str, document: int) -> list[int]:
    """Return the positions of a word in a document, as Whoosh's matchers tell them."""
    matcher = searcher.postings("text", word)
    matcher.skip_to(document)
    return matcher.value_as("positions")


def test_a_merge_keeps_every_posting(index):
    chance = random.Random(1)
    texts = random_texts(chance, range(1, 40))
    for pk, text in texts.items():
        write(index, {pk: text}, {pk - 5} if pk % 7 == 0 else set())
    gone = {pk - 5 for pk in texts if pk % 7 == 0}
    snapshot = opened(index)
    assert len(snapshot.segments) < 3 * MERGE_FACTOR
    assert snapshot.living == len(texts) - len(gone)
    pks = snapshot.column("pk")
    for form in VOCABULARY:
        found: dict[int, list[int]] = {}
        for entry in snapshot.forms("text", analysis.FOLDED + form):
            documents, frequencies, positions = snapshot.occurrences(entry)
            starts = np.cumsum([0, *frequencies.tolist()])
            for at, document in enumerate(documents):
                if snapshot.alive[document]:
                    found[int(pks[document])] = positions[starts[at] : starts[at + 1]].tolist()
        wanted = {
            pk: [at for at, word in enumerate(text.split()) if word == form]
            for pk, text in texts.items()
            if pk not in gone and form in text.split()
        }
        assert found == wanted


def test_columns_are_what_was_written(index):
    write(index, {7: "سراج", 8: "حفتر"})
    snapshot = opened(index)
    assert snapshot.column("pk").tolist() == [7, 8]
    assert snapshot.column("moment").tolist() == [7, 8]
    assert snapshot.lengths("text").tolist() == [1, 1]
    assert snapshot.occurrences(snapshot.forms("source", "1")[0]).documents.tolist() == [0]


def test_a_writer_that_does_not_commit_leaves_the_index_as_it_was(index):
    write(index, {1: "سراج"})
    writer = IndexWriter(Path(index.storage.folder))
    writer.delete({1})
    writer.add({**dict.fromkeys(COLUMNS, 2), "text": ["حفتر"]})
    assert opened(index).column("pk").tolist() == [1]
    write(index, {3: "حفتر"})
    assert sorted(opened(index).column("pk").tolist()) == [1, 3]


def test_a_table_is_searched_by_string_and_by_beginning():
    table = Table(*Table.arrays(["كتاب".encode(), "كتب".encode()]))
    assert [table.find(word.encode()) for word in ("كتاب", "كتب", "كت", "")] == [0, 1, None, None]
    assert [number for number, _ in table.with_prefix("كت".encode())] == [0, 1]
    assert Table(*Table.arrays([])).find(b"x") is None


@pytest.mark.parametrize("size", [0, 7, 40, 400])
def test_a_file_that_is_cut_short_is_refused(tmp_path, size):
    path = tmp_path / "whole"
    write_arrays(path, {"a": np.arange(100), "b": np.zeros(0, np.uint8)})
    assert read_arrays(path)["a"].tolist() == list(range(100))
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(DamagedFile):
        read_arrays(path)


def test_whooshs_default_tokenizer_would_cut_words_at_harakat():
    """Why the archive has an analyzer of its own."""
    assert [token.text for token in RegexTokenizer()("كِتَابُ")] == ["ك", "ت", "اب"]
    assert [token.text for token in analysis.ArabicAnalyzer()("كِتَابُ")] == ["كتاب"]
