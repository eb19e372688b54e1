"""Letters of Persian, Urdu, Kurdish and Pashto that a keyboard or a font put into Arabic words."""

import re

from articles.arabic import letters
from articles.arabic.letters import ALEF_MAKSURA, YEH
from articles.arabic.normalize import plain
from articles.arabic.repair.changes import Mended, Tally
from articles.arabic.repair.words import ENDS_IN_MAKSURA

# Two further alefs that Quranic fonts have for أ and إ.
_FORMS = {**letters.FOREIGN_FORMS, "\u0672": "\u0623", "\u0673": "\u0625"}
FOREIGN = frozenset(_FORMS)
_ANY = re.compile(f"[{''.join(_FORMS)}]")
_INSIDE = letters.MARKS + letters.TATWEEL + "\u200c\u200d"
_WORD = re.compile(f"[{letters.LETTERS}][{letters.LETTERS}{_INSIDE}]*")

# Letters that Arabic has no use for, not even in names: they show another language.
_OTHERS_OWN = re.compile("[ٹڈڑںےۓۆێڕڵۇۈۋټډړښځڅڼږٺڀڳڻ]")
_OTHERS_TOO = re.compile("[پچژگ]")
# Everyday words of Persian, Urdu, Kurdish, Pashto. None is an Arabic word in foreign letters, as این, کی and کرد are.
_OTHERS_WORDS = frozenset(
    """
    است که را برای های می یک کند کنند کرده نیست هستند نیز گفت باید چه شود دارد آنها
    ہے ہیں کے کا کو نے سے اور بھی تھا
    کە بۆ ئەو ئەم
    چې کې په
    """.split()
)
_SHARE = 0.2
_NEIGHBOURS = 3
_PARTICLES = ("", *"وفبكل", "وب", "ول")


def foreign_letters(text: str) -> Mended:
    """Put Arabic letters in the place of their foreign forms (ک ی ہ ە ھ), but not in what is Persian, Urdu or Kurdish.

    Judged line by line, by everyday words and by letters that Arabic has not; in an Arabic line the words beside such
    a word are left as they are, too: a quotation.
    """
    tally = Tally()
    lines = [_line(line, tally) if _ANY.search(line) else line for line in text.split("\n")]
    return "\n".join(lines), tally


def _line(line: str, tally: Tally | None = None) -> str:
    words = [(match.start(), match.end()) for match in _WORD.finditer(line)]
    others = {at for at, (start, end) in enumerate(words) if _is_others(line[start:end])}
    if len(others) > _SHARE * len(words):
        return line
    near = {at + step for at in others for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1)}
    pieces: list[str] = []
    last = 0
    for at, (start, end) in enumerate(words):
        word = line[start:end]
        if at in near or not _ANY.search(word):
            continue
        if tally:
            tally.note_within(line, start, end, _line)
        pieces += (line[last:start], _arabic(word))
        last = end
    return "".join((*pieces, line[last:]))


def _is_others(word: str) -> bool:
    return (
        word in _OTHERS_WORDS or bool(_OTHERS_OWN.search(word)) or bool(_OTHERS_TOO.search(word) and _ANY.search(word))
    )


def _arabic(word: str) -> str:
    arabic = _ANY.sub(lambda match: _FORMS[match[0]], word)
    if arabic.endswith(YEH) and word[-1] != YEH:
        final = f"{arabic[:-1]}{ALEF_MAKSURA}"
        bare = plain(final)
        # A Persian keyboard writes ى like ي. With و and ف, ب and ك before it, too.
        if any(bare.startswith(particle) and bare[len(particle) :] in ENDS_IN_MAKSURA for particle in _PARTICLES):
            return final
    return arabic
