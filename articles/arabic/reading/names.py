"""Places, agencies and given names, looked up by any spelling."""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from articles.arabic.latin import latin_of
from articles.arabic.normalize import folded
from articles.arabic.tokenize import surfaces

_PLACES, _AGENCIES = "data/places.tsv", "data/agencies.tsv"
# أ ف ب, أ.ف.ب and أف ب are one: letters alone, with dots and blanks.
_ABBREVIATION = re.compile(r"(?:[^\W\d_][.\s]?){2,5}")

# Before a name: what tells who somebody is.
_TITLES = frozenset(
    map(folded, "د دكتور الدكتور دكتورة الدكتورة أ الأستاذ الشيخ المهندس م الزميل الزميلة السيد السيدة".split())
)
_PARTICLES = frozenset(map(folded, "بن ابن بنت أبو أبي أم آل ال بو ولد عبد".split()))
# Words that no name begins with, though they may be names in Latin letters.
_NO_NAMES = frozenset(
    map(
        folded,
        "في من إلى عن مع بعد قبل عند منذ خلال حول بين كما لكن قد هذا هذه قال قالت أعلن أعلنت كان كانت مراسل خاص قناة "
        "البوابة وكالة صحيفة موقع تلفزيون مجلة شبكة جنوب شمال شرق غرب جميع انتهى نتائج مواعيد أخبار صور فيديو".split(),
    )
)
_FEWEST_WORDS, _MOST_WORDS = 2, 5


class Place(NamedTuple):
    name: str
    is_area: bool


@cache
def _places() -> dict[str, Place]:
    places: dict[str, Place] = {}
    for name, kind, *others in _rows(_PLACES):
        for spelling in (name, *others[0].split("|")) if others else (name,):
            places.setdefault(_key(spelling), Place(name, kind == "area"))
    return places


@cache
def _agencies() -> dict[str, str]:
    agencies: dict[str, str] = {}
    for name, *others in _rows(_AGENCIES):
        for spelling in (name, *others[0].split("|")) if others else (name,):
            agencies.setdefault(_key(spelling), name)
            if _ABBREVIATION.fullmatch(spelling):
                agencies.setdefault(_key(re.sub(r"[.\s]", "", spelling)), name)
    return agencies


def _rows(file: str) -> list[list[str]]:
    text = (files("articles.arabic.reading") / file).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1 << 12)
def _key(name: str) -> str:
    return " ".join(map(folded, surfaces(name)))


def place(name: str) -> Place | None:
    """Return the place of this name, None where it is not one of the table.

    >>> place("استانبول"), place("مجهول")
    (Place(name='إسطنبول', is_area=False), None)
    """
    return _places().get(_key(name))


def agency(name: str) -> str:
    """Return the name of the agency or outlet that is called so, "" where it is none of the table.

    >>> agency("أ.ف.ب"), agency("Reuters"), agency("قال")
    ('فرانس برس', 'رويترز', '')
    """
    key = _key(name)
    found = _agencies().get(key, "")
    if not found and _ABBREVIATION.fullmatch(name.strip()):
        found = _agencies().get(key.replace(" ", ""), "")
    return found


def likeness_to_name(text: str) -> float:
    """Return how much a text is like the name of a person, by its words: 0 not, 0.6 by its form, 1 by a given name.

    >>> likeness_to_name("محمد علي"), likeness_to_name("شفشاون قرقور"), likeness_to_name("قالت الشرطة أمس")
    (1.0, 0.6, 0.0)
    """
    words = [word for word in map(folded, surfaces(text)) if word not in _TITLES]
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS or not all(word.isalpha() for word in words):
        return 0.0
    if any(word in _NO_NAMES for word in words) or words[0].startswith("ال") or agency(words[-1]):
        return 0.0
    known = [word in _PARTICLES or bool(latin_of(word)) for word in words]
    if all(known):
        return 1.0
    return 0.9 if known[0] and len(words) <= 4 else 0.6 if len(words) <= 4 else 0.0
