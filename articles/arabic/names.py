"""Names of persons: how they are compared, sorted and found in a text."""

import re
from collections.abc import Hashable, Sequence
from typing import TypeVar

from articles.arabic import letters
from articles.arabic.normalize import folded
from articles.arabic.tokenize import tokens

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
