"""A title for a text that came without one."""

import re

from articles.arabic.normalize import readable

LONGEST = 90
"""Length in characters that a title taken from a text has at most, its ellipsis not counted."""

SHORTEST_SENTENCE = 20
"""A full stop nearer to the beginning belongs to an abbreviation (د. محمد) or an initial."""

_WORD = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"[.!?؟…](?=[\s\"'”»)]|\Z)")
_LOOSE_END = " \t.،؛,;:-–—«“\"'(["


def title_from(text: str) -> str:
    r"""Return a title taken from the beginning of a repaired text; "" where the text has no word.

    The first line that has a word counts. It is the title where it has no more than 90 characters; else its first
    sentence, where that has no more; else as many of its whole words as 90 characters hold, with … behind them.

    >>> title_from("قمة في باريس\nاجتمع الوزراء أمس.")
    'قمة في باريس'
    """
    lines = (" ".join(line.split()) for line in readable(text).split("\n"))
    line = next((line for line in lines if _WORD.search(line)), "")
    if len(line) <= LONGEST:
        return line.rstrip(_LOOSE_END) or line
    for end in _SENTENCE_END.finditer(line, SHORTEST_SENTENCE, LONGEST + 1):
        return line[: end.start() if end[0] == "." else end.end()]
    cut = line.rfind(" ", 0, LONGEST + 1)
    return f"{(line[:cut] if cut > 0 else line[:LONGEST]).rstrip(_LOOSE_END)}…"
