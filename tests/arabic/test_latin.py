import gzip
import re
from pathlib import Path

import pytest

from articles.arabic import fold, folded
from articles.arabic.latin import arabic_of, latin_of

DATA = Path(__file__).resolve().parents[2] / "articles/arabic/data"
TABLE = (DATA / "names_latin.tsv.gz").read_bytes()
LINES = gzip.decompress(TABLE).decode().splitlines()
SUPPLEMENT = (DATA / "names_supplement.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Mubarak", "مبارك"),
        ("Trump", "ترامب"),
        ("Trump", "ترمب"),
        ("Putin", "بوتين"),
        ("Obama", "أوباما"),
        ("Merkel", "ميركل"),
        ("Netanyahu", "نتنياهو"),
        ("Netanyahu", "نتانياهو"),
        ("Erdogan", "أردوغان"),
        ("Sarraj", "السراج"),
        ("Haftar", "حفتر"),
        ("Waldhauser", "والدهاوسر"),
        ("Libya", "ليبيا"),
        ("Egypt", "مصر"),
        ("Tripoli", "طرابلس"),
        ("Washington", "واشنطن"),
        ("London", "لندن"),
        ("Paris", "باريس"),
        ("Google", "جوجل"),
        ("Facebook", "فيسبوك"),
        ("Daesh", "داعش"),
        ("Muhammad", "محمد"),
        ("Kardashian", "كارداشيان"),
    ],
)
def test_names_meet_in_both_directions(latin, arabic):
    assert fold(arabic) in arabic_of(latin)
    assert latin.lower() in latin_of(fold(arabic))


def test_case_diacritics_and_article_do_not_matter():
    assert arabic_of("ERDOĞAN") == arabic_of("erdogan")
    assert arabic_of("Elbaradei") == arabic_of("baradei") != ()
    assert arabic_of("Alsisi") == arabic_of("sisi")
    assert latin_of("الحريري")[0] == "hariri"


def test_the_likeliest_spelling_comes_first():
    assert arabic_of("mohamed")[0] == "محمد"
    assert latin_of("محمد")[0] in ("mohamed", "muhammad", "mohammed")
    assert latin_of("مبارك")[0] == "mubarak"


@pytest.mark.parametrize("word", ["", "a", "the", "can", "qwertz", "2018", "مبارك", "\n", "mubarak\t", "ترامب ترمب"])
def test_no_latin_name_no_arabic_one(word):
    assert arabic_of(word) == ()


@pytest.mark.parametrize("word", ["", "في", "كان", "هذا", "ا", "mubarak", "\t"])
def test_no_arabic_name_no_latin_one(word):
    assert latin_of(word) == ()


def test_every_key_of_the_table_is_found():
    for line in LINES[:: len(LINES) // 500] + LINES[-1:]:
        key, spellings = line.split("\t")
        found = arabic_of(key) if key.isascii() else latin_of(key)
        assert set(spellings.split()) <= set(found)


def test_the_table_is_well_formed():
    latin, arabic = "[a-z]{3,}", "[ء-غف-ي]{2,}"
    line = re.compile(f"{latin}\t{arabic}( {arabic}){{0,3}}|{arabic}\t{latin}( {latin}){{0,7}}")
    assert [one for one in LINES if not line.fullmatch(one)] == []
    keys = [one.partition("\t")[0].encode() for one in LINES]
    assert keys == sorted(set(keys))
    assert folded("\n".join(LINES)) == "\n".join(LINES)


def test_the_table_is_small_and_the_same_whenever_it_is_made():
    assert len(TABLE) < 1_000_000
    assert TABLE[4:8] == bytes(4), "the timestamp of gzip"
    assert len(LINES) > 100_000


def test_the_supplement_is_well_formed():
    names = [line for line in SUPPLEMENT if not line.startswith("#")]
    line = re.compile("[a-z]+(,[a-z]+)*\t[ء-غف-ي]+(,[ء-غف-ي]+)*")
    assert [name for name in names if not line.fullmatch(name)] == []
    latin = [one for name in names for one in name.partition("\t")[0].split(",")]
    assert len(latin) == len(set(latin)) >= 300


def test_source_and_licence_of_the_data_are_told():
    head = "\n".join(line for line in SUPPLEMENT if line.startswith("#"))
    assert "CC0-1.0" in head
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert all(said in readme for said in ("Wikidata", "CC0-1.0", "COLING 2018"))
    assert all(f"`{path.name}`" in readme for path in DATA.iterdir() if path.suffix != ".md")
