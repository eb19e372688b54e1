"""Uploading and editing in a real browser, under the archive's own content security policy."""

import json

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_person, make_user

MARKET = (
    "افتتح سوق الكتب القديمة أبوابه في ساحة المدينة، وحضره خالد العمري مع جمع من القراء والناشرين والباعة من كل حي."
)


@pytest.fixture
def archive(live_server, archive_index, settings, tmp_path):
    """An archive with an editor, an uploader and an index; files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    make_user("editor", "editors", is_staff=True)
    make_user("uploader", "uploaders")


def log_in(page, name: str, address: str) -> None:
    page.goto(address)
    page.get_by_label("اسم المستخدم").fill(name)
    page.get_by_label("كلمة المرور").fill(name)
    page.locator("main form button, form input[type=submit]").first.click()
    page.wait_for_url(lambda url: "login" not in url)


def is_wider_than_its_window(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_files_are_chosen_looked_at_confirmed_and_found(page, archive, tmp_path):
    text, news, photo = tmp_path / "suq.txt", tmp_path / "akhbar.jsonl", tmp_path / "photo.jpg"
    text.write_text(MARKET, encoding="utf-8")
    row = {"id": "safina", "title": "<b>سفينة</b>", "text": "رست سفينة القمح في الميناء.", "date": "2018-05-24"}
    news.write_text(json.dumps(row, ensure_ascii=False) + "\nهذا سطر مكسور\n", encoding="utf-8")
    photo.write_bytes(b"\xff\xd8\xff")

    log_in(page, "editor", "/upload/")
    page.locator("input[type=file]").set_input_files([text, news, photo])
    page.locator("input[name=publish]").check()
    page.locator(".upload-form button").click()

    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page.locator("tbody tr.added")).to_have_count(2)
    expect(page.locator("tbody tr.added .title").nth(1)).to_contain_text("<b>سفينة</b>")
    expect(page.locator("tbody tr.refused .reason").first).not_to_be_empty()
    page.locator(".outcomes .refused a").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert not is_wider_than_its_window(page)

    page.locator("button[name=confirm]").click()
    expect(page.locator("button[name=confirm]")).to_have_count(0)
    page.get_by_role("link", name="<b>سفينة</b>").click()
    expect(page.locator("h1")).to_have_text("<b>سفينة</b>")
    page.goto("/search/?q=سوق الكتب")
    expect(page.locator(".entry-title")).to_have_count(1)
    page.reload()
    page.goto("/upload/")
    assert "suq.txt" in page.locator(".recent-uploads").inner_text()


def test_an_uploader_without_a_way_into_the_admin_uploads_drafts_and_logs_out(page, archive, tmp_path):
    text = tmp_path / "suq.txt"
    text.write_text(MARKET, encoding="utf-8")
    log_in(page, "uploader", "/upload/")
    expect(page.locator("input[name=publish]")).to_have_count(0)
    page.locator("input[type=file]").set_input_files(text)
    page.locator(".upload-form button").click()
    page.locator("button[name=confirm]").dblclick()
    expect(page.locator("button[name=confirm]")).to_have_count(0)
    page.goto("/search/?q=سوق الكتب")
    expect(page.locator(".entry-title")).to_have_count(0)
    page.locator(".staff button").click()
    expect(page.locator(".staff")).to_have_count(0)


def test_an_article_is_edited_with_autocomplete_and_calendar(page, archive):
    make_person("عبد الله الثني", "Abdullah al-Thani")
    article = make_article(identifier="a", title="قديم", text=MARKET)
    log_in(page, "editor", f"/admin/articles/article/{article.pk}/change/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("#id_title").fill("عنوان جديد")
    page.locator("#mentions-group .add-row a").click()
    page.locator("#mentions-0 .select2-selection").click()
    page.locator(".select2-search__field").last.fill("عبدالله الثنى")
    page.locator(".select2-results__option", has_text="عبد الله الثني").click()
    page.locator(".field-date .datetimeshortcuts a").first.click()
    page.locator("#id_date_precision").select_option("day")
    page.locator("[name=_continue]").click()
    expect(page.locator(".success")).to_have_count(1)
    page.goto("/articles/a/")
    expect(page.locator("h1")).to_have_text("عنوان جديد")
    assert page.get_by_role("link", name="عبد الله الثني").count() >= 1
    page.goto("/search/?q=جديد")
    expect(page.locator(".entry-title")).to_have_count(1)


def test_articles_are_withdrawn_from_the_list(page, archive):
    for number in range(3):
        make_article(text=f"{MARKET} {number}")
    log_in(page, "editor", "/admin/articles/article/")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("withdraw")
    page.locator("button[name=index]").click()
    expect(page.locator(".success")).to_have_count(1)
    expect(page.locator(".status-withdrawn")).to_have_count(3)
    page.goto("/search/?q=سوق الكتب")
    expect(page.locator(".entry-title")).to_have_count(0)
