"""Names in Latin letters and in Arabic ones: Mubarak is مبارك.

Two tables, both CC0-1.0, read at first use: data/names_latin.tsv.gz, made of Wikidata's names of persons, and
data/names_supplement.tsv, what is frequent in news and missing there. data/README.md tells how they were made.
"""

import gzip
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from articles.arabic.letters import ALEF, LAM
from articles.arabic.normalize import folded

_TABLE, _SUPPLEMENT = "data/names_latin.tsv.gz", "data/names_supplement.tsv"
# Letters that Unicode does not decompose, and the signs that transcriptions write for hamza and ع.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h"}
    | dict.fromkeys("'\u2018\u2019\u02bb\u02bc\u02be\u02bf-")
)
_LATIN_ARTICLES = ("al", "el")
_SHORTEST = 3


@lru_cache(maxsize=1 << 12)
def arabic_of(word: str) -> tuple[str, ...]:
    """Return the Arabic spellings of a name in Latin letters, folded, the likeliest first; none where it is unknown.

    Takes one word in any case, with diacritics or without: Alsisi is looked up as Sisi too. The spellings are words,
    not stems.

    >>> arabic_of("Trump"), arabic_of("Šarić")[:1], arabic_of("qwertz")
    (('ترامب', 'ترمب'), ('شاريتش',), ())
    """
    latin = _ascii(word)
    if not latin.isascii():
        return ()
    found = _spellings(latin)
    if not found and latin.startswith(_LATIN_ARTICLES) and len(latin) - 2 >= _SHORTEST:
        found = _spellings(latin[2:])
    return found


@lru_cache(maxsize=1 << 12)
def latin_of(word: str) -> tuple[str, ...]:
    """Return the Latin spellings, lower case, of a folded Arabic name, the commonest first; none where it is unknown.

    With ال it is looked up without too.

    >>> latin_of("حفتر"), latin_of("السراج")[:2]
    (('haftar', 'hafter', 'hiftar'), ('sarraj', 'serraj'))
    """
    if word.isascii():
        return ()
    found = _spellings(word)
    if not found and word.startswith(ALEF + LAM) and len(word) - 2 >= _SHORTEST:
        found = _spellings(word[2:])
    return found


def _ascii(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _spellings(key: str) -> tuple[str, ...]:
    listed = _supplement().get(key, ())
    return tuple(dict.fromkeys((*listed, *_line(_table(), key.encode()).decode().split())))


@cache
def _supplement() -> dict[str, list[str]]:
    """Return the supplement in both directions."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in files("articles.arabic").joinpath(_SUPPLEMENT).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            latin, arabic = (cell.split(",") for cell in folded(line).split("\t"))
            for key, spellings in [*((one, arabic) for one in latin), *((one, latin) for one in arabic)]:
                found[key] += spellings
    return dict(found)


@cache
def _table() -> bytes:
    """Return the large table: lines of a key, a tab and its spellings parted by blanks, sorted by the key's bytes.

    It stays one piece of 2 MB: as a dictionary it would take ten times that in every process.
    """
    return gzip.decompress(files("articles.arabic").joinpath(_TABLE).read_bytes())


def _line(table: bytes, key: bytes) -> bytes:
    """Return what stands after a key in a sorted table, nothing where the key is not in it: a binary search."""
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.index(b"\n", start)
        found, _, spellings = table[start:end].partition(b"\t")
        if found == key:
            return spellings
        if found < key:
            low = end + 1
        else:
            high = start
    return b""
