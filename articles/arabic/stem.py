"""Light stemming on evidence: an affix comes off only where the lexicon shows that it is one.

The affixes are those of Larkey, Ballesteros & Connell, "Light stemming for Arabic information retrieval" (2007), and
the verb endings; what decides is how often the forms around a word are written. A noun that itself takes the article
(الوزير) does not begin with "and" (و); a word with a pronoun at its end never takes it; a plural in ين has a twin in
ون; a dual in ان has one in ين. So وزير, لبنان, البحرين, سلمان and بلال stay whole, and وللحكومة meets حكومة.
"""

import re

from articles.arabic import letters
from articles.arabic.lexicon import Lexicon, lexicon
from articles.arabic.normalize import fold

_ARABIC = re.compile(f"[{letters.LETTERS}]+\\Z")

# Function words whose first or last letters look like affixes; علي, which عليه would meet, is a name as well.
WHOLE = frozenset(
    "الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي الله الان الي الا عليه عليها عليهم علينا عليك "
    "اليه اليها اليهم الينا فيه فيها فيهم فينا منه منها منهم منا عنه عنها عنهم لديه لديها لديهم حوله حولها بينها "
    "بينهم بينهما كانه كانها كانهم وقت بعد بعدها بعده قبل ولكن لكنه لكنها لكنهم انه انها انهم اننا اني ايضا هذا هذه "
    "ذلك تلك اولا وفق وفقا كذلك لذلك بذلك".split()
)

_LONGEST = 30
_PRONOUNS = ("هما", "ها", "هم", "هن", "كما", "كم", "نا", "ه", "ك")


def stems(word: str) -> tuple[str, ...]:
    """Return the stems of a word, the likeliest first; a word that takes no affix off is its own.

    Takes the result of `plain`. There is more than one stem where the spelling leaves two readings: كتابه is "his book"
    and, in papers that write ة as ه, "writing".
    """
    if len(word) > _LONGEST or not _ARABIC.match(word):
        return (fold(word),)
    return _stems(fold(word), word.endswith(letters.HEH))


def _stems(word: str, ends_in_heh: bool) -> tuple[str, ...]:
    words = lexicon()
    base, definite = _without_proclitics(word, words)
    stem = _without_endings(base, words, definite=definite)
    if ends_in_heh and not definite and base not in WHOLE:
        owned = _without_pronoun(base, words)
        if owned != base:
            return tuple(dict.fromkeys((_without_endings(owned, words, definite=False), stem)))
    return (stem,)


# --- Before the word --------------------------------------------------------------------------------------------------


def _without_proclitics(word: str, words: Lexicon) -> tuple[str, bool]:
    """Return the word without و ف, then ب ك ل س, then ال, and whether it had the article."""
    if word in WHOLE:
        return word, False
    if word[0] in "وف" and len(word) > 3 and _is_proclitic(word, words):
        word = word[1:]
    if word in WHOLE:
        return word, False
    bare = _without_article(word, words)
    if bare != word:
        return bare, True
    if word[0] in "بكلس" and len(word) > 3 and _is_proclitic(word, words):
        word = word[1:]
    return word, False


def _is_proclitic(word: str, words: Lexicon) -> bool:
    """Say whether the first letter of a word is a particle: the rest is a word, and the whole is no noun or name."""
    rest = word[1:]
    if word[0] == "س" and rest[0] not in "ايتن":
        return False
    if word[0] in "وف" and _without_article(rest, words) != rest and len(rest) > 4:
        return words.frequency(rest) >= words.frequency(word) * 0.5 or not _is_noun(word, words)
    if rest not in words or len(rest) < 3:
        return False
    if word[0] in "كس" and words.frequency(rest) < words.frequency(word) * 2:
        return False
    if word[0] in "بكل" and rest[0] in "بكل" and words.frequency(rest[1:]) > words.frequency(rest):
        return False  # Prepositions do not stack: لال in بلال is ل and آل.
    return words.frequency(rest) >= words.frequency(word) * 0.2 and not _is_noun(word, words)


def _is_noun(word: str, words: Lexicon) -> bool:
    """Say whether a word takes the article, or prepositions as a name does: then its first letter is its own."""
    frequency = words.frequency(word)
    if not frequency:
        return False
    with_article = words.frequency("ال" + word) + words.frequency("لل" + word)
    with_preposition = words.frequency("ل" + word) + words.frequency("ب" + word)
    return with_article >= frequency * 0.03 or with_preposition >= frequency * 0.02


def _without_article(word: str, words: Lexicon) -> str:
    """Return the word without ال, بال, كال, لل; لالمانيا beside no للمانيا shows that ألمانيا has no article."""
    if word in WHOLE:
        return word
    if word.startswith("ال"):
        return word[2:] if len(word) > 4 and _takes_article(word[2:], words) else word
    if word.startswith("لل") and len(word) > 4:
        rest = word[2:]
        if words.with_article(rest) >= words.frequency(word) * 0.5 and _takes_article(rest, words):
            return rest
    if word.startswith(("بال", "كال")) and len(word) > 5:
        definite = word[1:]
        attested = words.frequency(definite)
        if attested >= words.frequency(word) and (attested or len(word) > 6) and _takes_article(word[3:], words):
            return word[3:]
    return word


def _takes_article(bare: str, words: Lexicon) -> bool:
    return words.frequency("لل" + bare) >= words.frequency("لال" + bare)


# --- After the word ---------------------------------------------------------------------------------------------------


def _without_endings(word: str, words: Lexicon, *, definite: bool) -> str:
    """Return the word without endings of person, number and gender, one after the other while evidence lasts."""
    for _ in range(3):
        shorter = word
        if word not in WHOLE:
            if not definite and not word.endswith(letters.HEH):
                shorter = _without_pronoun(word, words)
            if shorter == word:
                shorter = _singular(word, words)
            if shorter == word:
                shorter = _masculine(word, words)
            if shorter == word and not definite:
                shorter = _verb(word, words)
        if shorter == word:
            return word
        word = shorter
    return word


def _without_pronoun(word: str, words: Lexicon) -> str:
    if words.frequency("ال" + word) > words.frequency(word) * 0.02 and not word.endswith(letters.HEH):
        return word
    for pronoun in _PRONOUNS:
        base = word.removesuffix(pronoun)
        if base == word or len(base) < 3:
            continue
        if base.endswith(letters.TEH):
            feminine = base[:-1] + letters.HEH
            if words.with_article(feminine) > words.frequency(base):
                base = feminine
        if words.with_article(base) >= max(words.frequency(word), 1e-6) * (0.3 if len(pronoun) > 1 else 1):
            return base
    return word


def _singular(word: str, words: Lexicon) -> str:
    """Return the singular of a sound plural (ات ون ين) or a dual (ان ين)."""
    base, ending = word[:-2], word[-2:]
    if len(word) < 5 and ending != "ات":
        return word
    total = words.with_article(word)
    feminine = (base if base.endswith(letters.TEH) else base + letters.TEH)[:-1] + letters.HEH
    if ending == "ات":
        for one in (feminine, base):
            if len(one) >= 3 and words.with_article(one) >= max(total * 0.02, 1e-6):
                return one
        return word
    if ending not in ("ون", "ين", "ان"):
        return word
    if base.endswith(letters.TEH) and words.with_article(feminine) > max(total, words.with_article(base)):
        return feminine
    twins = {"ون": ("ين",), "ان": ("ين",), "ين": ("ون", "ان")}[ending]
    twin = max(words.with_article(base + twin) for twin in twins)
    if twin >= total * (0.5 if ending == "ان" else 0.04) and words.with_article(base) >= max(total * 0.05, 1e-7):
        return base
    return word


def _masculine(word: str, words: Lexicon) -> str:
    """Return the masculine of a nisba adjective in ية, and of a participle whose men are counted in ين."""
    base = word[:-1]
    if not word.endswith(letters.HEH) or len(base) < 4:
        return word
    if base.endswith(letters.YEH):
        definite, feminine = words.frequency("ال" + base), words.frequency("ال" + word)
        return (
            base if definite > feminine * 0.1 and words.with_article(base) >= words.with_article(word) * 0.2 else word
        )
    men = words.with_article(base + "ين")
    return (
        base
        if words.with_article(base) >= words.with_article(word) and men >= words.with_article(base) * 0.03
        else word
    )


def _verb(word: str, words: Lexicon) -> str:
    """Return the verb without the ending of its person, and a noun without the alef of its accusative."""
    if words.frequency("ال" + word) > words.frequency(word) * 0.02:
        return word
    for ending, factor in (("وا", 0.5), ("تا", 0.5), ("ت", 0.5), ("ا", 2)):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and words.frequency(base) >= max(words.frequency(word) * factor, 1e-6):
            return base
    return word
