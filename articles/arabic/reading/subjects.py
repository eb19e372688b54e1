"""From the category under which a source files an article to subjects."""

from articles.arabic.normalize import folded

# A row is a subject in Arabic and the categories, in Arabic and English, that mean it.
_ROWS = (
    ("سياسة", "سياسة السياسة سياسي سياسية شؤون_سياسية أخبار_سياسية politics political policy"),
    (
        "اقتصاد",
        "اقتصاد الاقتصاد اقتصادية مال_وأعمال مال_واعمال أعمال أسواق الأسواق economy economics business finance markets",
    ),
    ("رياضة", "رياضة الرياضة رياضية كرة_قدم كرة_القدم ملاعب sport sports football"),
    ("ثقافة", "ثقافة الثقافة ثقافة_وفن ثقافة_وفنون آداب أدب culture cultural arts books"),
    ("فن", "فن الفن فنون فنون_ومشاهير مشاهير ترفيه سينما entertainment celebrities cinema"),
    ("تكنولوجيا", "تكنولوجيا تقنية تقنيات التقنية تكنولوجيا_المعلومات technology tech"),
    ("علوم", "علوم العلوم علوم_وتكنولوجيا science sciences"),
    ("صحة", "صحة الصحة طب صحة_وطب health medicine"),
    ("بيئة", "بيئة البيئة مناخ environment climate"),
    ("مجتمع", "مجتمع المجتمع منوعات society lifestyle"),
    (
        "الشرق الأوسط",
        "الشرق_الأوسط شرق_أوسط أخبار_عربية عربي العالم_العربي الوطن_العربي middleeast middle_east arab arab_world",
    ),
    (
        "أخبار العالم",
        "عالم العالم أخبار_العالم دولي دولية أخبار_دولية شؤون_دولية "
        "world international internationalnews international_news",
    ),
    ("رأي", "رأي الرأي آراء مقالات_الرأي وجهات_نظر opinion opinions"),
    ("حوادث", "حوادث الحوادث جريمة حوادث_وقضايا crime accidents"),
    ("سياحة وسفر", "سياحة سفر سياحة_وسفر travel tourism"),
    ("تعليم", "تعليم التعليم تربية education"),
)


def _key(category: str) -> str:
    return " ".join(folded(category.replace("_", " ").replace("-", " ")).split())


_SUBJECTS = {_key(category): subject for subject, categories in _ROWS for category in categories.split()}


def subject_of(category: str) -> str:
    """Return the subject that a category of a source means, "" where it is not a common one.

    >>> subject_of("Sports"), subject_of("شؤون دولية"), subject_of("middleEast")
    ('رياضة', 'أخبار العالم', 'الشرق الأوسط')
    """
    return _SUBJECTS.get(_key(category), "")
