"""Lines that are no part of an article: links to others, invitations to follow, notices of rights."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from articles.arabic.normalize import folded
from articles.arabic.repair.changes import Mended, Tally

LONGEST = 200
"""Characters. A longer line is a paragraph, whatever it begins with."""

_NETWORKS = (
    r"(?:(?:ال)?فيس ?بوك|تويتر|[إا]نستغرام|انستجرام|تلغرام|تليجرام|واتس ?آب|يوتيوب|غوغل|جوجل"
    r"|google|facebook|twitter|telegram|whatsapp|instagram)"
)
_END = r"(?:\s*[:\-–—|/.…!»؟]|\s*\Z)"
_BUILT_IN = re.compile(
    rf"""\W*(?:
        (?:[إا]قر[أا](?:وا)?|قد\ يهمك|شاهد(?:وا)?|طالع|تابع)\ (?:[أا]يض(?:ا|اً|ًا)|المزيد|كذلك){_END}
      | (?:[إا]قرأ|شاهد|قد\ يهمك|للمزيد|المزيد|طالع)\s*(?:[:|/]|\.\.|[-–—]\s)
      | (?:مواضيع|أخبار|مقالات|موضوعات|روابط)\ (?:ذات\ صلة|متعلقة|مرتبطة){_END}
      | تابع(?:ونا|نا|وا)\ (?:على|عبر|في)\b.*{_NETWORKS}
      | (?:شارك|شاركوا|انشر)\ (?:هذا\ )?(?:ال)?(?:خبر|مقال|موضوع)\b.*(?:{_NETWORKS}|\Z)
      | (?:اشترك|اشتركوا|سجل)\ (?:الآن\ )?في\ (?:نشرتنا|النشرة|قناتنا)
      | (?:حمّ?ل|حمّ?لوا|نزّ?ل)\ (?:الآن\ )?(?:تطبيقنا|تطبيق\ .{{0,40}}(?:الآن|مجانا|هاتفك|هاتفكم))
      | يمكنكم\ (?:استلام|تسلم)\ [إا]شعارات\b.*تطبيق
      | ©.*|(?:جميع|كافة|كل)\ (?:ال)?حقوق\ (?:\w+\ )?محفوظة|\w*\ ?حقوق\ (?:الطبع\ و)?النشر\ محفوظة
      | جميع\ المقالات\ المنشورة\ تمثل\ (?:رأي|آراء)
      | (?:طباعة|[أإ]رسال?\ إلى\ صديق|نسخ\ الرابط|انسخ\ الرابط|تكبير\ الخط|حجم\ الخط)\W*\Z
      | A\ post\ shared\ by\b|Photos\ are\ copyright|Follow\ us\ on\b|Read\ more\W*\Z
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Whether a text may hold such a line, asked of the whole of it.
_WORDS = (
    *("قرأ", "يهمك", "شاهد", "مزيد", "صلة", "متعلقة", "مرتبطة", "طالع", "تابع", "شارك", "انشر", "اشترك", "سجل", "حم"),
    *(
        "نزل",
        "يمكنكم",
        "©",
        "حقوق",
        "جميع",
        "طباعة",
        "صديق",
        "الرابط",
        "الخط",
        "shared",
        "copyright",
        "ollow us",
        "ead more",
    ),
)
_RULE = re.compile(r"[\s\-–—_=*×~.•]{3,}")

# A recurring line: in so many texts and in such a share of them, in the first or last lines of most.
_FEWEST_TEXTS = 5
_SHARE_OF_TEXTS = 0.003
_FROM_EDGE = 4
_SHORTEST = 2
_SENTENCE = re.compile(r"\w[.!؟]\s+\w")


class RecurringLine(NamedTuple):
    """A line that recurs in the texts of a source, and in how many of them it stands."""

    line: str
    texts: int


def boilerplate_lines(text: str, given: Collection[str] = ()) -> Mended:
    """Take out lines that are boilerplate by their form, or that were given; what was taken is in the examples.

    Given lines are compared without regard to spelling, blanks and signs at their ends. The whole text is never taken.
    """
    tally = Tally()
    known = {_key(line) for line in given} - {""}
    if not known and not any(word in text for word in _WORDS):
        return text, tally
    lines = text.split("\n")
    taken = {at for at, line in enumerate(lines) if _is_boilerplate(line) or (known and _key(line) in known)}
    if not taken or all(at in taken or not _key(line) for at, line in enumerate(lines)):
        return text, tally
    for at in sorted(taken):
        tally.note(lines[at], "")
        # A rule that parted the line from the article.
        if at and _RULE.fullmatch(lines[at - 1]):
            taken.add(at - 1)
    return "\n".join(line for at, line in enumerate(lines) if at not in taken).rstrip("\n"), tally


def recurring_lines(texts: Iterable[str]) -> list[RecurringLine]:
    """Return the lines that recur among the texts of one source, the most frequent first.

    They are candidates for its boilerplate. A line counts once a text, and equal texts count once. Left out are lines
    that the rule knows by itself, and long lines of several sentences, which one article takes from another.
    """
    different = {folded(text): text for text in texts}.values()
    number: Counter[str] = Counter()
    at_edge: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for text in different:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        edge = {_key(line) for line in (*lines[:_FROM_EDGE], *lines[-_FROM_EDGE:])}
        for key, line in {_key(line): line for line in lines}.items():
            number[key] += 1
            at_edge[key] += key in edge
            shown.setdefault(key, line)
    least = max(_FEWEST_TEXTS, _SHARE_OF_TEXTS * len(different))
    return [
        RecurringLine(shown[key], count)
        for key, count in number.most_common()
        if count >= least and 2 * at_edge[key] > count and _may_be_boilerplate(shown[key])
    ]


def _may_be_boilerplate(line: str) -> bool:
    return (
        len(line) <= LONGEST
        and len(line.split()) >= _SHORTEST
        and bool(_key(line))
        and not _SENTENCE.search(line)
        and not _is_boilerplate(line)
    )


def _is_boilerplate(line: str) -> bool:
    return 0 < len(line) <= LONGEST and bool(_BUILT_IN.match(line.strip()))


def _key(line: str) -> str:
    return " ".join(re.findall(r"\w+", folded(line)))
