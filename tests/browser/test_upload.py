"""Uploading and editing in a real browser, under the archive's own content security policy."""

import json
import threading

import pytest
from playwright.sync_api import expect

from articles.management.uploads import work_until
from tests.factories import make_article, make_person, make_user

MARKET = (
    "افتتح سوق الكتب القديمة أبوابه في ساحة المدينة، وحضره خالد العمري مع جمع من القراء والناشرين والباعة من كل حي."
)

HARBOUR = "رست السفينة في الميناء صباح اليوم وعليها ألف طن من القمح، وقال المدير إن التفريغ يستغرق ثلاثة أيام كاملة."


@pytest.fixture
def archive(live_server, archive_index, settings, tmp_path):
    """An archive with an editor, an uploader, an index, and a worker; files go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    make_user("editor", "editors", is_staff=True)
    make_user("uploader", "uploaders")
    stop = threading.Event()
    worker = threading.Thread(target=work_until, args=(stop,))
    worker.start()
    yield
    stop.set()
    worker.join()


def log_in(page, name: str, address: str) -> None:
    page.goto(address)
    page.get_by_label("اسم المستخدم").fill(name)
    page.get_by_label("كلمة المرور").fill(name)
    page.locator("main form button, form input[type=submit]").first.click()
    page.wait_for_url(lambda url: "login" not in url)


def is_wider_than_its_window(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


DROP = """files => {
  const carried = new DataTransfer();
  for (const [name, text] of files) {
    carried.items.add(new File([text], name));
  }
  const form = document.querySelector(".upload-form");
  form.dispatchEvent(new DragEvent("dragover", { dataTransfer: carried, bubbles: true, cancelable: true }));
  form.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def thirty_files() -> list[tuple[str, str]]:
    """Thirty files of several kinds, five of them broken, each in its own way."""
    texts = [(f"maqal-{number:02}.txt", f"{MARKET} وهذا هو السوق رقم {number}.") for number in range(18)]
    rows = [{"id": f"safina-{n}", "title": f"<b>سفينة</b> {n}", "text": f"{HARBOUR} {n}"} for n in range(3)]
    tables = [(f"akhbar-{n}.jsonl", json.dumps(row, ensure_ascii=False)) for n, row in enumerate(rows)]
    columns = [(f"jadwal-{n}.csv", f"id,title,text\nj-{n},جدول {n},نص الجدول رقم {n} في المكتبة\n") for n in range(2)]
    metadata = [(f"maqal-{number:02}.toml", f'title = "خبر السوق {number}"\n') for number in range(2)]
    wrong_date = {"id": "gharib", "title": "تاريخ غريب", "text": f"{HARBOUR} في يوم غريب", "date": "2018-13-45"}
    broken = [
        ("photo.jpg", "\u00ff\u00d8"),
        ("farigh.txt", ""),
        ("maksur.jsonl", "{"),
        ("bila-nass.csv", "عمود,آخر\nقيمة,أخرى\n"),
        ("gharib.jsonl", json.dumps(wrong_date, ensure_ascii=False)),
    ]
    return [*texts, *tables, *columns, *metadata, *broken]


def test_thirty_files_are_dropped_mended_published_found_and_undone(page, archive):
    files = thirty_files()
    assert len(files) == 30
    log_in(page, "uploader", "/upload/")
    expect(page.locator("input[name=publish]")).to_have_count(0)
    page.evaluate(DROP, [list(file) for file in files])
    expect(page.locator(".chosen li").first).to_have_text("maqal-00.txt")
    page.locator(".upload-form button").click()

    expect(page.locator("button[name=confirm]")).to_be_visible(timeout=30_000)
    expect(page.locator("tbody tr")).to_have_count(28)
    expect(page.locator("tbody tr.added")).to_have_count(23)
    expect(page.locator("tbody tr.added", has_text="<b>سفينة</b>")).to_have_count(3)
    address = page.url
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert not is_wider_than_its_window(page)

    page.locator(".outcomes .refused a").click()
    expect(page.locator("tbody tr")).to_have_count(5)
    page.get_by_role("link", name="تاريخ غريب").click()
    page.locator("#id_date").fill("2018-05-24")
    page.locator("button[name=save]").click()
    expect(page.locator(".messages .success")).to_have_count(1)
    page.goto(address)
    page.locator("thead input[type=checkbox]").check()
    assert page.locator("td.tick input:checked").count() == 28
    page.locator("thead input[type=checkbox]").uncheck()
    page.locator("tr", has_text="jadwal-1.csv").locator("td.tick input").check()
    page.locator("button[name=decide][value=refuse]").click()
    page.locator("button[name=confirm]").dblclick()
    expect(page.locator("button[name=undo]")).to_be_visible(timeout=30_000)
    expect(page.locator("button[name=publish]")).to_have_count(0)
    expect(page.locator("tbody tr.added")).to_have_count(23)
    expect(page.locator("tbody tr.left_out")).to_have_count(1)
    page.goto("/search/?q=سوق الكتب")
    expect(page.locator(".entry-title")).to_have_count(0)
    page.locator(".staff button").click()
    expect(page.locator(".staff")).to_have_count(0)

    log_in(page, "editor", "/login/")
    page.goto(address)
    page.locator("button[name=publish]").click()
    expect(page.locator(".messages .success")).to_have_count(1)
    page.goto("/search/?q=السفينة غريب")
    page.get_by_role("link", name="تاريخ غريب").first.click()
    expect(page.locator("h1")).to_have_text("تاريخ غريب")
    page.goto(address)
    page.locator("button[name=undo]").click()
    expect(page.locator("h1")).to_have_text("تم التراجع عن هذا الرفع", timeout=30_000)
    page.goto("/search/?q=السفينة غريب")
    expect(page.locator(".entry-title")).to_have_count(0)


def test_an_editor_without_scripts_uploads_and_finds(window, archive, tmp_path):
    text = tmp_path / "suq.txt"
    text.write_text(MARKET, encoding="utf-8")
    page = window(java_script_enabled=False)
    log_in(page, "editor", "/upload/")
    page.locator("input[type=file]").set_input_files(text)
    page.locator("input[name=publish]").check()
    page.locator(".upload-form button").click()
    # The page loads itself anew, by its head alone.
    page.locator("button[name=confirm]").click(timeout=30_000)
    page.locator("button[name=undo]").wait_for(timeout=30_000)
    page.goto("/search/?q=سوق الكتب")
    expect(page.locator(".entry-title")).to_have_count(1)


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
