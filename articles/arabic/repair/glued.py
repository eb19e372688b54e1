"""Words that lost the blank between them (الولاياتالمتحدة), or that it left one letter too early (إقام ةمباريات).

`articles.arabic.parts` parts what a reader types, where a part too many costs nothing. Here a text is changed, so the
evidence has to be strong: the word itself is not in the lexicon, what it would be parted into is, and often. Names that
are written both ways (عبدالله, نورالدين) stay as they are, as do hashtags.
"""

import re
from functools import lru_cache

from articles.arabic import letters
from articles.arabic.letters import ALEF_MAKSURA, TEH_MARBUTA
from articles.arabic.lexicon import lexicon
from articles.arabic.normalize import folded
from articles.arabic.repair.changes import Mended, Tally, substitute
from articles.arabic.repair.words import ENDS_IN_MAKSURA

_LETTER = f"[{letters.LETTERS}{letters.MARKS}]"
_LETTERS = frozenset(letters.MARKS) | frozenset(re.findall(_LETTER, "".join(map(chr, range(0x0600, 0x0900)))))
# Each begins with a letter alone, which is looked for quickly. Where a word may end inside a word:
_INNER = (
    re.compile(f"ال(?<={_LETTER}{{3}}ال)(?={_LETTER}{{2}})"),
    re.compile(f"{TEH_MARBUTA}(?={_LETTER}{{2}})"),
    re.compile(f"{ALEF_MAKSURA}(?={_LETTER}{{2}})"),
)
_LONGEST = 60
_SHIFTED_SIGNS = (f" {TEH_MARBUTA}", f" {ALEF_MAKSURA}")
_SHIFTED = re.compile(rf"(?<![\w#@])({_LETTER}{{2,}}) ([{TEH_MARBUTA}{ALEF_MAKSURA}])({_LETTER}{{2,}})(?!\w)")

# The least share of running text that a part must have, by its length in letters: short words are found everywhere.
_BEFORE_ARTICLE = {3: 3e-5, 4: 2e-6}
_WITH_ARTICLE = {5: 1e-5, 6: 6e-7}
_ENDED = {3: 3e-7}
_AFTER_END = {2: 1e-3, 3: 1e-5, 4: 6e-7}
# ال and two letters; what else is so short ends other words (ـالية, ـالين).
_SHORT_WITH_ARTICLE = frozenset({"الان"})
# Names that begin or end so are written in one word as often as in two.
_NAMES_BEGIN = ("عبد", "أبو", "ابو", "أبي", "ابي")
_OF_NAMES = frozenset({"الله", "الدين", "الرحمن"})
_ARTICLE = re.compile(r"\A[وف]?(?:[بك]?ال|لل)")
_OUTSIDE = frozenset("#@_")


def glued_words(text: str) -> Mended:
    """Put a blank between words that are written in one piece, or in its place where it stands before ة or ى."""
    tally = Tally()
    if any(sign in text for sign in _SHIFTED_SIGNS):
        text, tally = substitute(_SHIFTED, _shifted, text)
    return _with_blanks(text, tally), tally


def _with_blanks(text: str, tally: Tally | None = None) -> str:
    pieces: list[str] = []
    last = end = 0
    for at in sorted(match.start() for pattern in _INNER for match in pattern.finditer(text)):
        if at < end:
            continue
        start, end = _word_at(text, at)
        word = text[start:end]
        parted = " ".join(_parted(word)) if len(word) <= _LONGEST and not _is_tag(text, start, end) else word
        if parted != word:
            if tally:
                tally.note_within(text, start, end, _with_blanks)
            pieces += (text[last:start], parted)
            last = end
    return "".join((*pieces, text[last:]))


def _is_tag(text: str, start: int, end: int) -> bool:
    """Say whether a word is a hashtag, a name on Twitter, or a part of one."""
    return text[start - 1 : start] in _OUTSIDE or text[end : end + 1] in _OUTSIDE


def _word_at(text: str, at: int) -> tuple[int, int]:
    start, end = at, at + 1
    while start and text[start - 1] in _LETTERS:
        start -= 1
    while end < len(text) and text[end] in _LETTERS:
        end += 1
    return start, end


def _shifted(match: re.Match[str]) -> str:
    word, end, next_word = match.groups()
    ended = _is_frequent(word + end, _ENDED) and (end == TEH_MARBUTA or word + end in ENDS_IN_MAKSURA)
    return f"{word}{end} {next_word}" if ended and _is_frequent(next_word, _AFTER_END) else match[0]


@lru_cache(maxsize=1 << 15)
def _parted(word: str) -> tuple[str, ...]:
    """Return the words that a word is made of; itself alone where it is a word, or the evidence is weak."""
    if len(word) < 5 or folded(word) in lexicon():
        return (word,)
    for is_end in (_ends_with, _begins_with_article):
        for at in range(3, len(word) - 1):
            if is_end(word[:at], word[at:]):
                return word[:at], *_parted(word[at:])
    return (word,)


def _ends_with(first: str, rest: str) -> bool:
    """Say whether the first word ends here since only the last letter of one is ة or ى."""
    if first[-1] == ALEF_MAKSURA and first not in ENDS_IN_MAKSURA:
        return False
    return first[-1] in (TEH_MARBUTA, ALEF_MAKSURA) and _is_frequent(first, _ENDED) and _is_glued_end(rest, _AFTER_END)


def _begins_with_article(first: str, rest: str) -> bool:
    if not rest.startswith("ال") or folded(rest) in _OF_NAMES or first.endswith(_NAMES_BEGIN):
        return False
    # The article itself makes nothing likelier: الم and الشم end no word.
    own_letters = len(_ARTICLE.sub("", first, count=1))
    return (
        own_letters >= min(_BEFORE_ARTICLE)
        and _is_frequent(first, _BEFORE_ARTICLE)
        and (folded(rest) in _SHORT_WITH_ARTICLE or _is_glued_end(rest, _WITH_ARTICLE))
    )


def _is_glued_end(rest: str, least: dict[int, float]) -> bool:
    """Say whether what follows is a word, or words glued in their turn."""
    return _is_frequent(rest, least) or len(_parted(rest)) > 1


def _is_frequent(word: str, least: dict[int, float]) -> bool:
    """Say whether a word is as frequent as one of its length must be; shorter ones never are."""
    bare = folded(word)
    known = [length for length in least if length <= len(bare)]
    return bool(known) and lexicon().frequency(bare) >= least[max(known)]
