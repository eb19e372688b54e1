"""Lines of PDF text in the order in which they are seen, from left to right: turned round."""

import math
import re
from functools import lru_cache

from articles.arabic import letters
from articles.arabic.lexicon import frequency, lexicon
from articles.arabic.normalize import folded, letters_of_shapes
from articles.arabic.repair.changes import Mended, Tally

_ARABIC = re.compile(f"[{letters.LETTERS}{letters.PRESENTATION}]")
_WORD = re.compile(f"[{letters.LETTERS}{letters.PRESENTATION}{letters.MARKS}{letters.TATWEEL}]{{3,}}")
# No word begins with ة or ى; and where every line is turned round, there is more لا than ال.
_BACKWARDS = (" ة", " ى", "\nة", "\nى")
# Powers of ten by which the words of a line must together be commoner backwards than forwards: by itself, and in a text
# most of whose lines are so.
_ALONE, _AMONG_OTHERS = 5.0, 0.0

# What is read from left to right within a line: Latin words with the blanks between them, and each number.
_ONE = r"0-9A-Za-z\u00c0-\u024f٠-٩۰-۹"
_TOKEN = rf"(?:[{_ONE}](?:[{_ONE}._,:/@+&'’%٫٬-]*[{_ONE}%])?)"
_LEFT_TO_RIGHT = re.compile(rf"((?=[A-Za-z\u00c0-\u024f]){_TOKEN}(?: {_TOKEN})*|{_TOKEN})")
_CLUSTER = re.compile(f"(?s:.)[{letters.MARKS}]*")
_LONGEST = 40
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("“", "”"), ("‹", "›"))

# Who took the letters out of a lam-alef ligature before the line was turned left them in the other order.
_ALEF_LAM = re.compile(f"(?<=.)([{letters.ALEF}{letters.ALEF_FORMS}])({letters.LAM})")
_MUCH_COMMONER = 100


def reversed_lines(text: str) -> Mended:
    """Turn lines round whose words are words only backwards; digits and Latin words keep their order.

    The evidence is how often the words of a line are written, forwards and backwards, by the lexicon.
    """
    tally = Tally()
    if not _may_be_reversed(text):
        return text, tally
    lines = text.split("\n")
    scores = [_score(line) for line in lines]
    judged = [score for score in scores if score is not None and score != 0]
    mostly = 2 * sum(score >= _ALONE for score in judged) > len(judged)
    for at, score in enumerate(scores):
        if score is not None and score >= (_AMONG_OTHERS if mostly else _ALONE):
            turned = _turned(lines[at])
            if turned != lines[at]:
                tally.note(lines[at], turned)
                lines[at] = turned
    return "\n".join(lines), tally


def _may_be_reversed(text: str) -> bool:
    text = letters_of_shapes(text)
    return any(sign in text for sign in _BACKWARDS) or text.count("لا") > text.count("ال")


def _score(line: str) -> float | None:
    """Return by how many powers of ten the line is likelier backwards; None for one without Arabic letters."""
    if not _ARABIC.search(line):
        return None
    return sum(_word_score(word) for word in _WORD.findall(line) if len(word) <= _LONGEST)


@lru_cache(maxsize=1 << 14)
def _word_score(word: str) -> float:
    backwards = frequency(folded(letters_of_shapes(_backwards(word))))
    return math.log10(backwards / frequency(folded(letters_of_shapes(word))))


def _backwards(text: str) -> str:
    return "".join(reversed(_CLUSTER.findall(text)))


def _turned(line: str) -> str:
    # The pattern has one group: pieces alternate between what is turned and what is not.
    pieces = _LEFT_TO_RIGHT.split(line)
    turned = "".join(piece if at % 2 else _backwards(piece) for at, piece in reversed([*enumerate(pieces)]))
    for opening, closing in _PAIRS:
        # Where a font's own signs were kept they are mirrored already, where characters were they are not.
        if closing in turned and (opening not in turned or turned.find(closing) < turned.find(opening)):
            turned = turned.translate({ord(opening): closing, ord(closing): opening})
    return _WORD.sub(lambda match: _with_lam_alef(match[0]), turned)


def _with_lam_alef(word: str) -> str:
    """Return a word with لا for ال within it where only that is a word."""
    if not _ALEF_LAM.search(word) or folded(word) in lexicon():
        return word
    other = _ALEF_LAM.sub(r"\2\1", word)
    return other if frequency(folded(other)) > _MUCH_COMMONER * frequency(folded(word)) else word
