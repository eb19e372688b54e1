"""Broken plurals: وزير وزراء, دولة دول. No affix joins the two, so a table does.

The table is data/broken_plurals.tsv, made for this project (CC0-1.0), read at first use.
"""

from collections import defaultdict
from functools import cache
from importlib.resources import files

from articles.arabic.normalize import plain
from articles.arabic.stem import stems

_TABLE = "data/broken_plurals.tsv"
# Words of two letters may keep their ال (الحق), so they have two stems.
_SHORT = 2


def counterparts(stem: str) -> frozenset[str]:
    """Return the stems of the other number of a noun, and of its other plurals; none where it has no broken plural.

    Takes and gives stems as `stems` makes them. A stem of two nouns gives the forms of both.

    >>> sorted(counterparts("وزير")), sorted(counterparts("وزراء")), counterparts("لبنان")
    (['وزراء'], ['وزير'], frozenset())
    """
    return _table().get(stem, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    """Return for every stem of the table the stems it stands for; read once a process."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in files("articles.arabic").joinpath(_TABLE).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            forms = [_stems_of(form) for form in line.replace("\t", ",").split(",")]
            together = frozenset().union(*forms)
            for form in forms:
                for stem in form:
                    found[stem] |= together - form
    return {stem: frozenset(others) for stem, others in found.items()}


def _stems_of(form: str) -> frozenset[str]:
    word = plain(form)
    return frozenset(stems(word) if len(word) > _SHORT else (*stems(word), *stems(f"ال{word}")))
