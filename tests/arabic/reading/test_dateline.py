import pytest

from articles.arabic import CONFIDENT, read_author, read_text_itself

NEWS = "رست سفينة القمح صباح الخميس في المرفأ، وقال المدير إن تفريغها يستغرق ثلاثة أيام."


def said(text: str, **given) -> dict[str, str]:
    """Return what is confidently read of a text: field → values."""
    found: dict[str, str] = {}
    for one in read_text_itself(text, title="عنوان", **given):
        if one.confidence >= CONFIDENT:
            found[one.field] = f"{found[one.field]}؛{one.value}" if one.field in found else one.value
    return found


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("بيروت - رويترز - ", {"place": "بيروت", "agency": "رويترز"}),
        ("القاهرة (د ب أ) - ", {"place": "القاهرة", "agency": "د ب أ"}),
        ("القاهرة (د ب أ) ", {"place": "القاهرة", "agency": "د ب أ"}),
        ("(أ ف ب) - ", {"agency": "فرانس برس"}),
        ("رويترز - ", {"agency": "رويترز"}),
        ("باريس/ أ ف ب/ ", {"place": "باريس", "agency": "فرانس برس"}),
        ("نيويورك ـ أ.ف.ب: ", {"place": "نيويورك", "agency": "فرانس برس"}),
        ("استانبول – الأناضول – ", {"place": "إسطنبول", "agency": "الأناضول"}),
        ("دبي، الإمارات العربية المتحدة (CNN) -- ", {"place": "دبي", "agency": "CNN"}),
        ("دبي، الامارت العربيه المتحده (CNN)— ", {"place": "دبي", "agency": "CNN"}),
        ("أديس أبابا، نيروبي - رويترز - ", {"place": "أديس أبابا، نيروبي", "agency": "رويترز"}),
        ("واشنطن ونيويورك (رويترز، أ ب) - ", {"place": "واشنطن، نيويورك", "agency": "رويترز؛أسوشيتد برس"}),
        ("هرات (أفغانستان) - فرانس برس - ", {"place": "هرات", "agency": "فرانس برس"}),
        ("القاهرة - أحمد علي - ", {"place": "القاهرة", "byline": "أحمد علي"}),
        ("واشنطن: محمد علي\n", {"place": "واشنطن", "byline": "محمد علي"}),
        ("خيخون الجديدة - د ب أ - ", {"place": "خيخون الجديدة", "agency": "د ب أ"}),
        ("السفينة في المرفأ\nطرابلس - وال - ", {"place": "طرابلس", "agency": "وال"}),
    ],
)
def test_datelines_are_read(dateline, expected):
    assert said(f"{dateline}{NEWS}") == expected


@pytest.mark.parametrize(
    "opening",
    [
        "نقلت وكالة الأنباء السورية الرسمية (سانا) عن مصدر قوله إن",
        "قالت هيئة الإذاعة البريطانية (بي بي سي) إن",
        "مصر: التحقيق في غرق السفينة",
        "رويترز: غرق السفينة",
        "(حائل) عروس الشمال",
        "ذكرت مصادر لـ«سكاي نيوز عربية»، الخميس، أن",
        "بيروت، المدينة التي",
        "تونس - باريس في برنامج جديد",
        "كشف رئيس #الحكومة_الفرنسية، إدوار فيليب، عن",
        "محمد علي - ",
        "- الكتابة عن البصرة مجازفة",
        "",
    ],
)
def test_other_openings_are_no_datelines(opening):
    assert said(f"{opening} {NEWS}") == {}


def test_places_in_the_text_are_those_of_the_words():
    text = f"\nاستانبول (أ.ف.ب) - {NEWS}"
    assert [text[one.start : one.end] for one in read_text_itself(text, title="-")][:2] == ["استانبول", "أ.ف.ب"]


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("برلين - د ب أ", [("place", "برلين"), ("agency", "د ب أ")]),
        ("العربية.نت ـ محمد جراح", [("agency", "العربية.نت"), ("byline", "محمد جراح")]),
        ("كان (جنوب فرنسا ) - سعد المسعودي", [("place", "كان"), ("byline", "سعد المسعودي")]),
        ("رام الله، غزة - وكالات", [("place", "رام الله، غزة"), ("agency", "وكالات")]),
        ("هدى سالم", [("byline", "هدى سالم")]),
        ("فرانس 24", [("agency", "فرانس 24")]),
        ("5f7a5a36-b54a-4c50-8d72-01b79d93a40c", []),
        ("", []),
    ],
)
def test_the_field_of_the_author_is_read(author, expected):
    assert [(one.field, one.value) for one in read_author(author)] == expected


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("كتب: محمد سالم", "محمد سالم"),
        ("كتبت - هدى سالم", "هدى سالم"),
        ("بقلم هدى سالم", "هدى سالم"),
        ("إعداد: د. هدى سالم", "هدى سالم"),
        ("هذا المقال بقلم هدى سالم، والآراء الواردة فيه تعبر عن رأي الكاتبة.", "هدى سالم"),
        ("التحليل بقلم مراسل الصحيفة، محمد سالم", "محمد سالم"),
    ],
)
def test_bylines_are_read_at_either_end(line, name):
    for text in (f"{line}\n{NEWS}\n{NEWS}", f"{NEWS}\n{NEWS}\n{line}"):
        assert said(text)["byline"].endswith(name)


@pytest.mark.parametrize(
    "line", ["كتب الرئيس على تويتر", "إعداد الطعام يستغرق ساعة", "كتب: إن السفينة رست في المرفأ أمس"]
)
def test_other_lines_are_no_bylines(line):
    assert "byline" not in said(f"{line}\n{NEWS}\n{NEWS}")


def test_agencies_that_sign_are_read_at_the_end():
    assert said(f"{NEWS}\nفرانس24/ أ ف ب") == {"agency": "فرانس 24؛فرانس برس"}
    # A name alone at the end is proposed, and left to a human.
    (name,) = [one for one in read_text_itself(f"{NEWS}\nهدى سالم", title="-") if one.field == "byline"]
    assert (name.value, name.confidence < CONFIDENT) == ("هدى سالم", True)
    assert said(f"{NEWS}\nورحل.") == {}


@pytest.mark.parametrize(
    ("category", "subject"), [("Sports", "رياضة"), ("شؤون_دولية", "أخبار العالم"), ("middleEast", "الشرق الأوسط")]
)
def test_subjects_come_from_the_category(category, subject):
    assert said(NEWS, category=category) == {"subjects": subject}
    assert said(NEWS, category="متفرقات ٧") == {}
