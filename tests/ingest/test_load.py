"""What comes of records: added, unchanged, duplicate or refused; and that nothing is half done."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.utils import timezone, translation

from articles import ingest
from articles.models import Article, IndexChange, Mention, Outcome, Person, Source, Status, Subject
from tests.factories import make_article
from tests.ingest.samples import OTHER, row, text, write_jsonl

pytestmark = pytest.mark.django_db


def outcomes(report):
    return [row.outcome.value for row in report.rows]


def contents():
    """Everything an import may write."""
    models = (Article, Source, Subject, Person, Mention, IndexChange, Article.subjects.through)
    return [[*model.objects.order_by("pk").values()] for model in models]


def test_an_article_and_all_that_belongs_to_it(load):
    report = load(
        row(
            1,
            date="2018-05-24T10:30:00+02:00",
            source="المدينة",
            category="ثقافة",
            people=[{"name": "عمر حسن", "aliases": ["Omar Hassan"], "role": "مدير المكتبة"}],
            author="سلمى حداد",
            abstract="ملخص",
        )
    )
    article = Article.objects.get()
    assert outcomes(report) == ["added"]
    assert report.rows[0].article_id == article.pk
    assert (article.identifier, article.title, article.body) == ("news-1", "العنوان 1", text(1))
    assert (article.status, article.title_derived, article.byline) == ("published", False, "سلمى حداد")
    assert (article.date, article.date_precision) == (datetime.date(2018, 5, 24), "day")
    assert article.published_at == datetime.datetime(2018, 5, 24, 8, 30, tzinfo=datetime.UTC)
    assert (article.source.key, article.source.name_ar) == ("المدينة", "المدينة")
    assert [subject.name for subject in article.subjects.all()] == ["ثقافة"]
    assert article.extra == {"abstract": "ملخص"}
    person = article.people.get()
    assert (person.display_name, person.role, person.sort_key) == ("عمر حسن", "مدير المكتبة", "عمر حسن")
    assert {(alias.name, alias.kind) for alias in person.aliases.all()} == {
        ("عمر حسن", "display"),
        ("Omar Hassan", "transliteration"),
    }
    assert [*IndexChange.objects.values_list("article_id", flat=True)] == [article.pk]
    article.full_clean()


@pytest.mark.parametrize(
    ("date", "first", "precision"),
    [("2018-05", "2018-05-01", "month"), ("2018", "2018-01-01", "year"), (None, None, "unknown")],
)
def test_precision_of_dates(load, date, first, precision):
    load(row(1, date=date, date_estimated=True))
    article = Article.objects.get()
    assert (article.date and article.date.isoformat(), article.date_precision) == (first, precision)
    assert article.date_estimated == bool(date)


def test_the_second_run_adds_nothing(load):
    rows = [row(1), row(2, id=None), row(3, source="المدينة", people="عمر حسن", category="ثقافة")]
    load(*rows)
    before = contents()
    report = load(*rows)
    assert outcomes(report) == ["unchanged"] * 3
    assert report.rows[0].article_id == Article.objects.get(identifier="news-1").pk
    assert contents() == before


def test_what_editors_changed_stays_and_is_no_difference(load):
    load(row(1))
    Article.objects.update(
        title="عنوان مصحح", date=None, date_precision="unknown", status=Status.WITHDRAWN, public_since=None
    )
    assert outcomes(load(row(1))) == ["unchanged"]
    assert Article.objects.get().title == "عنوان مصحح"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": "عنوان آخر"}, ["title"]),
        ({"text": OTHER}, ["text"]),
        ({"date": "2018-05-25", "source": "المدينة"}, ["date", "source"]),
        ({"date": "2018-05"}, ["date"]),
        ({"author": "سلمى حداد"}, ["other"]),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_an_identifier_is_never_overwritten(load, changes, fields, dry_run):
    load(row(1))
    before = contents()
    report = load(row(1, **changes), dry_run=dry_run)
    assert outcomes(report) == ["refused"]
    assert (report.rows[0].reason, report.rows[0].details) == ("identifier_taken", {"fields": fields})
    assert contents() == before


def test_an_article_written_by_hand_is_compared_by_what_it_shows(load):
    make_article(identifier="news-1", title="العنوان 1", text=text(1), date="2018-05-24")
    assert outcomes(load(row(1))) == ["unchanged"]
    assert outcomes(load(row(1, title="عنوان آخر"))) == ["refused"]


@pytest.mark.parametrize("dry_run", [False, True])
def test_the_same_text_of_the_same_source_is_a_duplicate(load, dry_run):
    spelt = text(1).replace("أمس", "أمْس").replace("،", " ،")
    report = load(
        row(1),
        row(2, text=spelt),
        row(3, text=text(1), source="المدينة"),
        row(4, text=text(1), source="المدينة"),
        dry_run=dry_run,
    )
    assert outcomes(report) == ["added", "duplicate", "added", "duplicate"]
    assert [row.details.get("identifier") for row in report.rows] == [None, "news-1", "news-1", "news-3"]
    assert [row.reason for row in report.rows] == ["", "duplicate", "reprint", "duplicate"]


def test_a_reprint_is_linked_to_the_first(load):
    load(row(1, source="الأولى"))
    load(row(2, text=text(1), source="الثانية"), row(3, text=text(1), source="الثالثة"))
    load(row(4, text=text(1)), row(5), row(6, text=text(5), source="الثانية"))
    originals = dict(Article.objects.values_list("identifier", "reprint_of__identifier"))
    assert originals == {
        "news-1": None,
        "news-2": "news-1",
        "news-3": "news-1",
        "news-4": "news-1",
        "news-5": None,
        "news-6": "news-5",
    }


def test_the_duplicate_names_the_article_that_is_there(load):
    load(row(1))
    report = load(row(2, text=text(1)))
    assert report.rows[0].article_id == Article.objects.get().pk
    assert "news-1" in report.rows[0].explanation


def test_the_same_text_under_another_title_is_a_duplicate(load):
    report = load(row(1, text="التفاصيل في النشرة"), row(2, text="التفاصيل في النشرة"))
    assert outcomes(report) == ["added", "duplicate"]


def test_texts_without_identifier(load):
    rows = [row(1, id=None), row(1, id=None, date="2018"), row(1, id=None, source="المدينة"), row(2, id=None)]
    assert outcomes(load(*rows)) == ["added", "duplicate", "added", "added"]
    assert outcomes(load(*rows)) == ["unchanged", "duplicate", "unchanged", "unchanged"]


def test_a_dry_run_tells_the_same_and_writes_nothing(load):
    load(row(1), row(2, source="المدينة"))
    before = contents()
    new = {"source": "جديدة", "people": "سعاد", "category": "رياضة"}
    rows = [
        *(row(1), row(1, title="آخر"), row(2, source="المدينة")),
        *(row(3, text=text(2)), row(4, text=text(2), source="المدينة")),
        *(row(5, **new), row(5, **new), row(6, text=text(5), source="جديدة"), row(7, text=text(5))),
        *(row(8, date="2018-13-45"), row(9, id=None), row(9, id=None)),
    ]
    foreseen = load(*rows, dry_run=True, batch_size=2, on_batch=pytest.fail, on_committed=pytest.fail)
    assert contents() == before
    real = load(*rows, batch_size=2)
    assert outcomes(foreseen) == outcomes(real)
    assert {*outcomes(real)} == {"added", "unchanged", "duplicate", "refused"}
    told = [
        [(row.outcome, row.reason, row.details, row.identifier, row.source) for row in report.rows]
        for report in (foreseen, real)
    ]
    assert told[0] == told[1]


def test_the_status_is_the_importers_not_the_files(load):
    load(row(1, status="published"), status=Status.DRAFT)
    article = Article.objects.get()
    assert (article.status, article.extra) == ("draft", {"status": "published"})


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.DRAFT])
def test_what_is_public_at_once_is_so_since_the_import(load, status):
    before = timezone.now()
    load(row(1), status=status)
    since = Article.objects.get().public_since
    assert (before < since < timezone.now()) if status == Status.PUBLISHED else since is None


def test_calls_and_batches(load):
    batches, progress, committed = [], [], []

    def on_batch(ids):
        assert connection.in_atomic_block
        assert IndexChange.objects.filter(article_id__in=ids).count() == len(ids)
        batches.append(ids)

    load(
        *(row(number) for number in range(5)), row(0), row(6, date="x"), row(7, title=" "),
        batch_size=3, on_batch=on_batch, on_progress=progress.append, on_committed=committed.append,
    )  # fmt: skip
    assert [len(ids) for ids in batches] == [3, 2, 1]
    assert progress == [3, 6, 8]
    assert committed == [3, 2, 1]


def test_refusals_and_rows_keep_the_order_of_the_file(load, tmp_path):
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    write_jsonl(tmp_path / "news.jsonl", [row(1), row(2, date="x"), row(3)])
    report = ingest.load(ingest.read([tmp_path, tmp_path / "none.txt"]), status=Status.PUBLISHED)
    assert [(row.line, row.outcome.value) for row in report.rows] == [
        (1, "added"),
        (2, "refused"),
        (3, "added"),
        (0, "refused"),
    ]
    assert report.counts == {Outcome.ADDED: 2, Outcome.REFUSED: 2}
    assert [row.place for row in report.refused] == [f"{tmp_path}/news.jsonl:2", f"{tmp_path}/none.txt"]
    assert report.passed_over == [f"{tmp_path}/README.md"]


def test_a_batch_that_fails_leaves_nothing(load):
    def fail(ids):
        raise DatabaseError("no room")

    with pytest.raises(DatabaseError):
        load(row(1, source="المدينة", people="عمر حسن", category="ثقافة"), on_batch=fail)
    assert not any(contents())


def test_what_another_process_adds_meanwhile_is_found_at_the_second_look(load):
    """The database refuses the first attempt, as PostgreSQL does where another transaction was faster."""
    attempts = []

    def collide(ids):
        attempts.append(ids)
        if len(attempts) == 1:
            raise IntegrityError("CHECK constraint failed: article_is_good")

    report = load(row(1, source="المدينة", people="عمر حسن"), row(2), on_batch=collide)
    assert outcomes(report) == ["added", "added"]
    assert (Article.objects.count(), Source.objects.count(), Person.objects.count()) == (2, 1, 1)


def test_only_what_the_database_refuses_is_refused(load, caplog):
    def refuse(ids):
        if Article.objects.filter(pk__in=ids, identifier="news-2").exists():
            raise IntegrityError("CHECK constraint failed: article_is_good")

    report = load(row(1), row(2), row(3), on_batch=refuse)
    assert outcomes(report) == ["added", "refused", "added"]
    assert (report.rows[1].reason, report.rows[1].details) == ("conflict", {"constraint": "article_is_good"})
    assert "article_is_good" in report.rows[1].explanation
    (logged,) = caplog.records
    assert "news-2" in logged.message
    assert logged.exc_info
    assert {*Article.objects.values_list("identifier", flat=True)} == {"news-1", "news-3"}
    assert IndexChange.objects.count() == 2


def test_the_violated_constraint_is_named_by_every_database(load):
    report = load(
        row(1), on_batch=lambda ids: Article.objects.filter(pk__in=ids).update(status="lost", public_since=None)
    )
    assert report.rows[0].details == {"constraint": "article_status_known"}


def test_a_fingerprint_of_another_version_says_nothing(load):
    load(row(1, page=1), row(2, page=1))
    Article.objects.update(record_checksum="0:abc")
    report = load(row(1, page=2), row(2, page=1, title="عنوان آخر"))
    assert outcomes(report) == ["unchanged", "refused"]
    assert report.rows[1].details == {"fields": ["title"]}


def test_long_texts_do_not_add_up_in_memory(load):
    batches = []
    load(*(row(number, text=text(number) * 10_000) for number in range(5)), on_batch=batches.append)
    assert len(batches) > 1


FULL = {
    "subtitle": "بعد انتظار",
    "lead": "استقبل المرفأ سفينة.",
    "author": "هدى سالم",
    "source": "المدينة",
    "category": "اقتصاد",
    "people": [{"name": "سالم العربي", "role": "مدير"}],
    "page": 3,
}


@pytest.mark.parametrize("dry_run", [False, True])
def test_the_same_text_with_less_metadata_is_unchanged(load, dry_run):
    load(row(1, **FULL))
    before = contents()
    for less in (
        {},
        {"title": None, "date": None},
        {**FULL, "page": None},
        {**FULL, "people": "سالم العربي"},
    ):
        assert outcomes(load(row(1, **less), dry_run=dry_run)) == ["unchanged"]
    assert contents() == before


@pytest.mark.parametrize(
    "other",
    [
        {"author": "سلمى حداد"},
        {"category": "ثقافة"},
        {"people": "عمر حسن"},
        {"page": 4},
        {"text": text(1).replace("أمس", "أمْس")},
        {"date_estimated": True},
        {"language": "fr"},
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_metadata_that_say_something_else_are_refused(load, other, together):
    if together:
        report = load(row(1, **FULL), row(1, **other))
    else:
        load(row(1, **FULL))
        report = load(row(1, **other))
    assert report.rows[-1].outcome == "refused"
    assert report.rows[-1].details["fields"] == ["other"]


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("batch_size", [1, 500])
def test_an_identifier_used_twice_in_a_file_is_said_with_its_line(load, dry_run, batch_size):
    rows = load(row(2), row(1), row(1), row(1, title="آخر"), dry_run=dry_run, batch_size=batch_size).rows
    assert [row.outcome for row in rows] == ["added", "added", "unchanged", "refused"]
    with translation.override("en"):
        assert rows[-1].explanation.startswith("Line 2 of this file has another article with this identifier; what")


def test_an_identifier_used_in_two_files_is_said_with_the_other_file(load, tmp_path):
    first, second = (
        write_jsonl(tmp_path / "a.jsonl", [row(1)]),
        write_jsonl(tmp_path / "b.jsonl", [row(1, title="آخر")]),
    )
    report = ingest.load(ingest.read([first, second]), status=Status.DRAFT, dry_run=True)
    with translation.override("en"):
        assert f"comes from {first}:1; what differs: title." in report.rows[1].explanation
