"""The pages of an upload: progress, rows decided upon one by one and together, columns, originals, undoing."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Decision, SourceAlias, Status, Upload, UploadRow
from tests.factories import make_article, make_source, make_user
from tests.uploads import HARBOUR, MARKET, act, lines, send, shown, text_of, work

LATER = HARBOUR.replace("ثلاثة أيام", "أربعة أيام")


@pytest.fixture
def uploader(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(make_user("uploader", "uploaders"))
    return client


@pytest.fixture
def editor(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(make_user("editor", "editors", is_staff=True))
    return client


def row_page(client, upload, identifier):
    row = UploadRow.objects.get(identifier=identifier)
    return f"/en/upload/{upload.key}/rows/{row.pk}/"


def test_progress_is_shown_until_there_is_something_to_decide(uploader):
    files = {"file": [SimpleUploadedFile("suq.txt", MARKET.encode())]}
    page = uploader.post("/en/upload/", files, follow=True)
    address = page.request["PATH_INFO"]
    assert "The files are being looked through" in text_of(page)
    assert '<noscript><meta http-equiv="refresh" content="4"></noscript>' in page.content.decode()
    assert "It waits for its turn" in text_of(page)
    part = uploader.get(f"{address}?progress", headers={"HX-Request": "true"})
    assert "0 of 1" in text_of(part)
    assert "HX-Refresh" not in part
    work()
    assert uploader.get(f"{address}?progress", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "An import would add 1 article." in text_of(uploader.get(address))


def test_an_upload_is_paused_and_goes_on(uploader):
    files = {"file": [SimpleUploadedFile("suq.txt", MARKET.encode())]}
    page = uploader.post("/en/upload/", files, follow=True)
    page = act(uploader, page, pause="1")
    assert "It is paused." in text_of(page)
    assert not UploadRow.objects.exists()
    page = act(uploader, page, resume="1")
    assert "An import would add 1 article." in text_of(page)


def test_rows_are_ticked_and_decided_together(uploader):
    rows = [{"id": f"n-{number}", "text": f"{MARKET} {number}"} for number in range(3)]
    page = send(uploader, {"a.jsonl": lines(*rows)}, copies="keep")
    ticked = UploadRow.objects.get(identifier="n-1").pk
    page = act(uploader, page, decide="refuse", row=str(ticked), scope="ticked")
    assert "An import would add 2 articles." in text_of(page)
    page = act(uploader, page, decide="", scope="all", show="out")
    assert "An import would add 3 articles." in text_of(page)
    act(uploader, page, decide="nonsense", scope="all")
    assert {*UploadRow.objects.values_list("decision", flat=True)} == {Decision.NONE}


def test_what_needs_an_eye_is_one_click_away(uploader):
    make_article(identifier="old", text=HARBOUR)
    page = send(uploader, {"a.jsonl": lines({"id": "a", "text": MARKET}, {"id": "short", "text": "نص قصير"})})
    assert "1 of them needs an eye." in text_of(page)
    page = uploader.get(page.request["PATH_INFO"], {"show": "eye"})
    assert [row.identifier for row in page.context["page"]] == ["short"]
    assert "very short text" in text_of(page)


def test_a_refused_row_is_mended_on_its_page(uploader):
    page = send(uploader, {"a.jsonl": lines({"id": "a", "title": "سوق", "text": MARKET, "date": "2018-13-45"})})
    upload = Upload.objects.get()
    assert upload.state == "nothing"
    address = row_page(uploader, upload, "a")
    row = uploader.get(address)
    assert "“2018-13-45” is not a date" in text_of(row)
    assert MARKET in row.content.decode()
    fields = {"title": "سوق الكتب", "date": "2018-05", "identifier": "a", "save": "1"}
    wrong = uploader.post(address, fields | {"date": "2018-50"}, follow=True)
    assert "“2018-50” is not a date" in text_of(wrong)
    assert "the article will be added" in text_of(uploader.post(address, fields, follow=True))
    result = act(uploader, page, confirm="1")
    assert "Added: 1 article." in text_of(result)
    article = Article.objects.get()
    assert (article.title, str(article.date), article.date_precision) == ("سوق الكتب", "2018-05-01", "month")
    assert uploader.post(address, fields).status_code == 403


def test_a_newer_version_takes_the_place_of_the_older_one(editor):
    old = make_article(identifier="ship", title="السفينة", text=HARBOUR)
    page = send(editor, {"a.jsonl": lines({"id": "ship", "title": "السفينة", "text": LATER})})
    address = row_page(editor, Upload.objects.get(), "ship")
    html = editor.get(address).content.decode()
    assert f'href="/en/articles/{old.identifier}/"' in html
    assert "<del>ثلاثة</del> <ins>أربعة</ins>" in html
    assert 'name="confirm"' not in editor.get(page.request["PATH_INFO"]).content.decode()
    editor.post(address, {"decide": "replace"})
    page = editor.get(page.request["PATH_INFO"])
    assert "A newer version would replace 1 article." in text_of(page)
    assert 'name="confirm"' in page.content.decode()
    result = act(editor, page, confirm="1")
    assert shown(result) == [("السفينة", "replaced", "")]
    assert Article.objects.get().body == LATER


def test_an_uploader_replaces_own_drafts_and_no_article_that_is_published(uploader, client):
    user = User.objects.get()
    draft = make_article(identifier="suq", text=MARKET, status=Status.DRAFT, uploaded_by=user)
    public = make_article(identifier="ship", text=HARBOUR)
    newer = MARKET.replace("آخر الأسبوع", "آخر الشهر")
    page = send(uploader, {"a.jsonl": lines({"id": "ship", "text": LATER}, {"id": "suq", "text": newer})})
    pages = {name: row_page(uploader, Upload.objects.get(), name) for name in ("ship", "suq")}
    assert "Replace the older version" not in uploader.get(pages["ship"]).content.decode()
    for one in pages.values():
        uploader.post(one, {"decide": "replace"})
    act(uploader, page, decide="replace", scope="all")
    assert UploadRow.objects.get(decision=Decision.REPLACE).identifier == "suq"
    # Published before it is replaced: no text that nobody reviewed gets to readers.
    Article.objects.all().set_status([draft.pk], status=Status.PUBLISHED)
    refused = uploader.post(page.request["PATH_INFO"], {"confirm": "1"}, follow=True)
    assert "Only an editor lets a newer version take the place" in text_of(refused)
    work()
    assert {*Article.objects.values_list("body", flat=True)} == {MARKET, HARBOUR}
    client.force_login(make_user("editor", "editors"))
    act(client, page, confirm="1")
    assert {*Article.objects.values_list("body", flat=True)} == {newer, public.body}


def test_an_uploader_takes_back_no_article_that_an_editor_published(uploader, client):
    page = send(uploader, {"a.jsonl": lines({"id": "a", "text": MARKET})})
    act(uploader, page, confirm="1")
    client.force_login(make_user("editor", "editors"))
    act(client, page, publish="1")
    client.force_login(User.objects.get(username="uploader"))
    assert "Undo the whole upload" not in client.get(page.request["PATH_INFO"]).content.decode()
    refused = client.post(page.request["PATH_INFO"], {"undo": "1"}, follow=True)
    assert "only an editor can take them back" in text_of(refused)
    work()
    assert Article.objects.get().is_public


def test_who_may_not_edit_an_article_does_not_replace_it(uploader, client):
    old = make_article(identifier="ship", title="السفينة", text=HARBOUR, status=Status.DRAFT)
    page = send(uploader, {"a.jsonl": lines({"id": "ship", "title": "السفينة", "text": LATER})})
    address = row_page(uploader, Upload.objects.get(), "ship")
    assert 'value="replace"' not in uploader.get(address).content.decode()
    assert "Ask an editor" in text_of(uploader.post(address, {"decide": "replace"}, follow=True))
    act(uploader, page, decide="replace", scope="all")
    assert not UploadRow.objects.filter(decision=Decision.REPLACE).exists()
    Article.objects.update(uploaded_by=Upload.objects.get().user)
    act(uploader, page, decide="replace", scope="all")
    assert UploadRow.objects.get().decision == Decision.REPLACE
    Article.objects.all().set_status([old.pk], status=Status.PUBLISHED)
    act(uploader, page, confirm="1")
    assert Article.objects.get().body == HARBOUR


def test_a_single_article_is_pasted(uploader):
    assert "There is no text." in text_of(uploader.post("/en/upload/article/", {"text": " "}))
    page = uploader.post("/en/upload/article/", {"text": f"  {MARKET}\n", "title": "سوق الكتب"}, follow=True)
    page = act(uploader, page)
    assert [title for title, *_ in shown(page)] == ["سوق الكتب"]
    act(uploader, page, confirm="1")
    assert Article.objects.get().body == f"  {MARKET}\n"


def test_a_source_is_shown_by_its_name_however_the_file_spells_it(uploader):
    SourceAlias.objects.create(source=make_source("fajr", name_ar="صحيفة الفجر"), name="الفجر اليومية")
    page = send(uploader, {"a.jsonl": lines({"id": "a", "text": MARKET, "source": "الفجر اليوميّة"})})
    assert "صحيفة الفجر" in text_of(page)


def test_columns_are_chosen_and_remembered(uploader):
    table = f"Kopf,Inhalt\nسوق,{MARKET.replace(',', '،')}\n".encode()
    page = send(uploader, {"a.csv": table})
    upload = Upload.objects.get()
    address = f"/en/upload/{upload.key}/files/0/columns/"
    assert f'href="{address}">Say what each column is</a>' in page.content.decode()
    form = uploader.get(address)
    assert "Kopf" in text_of(form)
    assert "Say which column is the text" in text_of(uploader.post(address, {"column-0": "title"}))
    twice = uploader.post(address, {"column-0": "text", "column-1": "text"})
    assert "Two columns are given as “text”." in text_of(twice)
    uploader.post(address, {"column-0": "title", "column-1": "text"})
    assert upload.files.get().mapping == {"Kopf": "title", "Inhalt": "text"}
    assert Upload.objects.get().state == "examining"
    work()
    send(uploader, {"b.csv": table})
    later = Upload.objects.latest("pk")
    assert later.files.get().mapping == {"Kopf": "title", "Inhalt": "text"}
    form = uploader.get(f"/en/upload/{later.key}/files/0/columns/")
    assert form.context["form"]["column-1"].initial == "text"


def test_originals_and_refused_rows_are_given_back_to_whom_they_belong(uploader, client):
    content = lines({"id": "=cmd|' /C calc'!A0", "text": "؟", "title": "=1+1"})
    send(uploader, {"<a>.jsonl": content})
    upload = Upload.objects.get()
    original = uploader.get(f"/upload/{upload.key}/files/0/")
    assert b"".join(original.streaming_content) == content
    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"].startswith("attachment")
    table = uploader.get(f"/upload/{upload.key}/refused.csv")
    text = b"".join(table.streaming_content).decode()
    assert "'=1+1" in text
    assert "\n=" not in text
    assert ",=" not in text
    client.force_login(make_user("other", "uploaders"))
    for address in ("", "refused.csv", "files/0/", "files/0/columns/", f"rows/{upload.rows.get().pk}/"):
        assert client.get(f"/upload/{upload.key}/{address}").status_code == 404


def test_an_editor_publishes_and_undoes_what_an_uploader_brought(uploader, client):
    page = send(uploader, {"a.jsonl": lines({"id": "a", "text": MARKET}, {"id": "b", "text": HARBOUR})})
    act(uploader, page, confirm="1")
    assert act(uploader, page, publish="1").status_code == 200
    assert not Article.objects.published().exists()
    client.force_login(make_user("editor", "editors", is_staff=True))
    act(client, page, publish="1")
    assert Article.objects.published().count() == 2
    article = Article.objects.get(identifier="a")
    article.save()
    refused = client.post(page.request["PATH_INFO"], {"undo": "1"}, follow=True)
    assert "Nothing was undone: 1 article was edited since" in text_of(refused)
    UploadRow.objects.filter(article=article).update(article_changed=article.changed)
    undone = act(client, page, undo="1")
    assert "This upload was undone" in text_of(undone)
    assert not Article.objects.out_of_trash().exists()
    # The page leads to what of it is in the trash, from where it comes back whole.
    (trash,) = re.findall(r'<a href="([^"]+)">Its articles in the trash', undone.content.decode())
    make_article(status=Status.TRASHED)
    shown = client.get(trash).context["cl"].result_list
    assert {one.identifier for one in shown} == {"a", "b"}
    data = {"action": "restore", "_selected_action": [one.pk for one in shown]}
    assert "2 articles are back." in client.post(trash, data, follow=True).content.decode()
    assert {one.identifier for one in Article.objects.published()} == {"a", "b"}


def test_an_import_that_is_cancelled_leaves_what_was_added_listed(editor, monkeypatch):
    monkeypatch.setattr("articles.ingest.uploads.bring.ROWS_AT_ONCE", 1)
    page = send(editor, {"a.jsonl": lines({"id": "a", "text": MARKET}, {"id": "b", "text": HARBOUR})})
    editor.post(page.request["PATH_INFO"], {"confirm": "1"})

    def cancel(*_args) -> None:
        editor.post(page.request["PATH_INFO"], {"cancel": "1"})

    monkeypatch.setattr("articles.management.uploads.Indexing.committed", cancel)
    work()
    result = editor.get(page.request["PATH_INFO"])
    assert "It was cancelled in the middle of the import." in text_of(result)
    assert [article.identifier for article in Article.objects.all()] == ["a"]
    assert [row.identifier for row in editor.get(page.request["PATH_INFO"], {"show": "added"}).context["page"]] == ["a"]
    assert "not added 1" in text_of(result)
    assert "to be added" not in text_of(result)
    act(editor, page, undo="1")
    assert not Article.objects.out_of_trash().exists()


def test_what_lies_in_the_trash_is_restored_by_who_may(uploader, client):
    user = User.objects.get(username="uploader")
    mine = make_article(identifier="a", text=MARKET, status=Status.DRAFT, uploaded_by=user)
    other = make_article(identifier="b", text=HARBOUR, status=Status.DRAFT, uploaded_by=user)
    Article.objects.move_to_trash([mine.pk], user_id=user.pk)
    Article.objects.move_to_trash([other.pk], user_id=make_user("editor", "editors", is_staff=True).pk)
    page = send(uploader, {"a.jsonl": lines({"id": "a", "text": MARKET}, {"id": "b", "text": HARBOUR})})
    assert "An import would add 0 articles." in text_of(page)
    page = act(uploader, page, decide="restore", scope="all")
    assert "1 article would come back from the trash." in text_of(page)
    upload = Upload.objects.get()
    assert 'value="restore"' not in uploader.get(row_page(uploader, upload, "b")).content.decode()
    # An editor decides of the other; then only editors confirm.
    client.force_login(User.objects.get(username="editor"))
    client.post(row_page(client, upload, "b"), {"decide": "restore"})
    client.force_login(user)
    refused = client.post(page.request["PATH_INFO"], {"confirm": "1"}, follow=True)
    assert "Only an editor takes articles out of the trash." in text_of(refused)
    client.force_login(User.objects.get(username="editor"))
    result = act(client, page, confirm="1")
    assert {*Article.objects.drafts()} == {mine, other}
    assert "It was in the trash, and is back." in text_of(result)


def test_buttons_for_many_rows_are_there_where_they_can_do_something(uploader, client):
    make_article(identifier="ship", text=HARBOUR)
    make_article(identifier="suq", text=f"{MARKET} وأكثر.", status=Status.DRAFT, uploaded_by=User.objects.get())
    rows = {"id": "ship", "text": LATER}, {"id": "note", "text": "ملاحظة قصيرة عن شيء آخر تماما."}
    page = send(uploader, {"a.jsonl": lines(*rows)})
    assert "Replace the older versions" not in text_of(page)
    assert "Nothing was decided" in text_of(
        uploader.post(page.request["PATH_INFO"], {"decide": "replace", "scope": "all"}, follow=True)
    )
    assert "Replace the older versions" in text_of(send(uploader, {"b.jsonl": lines({"id": "suq", "text": MARKET})}))
    client.force_login(make_user("editor", "editors"))
    assert "Replace the older versions" in text_of(client.get(page.request["PATH_INFO"]))


def test_one_article_is_said_in_the_singular_and_two_in_the_dual(uploader):
    page = send(uploader, {"a.jsonl": lines({"id": "a", "text": MARKET})})
    assert "An import would add 1 article. It would be a draft until an editor publishes it." in text_of(page)
    arabic = page.request["PATH_INFO"].removeprefix("/en")
    assert "سيضيف الاستيراد مقالًا واحدًا. وسيبقى مسودة حتى ينشره محرر." in text_of(uploader.get(arabic))
    page = send(uploader, {"a.jsonl": lines({"id": "a", "text": MARKET}, {"id": "b", "text": HARBOUR})})
    arabic = page.request["PATH_INFO"].removeprefix("/en")
    assert "سيضيف الاستيراد مقالين. وسيبقيان مسودتين حتى ينشرهما محرر." in text_of(uploader.get(arabic))


def test_who_may_only_look_acts_on_nothing(uploader, client):
    page = send(uploader, {"a.jsonl": lines({"id": "a", "text": MARKET})})
    upload = Upload.objects.get()
    reader = make_user("reader")
    reader.user_permissions.add(Permission.objects.get(codename="view_upload"))
    client.force_login(reader)
    assert client.get(page.request["PATH_INFO"]).status_code == 200
    assert client.get(row_page(client, upload, "a")).status_code == 200
    for address, fields in (
        (page.request["PATH_INFO"], {"confirm": "1"}),
        (row_page(client, upload, "a"), {"decide": "refuse"}),
        (f"/upload/{upload.key}/files/0/columns/", {"column-0": "text"}),
    ):
        assert client.post(address, fields).status_code == 403
    assert Article.objects.filter(status=Status.DRAFT).count() == 0
