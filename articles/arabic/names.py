"""Names of persons: how they are compared, sorted and found in a text."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from articles.arabic import letters
from articles.arabic.normalize import fold, folded, plain
from articles.arabic.split import parts
from articles.arabic.tokenize import surfaces, tokens

Who = TypeVar("Who", bound=Hashable)

_ARABIC_LETTER = re.compile(f"[{letters.LETTERS}]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")

# Words before a name that its place in an alphabet does not depend on; with ال they are what Arabic indexes ignore.
_UNSORTED_WORDS = frozenset({"ابن", "بن", "بنت"})
# Particles that are written before a word and can stand before a name: و ف ب ك ل and pairs of them.
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "فب", "وك")
# Sorts after every Arabic letter: names in other scripts follow the Arabic ones.
_AFTER_ARABIC = "\uffdc"
_SORT_LETTERS = str.maketrans({"پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "گ": "ك", "ڨ": "ق", "ء": ""})


def name_key(name: str) -> str:
    """Return the form in which names are compared: folded words, one blank between them, عبد joined to what follows.

    >>> name_key("عبد الله الثَّني") == name_key("عبدالله الثنى")
    True
    """
    words = [folded(token.surface) for token in tokens(name)]
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] == "عبد":
            joined[-1] += word
        else:
            joined.append(word)
    return " ".join(joined)


def sort_key(name: str) -> str:
    """Return the key that puts a name at its place in an Arabic alphabetical index: without ال, ابن and hamza.

    Latin names come after all Arabic ones, as their letters do.

    >>> sort_key("ابن خلدون"), sort_key("السراج"), sort_key("أحمد")
    ('خلدون', 'سراج', 'احمد')
    """
    words = [_without_article(word.translate(_SORT_LETTERS)) for word in name_key(name).split()]
    kept = [word for word in words if word and word not in _UNSORTED_WORDS]
    key = " ".join(kept or words) or name.strip()
    return key if _ARABIC_LETTER.match(key) else f"{_AFTER_ARABIC}{key}"


def initial(name: str) -> str:
    """Return the letter under which an index lists the name: an Arabic letter, a capital Latin one, or #."""
    first = sort_key(name).lstrip(_AFTER_ARABIC)[:1]
    return first.upper()[:1] if first.isalpha() else "#"


def script_of(name: str) -> str:
    """Return the script of a name: "arabic", "latin" or "other"."""
    if _ARABIC_LETTER.search(name):
        return "arabic"
    return "latin" if _LATIN_LETTER.search(name) else "other"


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


class NameMatcher(Generic[Who]):
    """Finds names of known persons in texts, word by word, with the particles that Arabic writes onto a name.

    Build it once from all names, call `count` a text. The longest name wins where names overlap.
    """

    def __init__(self, names: Mapping[Who, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Who]]] = defaultdict(list)
        for person, spellings in names.items():
            for key in {tuple(_words(name)) for name in spellings}:
                if key:
                    for clitic in _CLITICS:
                        self._by_first[_attach(clitic, key[0])].append((key[1:], person))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda candidate: len(candidate[0]), reverse=True)

    def count(self, text: str) -> Counter[Who]:
        """Return how often each person's names stand in a text; persons not named are absent."""
        words = _words(text)
        found: Counter[Who] = Counter()
        at = 0
        while at < len(words):
            length = 1
            for rest, person in self._by_first.get(words[at], ()):
                if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                    found[person] += 1
                    length = 1 + len(rest)
                    break
            at += length
        return found


def _words(text: str) -> list[str]:
    """Return the folded words of a text; عبدالله is two, as عبد الله is."""
    return [word for surface in surfaces(text) for word in _parts(surface)]


@lru_cache(maxsize=1 << 16)
def _parts(surface: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in parts(plain(surface)))


def _attach(clitic: str, word: str) -> str:
    """Return the word with a particle before it: ل before ال is written لل."""
    if clitic.endswith("ل") and word.startswith("ال"):
        return clitic + word[1:]
    return clitic + word
