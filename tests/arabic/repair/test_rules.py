"""Each rule before and after, and what it must leave alone."""

import pytest

from articles.arabic import REPAIR_RULES, repair, surfaces


def mended(text: str, *rules: str) -> str:
    return repair(text, rules=rules or None).text


def read_as(text: str, encoding: str, wrong: str) -> str:
    """Return what becomes of a text when its bytes are read in the wrong encoding, undefined bytes as Latin-1."""
    return "".join(bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in text.encode(encoding))


SENTENCE = "رست سفينة القمح صباح الخميس في المرفأ، وقال المدير إن “التفريغ” يستغرق 3 أيام؛ فهل يكفي؟"


# --- Encodings ---
@pytest.mark.parametrize(
    ("encoding", "wrong"),
    [("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp1256"), ("cp1256", "cp1252"), ("cp1256", "latin-1")],
)
def test_wrongly_read_bytes_are_read_anew(encoding, wrong):
    broken = read_as(SENTENCE, encoding, wrong)
    assert broken != SENTENCE
    assert mended(broken, "mojibake") == SENTENCE
    assert mended(f"{SENTENCE}\n{broken}", "mojibake") == f"{SENTENCE}\n{SENTENCE}"


def test_iso_8859_6_and_what_was_encoded_twice_are_read_anew():
    plain = SENTENCE.replace("“", '"').replace("”", '"')
    assert mended(read_as(plain, "iso8859_6", "latin-1"), "mojibake") == plain
    twice = read_as(read_as(SENTENCE, "utf-8", "latin-1"), "utf-8", "latin-1")
    assert mended(twice, "mojibake") == SENTENCE
    single_then_double = read_as(read_as(SENTENCE, "cp1256", "cp1252"), "utf-8", "cp1252")
    assert mended(single_then_double, "mojibake") == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "Élève à l'école, où l'été a été très agréable",
        "«CAFÉ» في باريس",
        "فيلم Språkcentrum وأغنية Ülkü",
        "شرط، وحظ… «خطأ» طبعا – بنسبة 5 § ثم ظهر",
        "20 °C و½ كيلو ×××",
    ],
)
def test_other_letters_and_signs_are_no_mojibake(text):
    assert repair(text).text == text


# --- HTML ---
def test_entities_become_characters():
    assert mended("قال&nbsp;&laquo;نعم&raquo; &#1608;&#x630;&amp;nbsp;", "html_entities") == "قال\xa0«نعم» وذ\xa0"
    assert mended("ر&د; &كلمة; &nosuch; &#0; AT&T", "html_entities") == "ر&د; &كلمة; &nosuch; &#0; AT&T"


def test_tags_go_and_say_what_they_were():
    repaired = repair('<p class="x">رست <b>السفينة</b>.</p><script>alert("<b>")</script><!-- لا --><p>وغادرت.</p>')
    assert surfaces(repaired.text) == ["رست", "السفينة", "وغادرت"]
    assert "\n" in repaired.text.strip()
    change = next(change for change in repaired.changes if change.rule == "html_tags")
    assert ('<script>alert("<b>")</script>', "") in change.examples


def test_what_only_looks_like_a_tag_stays():
    assert repair("<محمد> a < b و<a@example.org> 5 <6>").text == "<محمد> a < b و<a@example.org> 5 <6>"
    assert mended("<script>لا نهاية") == "لا نهاية"


# --- Lines of PDF ---
@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("ءارزولا سيئر لاق", "قال رئيس الوزراء"),
        (
            ".2018 ماع يف Windows 10 ةموكحلا تنلعأو )ليربأ( ديدجلا اهسيئر",
            "رئيسها الجديد (أبريل) وأعلنت الحكومة Windows 10 في عام 2018.",
        ),
        ("ةنيدملا يف »مويلا« ةفيحص تلاق ام اذهو 24/5/2018", "24/5/2018 وهذا ما قالت صحيفة «اليوم» في المدينة"),
        ("ﺔﻳﺰﻜﺮﻤﻟا ﺔﻣﻮﻜﺤﻟا مﺎﻣأ ﺔﻳدﺎﺼﺘﻗﻻا ﻞﻛﺎﺸﻤﻟا", "المشاكل الاقتصادية أمام الحكومة المركزية"),
    ],
)
def test_reversed_lines_are_turned_round(seen, said):
    assert mended(seen, "reversed_lines", "presentation_forms") == said


def test_short_lines_of_a_reversed_text_follow_the_others():
    lines = ["ةينطولا ةبتكملا يف ةديدج ةعاق تحتتفا", "ةبرح", "ةينيدلا نوؤشلا ريزو حاتتفالا رضحو", "2018"]
    assert mended("\n".join(lines), "reversed_lines").split("\n") == [
        "افتتحت قاعة جديدة في المكتبة الوطنية",
        "حربة",
        "وحضر الافتتاح وزير الشؤون الدينية",
        "2018",
    ]


def test_a_line_in_order_is_not_turned_for_a_slip():
    assert mended("تنوي إقام ةمباريات رسمية خلال الموسم", "reversed_lines") == "تنوي إقام ةمباريات رسمية خلال الموسم"
    assert mended("لا ولا ثم لا، كلا", "reversed_lines") == "لا ولا ثم لا، كلا"


# --- Letters ---
def test_shapes_become_letters():
    assert mended("ﻛﺘﺎﺏ ﻻ ﷲ ﷼ ﷽ ﭘﺎﺭﻳﺲ") == "كتاب لا الله ﷼ ﷽ پاريس"


@pytest.mark.parametrize(
    ("typed", "arabic"),
    [
        ("القیادة المركزیة الأمریکیة", "القيادة المركزية الأمريكية"),
        ("وصل الیوم علی متن الطائرة إلی بیروت", "وصل اليوم على متن الطائرة إلى بيروت"),
        ("ھذا الکتاب لکاتبہ", "هذا الكتاب لكاتبه"),
        ("مدرسۃ فی القرية", "مدرسة في القرية"),
        ("وٳطالة ٲمد الحرب", "وإطالة أمد الحرب"),
        ("وعلی ذلک", "وعلى ذلك"),
    ],
)
def test_foreign_letters_become_arabic(typed, arabic):
    assert mended(typed, "foreign_letters") == arabic


@pytest.mark.parametrize(
    "text",
    [
        "این کتاب برای کودکان نوشته شده است که می‌خوانند",
        "یہ کتاب بچوں کے لیے ہے اور میں نے اسے پڑھا",
        "ئەم کتێبە بۆ منداڵانە",
        "الراديو والڤيديو والچنرال وپاريس",
    ],
)
def test_other_languages_keep_their_letters(text):
    assert mended(text, "foreign_letters") == text


def test_a_quotation_in_another_language_stays():
    text = "كتب الشاعر في أول ديوانه المطبوع: «یک روز برای تو» ثم غادر المدینة"
    assert mended(text, "foreign_letters") == text.replace("المدینة", "المدينة")


# --- Signs ---
def test_invisible_signs_go():
    assert (
        mended("\ufeffقال \u200bالوزير\u200f إن\u200c البح\u00adر \u202bهادئ\u202c", "invisible_signs")
        == "قال الوزير إن البحر هادئ"
    )
    assert mended("قال: \u200f\u200e«نعم»", "invisible_signs") == "قال: «نعم»"


@pytest.mark.parametrize(
    "text", ["نسبة 80\u200e%، ثم", "موسم 1977 – \u200f1978", "1439ه\u200d.", "عائلة 👨\u200d👩\u200d👧"]
)
def test_signs_that_do_something_stay(text):
    assert repair(text).text == text


def test_tatweel_goes_where_it_only_stretches():
    assert mended("مصـــوّر محـمد بــ 6 الـــ24", "tatweel") == "مصوّر محمد بـ 6 الـ24"
    for text in ("لـ«الحياة» الـ24 هـ لـCNN", "دبي ـ رويترز", "ـــــــــ", "ـهم"):
        assert mended(text, "tatweel") == text


# --- Words and blanks ---
@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("الولاياتالمتحدة", "الولايات المتحدة"),
        ("الأممالمتحدة", "الأمم المتحدة"),
        ("الولاياتالمتحدةالأمريكية", "الولايات المتحدة الأمريكية"),
        ("وزارةالخارجية", "وزارة الخارجية"),
        ("في المنطقةويتم التقسيم", "في المنطقة ويتم التقسيم"),
        ("ذهب إلىتونس", "ذهب إلى تونس"),
        ("لزيارةالولايات", "لزيارة الولايات"),
        ("حول هذاالموسم", "حول هذا الموسم"),
        ("كوريا الشماليةاسمه", "كوريا الشمالية اسمه"),
        ("نيتها إقام ةمباريات والرد عل ىأحد", "نيتها إقامة مباريات والرد على أحد"),
    ],
)
def test_glued_words_are_parted(glued, parted):
    assert mended(glued, "glued_words") == parted


@pytest.mark.parametrize(
    "text",
    [
        "عبدالله وعبدالرقيب ونورالدين ورجاءالله وأبوالخير",
        "#الولاياتالمتحدة @وزارةالخارجية #وزارةالخارجية_قطر",
        "الرسالتان الوكالتان بمعالمهم سيحالفه ومكيالين مونديالية السنهاليون المالالي",
        "إنسالدي كولالدج بيتراليا روباليس ساخالين كابالاري جوبالاند",
        "لىبيا وبىروت",
        "استقلاليا والمالايالامية والصوماليون بالعالمي فالمالكي",
    ],
)
def test_words_that_are_one_stay_one(text):
    assert mended(text, "glued_words") == text


def test_blanks_are_single_and_lines_clean():
    assert mended("قال\xa0 الوزير  إن \n\n \n\xa0\nالبحر\u2003هادئ\t.", "blanks") == "قال الوزير إن\n\nالبحر هادئ ."
    assert mended("سطر\nسطر\n\nسطر\n") == "سطر\nسطر\n\nسطر\n"


# --- Lines ---
PAGE = (
    "أعلن المرفأ أن سفينة القمح الأولى هذا الموسم\n"
    "رست صباح الخميس وأن تفريغها يستغرق ثلاثة من\n"
    "أيام العمل.\n\n"
    "وقال مدير المخازن إن القمح الذي وصل يكفي كل\n"
    "أهل المدينة شهرًا كاملًا."
)
JOINED = (
    "أعلن المرفأ أن سفينة القمح الأولى هذا الموسم رست صباح الخميس وأن تفريغها يستغرق ثلاثة من أيام العمل.\n\n"
    "وقال مدير المخازن إن القمح الذي وصل يكفي كل أهل المدينة شهرًا كاملًا."
)


def test_lines_cut_to_the_width_of_a_page_are_joined():
    assert mended(PAGE) == JOINED
    # Without empty lines a paragraph ends where its last line does before the margin.
    longer = f"{PAGE}\n\n{PAGE}"
    assert mended(longer.replace("\n\n", "\n")) == f"{JOINED}\n{JOINED}".replace("\n\n", "\n")


@pytest.mark.parametrize(
    "text",
    [
        "الفائزون بالمراكز الأولى:\nسالم\nهدى\n\nوانتهى السباق مساء.\nوعاد الجميع.",
        "رست السفينة صباح الخميس في المرفأ الكبير.\nوغادرت مساء الجمعة إلى ميناء بنغازي.\n"
        "وعاد العمال إلى بيوتهم في المساء كلهم.",
        "1- ميناء طرابلس الغرب الكبير على البحر\n2- ميناء بنغازي في شرق البلاد على البحر\n"
        "3- ميناء طبرق قرب الحدود على البحر\n\nنص",
    ],
)
def test_lists_and_paragraphs_are_not_joined(text):
    assert repair(text).text == text


def test_words_parted_at_the_end_of_a_line_are_joined():
    assert mended("وصلت المعلو-\nمات إلى المدينة", "hyphens") == "وصلت المعلومات إلى المدينة"
    assert mended("وصلت المعلـ\nومات", "hyphens") == "وصلت المعلومات"
    assert mended("the infor-\nmation and Jean-\nPaul", "hyphens") == "the information and Jean-\nPaul"
    assert mended("المع\u00ad\nلومات", "hyphens") == "المعلومات"
    assert mended("نتيجة مباراة ليبيا-\nتونس", "hyphens") == "نتيجة مباراة ليبيا-\nتونس"


# --- Boilerplate ---
@pytest.mark.parametrize(
    "line",
    [
        "اقرأ أيضا",
        "إقرأ أيضًا: وصول السفينة الثانية",
        "للمزيد: وصول السفينة الثانية",
        "قد يهمك| وصول السفينة الثانية",
        "شاهد.. السفينة في المرفأ",
        "تابعونا على فيسبوك وتويتر",
        "شارك الخبر على واتساب",
        "مواضيع ذات صلة",
        "اشترك في النشرة البريدية",
        "جميع الحقوق محفوظة © 2018",
        "© المرفأ",
        "طباعة",
        "A post shared by Marfa (@marfa) on Jan 1, 2018",
    ],
)
def test_boilerplate_lines_are_taken_and_named(line):
    repaired = repair(f"رست السفينة في المرفأ.\n{line}\nوغادرت مساء.")
    assert repaired.text == "رست السفينة في المرفأ.\nوغادرت مساء."
    (change,) = repaired.changes
    assert (change.rule, change.count, change.examples) == ("boilerplate", 1, ((line, ""),))


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ باسم ربك الذي خلق",
        "شاهد المئات وصول السفينة إلى المرفأ",
        "شارك على صفحته في تويتر صورة السفينة",
        "تابع العمال على فيسبوك أخبار السفينة",
        "حمل المتظاهرون لافتات تطالب بتطبيق القانون",
        "المزيد من السفن في الطريق",
        "اشترك في السباق ثلاثون فريقا",
        "وتبقى جميع الحقوق محفوظة للعمال بموجب القانون الجديد",
    ],
)
def test_sentences_are_no_boilerplate(line):
    text = f"رست السفينة في المرفأ.\n{line}\nوغادرت مساء."
    assert repair(text).text == text


def test_lines_of_a_source_are_taken_when_they_are_given():
    text = "رست السفينة.\n----------\n* يُنشر هذا المقال بالتعاون مع صحيفة الميناء."
    given = ["يُنشر هذا المقال بالتعاون مع صحيفة الميناء"]
    assert repair(text).text == text
    assert repair(text, boilerplate=given).text == "رست السفينة."
    # A text that is nothing else is left.
    assert repair("طباعة\nاقرأ أيضا").text == "طباعة\nاقرأ أيضا"


def test_every_rule_has_a_name_once():
    assert len({*REPAIR_RULES}) == len(REPAIR_RULES) == 13
    with pytest.raises(ValueError, match="no_such"):
        repair("نص", rules=["no_such"])
