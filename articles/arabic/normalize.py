"""From the text as written to the text as compared: three steps, each idempotent.

`readable`  a whole text, for display and for indexing: line ends are one sign, controls and embeddings are gone.
`plain`     a word without what no reader counts as spelling: harakat, tatweel, invisible signs, digit shapes, case.
`fold`      a word in one spelling: hamza forms, ة/ه, ى/ي and foreign keyboards' letters unified.

Every step works word by word and never joins or parts words, so offsets into a readable text stay valid.
"""

import hashlib
import re
import unicodedata

from articles.arabic import letters
from articles.arabic.letters import ALEF, ALEF_HAMZA, ALEF_MAKSURA, HEH, TEH_MARBUTA, WAW, WAW_HAMZA, YEH, YEH_HAMZA

_PRESENTATION = re.compile(f"[{letters.PRESENTATION}]")
_LINE_END = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls; and embeddings and isolates, which one article could leave open for the rest of the page.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")

# Not str.translate, here and in `fold`: most characters stay, and it is many times slower on a whole text.
_UNWRITTEN = re.compile(f"[{letters.MARKS}{letters.TATWEEL}{letters.INVISIBLE}]")
_EASTERN_DIGIT = re.compile(f"[{''.join(letters.DIGITS)}]")
_HAMZA_COMBINING = re.compile("[\u0653-\u0655]")

_FOLD = {
    **dict.fromkeys(letters.ALEF_FORMS, ALEF),
    **letters.FOREIGN_FORMS,
    "\u06c3": HEH,
    TEH_MARBUTA: HEH,
    ALEF_MAKSURA: YEH,
    WAW_HAMZA: WAW,
    YEH_HAMZA: YEH,
}
# مسئول and شئون are Egyptian for مسؤول and شؤون; هيأة is Maghrebi for هيئة.
_HAMZA_BEFORE_WAW = re.compile(f"(?<=.){YEH_HAMZA}(?={WAW}.)")
_HAMZA_AFTER_YEH = re.compile(f"(?<=.{YEH}){ALEF_HAMZA}(?=[{TEH_MARBUTA}{HEH}\u062a])")


def readable(text: str) -> str:
    r"""Return a text without what no page may have: line ends become `\n`, control characters and embeddings go.

    It is done to every text that is shown or indexed, whatever else was mended of it (`articles.arabic.repair`). Every
    visible sign stays.
    """
    return _UNSHOWN.sub("", with_line_ends(text))


def with_line_ends(text: str) -> str:
    r"""Return a text whose lines all end with `\n`, of whatever system they came."""
    return _LINE_END.sub("\n", text.replace("\r\n", "\n"))


def letters_of_shapes(text: str) -> str:
    """Return a text with letters for the shapes of letters that belong to fonts; ﷼ and ﷽ are signs and stay.

    NFKC, character by character, so that nothing else changes.

    >>> letters_of_shapes("ﻛﺘﺎﺏ ﷲ ﷼")
    'كتاب الله ﷼'
    """
    return _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]).strip(), text)


def plain(word: str) -> str:
    """Return a word as typed, without harakat, tatweel and invisible characters, digits Western, Latin in lower case.

    >>> plain("كِتَابُهُـــم"), plain("١٩٨٥"), plain("CNN")
    ('كتابهم', '1985', 'cnn')
    """
    if word.isascii():
        return word.lower()
    if _HAMZA_COMBINING.search(word):
        word = unicodedata.normalize("NFC", word)
    word = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), word)
    word = _UNWRITTEN.sub("", word)
    return _EASTERN_DIGIT.sub(lambda match: letters.DIGITS[match[0]], word).lower()


def fold(word: str) -> str:
    """Return a word in the one spelling that stands for all its spellings; takes the result of `plain`.

    >>> fold("الليبى"), fold("مسئول"), fold("مسؤول"), fold("هيأة"), fold("هيئة")
    ('الليبي', 'مسوول', 'مسوول', 'هييه', 'هييه')
    """
    if word.isascii():
        return word
    if YEH_HAMZA in word:
        word = _HAMZA_BEFORE_WAW.sub(WAW_HAMZA, word)
    if ALEF_HAMZA in word:
        word = _HAMZA_AFTER_YEH.sub(YEH_HAMZA, word)
    for letter, folded_letter in _FOLD.items():
        if letter in word:
            word = word.replace(letter, folded_letter)
    return word


def folded(text: str) -> str:
    """Return `fold(plain(text))`."""
    return fold(plain(text))


def text_checksum(body: str) -> str:
    """Return the SHA-256 (hex) by which exact duplicates are recognised.

    Compared are the words of the folded text: layout, punctuation, harakat and spelling habits do not count. The title
    does not either, since outlets correct headlines.
    """
    words = re.findall(r"\w+", folded(letters_of_shapes(readable(body)))) or [body]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
