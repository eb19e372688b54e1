"""The steps of an upload: looked through, decided upon, imported, replaced, undone."""

import csv
import datetime
import io

import pytest
from django.contrib.admin.models import LogEntry

from articles import people
from articles.ingest import repair_articles, uploads
from articles.models import (
    Article,
    Copies,
    CopyKind,
    Decision,
    Door,
    Outcome,
    Status,
    Subject,
    TextIsThere,
    Upload,
    UploadRow,
    linked_keys,
    sentence_of,
)
from tests.factories import make_article, make_person, make_source, make_user
from tests.uploads import HARBOUR, MARKET, lines, work


@pytest.fixture
def receive(db, settings, tmp_path):
    """Receive files by name, look them through, and return the upload."""
    settings.MEDIA_ROOT = tmp_path

    def received(files: dict[str, bytes], user: int | None = None, **options) -> Upload:
        sent = [
            uploads.Sent(name, len(content), lambda content=content: io.BytesIO(content))
            for name, content in files.items()
        ]
        upload = uploads.receive(sent, user=user, **options)
        work()
        upload.refresh_from_db()
        return upload

    return received


def imported(upload: Upload, *, publish: bool = False) -> Upload:
    assert uploads.confirm(upload, publish=publish)
    work()
    upload.refresh_from_db()
    return upload


def row(upload: Upload, identifier: str) -> UploadRow:
    return upload.rows.select_related("file").get(identifier=identifier)


LATER = HARBOUR.replace("ثلاثة أيام", "أربعة أيام")


def test_the_same_upload_twice_adds_nothing(receive):
    files = {"a.jsonl": lines({"id": "a", "text": MARKET, "date": "2018-05-24", "source": "مثال", "people": ["خالد"]})}
    imported(receive(files))
    again = receive(files)
    assert again.state == "nothing"
    assert [one.outcome for one in again.rows.all()] == [Outcome.UNCHANGED]
    assert Article.objects.count() == 1


def test_what_was_changed_is_recognised_when_its_file_comes_again(receive):
    files = {"a.jsonl": lines({"text": MARKET, "source": "مثال"})}
    first = receive(files)
    one = first.rows.select_related("file").get()
    uploads.change(one, {"title": "سوق الكتب", "date": "2018-05-24", "source": "المدينة", "byline": "سلمى"})
    imported(first)
    article = Article.objects.get()
    assert (article.title, str(article.date), article.byline) == ("سوق الكتب", "2018-05-24", "سلمى")
    assert article.source.name_ar == "المدينة"
    assert not article.title_derived
    assert receive(files).rows.get().outcome == Outcome.UNCHANGED


def test_a_near_copy_in_the_archive_and_in_the_upload_is_seen(receive):
    draft = receive({"a.jsonl": lines({"id": "draft", "text": HARBOUR})})
    imported(draft)
    upload = receive({"b.jsonl": lines({"id": "new", "text": LATER}, {"id": "newer", "text": LATER + " والسلام."})})
    first, second = row(upload, "new"), row(upload, "newer")
    assert (first.copy, first.copy_of.identifier) == (CopyKind.NEAR, "draft")
    assert (second.copy, second.copy_row) == (CopyKind.NEAR, first)
    assert first.needs_eye
    assert first.copy_share > 0.6
    unlike = receive({"c.jsonl": lines({"id": "other", "text": MARKET})})
    assert not row(unlike, "other").copy


def test_what_an_upload_says_of_near_copies_is_decided_for_each(receive):
    imported(receive({"a.jsonl": lines({"id": "old", "text": HARBOUR})}))
    skipped = receive({"b.jsonl": lines({"id": "skipped", "text": LATER})}, copies=Copies.SKIP)
    assert row(imported(skipped), "skipped").outcome == Outcome.LEFT_OUT
    reprint = receive({"c.jsonl": lines({"id": "reprint", "text": LATER})}, copies=Copies.REPRINT)
    imported(reprint)
    assert Article.objects.get(identifier="reprint").reprint_of.identifier == "old"


def test_a_newer_version_keeps_identifier_and_address_and_can_be_undone(receive):
    source = make_source("mithal")
    old = make_article(identifier="ship", title="السفينة", body=HARBOUR, edited_body="نص صححه محرر", source=source)
    upload = receive({"a.jsonl": lines({"id": "ship", "title": "السفينة", "text": LATER, "source": "mithal"})})
    newer = row(upload, "ship")
    assert (newer.outcome, newer.reason, newer.copy_of) == (Outcome.REFUSED, "identifier_taken", old)
    assert uploads.decide(upload.rows.all(), Decision.REPLACE) == 1
    imported(upload)
    old.refresh_from_db()
    article = Article.objects.get()
    assert (article.identifier, article.body, article.edited_body) == ("ship", LATER, "")
    assert row(upload, "ship").outcome == Outcome.REPLACED
    assert not uploads.undo(upload)
    work()
    article = Article.objects.get()
    assert (article.body, article.edited_body, article.pk) == (HARBOUR, "نص صححه محرر", old.pk)


def test_undoing_a_newer_version_takes_its_subjects_and_persons_back(receive):
    source, person = make_source("mithal"), make_person("خالد العمري")
    old = make_article(identifier="ship", text=f"{HARBOUR} وحضر خالد العمري.", source=source)
    culture = Subject.objects.create(name="ثقافة")
    old.subjects.add(culture)
    people.link([old.pk])
    new = {"subjects": ["موانئ", "ثقافة"], "people": ["ليلى القاضي", "خالد العُمري"]}
    upload = receive({"a.jsonl": lines({"id": "ship", "text": LATER, "source": "mithal", **new})})
    uploads.decide(upload.rows.all(), Decision.REPLACE)
    imported(upload)
    assert {one.name for one in old.subjects.all()} == {"ثقافة", "موانئ"}
    assert {one.person.display_name for one in old.mentions.all()} >= {"ليلى القاضي"}
    # What the history says of the newer version is whole, too.
    assert len(linked_keys(old.history.first(), "subjects")) == 2
    assert not uploads.undo(upload)
    work()
    assert [*old.subjects.all()] == [culture]
    assert [(one.person, one.count) for one in old.mentions.all()] == [(person, 1)]


def test_undo_takes_everything_back_unless_somebody_edited_it(receive):
    upload = imported(receive({"a.jsonl": lines({"id": "a", "text": MARKET}, {"id": "b", "text": HARBOUR})}))
    article = Article.objects.get(identifier="a")
    article.title = "عنوان صححه محرر"
    article.save()
    assert [one.article for one in uploads.undo(upload)] == [article]
    assert Article.objects.count() == 2
    upload.rows.filter(article=article).update(article_changed=article.changed)
    assert not uploads.undo(upload)
    work()
    upload.refresh_from_db()
    assert upload.state == "undone"
    assert {one.identifier for one in Article.objects.in_trash()} == {"a", "b"}


def test_an_undone_upload_comes_again_as_new_and_its_first_articles_wait_in_the_trash(receive):
    files = {"a.jsonl": lines({"id": "a", "text": MARKET, "source": "مثال"}, {"text": HARBOUR})}
    first = imported(receive(files))
    one = Article.objects.get(identifier="a")
    uploads.undo(first)
    work()
    second = receive(files)
    assert [(row.outcome, row.copy) for row in second.rows.all()] == [(Outcome.ADDED, CopyKind.NONE)] * 2
    imported(second)
    assert Article.objects.drafts().count() == Article.objects.in_trash().count() == 2
    assert receive(files).state == "nothing"
    two = Article.objects.get(identifier="a")
    assert two.pk != one.pk
    # The place of the first is taken; when it is free, it has its address again.
    with pytest.raises(TextIsThere):
        Article.objects.restore([one.pk])
    uploads.undo(second)
    work()
    assert Article.objects.restore([one.pk]) == [one.pk]
    one.refresh_from_db()
    assert (one.identifier, one.status) == ("a", Status.DRAFT)
    assert [row.outcome for row in receive(files).rows.all()] == [Outcome.UNCHANGED, Outcome.ADDED]


def test_what_gave_way_to_another_article_comes_back_under_another_address(receive):
    first = imported(receive({"a.jsonl": lines({"id": "a", "text": MARKET, "source": "مثال"})}))
    one = Article.objects.get()
    uploads.undo(first)
    work()
    # The same identifier, with the text mended: what undoing is for.
    imported(receive({"a.jsonl": lines({"id": "a", "text": HARBOUR, "source": "مثال"})}))
    assert Article.objects.get(identifier="a").body == HARBOUR
    Article.objects.restore([one.pk])
    assert Article.objects.get(pk=one.pk).identifier == f"a~{one.pk}"
    assert Article.objects.drafts().count() == 2


def test_what_an_editor_put_in_the_trash_is_restored_by_choice_and_keeps_no_near_copy_out(receive):
    files = {"a.jsonl": lines({"id": "a", "text": HARBOUR})}
    imported(receive(files), publish=True)
    article = Article.objects.get()
    Article.objects.move_to_trash([article.pk], user_id=None)
    like_it = receive({"b.jsonl": lines({"id": "b", "text": LATER})})
    assert row(like_it, "b").copy == CopyKind.NONE
    upload = receive(files)
    assert (upload.state, row(upload, "a").reason) == ("waiting", "in_trash")
    assert imported(upload).rows.get().outcome == Outcome.DUPLICATE
    upload = receive(files)
    assert uploads.restore(upload.rows.all()) == 1
    imported(upload)
    assert (row(upload, "a").outcome, row(upload, "a").reason) == (Outcome.ADDED, "restored")
    assert Article.objects.get() == article
    assert Article.objects.published().exists()
    assert not uploads.undo(upload)
    work()
    assert Article.objects.get().is_trashed


def test_published_articles_can_be_undone_as_well(receive):
    upload = imported(receive({"a.jsonl": lines({"id": "a", "text": MARKET})}))
    assert len(uploads.publish(upload)) == 1
    assert Article.objects.published().count() == 1
    assert not uploads.undo(upload)
    work()
    article = Article.objects.get()
    assert (article.is_trashed, article.public_since) == (True, None)
    Article.objects.restore([article.pk])
    assert Article.objects.published().count() == 1


def test_refused_rows_are_mended_as_a_table_and_come_again(receive):
    formula = '=HYPERLINK("http://evil.example")'
    spoken = "- قال البائع\n" + MARKET
    row = {"id": "a", "title": formula, "text": spoken, "date": "2018-13-45", "note": "كما هي"}
    upload = receive({"a.jsonl": lines(row), "photo.jpg": b"\xff\xd8"})
    table = "".join(uploads.refused_as_csv(upload))
    mended, whole = csv.DictReader(io.StringIO(table.lstrip("\ufeff")))
    assert mended["refused:file"] == "a.jsonl"
    assert mended["refused:line"] == "1"
    assert "2018-13-45" in mended["refused:reason"]
    assert mended["title"] == "'" + formula
    assert mended["text"].startswith("'- ")
    # Of a file that could not be read there is a line, and nothing to mend in it.
    assert (whole["refused:file"], whole["text"]) == ("photo.jpg", "")
    again = imported(receive({"mended.csv": table.replace("2018-13-45", "2018-12-25", 2).encode()}))
    article = Article.objects.get()
    assert (article.title, article.body, article.extra) == (formula, spoken, {"note": "كما هي"})
    assert again.rows.get().outcome == Outcome.ADDED


def test_what_is_left_out_stays_out_and_what_is_refused_can_be_mended(receive):
    upload = receive(
        {"a.jsonl": lines({"id": "a", "text": MARKET}, {"id": "b", "text": HARBOUR, "date": "غدا"}, "broken")}
    )
    uploads.decide(upload.rows.filter(identifier="a"), Decision.REFUSE)
    uploads.change(row(upload, "b"), {"date": "2018-05"})
    imported(upload)
    outcomes = dict(upload.rows.values_list("line", "outcome"))
    assert outcomes == {1: Outcome.LEFT_OUT, 2: Outcome.ADDED, 3: Outcome.REFUSED}
    assert [article.identifier for article in Article.objects.all()] == ["b"]


def test_proposals_of_one_kind_are_taken_together(receive):
    upload = receive(
        {
            "a.jsonl": lines(
                {"id": "a", "text": f"بيروت - رويترز - {MARKET}", "source": "مثال"},
                {"id": "b", "text": f"تونس: {HARBOUR}"},
                {"id": "c", "text": f"تونس - رويترز - {HARBOUR}", "place": "صفاقس"},
            )
        },
        copies=Copies.KEEP,
    )
    proposed = {one.identifier: {p["field"]: p["value"] for p in one.proposals} for one in upload.rows.all()}
    assert proposed["a"]["place"] == "بيروت"
    # The paper that printed it stands in the file; of the last row the agency is all that is known.
    assert "source" not in proposed["a"]
    assert proposed["c"]["source"] == "رويترز"
    assert "place" not in proposed["c"]
    assert row(upload, "b").needs_eye
    (sure,) = (p["rule"] for p in row(upload, "a").proposals if p["field"] == "place")
    (unsure,) = (p["rule"] for p in row(upload, "b").proposals if p["field"] == "place")
    assert uploads.answer(upload.rows.all(), field="place", rule=sure, sure=True, take=True) == 1
    assert uploads.answer(upload.rows.all(), field="place", rule=unsure, sure=False, take=False) == 1
    imported(upload)
    assert dict(Article.objects.values_list("identifier", "place")) == {"a": "بيروت", "b": "", "c": "صفاقس"}


def test_a_row_shows_what_its_source_gives_to_its_articles(receive):
    source = make_source("mithal", default_byline="هيئة التحرير", time_zone="Asia/Riyadh", boilerplate="كل الحقوق لنا")
    text = f"{MARKET}\nكل الحقوق لنا\n{HARBOUR}"
    upload = receive(
        {"a.jsonl": lines({"id": "a", "text": text, "source": "mithal", "date": "2018-05-24T10:00"})},
        copies=Copies.KEEP,
    )
    one = row(upload, "a")
    assert one.byline == "هيئة التحرير"
    assert "boilerplate" in one.repairs["applied"]
    assert "كل الحقوق لنا" not in uploads.repairs_of(one).after
    uploads.change(one, {"source": "أخرى"})
    assert (one.byline, one.repairs["applied"]) == ("", {})
    uploads.change(one, {"source": source.name_ar})
    assert "boilerplate" in row(upload, "a").repairs["applied"]
    imported(upload)
    article = Article.objects.get()
    assert article.text == f"{MARKET}\n{HARBOUR}"
    assert article.published_at.astimezone(datetime.UTC).hour == 7


def test_a_newer_version_is_read_as_its_source_has_it_and_undoing_brings_repairs_back(receive):
    source = make_source("mithal", default_byline="هيئة التحرير", time_zone="Asia/Riyadh")
    old = make_article(identifier="ship", body=f"الســفينة. {HARBOUR}", source=source)
    repair_articles([old.pk], declined=["tatweel"])
    rows = {"id": "ship", "text": f"الســفينة. {LATER}", "source": "mithal", "date": "2018-05-24T10:00"}
    upload = receive({"a.jsonl": lines(rows)})
    uploads.decide(upload.rows.all(), Decision.REPLACE)
    imported(upload)
    article = Article.objects.get()
    assert (article.byline, article.published_at.astimezone(datetime.UTC).hour) == ("هيئة التحرير", 7)
    assert article.text.startswith("السفينة")
    assert not uploads.undo(upload)
    work()
    article = Article.objects.get()
    assert (article.byline, article.published_at) == ("", None)
    assert article.repairs["declined"] == ["tatweel"]
    assert article.text.startswith("الســفينة")


def test_the_log_says_who_brought_an_upload_in_and_who_took_it_back(receive):
    uploader, editor = make_user("uploader"), make_user("editor")
    files = {"a.jsonl": lines({"id": "a", "text": MARKET}, {"id": "b", "text": HARBOUR})}
    upload = imported(receive(files, user=uploader.pk))
    article = Article.objects.get(identifier="b")
    assert not uploads.undo(upload, user=editor.pk)
    # Edited after it was asked for, it stays, and is not counted.
    article.title = "عنوان صححه محرر"
    article.save()
    work()
    assert Article.objects.out_of_trash().get() == article
    assert Article.objects.in_trash().get().trashed_by == editor
    said = [(entry.user.username, sentence_of(entry)) for entry in LogEntry.objects.order_by("pk")]
    assert said == [
        ("uploader", "رُفع؛ عدد المقالات المضافة: 2."),
        ("editor", "طُلب التراجع عن الرفع."),
        ("editor", "تم التراجع عن الرفع؛ عدد المقالات الملغاة: 1."),
    ]


def test_a_killed_examination_goes_on_where_it_stood(receive, monkeypatch):
    monkeypatch.setattr("articles.ingest.uploads.examine.ROWS_AT_ONCE", 2)
    rows = [{"id": f"n-{number}", "text": f"{MARKET} {number}"} for number in range(5)]
    upload = receive({"a.jsonl": lines(*rows, rows[0])}, copies=Copies.KEEP)
    upload.rows.filter(number__gte=3).delete()
    upload.files.update(state="waiting")
    Upload.objects.update(state="examining", rows_done=3, files_done=0)
    kept = set(upload.rows.values_list("pk", flat=True))
    work()
    assert kept < set(upload.rows.values_list("pk", flat=True))
    assert [one.identifier for one in upload.rows.all()] == [*(f"n-{number}" for number in range(5)), "n-0"]
    assert upload.rows.last().outcome == Outcome.UNCHANGED


def test_paused_work_waits_and_goes_on(receive):
    upload = receive({"a.jsonl": lines({"id": "a", "text": MARKET})})
    uploads.confirm(upload, publish=False)
    assert uploads.pause(upload)
    assert not uploads.pause(upload)
    work()
    assert not Article.objects.exists()
    assert uploads.resume(upload)
    work()
    assert Article.objects.count() == 1


def test_an_upload_of_the_command_line_is_for_the_command_line(receive):
    upload = receive({"a.jsonl": lines({"id": "a", "text": MARKET})}, door=Door.COMMAND)
    assert upload.state == "examining"
    assert not upload.rows.exists()
