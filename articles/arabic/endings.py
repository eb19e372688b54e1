"""What comes off behind a word: pronouns, then the ending of number, then that of gender; or the person of a verb.

Every ending needs evidence from the lexicon, and one of each kind comes off at most, in this order. The evidence is
grammar: a word with a pronoun at its end never takes the article; a plural in ين has a twin in ون, a dual in ان one in
ين; an adjective follows no preposition, nor does an accusative.
"""

import re

from articles.arabic.latin import latin_of
from articles.arabic.letters import ALEF, HAMZA, HEH, MEEM, TEH, WAW, WAW_HAMZA, YEH, YEH_HAMZA
from articles.arabic.lexicon import Lexicon

# Function words whose first or last letters look like affixes; علي, which عليه would meet, is a name as well. And the
# plurals of بنت, أخت and أم, which are sound in form alone; and the tens, which are no plurals.
WHOLE = frozenset(
    "الذي التي الذين اللذان اللذين اللتان اللتين اللواتي اللاتي الله الان الي الا عليه عليها عليهم علينا عليك "
    "اليه اليها اليهم الينا فيه فيها فيهم فينا منه منها منهم منا عنه عنها عنهم لديه لديها لديهم حوله حولها بينها "
    "بينهم بينهما كانه كانها كانهم وقت بعد بعدها بعده قبل ولكن لكنه لكنها لكنهم انه انها انهم اننا اني ايضا هذا هذه "
    "ذلك تلك اولا وفق وفقا كذلك لذلك بذلك".split()
    + "بنات اخوات امهات اثنين".split()
    + [f"{ones}{ending}" for ones in "عشر ثلاث اربع خمس ست سبع ثمان تسع".split() for ending in ("ون", "ين")]
)

_PRONOUNS = ("هما", "ها", "هم", "هن", "كما", "كم", "نا", "ه", "ك")
_LEAST = 1e-6
# From here on it tells something that a form is not attested: RAREST is half a hundredth of it.
_TELLING = 4e-6
# The ending of a dual or plural is written without hamza: there is none in كمائن and شؤون.
_HAMZA_IN_ENDING = re.compile("[أؤئ][نت]\\Z")


def without_endings(word: str, typed: str, words: Lexicon, *, definite: bool, owned: bool = False) -> str:
    """Return a folded word without its endings; `typed` is the word as typed, letter for letter.

    `definite` says that the word had the article: then it has no pronoun, and is no verb. `owned` says that its pronoun
    is off already.
    """
    if word in WHOLE:
        return word
    rest = word
    if not definite and not owned and not word.endswith(HEH):
        rest = without_pronoun(word, typed, words)
    if rest in WHOLE:
        return rest
    whole = rest == word and not owned
    one = rest if whole and _HAMZA_IN_ENDING.search(typed) else _singular(rest, words)
    if one == rest and not definite:
        one = _noun_of_construct(rest, typed, words, alone=whole)
    if one == rest and not definite:
        one = _verb(rest, words)
    # كلماته is "his words", if ه is not for ة there: the nisba alone is sure.
    return one if typed[-1] == HEH and not definite and one[-2:] != YEH + HEH else _masculine(one, words)


# --- Pronouns ---------------------------------------------------------------------------------------------------------


def without_pronoun(word: str, typed: str, words: Lexicon) -> str:
    """Return a word without ه ها هم هما هن ك كم كما نا, or ي where it is "my"; itself where it has none of these."""
    frequency = words.frequency(word)
    if words.frequency("ال" + word) > frequency * 0.02 and not word.endswith(HEH):
        return word
    for pronoun in _PRONOUNS:
        base = word.removesuffix(pronoun)
        if base == word or len(base) < 3:
            continue
        base = _before_pronoun(base, typed[len(base) - 1], frequency, words)
        if pronoun == "نا" and words.frequency(word[:-1]) > words.with_article(base):
            continue  # مكانا is the accusative of مكان.
        # ه is "his" where "hers" and "theirs" are written too: والده beside والدها and والدهم.
        hers, theirs = words.frequency(base + "ها"), words.frequency(base + "هم")
        sure = len(pronoun) > 1 or (pronoun == HEH and hers >= frequency * 0.2 and theirs >= frequency * 0.01)
        if words.with_article(base) >= max(frequency, _LEAST) * (0.3 if sure else 1):
            return base
    return word


def _before_pronoun(base: str, last: str, frequency: float, words: Lexicon) -> str:
    """Return a word as it is without a pronoun: ة was ت, ى was ا, and ء had a seat. `last` is its last letter as typed.

    >>> from articles.arabic.lexicon import lexicon
    >>> _before_pronoun("حكومت", "ت", 0, lexicon()), _before_pronoun("ابناي", "ئ", 0, lexicon())
    ('حكومه', 'ابناء')
    """
    stem = base[:-1]
    if base[-1] == TEH and words.with_article(stem + HEH) > words.frequency(base):
        return stem + HEH
    if base[-1] == ALEF and words.with_article(stem + YEH) > words.with_article(base):
        return stem + YEH
    if last in (WAW_HAMZA, YEH_HAMZA) or (base[-2] == ALEF and base[-1] in (WAW, YEH)):
        for whole in (stem + HAMZA, stem + ALEF):
            if words.with_article(whole) >= max(frequency, words.with_article(base), _LEAST):
                return whole
    return base


# --- Number -----------------------------------------------------------------------------------------------------------


def _singular(word: str, words: Lexicon) -> str:
    """Return the singular of a sound plural (ات ون ين) or a dual (ان ين)."""
    base, ending = word[:-2], word[-2:]
    if ending not in ("ات", "ون", "ين", "ان") or (words.frequency(word) >= _LEAST and not _is_noun(word, words)):
        return word
    if ending == "ات":
        return _singular_of_feminine(word, base, words)
    if len(word) < 5:
        return word
    total = _as_noun(word, words)
    if base[-1] == TEH and ending != "ون":
        feminine = words.with_article(base[:-1] + HEH)
        twin = _as_noun(base + ("ين" if ending == "ان" else "ان"), words)
        if feminine > max(total * 0.2, words.with_article(base)) and (twin >= total * 0.02 or feminine > total * 20):
            return base[:-1] + HEH
    if ending == "ون" and base[-1] == WAW and _as_noun(base[:-1] + YEH + "ين", words) >= total * 0.5:
        base = base[:-1] + YEH  # لاجئون, where ئ before و is folded to و.
        return base if words.with_article(base) >= total * 0.05 else word
    return _counted(base, ending, total, words) or word


def _counted(base: str, ending: str, total: float, words: Lexicon) -> str:
    """Return the singular whose plural or dual in ون ين ان is written so often in total; "" where the twin is rare."""
    twins = {"ون": ("ين",), "ان": ("ين",), "ين": ("ون", "ان")}[ending]
    twin = max(_as_noun(base + one, words) for one in twins)
    if ending == "ين" and base[-1] == YEH:
        twin = max(twin, _as_noun(base[:-1] + WAW + "ون", words))
    if ending == "ون" and not words.frequency("ال" + base + "ين"):
        return ""  # عربين is عربيين with a slip, and tells nothing of عربون.
    if words.frequency("ال" + base + YEH) > words.frequency("ال" + base) * 5:
        base += YEH  # محامون is of محامي, written محام where it is indefinite.
    singular = words.with_article(base)
    least = {"ون": 0.2, "ان": 0.5, "ين": 0.02 if singular >= total * 20 else 0.04}[ending]
    return base if twin >= total * least and singular >= max(total * 0.05, 1e-7) and _is_noun(base, words) else ""


def _singular_of_feminine(word: str, base: str, words: Lexicon) -> str:
    """Return the singular of a plural in ات: طالبة, قرار, مباراة, سنة, منشأة."""
    total = words.with_article(word)
    least = max(total * 0.02, _LEAST)
    feminine = base + HEH
    if len(base) < 2:
        return word
    if len(base) > 2 and base[-1] in (WAW, YEH):
        weak = base[:-1] + ALEF + HEH
        if words.with_article(weak) > max(total * 0.2, words.with_article(feminine) * 3):
            return weak
    if words.with_article(feminine) >= least and _is_feminine_noun(feminine, total, words):
        return feminine
    if len(base) >= 3 and words.with_article(base) >= least:
        return base
    others = (base[:-1] + HEH,) if base[-1:] == WAW else (base + ALEF + HEH,)
    for one in others:
        if words.with_article(one) >= total * 0.2 and _is_noun(one, words):
            return one
    return word


def _is_feminine_noun(word: str, plural: float, words: Lexicon) -> bool:
    """Say whether ه at the end of a word is ة of a noun, not "his" (قراره), nor an adjective's (مجتمعة).

    A noun takes pronouns itself (قرارتها is not there), and the article more often than chance; where ه is "his",
    "hers" is as common. `plural` is how often the plural is written.
    """
    if len(word) < 4:
        return words.frequency("ال" + word) >= max(plural * 0.1, _LEAST)  # فئة and آية; not نبه.
    his, hers = words.frequency(word), words.frequency(word[:-1] + "ها")
    owned = sum(words.frequency(word[:-1] + TEH + pronoun) for pronoun in ("ه", "ها", "هم", "نا", "ي"))
    if owned >= plural * 0.3 or his >= hers * 20 or (his >= hers * 2 and owned >= plural * 0.01):
        return _is_noun(word, words)
    return word[0] != MEEM and words.frequency("ال" + word) >= his * 0.3


def _noun_of_construct(word: str, typed: str, words: Lexicon, *, alone: bool) -> str:
    """Return the noun of a plural in ي or و before its genitive (لاعبو المنتخب, لاعبيه), and of one with ي for "my".

    `alone` says that no pronoun is off yet: then it may be "my".
    """
    base, frequency = word[:-1], words.frequency(word)
    typed = typed[: len(word)] if not alone else typed
    if typed[-1] not in (WAW, YEH) or len(base) < 3 or words.frequency("ال" + word) > frequency * 0.03:
        return word
    nominative, genitive = words.frequency(base + "ون"), words.frequency(base + "ين")
    common = words.with_article(base) >= max(frequency, _LEAST) and _is_noun(base, words)
    if common and genitive >= frequency * 0.1 and nominative >= frequency * 0.02:
        return base
    if not alone or typed[-1] == WAW:
        return word
    mine = _before_pronoun(base, typed[-2], frequency, words)
    others = words.frequency(base + HEH) + words.frequency(base + "ها")
    feminine = mine != base and mine[-1] == HEH
    if (
        words.with_article(mine) >= max(frequency, _LEAST)
        and others >= frequency * (0.2 if feminine else 1)
        and _is_noun(mine, words)
        and (feminine or not latin_of(word))  # فتحي is a name, not "my opening".
    ):
        return mine
    return word


def _as_noun(word: str, words: Lexicon) -> float:
    """Return how often a word is written without ال and with it; with it alone where it may begin with ال itself."""
    return words.frequency("ال" + word) if word.startswith("ال") else words.with_article(word)


def _is_noun(word: str, words: Lexicon) -> bool:
    return words.frequency("ال" + word) >= words.frequency(word) * 0.01


# --- Gender, and verbs ------------------------------------------------------------------------------------------------


def _masculine(word: str, words: Lexicon) -> str:
    """Return the masculine of a nisba in ية, of another adjective, and of a participle or person that has one."""
    base = word[:-1]
    if not word.endswith(HEH) or len(base) < 4:
        return word
    masculine, feminine = words.with_article(base), words.with_article(word)
    if base.endswith(YEH):
        definite = words.frequency("ال" + base) > words.frequency("ال" + word) * 0.1
        return base if definite and masculine >= feminine * 0.2 else word
    men = words.with_article(base + "ين")
    if masculine >= feminine and men >= masculine * 0.02:
        return base
    if masculine >= feminine * 3 and _has_plural_of_persons(base, words):
        return base
    if masculine >= feminine * 0.1 and _is_adjective(word, words):
        return base
    return word


def _has_plural_of_persons(word: str, words: Lexicon) -> bool:
    """Say whether a noun فعيل has the plural فعلاء, as persons do: وزير وزراء, رئيس رؤساء."""
    if len(word) != 4 or word[2] != YEH:
        return False
    second = WAW if word[1] == YEH else word[1]  # The hamza of رئيس, on its other seat.
    return words.frequency("ال" + word[0] + second + word[3] + ALEF + HAMZA) > _LEAST


def _is_adjective(feminine: str, words: Lexicon) -> bool:
    """Say whether a word in ة follows no preposition and takes no pronoun, as nouns do; rare words prove nothing."""
    frequency, definite = words.frequency(feminine), words.frequency("ال" + feminine)
    pronouns = (feminine[:-1] + TEH + pronoun for pronoun in ("ه", "ها", "هم", "نا", "ي"))
    like_a_noun = sum(map(words.frequency, ("ب" + feminine, "ل" + feminine, *pronouns)))
    definite_noun = words.frequency("بال" + feminine) + words.frequency("لل" + feminine)
    return frequency >= _TELLING and like_a_noun <= frequency * 0.005 and definite_noun <= definite * 0.01


def _weak_verb(base: str, words: Lexicon) -> str:
    """Return the verb whose ى or ا went before an ending: انتهى of انتهت, دعا of دعت; "" where there is none."""
    if words.frequency("ال" + base + WAW) > _LEAST:
        return ""  # عدوا and نموا are nouns.
    imperfect = YEH + base.removeprefix(ALEF)
    for last, past in ((YEH, base + YEH), (WAW, base + ALEF)):
        verb = words.frequency(past) > max(words.frequency(base), words.frequency("ال" + past) * 20)
        if verb and words.frequency(imperfect + last) > _LEAST:
            return past
    return ""


def _verb(word: str, words: Lexicon) -> str:
    """Return the verb without the ending of its person, and a noun without the alef of its accusative."""
    frequency = words.frequency(word)
    if words.frequency("ال" + word) > frequency * 0.02:
        return word
    if word[0] in "يت" and word.endswith(("ون", "ين")):
        base = word[:-2]
        plain = words.frequency(base + "وا") >= frequency * 0.01
        return base if plain and len(base) >= 3 and words.frequency(base) >= max(frequency * 0.3, _LEAST) else word
    for ending in ("وا", "تا", "ت"):
        base = word.removesuffix(ending)
        if base == word:
            continue
        past = _weak_verb(base, words)
        if past and words.frequency(past) >= max(frequency * 0.1, _LEAST):
            return past
        factor = 0.1 if words.frequency(YEH + base.removeprefix(ALEF)) > _LEAST else 0.5
        if len(base) >= 3 and words.frequency(base) >= max(frequency * factor, _LEAST):
            return base
    if word.endswith(ALEF) and len(word) > 3:
        # ليبيا follows prepositions: it is no accusative of ليبي.
        after = words.frequency("ب" + word) + words.frequency("ل" + word)
        sure = frequency >= _TELLING and after <= frequency * 0.003 and _is_noun(word[:-1], words)
        factor = 0.3 if sure else 2
        if after <= frequency * 0.02 and words.frequency(word[:-1]) >= max(frequency * factor, _LEAST):
            return word[:-1]
    return word
