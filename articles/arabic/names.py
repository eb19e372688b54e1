"""Names of persons: how they are compared, sorted and found in a text."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
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
# Before a word of a name, what readers who look for it may leave out.
_OPTIONAL = ("ال", "عبد", "عبدال")
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


def begins_name(typed: Sequence[str], key: str) -> bool:
    """Say whether words stand in a name, the last of which may be unfinished: ال and عبد before a word may be missing.

    Takes the words of a `name_key`, and the `name_key` of the name.

    >>> begins_name(["فايز", "سر"], "فايز مصطفي السراج"), begins_name(["فا", "السراج"], "فايز السراج")
    (True, False)
    """
    if not all(word in key for word in typed):
        return False
    left = key.split()
    *whole, begun = typed
    for word in whole:
        forms = {word, *(before + word for before in _OPTIONAL)}
        found = next((one for one in left if one in forms), None)
        if found is None:
            return False
        left.remove(found)
    beginnings = (begun, *(before + begun for before in _OPTIONAL))
    return any(word.startswith(beginnings) for word in left)


def sort_key(name: str) -> str:
    """Return the key that puts a name at its place in an Arabic alphabetical index: without ال, ابن and hamza.

    Latin names come after all Arabic ones, as their letters do.

    >>> sort_key("ابن خلدون"), sort_key("السراج"), sort_key("أحمد")
    ('خلدون', 'سراج', 'احمد')
    """
    words = [_without_article(word.translate(_SORT_LETTERS)) for word in name_key(name).split()]
    # بن at the beginning is a name of its own: بن كاردن is Ben Cardin.
    kept = [
        word for at, word in enumerate(words) if word and (word not in _UNSORTED_WORDS or (at == 0 and word == "بن"))
    ]
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

    Build it once from all names, or `add` them; call `count` a text. The longest name wins where names overlap, of
    equal names the one added first. A place in a text costs a few look-ups, however many names there are.
    """

    def __init__(self, names: Mapping[Who, Iterable[str]] | None = None) -> None:
        # By first word: what follows it → whose name that is, and how many words may follow, the most first.
        self._rests: dict[str, dict[tuple[str, ...], Who]] = {}
        self._lengths: dict[str, list[int]] = {}
        # A word of a text → the first words it can be, with a particle or without.
        self._firsts: dict[str, list[str]] = {}
        for person, spellings in (names or {}).items():
            for name in spellings:
                self.add(person, name)

    def add(self, person: Who, name: str) -> None:
        """Look for one more name; a name without words is left out."""
        words = _words(name)
        if not words:
            return
        first, rest = words[0], tuple(words[1:])
        if first not in self._rests:
            self._rests[first] = {}
            self._lengths[first] = []
            for written in {_attach(clitic, first) for clitic in _CLITICS}:
                self._firsts.setdefault(written, []).append(first)
        self._rests[first].setdefault(rest, person)
        if len(rest) not in self._lengths[first]:
            self._lengths[first] = sorted((*self._lengths[first], len(rest)), reverse=True)

    def count(self, text: str) -> Counter[Who]:
        """Return how often each person's names stand in a text; persons not named are absent."""
        words = _words(text)
        found: Counter[Who] = Counter()
        at = 0
        while at < len(words):
            name = self._longest_at(words, at)
            if name:
                found[name[1]] += 1
            at += name[0] if name else 1
        return found

    def find(self, text: str) -> Iterator[tuple[Who, int, int]]:
        """Yield where names stand in a text, in order: whose it is, where it begins and ends."""
        places = [(part, token) for token in tokens(text) for part in _parts(token.surface)]
        words = [part for part, _token in places]
        at = 0
        while at < len(words):
            name = self._longest_at(words, at)
            if name:
                yield name[1], places[at][1].start, places[at + name[0] - 1][1].end
            at += name[0] if name else 1

    def _longest_at(self, words: Sequence[str], at: int) -> tuple[int, Who] | None:
        """Return the longest name that starts at a place among the words: its number of words, and whose it is."""
        longest: tuple[int, Who] | None = None
        for first in self._firsts.get(words[at], ()):
            for length in self._lengths[first]:
                rest = tuple(words[at + 1 : at + 1 + length])
                if rest in self._rests[first]:
                    if longest is None or 1 + len(rest) > longest[0]:
                        longest = 1 + len(rest), self._rests[first][rest]
                    break
        return longest


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
