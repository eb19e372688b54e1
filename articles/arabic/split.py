"""Words that were written in one piece though they are two: الولاياتالمتحدة, عبدالله, وزارةالخارجية."""

import re

from articles.arabic.letters import ALEF_MAKSURA, LETTERS, TEH_MARBUTA
from articles.arabic.lexicon import Lexicon, lexicon
from articles.arabic.normalize import fold

# ة and ى stand at the end of a word only: what follows them is another one.
_ENDED = re.compile(f"(?<=.{{2}}[{TEH_MARBUTA}{ALEF_MAKSURA}])(?=[{LETTERS}]{{2}})")
_SHORTEST = 3


def parts(word: str) -> tuple[str, ...]:
    """Return the words that a word is made of, itself alone where nothing shows that it is more than one.

    Takes the result of `plain`. A part is evidence enough only as a word of the lexicon, and only where the joined word
    is not one itself; عبد and أبو before a name are parted always, so that both ways to write them meet.

    >>> parts("الولاياتالمتحدةالامريكية"), parts("عبدالله"), parts("الاستقلال")
    (('الولايات', 'المتحدة', 'الامريكية'), ('عبد', 'الله'), ('الاستقلال',))
    """
    if len(word) < 2 * _SHORTEST:
        return (word,)
    words = lexicon()
    ended = [one for one in _ENDED.split(word) if one]
    if len(ended) > 1 and all(fold(one) in words for one in ended[:1]):
        return tuple(part for one in ended for part in parts(one))
    name = _after_particle(word, words)
    if name:
        return name
    if fold(word) in words:
        return (word,)
    return _before_article(word, words) or (word,)


def _after_particle(word: str, words: Lexicon) -> tuple[str, ...]:
    """Part عبد from ال and a name, أبو from a name: with و, ب, ل before them too."""
    match = re.match("([وبلف]?عبد)(ال.{2,})", word) or re.match("([وبلف]?[اأ]بو)(.{3,})", word)
    if match and fold(match[2]) in words and not _is_common_noun(word, words):
        return match[1], match[2]
    return ()


def _is_common_noun(word: str, words: Lexicon) -> bool:
    return words.frequency("ال" + fold(word)) > words.frequency(fold(word)) * 0.05


def _before_article(word: str, words: Lexicon) -> tuple[str, ...]:
    """Part an unattested word before an ال in its middle, where both sides are words."""
    for at in range(len(word) - _SHORTEST - 1, _SHORTEST - 1, -1):
        if word.startswith("ال", at) and fold(word[:at]) in words and fold(word[at:]) in words:
            head = parts(word[:at]) if len(word[:at]) >= 2 * _SHORTEST else (word[:at],)
            return (*head, word[at:])
    for at in range(_SHORTEST, len(word) - _SHORTEST):
        if word.startswith("ال", at) and fold(word[:at]) in words:
            tail = parts(word[at:])
            if len(tail) > 1:
                return (word[:at], *tail)
    return ()
