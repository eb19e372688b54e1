"""Light stemming on evidence: an affix comes off only where the lexicon shows that it is one.

The affixes are those of Larkey, Ballesteros & Connell, "Light stemming for Arabic information retrieval" (2007), and
the verb endings; what decides is how often the forms around a word are written, and the hamza where it is written. A
noun that itself takes the article (الوزير) does not begin with "and" (و); أل is no article. What stands after a word
is the matter of `articles.arabic.endings`. So وزير, لبنان, البحرين, سلمان and بلال stay whole; وللحكومة meets حكومة.
"""

import re

from articles.arabic import letters
from articles.arabic.endings import WHOLE, without_endings, without_pronoun
from articles.arabic.lexicon import RAREST, Lexicon, lexicon
from articles.arabic.normalize import fold

_ARABIC = re.compile(f"[{letters.LETTERS}]+\\Z")
# Where the alef of ال has a hamza the two letters are the word's own: ألبان, وألمان.
_NO_ARTICLE = re.compile("[وف]?[بكل]?[أإآ]ل")
# شيء and شىء are written شئ too, سيئ is written سيء.
_YEH_AND_HAMZA = re.compile("[يى][ءئ]\\Z")
_LONGEST = 30


def stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word, the likeliest first; a word that takes no affix off is its own.

    Takes the result of `plain`. There is more than one stem where the spelling leaves two readings: كتابه is "his book"
    and, in papers that write ة as ه, "writing".
    """
    if len(word) > _LONGEST or not _ARABIC.match(word):
        return (fold(word),)
    words = lexicon()
    if not word.endswith("ءوا"):
        word = word[0] + word[1:].replace("ءو", "ؤو")  # رءوس is Egyptian for رؤوس.
    base, definite = _without_proclitics(fold(word), words, article=not _NO_ARTICLE.match(word))
    # Folding exchanges letter for letter, so the word as typed ends as its base does.
    typed = word[len(word) - len(base) :]
    if _YEH_AND_HAMZA.search(typed):
        base, typed = base[:-1], typed[:-1]
    stem = without_endings(base, typed, words, definite=definite)
    if word.endswith(letters.HEH) and not definite and base not in WHOLE:
        owned = without_pronoun(base, typed, words)
        if owned != base:
            return tuple(dict.fromkeys((without_endings(owned, owned, words, definite=False, owned=True), stem)))
    return (stem,)


def _without_proclitics(word: str, words: Lexicon, *, article: bool) -> tuple[str, bool]:
    """Return the word without و ف, then ب ك ل س, then ال, and whether it had the article."""
    if word in WHOLE:
        return word, False
    if word[0] in "وف" and len(word) > 3 and _is_proclitic(word, words, article=article):
        word = word[1:]
    if word in WHOLE:
        return word, False
    bare = _without_article(word, words) if article else word
    if bare != word:
        return bare, True
    if word[0] in "بكلس" and len(word) > 3 and _is_proclitic(word, words, article=article):
        word = word[1:]
    return word, False


def _is_proclitic(word: str, words: Lexicon, *, article: bool) -> bool:
    """Say whether the first letter of a word is a particle: the rest is a word, and the whole is no noun or name."""
    rest = word[1:]
    frequency, of_rest = words.frequency(word), words.frequency(rest)
    if word[0] == "س" and rest[0] not in "ايتن":
        return False
    if article and word[0] in "وف" and len(rest) > 4 and _without_article(rest, words) != rest:
        return of_rest >= frequency * 0.5 or not _is_noun(word, words)
    if not of_rest or len(rest) < 3:
        return False
    if word[0] in "كس" and of_rest < frequency * 2:
        return False
    if word[0] in "بكل" and rest[0] in "بكل" and words.frequency(rest[1:]) > of_rest:
        return False  # Prepositions do not stack: لال in بلال is ل and آل.
    return of_rest >= frequency * 0.2 and not _is_noun(word, words) and not _keeps_first_letter(word, words)


def _is_noun(word: str, words: Lexicon) -> bool:
    """Say whether a word takes the article, or prepositions as a name does: then its first letter is its own."""
    frequency = words.frequency(word)
    if not frequency:
        return False
    # للحسين is الحسين with ل: it tells nothing of لحسين.
    after_lam = 0.0 if word[0] == letters.LAM else words.frequency("ل" + word)
    after_beh = words.frequency("ب" + word)
    if words.frequency("ال" + word) + words.frequency("لل" + word) >= frequency * 0.03:
        return True
    if words.frequency(word[1:]) > frequency * 5 and not (after_lam and after_beh):
        return False  # البوكمال beside much of كمال is no evidence on وكمال.
    return after_lam + after_beh >= frequency * 0.02


def _keeps_first_letter(word: str, words: Lexicon) -> bool:
    """Say whether a shorter form has the first letter for its own: وصلوا is of وصل, since صل is rare beside it."""
    for ending in ("وا", "ت", "نا", "ها", "هم", "ا"):
        short = word.removesuffix(ending)
        if short != word and len(short) >= 3 and words.frequency(short) >= words.frequency(word) * 0.5:
            return words.frequency(short[1:]) < words.frequency(short) * 0.2
    return False


def _without_article(word: str, words: Lexicon) -> str:
    """Return the word without ال, بال, كال, لل."""
    if word in WHOLE:
        return word
    if word.startswith("ال"):
        return word[2:] if _takes_article(word[2:], words) else word
    if word.startswith("لل") and len(word) > 3:
        rest = word[2:]
        if _begins_with_lam(word[1:], words):
            return word
        if words.with_article(rest) >= words.frequency(word) * 0.5 and _takes_article(rest, words):
            return rest
    if word.startswith(("بال", "كال")) and len(word) > 4:
        definite = word[1:]
        attested = words.frequency(definite)
        if attested >= words.frequency(word) and (attested or len(word) > 6) and _takes_article(word[3:], words):
            return word[3:]
    return word


def _begins_with_lam(word: str, words: Lexicon) -> bool:
    """Say whether the ل of a word after ل is its own, not that of ال: للعب is ل and لعب, للجنة is ل and لجنة."""
    rest = word[1:]
    is_noun = words.frequency("ال" + word) >= words.frequency(word) * 0.01 or not words.frequency("ال" + rest)
    return is_noun and words.with_article(word) > words.with_article(rest)


def _takes_article(bare: str, words: Lexicon) -> bool:
    """Say whether ال is the article before the rest of a word: with ل it is لل then, not لال."""
    contracted = words.frequency("لل" + bare)
    if len(bare) > 2:
        return contracted >= words.frequency("لال" + bare)
    # العب is an imperative: للعب is اللعب, and nobody writes بالعب.
    contracted = min(contracted, words.frequency("بال" + bare) * 10)
    return len(bare) == 2 and bare in words and contracted >= max(words.frequency("ال" + bare) * 0.005, RAREST)
