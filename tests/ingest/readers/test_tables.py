"""Workbooks, and the headings of tables."""

import datetime
import gzip
import json

import pytest

from articles import ingest
from articles.ingest.cells import csv_cell
from tests.ingest import made
from tests.ingest.samples import PARAGRAPH, row, text

HEADINGS = ["العنوان", "نص المقال", "تاريخ النشر", "الصحيفة", "الكاتب", "الوسوم", "ملاحظة"]


def test_a_workbook_as_newsrooms_have_it(read_bytes):
    whole = made.xlsx_of(
        ["أرشيف الصحيفة 2018"],
        [],
        HEADINGS,
        ["افتتاح", text(1), datetime.date(2018, 5, 24), "الوسط", "سلمى", "ثقافة، كتب", 12.0],
        [None] * 7,
        ["بلا نص", None, "2018-05", "الوسط", None, None, 3.5],
        ["ثان", text(2), 2018, "الوسط", None, None, None],
    )
    first, refused, last = read_bytes("أرشيف.xlsx", whole)
    assert (first.title, first.body, str(first.date), first.line) == ("افتتاح", text(1), "2018-05-24", 4)
    assert (first.source.given, first.byline, first.subjects) == ("الوسط", "سلمى", ("ثقافة", "كتب"))
    assert first.extra == {"ملاحظة": "12"}
    assert (refused.reason, refused.line) == ("no_text", 6)
    assert refused.fields["title"] == "بلا نص"
    assert str(last.date) == "2018"


def test_each_sheet_with_texts_is_read(read_bytes):
    whole = made.xlsx_of(["id", "text"], ["n1", text(1)], more=[["id", "text"], ["n2", text(2)]])
    assert [item.file for item in read_bytes("أرشيف.xlsx", whole)] == ["أرشيف.xlsx", "أرشيف.xlsx/ورقة ثانية"]


@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx", "rows.jsonl"])
def test_strange_columns_are_named_and_can_be_mapped(read_bytes, name):
    whole = {
        "rows.csv": f'alpha;beta;gamma\nعنوان;"{text(1)}";2018\n'.encode(),
        "rows.xlsx": made.xlsx_of(["alpha", "beta", "gamma"], ["عنوان", text(1), "2018"]),
        "rows.jsonl": f'{{"alpha": "عنوان", "beta": "{text(1)}", "gamma": "2018"}}\n'.encode(),
    }[name]
    (refused,) = read_bytes(name, whole)
    assert (refused.reason, refused.line) == ("column_missing", 1)
    assert "alpha, beta, gamma" in ingest.explain(refused.reason, refused.details)
    (record,) = read_bytes(name, whole, mapping={"alpha": "title", "beta": "text", "gamma": ""})
    assert (record.title, record.body, record.date, record.extra) == ("عنوان", text(1), None, {})


def test_a_table_in_our_names_is_read_by_them_alone(read_bytes):
    (record,) = read_bytes("rows.jsonl", f'{{"text": "{text(1)}", "headline": "عنوان", "link": "/1"}}'.encode())
    assert record.title_derived
    assert record.extra == {"headline": "عنوان", "link": "/1"}


def test_a_mapped_column_comes_before_one_that_has_its_name(read_bytes):
    whole = f'text,corrected\nقديم,"{text(1)}"\n'.encode()
    (record,) = read_bytes("rows.csv", whole, mapping={"corrected": "text"})
    assert (record.body, record.extra) == (text(1), {"text_": "قديم"})


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("النص", "text"),
        ("نصّ المقالة", "text"),
        ("Full_Text", "text"),
        ("content", "text"),
        ("العُنوان", "title"),
        ("Headline", "title"),
        ("تاريخ النشر", "date"),
        ("date-published", "date"),
        ("المصدر", "source"),
        ("الكاتب", "author"),
        ("الرابط", "url"),
        ("القسم", "category"),
        ("الكلمات المفتاحية", "subjects"),
        ("المعرّف", "id"),
        ("body", "body"),
    ],
)
def test_headings_that_are_known(heading, field):
    assert ingest.guess_mapping([heading]) == {heading: field}


def test_each_field_is_guessed_once_and_nothing_else():
    assert ingest.guess_mapping(["الخبر", "نص الخبر", "عنوان الخبر", "سعر", "text"]) == {
        "عنوان الخبر": "title",
        "text": "text",
    }
    assert ingest.guess_mapping(["الخبر", "نص الخبر"]) == {"نص الخبر": "text"}


@pytest.mark.parametrize("name", ["rows.csv", "rows.xlsx", "rows.jsonl", "rows.csv.gz"])
def test_columns_are_shown_with_their_first_rows(tmp_path, name):
    path = tmp_path / "stored"
    lines = f'العنوان,المادة\nأول,"{PARAGRAPH}"\nثان,نص\n'.encode()
    path.write_bytes(
        {
            "rows.csv": lines,
            "rows.csv.gz": gzip.compress(lines),
            "rows.xlsx": made.xlsx_of(["العنوان", "المادة"], ["أول", PARAGRAPH], ["ثان", "نص"]),
            "rows.jsonl": "".join(
                json.dumps({"العنوان": title, "المادة": body}) + "\n"
                for title, body in (("أول", PARAGRAPH), ("ثان", "نص"))
            ).encode(),
        }[name]
    )
    columns = ingest.columns(path, name)
    assert columns.headings == ("العنوان", "المادة")
    assert [first for first, _second in columns.rows] == ["أول", "ثان"]
    assert ingest.columns(path, "rows.txt") is None
    path.write_bytes(b"PK\x03\x04")
    assert ingest.columns(path, name) is None


def test_a_refused_row_can_be_mended_and_read_again(read_bytes):
    (refused,) = read_bytes("rows.csv", f'id,text,date\nn1,"{text(1)}",2018-13-45\n'.encode())
    assert refused.reason == "bad_date"
    record = ingest.to_record({**refused.fields, "date": "2018-12"}, file=refused.file, line=refused.line)
    assert (record.identifier, str(record.date), record.fields["date"]) == ("n1", "2018-12", "2018-12")


def test_a_record_is_made_again_of_its_fields(read_bytes):
    (record,) = read_bytes("rows.jsonl", json.dumps(row(1, people=["عمر حسن"])).encode())
    assert ingest.to_record(record.fields, file=record.file, line=record.line) == record


@pytest.mark.parametrize("value", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "|calc", "  =1"])
def test_formulas_are_neutralised_on_export(value):
    assert csv_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["عنوان", "2018-05-24", "-5", "+12.5", "", "a=b"])
def test_other_values_are_left(value):
    assert csv_cell(value) == value
