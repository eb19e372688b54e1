import csv

import pytest

from articles import ingest
from tests.ingest.samples import PARAGRAPH, text

HEADER = "id,title,text,date,people,ملاحظة\r\n"


@pytest.fixture
def read(tmp_path):
    def read_text(content, encoding="utf-8"):
        path = tmp_path / "news.csv"
        path.write_bytes(content.encode(encoding))
        return [*ingest.read([path])]

    return read_text


def test_columns_are_fields(read):
    (record,) = read(f"{HEADER}n1,عنوان,{text(1)},2018-05,عمر حسن؛ ليلى سالم,مهم\r\n".replace(text(1), f'"{text(1)}"'))
    assert (record.identifier, record.title, record.body, str(record.date)) == ("n1", "عنوان", text(1), "2018-05")
    assert [person.name for person in record.people] == ["عمر حسن", "ليلى سالم"]
    assert (record.extra, record.line) == ({"ملاحظة": "مهم"}, 2)


def test_quoted_fields_span_lines_and_line_numbers_are_those_of_the_file(read):
    body = f'سطر أول\r\nسطر ثان، فيه ""اقتباس""\r\n{PARAGRAPH}'
    items = read(f'{HEADER}n1,أول,"{body}",,,\r\n\r\nn2,ثان,"{body} 2",أمس,,\r\nn3,ثالث,نص ثالث قصير,,,\r\n')
    assert [item.line for item in items] == [2, 6, 9]
    assert items[0].body == body.replace('""', '"')
    assert (items[1].reason, items[1].identifier) == ("bad_date", "n2")
    assert items[2].identifier == "n3"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_separators_and_encodings_of_spreadsheets(tmp_path, separator, encoding):
    path = tmp_path / "news.csv"
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(out, delimiter=separator)
        writer.writerow(["ID", " Title", "TEXT"])
        writer.writerow(["n1", "عنوان; آخر, جديد", text(1)])
    (record,) = ingest.read([path])
    assert (record.identifier, record.title, record.body) == ("n1", "عنوان; آخر, جديد", text(1))


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("id,title,date", "column_missing"),
        (PARAGRAPH, "column_missing"),
        ("id,text,", "column_unnamed"),
        ("id,text,ID", "column_twice"),
        ('id,"text', "broken_quotes"),
    ],
)
def test_a_bad_first_line_is_refused(read, header, reason):
    (refused,) = read(f"{header}\nn1,عنوان,نص\n")
    assert (refused.reason, refused.line) == (reason, 1)


def test_a_missing_column_is_named_with_those_that_are_there(read):
    (refused,) = read("id,title,date\nn1,عنوان,2018\n")
    assert "id, title, date" in ingest.explain(refused.reason, refused.details)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("n2,قصير,نص", "wrong_columns"),
        ("n2,طويل,نص,,,,,", "wrong_columns"),
        ('n2,"عنوان" آخر,نص,,,', "broken_quotes"),
        ("n2,عنوان,,,,", "no_text"),
        ("n2,عنوان,نص\0,,,", "not_characters"),
        ("n2,عنوان,نص,2018-13-45,,", "bad_date"),
    ],
)
def test_a_broken_row_spares_the_others(read, broken, reason):
    first, refused, last = read(f"{HEADER}n1,أول,نص أول,,,\n{broken}\nn3,ثالث,نص ثالث,,,\n")
    assert (refused.reason, refused.line) == (reason, 3)
    assert (first.identifier, last.identifier, last.line) == ("n1", "n3", 4)


def test_a_quotation_mark_that_is_never_closed_says_how_far_it_reaches(read):
    first, refused = read(f'{HEADER}n1,أول,نص أول,,,\nn2,"ثان,نص ثان,,,\nn3,ثالث,نص ثالث,,,\n')
    assert first.identifier == "n1"
    assert (refused.reason, refused.line, refused.details["last"]) == ("broken_quotes", 3, 4)


def test_rows_of_blanks_are_nothing(read):
    assert len(read(f"{HEADER}n1,أول,نص أول,,,\n,,,,,\n\n , ,,,,\n")) == 1


@pytest.mark.parametrize(("content", "reason"), [("", "empty_file"), (HEADER, "no_rows"), ("\n", "column_missing")])
def test_a_file_without_articles_is_refused(read, content, reason):
    (refused,) = read(content)
    assert refused.reason == reason
