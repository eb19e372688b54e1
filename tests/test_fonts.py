"""The fonts are cut so that no letter is missing, none is in two files, and Arabic is shaped."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parent.parent / "static"
RULES = (STATIC / "css" / "fonts.css").read_text(encoding="utf-8").split("@font-face")[1:]
FACES = ("naskh", "sans-400", "sans-600")

# Letters, marks and digits of the Arabic language, and the marks of the Koran's text.
LANGUAGE = {
    *range(0x621, 0x63B),
    *range(0x640, 0x653),
    *range(0x660, 0x66D),
    0x670,
    0x671,
    *map(ord, "،؛؟"),
    0x6D6,
    0x6E1,
}
SIGNS = {*map(ord, " 0123456789.,:;!?()-–/%«»“”’·…")}


def of(rule: str) -> tuple[str, set[int]]:
    """The file of a rule, and the characters that a browser takes from it."""
    listed = re.search("unicode-range: (.*);", rule)[1].replace("U+", "").replace(" ", "")
    return re.search(r"fonts/([^\"]+)\.woff2", rule)[1], set(parse_unicodes(listed))


PARTS = dict(of(rule) for rule in RULES)


def in_file(name: str) -> set[int]:
    return set(TTFont(STATIC / "fonts" / f"{name}.woff2").getBestCmap())


@pytest.mark.parametrize("face", FACES)
def test_the_parts_that_every_page_fetches_have_what_most_texts_need(face):
    assert in_file(f"{face}-arabic") & PARTS[f"{face}-arabic"] >= LANGUAGE
    assert in_file(f"{face}-signs") & PARTS[f"{face}-signs"] >= SIGNS


@pytest.mark.parametrize("face", FACES)
def test_no_character_is_in_two_parts(face):
    own = [characters for name, characters in PARTS.items() if name.startswith(face)]
    assert len(own) == 6
    assert not [both for one, other in combinations(own, 2) if (both := one & other)]


@pytest.mark.parametrize("face", FACES)
def test_arabic_is_joined_and_marked(face):
    font = TTFont(STATIC / "fonts" / f"{face}-arabic.woff2")
    features = {
        record.FeatureTag for table in ("GSUB", "GPOS") for record in font[table].table.FeatureList.FeatureRecord
    }
    assert {"init", "medi", "fina", "rlig", "mark", "mkmk"} <= features


@pytest.mark.parametrize("face", FACES)
def test_a_reserved_name_is_not_used(face):
    names = {str(name) for name in TTFont(STATIC / "fonts" / f"{face}-arabic.woff2")["name"].names}
    assert not [name for name in names if "Plex" in name]
    assert any("Copyright" in name for name in names)
