"""Glyphs at places become the text that was written. The files are made here; LibreOffice's are in the benchmark."""

import pytest

from articles.ingest.readers.pdf_lines import Glyph, ligature
from tests.ingest import made
from tests.ingest.made import pdf_line, pdf_of

LINES = (
    "قال الأستاذ لا أعلم كم قاعة في المكتبة الجديدة التي افتتحت",
    "أمس ولا كم مخطوطا فيها سوى ما كتبته Reuters في 2015 عنها.",
)


def body_of(read_bytes, *pages, **options):
    (record,) = read_bytes("خبر.pdf", pdf_of(*pages, **options))
    return record.body


def test_letters_ligatures_numbers_and_latin_words_in_the_order_of_reading(read_bytes):
    page = [pdf_line(LINES[0], y=700), pdf_line(LINES[1], y=688)]
    assert body_of(read_bytes, page) == " ".join(LINES)


def test_parts_of_a_line_are_put_together_by_their_places(read_bytes):
    x, y, glyphs = pdf_line(LINES[0])
    parts = [(x + 6 * 30, y, glyphs[30:]), (x, y, glyphs[:30])]
    assert body_of(read_bytes, parts) == LINES[0]


def test_vowel_marks_stand_behind_their_letters(read_bytes):
    x, y, glyphs = pdf_line("مؤكدا على الشراكة")
    alef = x + 6 * glyphs.index("ا", 12)
    page = [(x, y, glyphs[:12]), (alef, y + 3, ["ً", "َ"]), (x + 6 * 12, y, glyphs[12:])]
    assert body_of(read_bytes, page) == "مؤكدَاً على الشراكة"


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ([("ا", 10, 16), ("ل", 10, 16)], "لا"),
        ([("ل", 13, 16), ("ا", 10, 13)], "لا"),
        ([("ا", 10, 12), ("ً", 12, 14), ("ل", 14, 16)], "لًا"),
        ([("أ", 9.9, 15), ("ل", 10, 16)], "لأ"),
        ([("ل", 10, 16), ("ا", 10, 15)], "لا"),
        ([("َ", 11, 13), ("د", 10, 16)], "دَ"),
        ([("f", 10, 16), ("i", 10, 16)], "fi"),
    ],
    ids=["one box", "parts of a box", "three parts", "two halves turned", "two halves", "mark", "Latin"],
)
def test_letters_with_one_origin_are_in_the_order_of_reading(drawn, text):
    glyphs = [Glyph(letter, 10, 700, left, right, 10) for letter, left, right in drawn]
    assert ligature(glyphs).text == text


def test_gaps_are_spaces_where_none_are_drawn(read_bytes):
    page = [(500, 700, ["ث", "ا", "ن"][::-1]), (530, 700, ["أ", "و", "ل"][::-1])]
    assert body_of(read_bytes, page) == "أول ثان"


def test_paragraphs(read_bytes):
    short = "ثم مضى."
    page = [pdf_line(LINES[0], y=700), pdf_line(short, y=688), pdf_line(LINES[1], y=676), pdf_line(LINES[0], y=650)]
    assert body_of(read_bytes, page).split("\n") == [f"{LINES[0]} {short}", LINES[1], LINES[0]]


def test_a_paragraph_goes_on_over_the_page_and_page_numbers_are_no_text(read_bytes):
    first = [pdf_line(LINES[0], y=60), (300, 20, ["1"])]
    second = [pdf_line(LINES[1], y=700), (300, 20, ["2"])]
    assert body_of(read_bytes, first, second) == " ".join(LINES)


def test_columns_stay_apart(read_bytes):
    def column(right):
        return [
            pdf_line(text, right=right, y=y)
            for text, y in (("عمود من سطرين لا أكثر", 700), ("وهذا سطره الآخر هنا", 688))
        ]

    assert body_of(read_bytes, [*column(560), *column(300)]).count("عمود من سطرين لا أكثر وهذا سطره الآخر هنا") == 2


def test_brackets_open_before_they_close(read_bytes):
    assert body_of(read_bytes, [pdf_line("قوات (أفريكوم) هنا")]) == "قوات (أفريكوم) هنا"


def test_a_latin_text(read_bytes):
    page = [(100, 700, list("The summit in Paris")), (100, 688, list("ended."))]
    assert body_of(read_bytes, page) == "The summit in Paris ended."


def test_properties(read_bytes):
    (record,) = read_bytes(
        "خبر.pdf", pdf_of([pdf_line(LINES[0])], properties="/Title (Summit) /CreationDate (D:20180524)")
    )
    assert (record.title, str(record.date), record.date_estimated) == ("Summit", "2018-05-24", True)


def test_a_scan_is_refused_as_one(read_bytes):
    image = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        "\nstream\n0\nendstream"
    )
    drawn = "q 600 0 0 800 0 0 cm /I Do Q"
    whole = made.raw_pdf(
        {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /XObject << /I 4 0 R >> >>"
            " /Contents 5 0 R >>",
            4: image,
            5: f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        }
    )
    assert [item.reason for item in read_bytes("خبر.pdf", whole)] == ["scanned"]
    assert [item.reason for item in read_bytes("خبر.pdf", pdf_of([]))] == ["no_text"]
