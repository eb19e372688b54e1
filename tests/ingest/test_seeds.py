"""The two articles every archive starts with, read by the ordinary importer."""

import hashlib
from pathlib import Path

import pytest

from articles import ingest, people, search
from articles.models import Article, Outcome, Person, Status

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FIRST, SECOND = "000_ac8f69e687085350", "002_ecb427f4464679da"
SHARED = "فائز السراج"
NAMED = {
    FIRST: {SHARED, "دونالد ترامب", "جون ماتيس", "محمد سيالة", "طاهر السني", "وفاء بوقعيقيص", "بوب كوركر", "بن كاردن"},
    SECOND: {SHARED, "ستيفاني وليامز", "لطفي المغربي", "توماس والدهاوزر"},
}


@pytest.fixture
def seeds(db, archive_index):
    report = ingest.load(ingest.read([SEEDS]), status=Status.PUBLISHED, on_batch=people.link)
    search.drain()
    assert report.counts == {Outcome.ADDED: 2}
    return {article.identifier: article for article in Article.objects.all()}


@pytest.mark.parametrize(
    ("name", "size", "checksum"),
    [
        (FIRST, 6463, "da03a63318a40aabb3243581fb9b8b9129b0050442baba5621acb4989a6c3a92"),
        (SECOND, 3749, "c05d8144d14cd59cb30ef33d2c2ff479b8f03be7fa1fe485f6cac7ec8b24192d"),
    ],
)
def test_the_texts_are_those_that_were_given(name, size, checksum):
    content = (SEEDS / f"{name}.txt").read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == (size, checksum)


def test_the_body_is_the_file(seeds):
    for name, article in seeds.items():
        assert article.body == (SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    assert "\nفائز السراج ووزير الدفاع الأمريكى\n" in seeds[FIRST].text


def test_titles_are_taken_from_the_texts(seeds):
    assert seeds[FIRST].title == (
        "بدأ رئيس المجلس الرئاسى الليبى فائز السراج أمس الخميس زيارة إلى الولايات المتحدة الأمريكية…"
    )
    assert seeds[SECOND].title == (
        "أكدت القائمة بالأعمال الأمريكية في ليبيا ستيفاني وليامز، التزام واشنطن بدعم جهود رئيس…"
    )
    assert all(article.title_derived for article in seeds.values())


def test_dates_are_estimates(seeds):
    told = {(str(article.date), article.date_precision, article.date_estimated) for article in seeds.values()}
    assert told == {("2017-12-01", "day", True), ("2018-01-01", "year", True)}
    assert {article.source for article in seeds.values()} == {None}


def test_persons_are_named_and_are_one_each(seeds):
    for name, article in seeds.items():
        assert {person.display_name for person in article.people.all()} == NAMED[name]
        assert all(mention.count and mention.state == "confirmed" for mention in article.mentions.all())
    assert Person.objects.count() == 11


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("فايز السراج", SHARED),
        ("Fayez al-Sarraj", SHARED),
        ("ستيفاني ويليامز", "ستيفاني وليامز"),
        ("توماس والدهاوسر", "توماس والدهاوزر"),
        ("توماس والدهاوسير", "توماس والدهاوزر"),
        ("Donald Trump", "دونالد ترامب"),
    ],
)
def test_spellings(seeds, spelling, name):
    assert Person.objects.named(spelling).get().display_name == name


@pytest.mark.parametrize("query", ["السراج", "الولايات المتحدة", "ليبيا", "مكافحة الإرهاب"])
def test_both_are_found(seeds, query):
    results = search.run(search.SearchRequest(query=query))
    assert {hit.article.identifier for hit in results.hits} == {FIRST, SECOND}
