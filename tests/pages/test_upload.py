"""Uploading: files are received, looked through by a worker, shown, and imported when confirmed; nothing before."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from articles import search
from articles.models import Article, Mention, Status, Upload, UploadFile, UploadRow, UploadState
from tests.factories import make_article, make_person, make_source, make_user
from tests.uploads import HARBOUR, MARKET, act, lines, send, shown, text_of


@pytest.fixture
def uploads(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def uploader(client, db, uploads):
    client.force_login(make_user("uploader", "uploaders"))
    return client


@pytest.fixture
def editor(client, db, uploads):
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


def confirm(client, page):
    return act(client, page, confirm="1")


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


# --- The form ---


def test_no_file_no_upload(uploader):
    page = uploader.post("/en/upload/", {})
    assert "Choose one or more files." in text_of(page)
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_named(uploader, uploads, settings):
    settings.UPLOAD_MAX_MEGABYTES = 1
    page = send(uploader, {"small.txt": MARKET.encode(), "<large>.txt": b"x" * (2 << 20)})
    assert "“&lt;large&gt;.txt” has 2.0 MB; a file may have at most 1 MB." in page.content.decode()
    assert not Upload.objects.exists()
    assert not stored(uploads)


def test_too_many_files_are_counted(uploader, settings):
    settings.UPLOAD_MAX_FILES = 2
    page = send(uploader, {f"{number}.txt": MARKET.encode() for number in range(3)})
    assert "These are 3 files; send at most 2 at a time." in text_of(page)


def test_two_files_of_one_name_are_refused(uploader):
    files = [SimpleUploadedFile("a.txt", b"1"), SimpleUploadedFile("A.txt", b"2")]
    page = uploader.post("/en/upload/", {"file": files})
    assert "Two files are called “A.txt”." in text_of(page)


def test_a_name_too_long_for_any_disk_is_refused(uploader):
    page = send(uploader, {f"{'س' * 200}.txt": MARKET.encode()})
    assert "Give the file a shorter name." in text_of(page)


def test_files_too_large_together_are_refused(uploader, settings):
    settings.UPLOAD_MAX_TOTAL_MEGABYTES = 1
    page = send(uploader, {f"{number}.txt": b"x" * (1 << 20) for number in range(2)})
    assert "The files have 2.0 MB together; send at most 1 MB at a time." in text_of(page)
    assert not Upload.objects.exists()


def test_more_articles_than_an_upload_may_have_are_refused_as_a_whole(uploader, uploads, settings):
    settings.UPLOAD_MAX_ARTICLES = 3
    rows = [{"id": f"n-{number}", "text": f"{MARKET} {number}"} for number in range(2)]
    page = send(uploader, {"a.jsonl": lines(*rows), "b.jsonl": lines(*rows)})
    assert "The files hold more than 3 articles" in text_of(page)
    assert not UploadRow.objects.exists()
    assert not stored(uploads)
    assert len(send(uploader, {"a.jsonl": lines(*rows), "b.txt": MARKET.encode()}).context["page"]) == 3


def test_what_unpacks_to_more_than_is_taken_is_refused(uploader, settings):
    settings.READ_LIMITS = {**settings.READ_LIMITS, "unpacked_megabytes": 1}
    page = send(uploader, {"a.jsonl.gz": gzip.compress(b" " * (2 << 20))})
    assert "unpacks to more than 1 MB" in text_of(page)


def test_only_who_may_publish_is_asked_whether_to(uploader):
    assert 'name="publish"' not in uploader.get("/upload/").content.decode()
    user = uploader.get("/upload/").wsgi_request.user
    user.user_permissions.add(Permission.objects.get(codename="publish_upload"))
    assert 'name="publish"' in uploader.get("/upload/").content.decode()


# --- The preview ---


def test_the_preview_shows_everything_and_saves_nothing(uploader):
    source = make_source("mithal", name_ar="صحيفة المثال", name_latin="Al-Mithal")
    make_article(identifier="kept", title="السفينة", body=HARBOUR, source=source)
    page = send(
        uploader,
        {
            "news.jsonl": lines(
                {"id": "one", "title": "سوق الكتب", "text": MARKET, "date": "2018-05", "source": "mithal"},
                '{"id": "broken',
                {"id": "bad-date", "title": "تاريخ", "text": "نص قصير", "date": "2018-13-45"},
                {"id": "again", "title": "السفينة مرة أخرى", "text": HARBOUR, "source": "mithal"},
                {"id": "same", "title": "سوق الكتب", "text": MARKET, "source": "mithal"},
            ),
            "windows.txt": "مقال قديم محفوظ بترميز ويندوز العربي كما كانت العادة.".encode("cp1256"),
            "picture.txt": bytes(range(256)) * 100,
            "empty.txt": b"",
            "photo.jpg": b"\xff\xd8\xff",
        },
    )
    outcomes = {(row.file.name, row.line): (row.outcome, row.explanation) for row in page.context["page"]}
    assert {place: outcome for place, (outcome, _) in outcomes.items()} == {
        ("news.jsonl", 1): "added",
        ("news.jsonl", 2): "refused",
        ("news.jsonl", 3): "refused",
        ("news.jsonl", 4): "duplicate",
        ("news.jsonl", 5): "duplicate",
        ("windows.txt", 0): "added",
        ("picture.txt", 0): "refused",
        ("empty.txt", 0): "refused",
        ("photo.jpg", 0): "refused",
    }
    assert "not valid JSON" in outcomes["news.jsonl", 2][1]
    assert "2018-13-45" in outcomes["news.jsonl", 3][1]
    assert "binary" in outcomes["picture.txt", 0][1]
    assert "empty" in outcomes["empty.txt", 0][1]
    assert ".jsonl" in outcomes["photo.jpg", 0][1]
    html = page.content.decode()
    assert "May 2018" in html
    assert "Al-Mithal" in html
    assert 'href="/en/articles/kept/"' in html
    assert "مقال قديم محفوظ بترميز ويندوز" in html
    assert "An import would add 2 articles." in text_of(page)
    assert "Nothing is saved yet." in text_of(page)
    assert Article.objects.count() == 1


def test_what_a_file_calls_itself_is_text_and_not_markup(uploader):
    evil = "<script>alert(1)</script>"
    row = {"id": "a", "title": evil, "text": MARKET, "source": f"{evil} صحيفة", "date": evil}
    page = send(uploader, {"<img src=x>.jsonl": lines(row, row | {"date": "2018"})})
    html = page.content.decode()
    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert "&lt;img src=x&gt;.jsonl" in html
    result = confirm(uploader, page)
    assert "<script>alert" not in result.content.decode()


def test_metadata_come_with_the_text_of_their_name(uploader):
    page = send(
        uploader,
        {
            "khitab.toml": 'title = "خطاب"\ndate = 2018-05-24\n'.encode(),
            "khitab.txt": MARKET.encode(),
            "safina.toml": 'title = "خطاب'.encode(),
            "safina.txt": HARBOUR.encode(),
            "alone.toml": b'title = "x"',
        },
    )
    rows = {row.name or row.file.name: row for row in page.context["page"]}
    assert {name: row.outcome for name, row in rows.items()} == {
        "khitab.txt": "added",
        "safina.toml": "refused",
        "alone.toml": "refused",
    }
    assert (rows["khitab.txt"].title, str(rows["khitab.txt"].date)) == ("خطاب", "2018-05-24")


def test_names_with_folders_lead_nowhere(uploader, uploads):
    page = send(uploader, {"../../etc/passwd.txt": MARKET.encode(), "..\\windows.txt": HARBOUR.encode()})
    assert {row.identifier for row in page.context["page"]} == {"passwd", "windows"}
    assert all(re.fullmatch(r"\d{4}/\d\d/[0-9a-f]{32}", str(path.relative_to(uploads))) for path in stored(uploads))
    assert {path.stat().st_mode & 0o777 for path in stored(uploads)} == {0o600}


def test_stored_files_have_no_address(uploader, uploads):
    send(uploader, {"a.txt": MARKET.encode()})
    name = UploadFile.objects.get().file.name
    for address in (f"/{name}", f"/uploads/{name}", f"/media/{name}", f"/static/{name}"):
        assert uploader.get(address).status_code == 404


def test_thousands_of_rows_come_in_pages_and_by_outcome(uploader):
    rows = [{"id": f"n-{number}", "text": f"{MARKET} {number}", "title": f"خبر {number}"} for number in range(230)]
    page = send(uploader, {"many.jsonl.gz": gzip.compress(lines(*rows, "broken"))})
    address = page.request["PATH_INFO"]
    assert len(page.context["page"]) == 50
    assert "to be added 230" in text_of(page)
    assert shown(uploader.get(f"{address}?page=5"))[0][0] == "خبر 200"
    assert [outcome for _, outcome, _ in shown(uploader.get(f"{address}?show=refused"))] == ["refused"]
    beyond = uploader.get(f"{address}?page=1000000000")
    assert beyond.status_code == 404
    assert "This list has 5 pages" in text_of(beyond)


def test_the_preview_is_not_worked_out_again_when_looked_at(uploader, uploads, django_assert_max_num_queries):
    page = send(uploader, {"a.txt": MARKET.encode()})
    for path in stored(uploads):
        path.unlink()
    with django_assert_max_num_queries(14):
        assert [outcome for _, outcome, _ in shown(uploader.get(page.request["PATH_INFO"]))] == ["added"]


def test_where_nothing_can_be_added_nothing_waits(uploader, uploads):
    page = send(uploader, {"photo.jpg": b"\xff", "broken.jsonl": b"{"})
    assert "There is nothing to add" in text_of(page)
    assert 'name="confirm"' not in page.content.decode()
    assert "nothing to import" in text_of(uploader.get("/en/upload/"))
    page = act(uploader, page, cancel="1")
    assert not stored(uploads)
    assert "photo.jpg" in text_of(page)


# --- Confirming ---


def test_an_uploader_brings_drafts(uploader):
    page = send(uploader, {"suq.txt": MARKET.encode()}, publish="on")
    assert "It would be a draft" in text_of(page)
    result = confirm(uploader, page)
    assert "Added: 1 article. It is a draft until" in text_of(result)
    assert Article.objects.get().status == Status.DRAFT


def test_an_editor_publishes_at_once_and_it_is_found(client, transactional_db, archive_index, uploads):
    client.force_login(make_user("editor", "editors", is_staff=True))
    person = make_person("خالد العمري")
    page = send(client, {"suq.txt": MARKET.encode(), "photo.jpg": b"x"}, publish="on")
    result = confirm(client, page)
    assert "Added: 1 article. It can be read and found." in text_of(result)
    article = Article.objects.get(identifier="suq")
    assert article.body == MARKET
    assert 'href="/en/articles/suq/"' in result.content.decode()
    assert Mention.objects.get(article=article).person == person
    hits = search.run(search.SearchRequest(query="سوق الكتب", people=(person.pk,))).hits
    assert [hit.article for hit in hits] == [article]
    assert {upload.state for upload in Upload.objects.all()} == {UploadState.IMPORTED}
    assert [outcome for _, outcome, _ in shown(result)] == ["added", "refused"]


def test_a_second_confirmation_does_nothing(uploader):
    page = send(uploader, {"suq.txt": MARKET.encode()})
    first = confirm(uploader, page)
    rows = [*UploadRow.objects.values_list("pk", "outcome")]
    second = confirm(uploader, page)
    assert text_of(second) == text_of(first)
    assert [*UploadRow.objects.values_list("pk", "outcome")] == rows
    assert Article.objects.count() == 1
    assert 'name="confirm"' not in second.content.decode()
    uploader.post(page.request["PATH_INFO"], {"cancel": "1"})
    assert Upload.objects.get().state == UploadState.IMPORTED


def test_of_two_workers_at_the_same_moment_one_gets_the_upload(client, transactional_db, uploads):
    client.force_login(make_user("uploader", "uploaders"))
    confirm(client, send(client, {"suq.txt": MARKET.encode()}))
    Upload.objects.update(state=UploadState.IMPORTING)

    def take_in_a_thread(number: int) -> bool:
        try:
            return Upload.objects.with_work().take(f"worker {number}") is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take_in_a_thread, range(4))) == [False, False, False, True]


def test_what_came_in_between_counts(uploader):
    page = send(uploader, {"suq.txt": MARKET.encode(), "safina.txt": HARBOUR.encode()})
    make_article(identifier="earlier", body=MARKET)
    result = confirm(uploader, page)
    assert {row.file.name: row.outcome for row in result.context["page"]} == {
        "suq.txt": "duplicate",
        "safina.txt": "added",
    }
    assert Article.objects.count() == 2


def test_who_lost_the_right_to_publish_meanwhile_brings_drafts(editor):
    page = send(editor, {"suq.txt": MARKET.encode()}, publish="on")
    assert "It would be published at once." in text_of(page)
    user = page.wsgi_request.user
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="add_upload"))
    assert "It is a draft" in text_of(confirm(editor, page))
    assert Article.objects.get().status == Status.DRAFT


def test_a_cancelled_upload_leaves_nothing_but_its_name(uploader, uploads):
    page = send(uploader, {"suq.txt": MARKET.encode()})
    answer = uploader.post(page.request["PATH_INFO"], {"cancel": "1"}, follow=True)
    assert "The upload was cancelled" in text_of(answer)
    assert not stored(uploads)
    page = confirm(uploader, page)
    assert "This upload was cancelled" in text_of(page)
    assert not Article.objects.exists()
    assert "suq.txt" in text_of(uploader.get("/en/upload/"))


def test_an_import_that_fails_says_so_and_goes_on_when_told_to(uploader):
    page = send(uploader, {"suq.txt": MARKET.encode()})

    def full_disk(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "articles_article"'):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full_disk):
        page = confirm(uploader, page)
    assert "The work was interrupted (database or disk is full)." in text_of(page)
    assert not Article.objects.exists()
    assert "Added: 1 article." in text_of(act(uploader, page, resume="1"))


def test_a_stored_file_that_is_gone_is_said_to_be(uploader):
    files = {"file": [SimpleUploadedFile("suq.txt", MARKET.encode())]}
    page = uploader.post("/en/upload/", files, follow=True)
    UploadFile.objects.update(file="2018/05/gone")
    result = act(uploader, page)
    assert [outcome for _, outcome, _ in shown(result)] == ["refused"]
    assert "cannot be read" in text_of(result)


def test_the_confirmation_needs_the_form_of_the_page(uploader):
    page = send(uploader, {"suq.txt": MARKET.encode()})
    uploader.handler.enforce_csrf_checks = True
    assert uploader.post(page.request["PATH_INFO"], {"confirm": "1"}).status_code == 403
    assert not Article.objects.exists()


def test_the_admin_lists_uploads_with_what_came_of_them(editor):
    page = send(editor, {"<suq>.jsonl": lines({"id": "a", "text": MARKET}, "broken")})
    confirm(editor, page)
    row = editor.get("/en/admin/articles/upload/").context["cl"].result_list[0]
    assert (row.added, row.kept, row.refused) == (1, 0, 1)
    html = editor.get("/en/admin/articles/upload/").content.decode()
    assert f'<a href="{page.request["PATH_INFO"]}"><bdi>&lt;suq&gt;.jsonl</bdi></a>' in html
